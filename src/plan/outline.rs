//! What a plan's phases intend once every estimate is fixed: when each starts and ends, and what it moves.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::plan::terms::{Manner, Span};

/// A plan's phases, reckoned through the last month projected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The phases that start, in the order in which they do.
    pub(crate) started: Vec<Reckoning>,
    /// Those that come late or never, as if each had started at s0, as far as that is projected.
    pub(crate) planned: BTreeMap<usize, Reckoning>,
    /// By phase, its place among those that start.
    pub(crate) places: Vec<Option<usize>>,
    /// Each contingent's strength at `as_of`, and then what each gives or gains, one reckoning's after
    /// another's: what the months need, in the order in which they do.
    pub(crate) rows: Vec<u32>,
    /// How many contingents there are.
    pub(crate) contingents: usize,
}

/// What a phase moves, reckoned at the end of the month before it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reckoning {
    pub(crate) phase: usize,
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
    /// Where the cut or gain of each contingent in the scope stands among the outline's rows; for a cut
    /// in listed order, the most that each can give, down to its floor (`w_c`).
    pub(crate) each: Range<usize>,
    pub(crate) manner: Manner,
    /// Where its scope stands side by side and its levels do nothing but fall evenly while it is under
    /// way: those who arrive meanwhile would be taken for some who have not left.
    pub(crate) falls: Option<Span>,
}

impl Outline {
    /// Each contingent's strength at `as_of`.
    pub(crate) fn strengths(&self) -> &[u32] {
        &self.rows[..self.contingents]
    }

    /// A phase as it starts, if it does.
    pub(crate) fn started(&self, phase: usize) -> Option<&Reckoning> {
        self.places.get(phase).copied().flatten().map(|place| &self.started[place])
    }

    /// A phase that comes late or never, as it would have started at s0.
    pub(crate) fn planned(&self, phase: usize) -> Option<&Reckoning> {
        self.planned.get(&phase)
    }

    /// A phase as it starts or, if it does not, as it would have at s0.
    pub(crate) fn reckoned(&self, phase: usize) -> Option<&Reckoning> {
        self.started(phase).or_else(|| self.planned(phase))
    }

    /// What each contingent in the scope gives or gains, as one of its phases was reckoned.
    pub(crate) fn each(&self, reckoning: &Reckoning) -> &[u32] {
        &self.rows[reckoning.each.clone()]
    }
}
