//! What a month brought: who left, came and was kept back, by contingent.

use crate::plan::terms::Route;

/// What keeps troops back in the month step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Blocker {
    Hold(usize),
    Hazard(usize),
    Floor,
    Cap(usize),
}

/// So many of a phase's due troops kept back in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocked {
    pub(crate) phase: usize,
    pub(crate) keeper: Blocker,
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
    pub(crate) transfers: Vec<Transfer>,
}

impl Outcome {
    /// A month in which none of so many contingents moves.
    pub(crate) fn clear(&mut self, count: usize) {
        for row in [&mut self.withdrawn, &mut self.gained, &mut self.arrived, &mut self.sent_on] {
            row.clear();
            row.resize(count, 0);
        }
        self.transfers.clear();
    }

    /// Those of a phase's scope who leave, for home or for another contingent.
    pub(crate) fn leave(&mut self, scope: &[Route], going: &[u32]) {
        for (&Route { contingent: from, to, .. }, &troops) in scope.iter().zip(going) {
            self.withdrawn[from] += troops;
            if let Some(to) = to.filter(|_| troops > 0) {
                self.sent_on[from] += troops;
                self.arrived[to] += troops;
                self.transfers.push(Transfer { from, to, troops });
            }
        }
    }

    /// Those of a phase's scope who are raised.
    pub(crate) fn gain(&mut self, scope: &[Route], gains: &[u32]) {
        for (leg, &troops) in scope.iter().zip(gains) {
            self.gained[leg.contingent] += troops;
        }
    }
}
