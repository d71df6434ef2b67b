//! When a phase runs, by what is drawn of the events that it waits for.

use crate::engine::basis::Basis;
use crate::engine::openings::Openings;
use crate::engine::reckoning::paced_end;

/// When a phase can start and is then paced to end, where no other day of a plan is drawn than the
/// dates of events, and nothing counts from those.
#[derive(Clone, Debug)]
pub(crate) struct Starts {
    /// The first month in which it could start, whatever is drawn.
    earliest: i32,
    awaited: Vec<Awaited>,
    /// By month of its start.
    ends: Vec<i32>,
    pub(crate) binds: Option<i32>,
}

/// An event whose date is drawn.
#[derive(Clone, Debug)]
struct Awaited {
    input: usize,
    /// The month that it opens for each value.
    opens: Vec<i32>,
}

/// The month that opens what never opens: after all others.
const NEVER: i32 = i32::MAX;

impl Starts {
    /// The starts of a phase that moves so many.
    pub(crate) fn of(
        basis: Basis<'_>,
        phase: usize,
        moves: u32,
        openings: Option<&Openings>,
    ) -> Self {
        let timeline = &basis.course.timeline;
        let dates = &timeline.phases[phase];
        let (mut earliest, mut awaited) = (dates.natural, Vec::new());
        for &event in &basis.plan.wiring.phases[phase].waits_for {
            match openings.and_then(|openings| openings.of_event(event)) {
                Some((input, months)) => {
                    let opens = months.map(|opens| opens.unwrap_or(NEVER)).collect();
                    awaited.push(Awaited { input, opens });
                }
                None => earliest = earliest.max(timeline.opens[event].unwrap_or(NEVER)),
            }
        }
        let months = 0..=basis.plan.horizon();
        let ends = months.map(|start| paced_end(basis, phase, start, moves)).collect();
        Self { earliest, awaited, ends, binds: dates.binds }
    }

    /// The month in which it starts and its paced end, where so much was drawn and no month before
    /// `free` will do; `None` if not within the projection.
    #[inline]
    pub(crate) fn run(&self, above: &[u32], free: i32) -> Option<(i32, i32)> {
        let opens = |awaited: &Awaited| -> Option<i32> {
            awaited.opens.get(usize::try_from(*above.get(awaited.input)?).ok()?).copied()
        };
        let latest = |latest: i32, awaited| Some(latest.max(opens(awaited)?));
        let start = self.awaited.iter().try_fold(self.earliest.max(free), latest)?;
        Some((start, *self.ends.get(usize::try_from(start).ok()?)?))
    }
}
