//! The months that events open, by what is drawn of their dates.

use crate::engine::draw::{Drawn, Fixed, Inputs};
use crate::plan::checked::Plan;
use crate::plan::names::Anchor;
use crate::plan::references::ResolvedScope;
use crate::plan::resolved::Timeline;
use crate::spec::date_rule::When;
use crate::values::day::Day;

/// Every day and month of a plan's events that can be drawn, where nothing else of its timeline
/// hangs on a draw: all days that are drawn are dates of events, and nothing counts from those.
#[derive(Clone, Debug)]
pub(crate) struct Openings(Vec<Opening>);

#[derive(Clone, Debug)]
struct Opening {
    event: usize,
    input: usize,
    /// For each value from the low one on.
    by_value: Vec<(Option<Day>, Option<i32>)>,
}

/// Where tables would need more days to be resolved than this, they are resolved in each draw.
const MOST: usize = 1 << 13;

impl Openings {
    /// `None` where more of the timeline hangs on a draw, or that would be too much to keep.
    pub(crate) fn of(plan: &Plan, inputs: &Inputs) -> Option<Self> {
        let mut openings = Vec::new();
        for (input, estimate) in inputs.estimates.iter().enumerate().skip(inputs.numbers) {
            let ("event", event, _) = estimate.spot else { return None };
            if !matches!(plan.spec.events[event].date, Some(When::On(_))) {
                return None;
            }
            openings.push(Opening { event, input, by_value: Vec::new() });
        }
        let is_drawn =
            |anchor: Anchor| openings.iter().any(|opening| anchor == Anchor::Event(opening.event));
        if openings.is_empty() || anchors(plan).any(is_drawn) {
            return None;
        }
        // All are resolved side by side, value by value, as any draw is.
        let spans: Vec<u32> = inputs.estimates.iter().map(|input| input.range.span).collect();
        let widest = openings.iter().map(|opening| spans[opening.input]).max().unwrap_or(0);
        let values = usize::try_from(widest).unwrap_or(usize::MAX).saturating_add(1);
        if values.saturating_mul(days(plan)) > MOST {
            return None;
        }
        let (mut fixed, mut timeline) = (Fixed::default(), Timeline::default());
        for above in 0..=widest {
            fixed.above = spans.iter().map(|&span| above.min(span)).collect();
            timeline.resolve(plan, &Drawn::new(inputs, &fixed), Some(&plan.written));
            if !timeline.out_of_calendar.is_empty() {
                return None;
            }
            for opening in openings.iter_mut().filter(|opening| above <= spans[opening.input]) {
                let Opening { event, by_value, .. } = opening;
                by_value.push((timeline.events[*event], timeline.opens[*event]));
            }
        }
        Some(Self(openings))
    }

    /// Of an event whose date is drawn, its input and the month that it opens for each value.
    pub(crate) fn of_event(
        &self,
        event: usize,
    ) -> Option<(usize, impl Iterator<Item = Option<i32>>)> {
        let opening = self.0.iter().find(|opening| opening.event == event)?;
        Some((opening.input, opening.by_value.iter().map(|&(_, opens)| opens)))
    }

    /// Changes a timeline of the plan to what a draw fixes.
    pub(crate) fn set(&self, fixed: &Fixed, timeline: &mut Timeline) {
        for Opening { event, input, by_value } in &self.0 {
            let above = usize::try_from(fixed.above[*input]).unwrap_or(usize::MAX);
            (timeline.events[*event], timeline.opens[*event]) = by_value[above];
        }
    }
}

/// About how many days a plan has.
fn days(plan: &Plan) -> usize {
    let spec = &plan.spec;
    let windows = spec.residuals.len() + spec.holds.len() + spec.caps.len();
    spec.events.len() + 2 * (spec.phases.len() + windows)
}

/// All that days of a plan count from.
fn anchors(plan: &Plan) -> impl Iterator<Item = Anchor> {
    let wiring = &plan.wiring;
    let phases = wiring.phases.iter().flat_map(|phase| [phase.deadline, phase.starts]);
    let windows = |reaches: &[ResolvedScope]| -> Vec<Option<Anchor>> {
        reaches.iter().flat_map(|reach| [reach.from, reach.through]).collect()
    };
    let windows = [&wiring.residuals, &wiring.holds, &wiring.caps].map(|reaches| windows(reaches));
    let windows = windows.into_iter().flatten();
    wiring.events.iter().copied().chain(phases).chain(windows).flatten()
}
