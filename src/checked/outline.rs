//! What a plan's phases intend once every estimate is fixed: when each starts and ends, and what it moves.

use super::terms::Manner;

/// A plan's phases, reckoned through the last month projected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// By phase.
    pub(crate) phases: Vec<Intent>,
    /// The phases that start, in the order in which they do.
    pub(crate) order: Vec<usize>,
}

/// What a phase intends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Intent {
    /// As it starts.
    pub(crate) started: Option<Reckoning>,
    /// As if it started at s0, where it does not.
    pub(crate) planned: Option<Reckoning>,
}

/// What a phase moves, reckoned at the end of the month before it starts.
#[derive(Clone, Debug)]
pub(crate) struct Reckoning {
    /// s
    pub(crate) start: i32,
    /// e, the paced end.
    pub(crate) end: i32,
    /// L, the scope's scheduled strength.
    pub(crate) level: u64,
    /// The cut, or the gain.
    pub(crate) moves: u32,
    /// What the scope's projected strength must have come to at the deadline (DESIGN section 5).
    pub(crate) goal: u64,
    /// The cut or gain of each contingent in the scope; for a cut in listed order, the most that each
    /// can give, down to its floor (`w_c`).
    pub(crate) each: Vec<u32>,
    pub(crate) manner: Manner,
}

impl Intent {
    /// As it starts or, if it does not, as it would have at s0.
    pub(crate) fn reckoned(&self) -> Option<&Reckoning> {
        self.started.as_ref().or(self.planned.as_ref())
    }
}

impl Outline {
    /// A phase as it starts, if it does.
    pub(crate) fn started(&self, phase: usize) -> Option<&Reckoning> {
        self.phases.get(phase)?.started.as_ref()
    }
}
