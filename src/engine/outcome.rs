//! What a month brought: who left, came and was kept back, by contingent.

use std::ops::Range;

use crate::checked::wiring::Leg;

/// What keeps troops back in the month step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeper {
    Hold(usize),
    Hazard(usize),
    Floor,
    Cap(usize),
}

/// So many of a phase's due troops kept back in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeptBack {
    pub(crate) phase: usize,
    pub(crate) keeper: Keeper,
    pub(crate) troops: u64,
}

/// So many who left one contingent and arrived in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) troops: u32,
}

/// What a month brought, by contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) withdrawn: Vec<u32>,
    pub(crate) gained: Vec<u32>,
    pub(crate) arrived: Vec<u32>,
    /// Those of the withdrawn who arrived elsewhere; the others went home.
    pub(crate) sent_on: Vec<u32>,
    pub(crate) kept_back: Vec<KeptBack>,
    pub(crate) transfers: Vec<Transfer>,
    /// Whether anybody left; where nobody did, `withdrawn` is all 0.
    pub(crate) somebody_left: bool,
    /// Whether anybody came; where nobody did, `gained`, `arrived` and `sent_on` are all 0.
    pub(crate) somebody_came: bool,
}

impl Outcome {
    /// Makes room for so many contingents.
    pub(crate) fn begin(&mut self, count: usize) {
        for row in [&mut self.withdrawn, &mut self.gained, &mut self.arrived, &mut self.sent_on] {
            row.clear();
            row.resize(count, 0);
        }
        (self.somebody_left, self.somebody_came) = (false, false);
        self.clear();
    }

    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.somebody_left) {
            self.withdrawn.fill(0);
        }
        if std::mem::take(&mut self.somebody_came) {
            self.gained.fill(0);
            self.arrived.fill(0);
            self.sent_on.fill(0);
        }
        self.kept_back.clear();
        self.transfers.clear();
    }

    /// Those of a stretch of the listing who leave for home.
    pub(crate) fn leave(&mut self, stretch: &Range<usize>, going: &[u32]) {
        self.somebody_left = true;
        add(&mut self.withdrawn[stretch.clone()], going);
    }

    /// Those who are raised.
    pub(crate) fn gain(&mut self, legs: &[Leg], gains: &[u32]) {
        self.somebody_came = true;
        for (leg, &gain) in legs.iter().zip(gains) {
            self.gained[leg.contingent] += gain;
        }
    }

    /// Whether anybody left, came or changed contingent.
    pub(crate) fn moves_anybody(&self) -> bool {
        (self.somebody_left && self.withdrawn.iter().any(|&troops| troops > 0))
            || (self.somebody_came && self.gained.iter().any(|&troops| troops > 0))
    }

    pub(crate) fn keep(&mut self, phase: usize, keeper: Keeper, troops: u64) {
        if troops > 0 {
            self.kept_back.push(KeptBack { phase, keeper, troops });
        }
    }
}

/// All of some troops; no more than the `u32::MAX` that there can be.
pub(crate) fn sum(troops: &[u32]) -> u32 {
    troops.iter().fold(0, |sum, &troops| sum.wrapping_add(troops))
}

pub(crate) fn add(rows: &mut [u32], others: &[u32]) {
    for (row, &other) in rows.iter_mut().zip(others) {
        *row += other;
    }
}

pub(crate) fn subtract(rows: &mut [u32], others: &[u32]) {
    for (row, &other) in rows.iter_mut().zip(others) {
        *row -= other;
    }
}
