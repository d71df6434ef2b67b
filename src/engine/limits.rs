//! How many can leave the theatre in each month, whoever they are: the least of the caps in force, and
//! none under a hold or a hazard.

use crate::engine::basis::Basis;
use crate::engine::draw::Inputs;
use crate::plan::resolved::Window;

/// The limits of four draws of a plan all of whose caps, holds and hazards are everyone's.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// By month and draw.
    pub(crate) most: Vec<[i32; 4]>,
    /// The same without hazards, where that is the same in every draw.
    standing: Option<Vec<[i32; 4]>>,
}

impl Limits {
    /// The limits at best; `days_move` where windows may be drawn.
    pub(crate) fn new(basis: Basis<'_>, inputs: &Inputs, days_move: bool) -> Self {
        let spec = &basis.plan.spec;
        let mut windows = (spec.caps.iter().map(|cap| (&cap.from, &cap.through)))
            .chain(spec.holds.iter().map(|hold| (&hold.from, &hold.through)));
        let is_open =
            |(from, through): (&Option<_>, &Option<_>)| from.is_none() && through.is_none();
        let draws_caps = inputs.estimates.iter().any(|input| input.spot.0 == "cap");
        let stand = !draws_caps && (!days_move || windows.all(is_open));
        let months = usize::try_from(basis.plan.horizon()).unwrap_or(0) + 1;
        let mut limits = Self { most: vec![[0; 4]; months], standing: None };
        for i in 0..4 {
            limits.lay_out(i, basis, &[]);
        }
        limits.standing = stand.then(|| limits.most.clone());
        limits
    }

    /// Begins four draws anew.
    pub(crate) fn begin(&mut self) {
        if let Some(standing) = &self.standing {
            self.most.clone_from(standing);
        }
    }

    /// Limits one of the four draws.
    pub(crate) fn lay_out(&mut self, i: usize, basis: Basis<'_>, hazards: &[Vec<Window>]) {
        if self.standing.is_none() {
            for (t, row) in (0..).zip(&mut self.most) {
                row[i] = cap(basis, t);
            }
            self.close(i, &basis.course.timeline.holds);
        }
        for windows in hazards {
            self.close(i, windows);
        }
    }

    /// Nobody leaves in some windows of one of the four draws.
    #[inline]
    fn close(&mut self, i: usize, windows: &[Window]) {
        let last = i32::try_from(self.most.len() - 1).unwrap_or(i32::MAX);
        for window in windows {
            for t in window.first.max(0)..=window.last.min(last) {
                if let Some(row) = self.most.get_mut(usize::try_from(t).unwrap_or(0)) {
                    row[i] = 0;
                }
            }
        }
    }
}

/// The least of the caps in force; a total that is compared with it has 31 bits.
fn cap(basis: Basis<'_>, t: i32) -> i32 {
    let caps = basis.course.timeline.caps.iter().zip(&basis.course.numbers.caps);
    let in_force = caps.filter(|(window, _)| window.covers(t)).map(|(_, &cap)| cap);
    in_force.min().and_then(|cap| i32::try_from(cap).ok()).unwrap_or(i32::MAX)
}
