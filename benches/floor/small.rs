//! W1 by hand: a small plan, from plain numbers to what its projection holds.

use super::levels::{Work, keep_to_the_cap, schedule};

/// Scheduled strengths, strengths and withdrawals, of every month and contingent, in rows of their
/// own: what a caller may keep. What only other plans have (gains, arrivals, what was kept back and
/// by what) is left out.
#[derive(Debug)]
pub(crate) struct Rows<const N: usize> {
    pub(crate) scheduled: Vec<[u32; N]>,
    pub(crate) strength: Vec<[u32; N]>,
    pub(crate) withdrawn: Vec<[u32; N]>,
}

pub(crate) fn projection<const N: usize>(work: &Work<N>, months: usize) -> Rows<N> {
    let mut scheduled = vec![[0; N]; months + 1];
    let mut strength = Vec::new();
    schedule(work, &mut scheduled, |doubtful, scheduled| {
        strength = scheduled.to_vec();
        keep_to_the_cap(work.cap, doubtful, &mut strength);
    });
    if strength.is_empty() {
        strength.clone_from(&scheduled);
    }
    let mut withdrawn = Vec::with_capacity(months + 1);
    withdrawn.push([0; N]);
    withdrawn.extend(strength.windows(2).map(|pair| {
        let mut left = [0; N];
        for (c, left) in left.iter_mut().enumerate() {
            *left = pair[0][c] - pair[1][c];
        }
        left
    }));
    Rows { scheduled, strength, withdrawn }
}
