//! What happens in a month, by contingent: who leaves, who comes, and who is kept back.

use crate::plan::references::Route;

/// What keeps troops back in the month step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Blocker {
    Hold(usize),
    Hazard(usize),
    Floor,
    Cap(usize),
}

/// Troops of a phase that something keeps back in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocked {
    pub(crate) phase: usize,
    pub(crate) blocker: Blocker,
    pub(crate) troops: u64,
}

/// Troops who leave one contingent and arrive in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) troops: u32,
}

/// The flows of a month, by contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct MonthFlows {
    pub(crate) withdrawn: Vec<u32>,
    pub(crate) gained: Vec<u32>,
    pub(crate) arrived: Vec<u32>,
    /// Those of the withdrawn who arrive elsewhere; the others go home.
    pub(crate) transferred: Vec<u32>,
    pub(crate) transfers: Vec<Transfer>,
}

impl MonthFlows {
    /// A month in which nobody moves.
    pub(crate) fn clear(&mut self, contingents: usize) {
        let rows =
            [&mut self.withdrawn, &mut self.gained, &mut self.arrived, &mut self.transferred];
        for row in rows {
            row.clear();
            row.resize(contingents, 0);
        }
        self.transfers.clear();
    }

    /// Adds those of a phase's scope who leave, for home or for another contingent.
    pub(crate) fn record_departures(&mut self, routes: &[Route], departing: &[u32]) {
        for (&Route { contingent: from, to, .. }, &troops) in routes.iter().zip(departing) {
            self.withdrawn[from] += troops;
            if let Some(to) = to.filter(|_| troops > 0) {
                self.transferred[from] += troops;
                self.arrived[to] += troops;
                self.transfers.push(Transfer { from, to, troops });
            }
        }
    }

    /// Adds a raise.
    pub(crate) fn record_gains(&mut self, routes: &[Route], gains: &[u32]) {
        for (route, &troops) in routes.iter().zip(gains) {
            self.gained[route.contingent] += troops;
        }
    }
}
