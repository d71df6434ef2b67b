//! What the engine asks of a phase again and again, small enough to lie beside its dates.

use std::ops::Range;

use crate::spec::date_rule::When;
use crate::spec::phase::{Order, Pace, Phase, Target, WhenLate};
use crate::values::percent::Percent;

/// One contingent in a phase's scope, and where those who leave it arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) contingent: usize,
    pub(crate) to: Option<usize>,
    pub(crate) leaves_host: bool,
}

/// The terms of a phase, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) aim: Aim,
    pub(crate) manner: Manner,
    /// Whether a late start moves its end.
    pub(crate) slides: bool,
    /// Where its scope stands side by side in the listing and everybody in it goes home, that span.
    pub(crate) span: Option<Span>,
}

/// Contingents that stand side by side in the listing, of whom there are at most 4,096.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    first: u16,
    end: u16,
}

/// What a phase moves; its number of troops, if it names one, is among the plan's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    ReduceTo,
    ReduceBy,
    ReduceByPercent(Percent),
    /// That phase's share.
    InProportionTo(usize),
    Remainder,
    RaiseTo,
    RaiseBy,
}

/// How a phase moves them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Each contingent by its own part, evenly.
    Evenly,
    /// At another pace, or in blocks.
    Proportionally,
    /// The first in listing order first.
    Listed,
}

impl Terms {
    /// The terms of a phase with that scope; `other` is the phase that it keeps in proportion to.
    pub(crate) fn new(phase: &Phase, scope: &[Route], other: Option<usize>) -> Self {
        let aim = match &phase.target {
            Target::ReduceTo(_) => Aim::ReduceTo,
            Target::ReduceBy(_) => Aim::ReduceBy,
            Target::ReduceByPercent(percent) => Aim::ReduceByPercent(*percent),
            Target::InProportionTo(_) => Aim::InProportionTo(other.unwrap_or(0)),
            Target::Remainder => Aim::Remainder,
            Target::RaiseTo(_) => Aim::RaiseTo,
            Target::RaiseBy(_) => Aim::RaiseBy,
        };
        // `order` and `blocks` concern cuts alone.
        let is_raise = phase.target.is_raise();
        let manner = match (phase.order, &phase.pace, phase.blocks) {
            (Order::Listed, ..) if !is_raise => Manner::Listed,
            (_, Pace::Even, None) => Manner::Evenly,
            (_, Pace::Even, _) if is_raise => Manner::Evenly,
            _ => Manner::Proportionally,
        };
        let slides = phase.when_late == WhenLate::Slide
            && has_calendar_deadline(phase)
            && !matches!(phase.pace, Pace::Rate(_));
        Self { aim, manner, slides, span: Span::of(scope) }
    }

    /// Whether it brings troops in.
    pub(crate) const fn is_raise(&self) -> bool {
        matches!(self.aim, Aim::RaiseTo | Aim::RaiseBy)
    }
}

impl Span {
    fn of(scope: &[Route]) -> Option<Self> {
        let first = scope.first()?.contingent;
        let goes_home = |(i, leg): (usize, &Route)| leg.contingent == first + i && leg.to.is_none();
        if !scope.iter().enumerate().all(goes_home) {
            return None;
        }
        let end = u16::try_from(first + scope.len()).ok()?;
        Some(Self { first: u16::try_from(first).ok()?, end })
    }

    /// Their places.
    pub(crate) fn places(self) -> Range<usize> {
        self.first.into()..self.end.into()
    }
}

/// Whether a deadline is a calendar day, not counted from something.
fn has_calendar_deadline(phase: &Phase) -> bool {
    matches!(phase.deadline, When::On(_))
}
