//! Section 4, "When a phase runs": rules 1 and 2, and which phases precede which. Months are counted from `as_of`.

use chrono::NaiveDate;

use super::days::{self, Moment};
use super::plan::{Length, Plan, Target, When, Window, sent_to};

/// What is known of a phase before the first month.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    /// Its contingents, in listing order.
    pub scope: Vec<usize>,
    /// For each of them, the contingent that its troops move to; `None` is home.
    pub destinations: Vec<Option<usize>>,
    pub deadline: Option<Moment>,
    /// b, `None` if undated.
    pub binding: Option<i64>,
    /// n0.
    pub natural: i64,
    /// s0.
    pub planned: i64,
    /// It never starts.
    pub never: bool,
    /// The phases that precede it.
    pub preceding: Vec<usize>,
    /// The events it waits for, and the months they open.
    pub awaited: Vec<(usize, Option<i64>)>,
    /// q.
    pub in_proportion_to: Option<usize>,
}

/// The resolved date; a month stays a month, `None` is undated. Section 2: "What counts
/// from something undated is itself undated." Section 6: a shift's "months are added after a day is resolved".
pub(crate) fn moment(plan: &Plan, when: &When) -> Option<Moment> {
    match when {
        When::Calendar(date) => Some(date.best),
        When::Counted { after, length } => {
            let start = match plan.event(after) {
                Some(event) => event_date(plan, event)?,
                None => deadline(plan, plan.phase(after)?)?,
            };
            Some(match length {
                Length::Days(days) => start.plus_days(days.best),
                Length::Months(months) => start.plus_months(months.best as i64),
            })
        }
    }
}

fn event_date(plan: &Plan, e: usize) -> Option<Moment> {
    let event = &plan.events[e];
    Some(moment(plan, event.date.as_ref()?)?.plus_months(event.shift))
}

fn deadline(plan: &Plan, p: usize) -> Option<Moment> {
    let phase = &plan.phases[p];
    Some(moment(plan, &phase.deadline)?.plus_months(phase.deadline_shift))
}

/// The day a `starts` or `from` stands for. Section 2: a month "written in `starts` or `from`" stands "for its
/// first" day; one that is counted to is not written there.
pub(crate) fn opening_day(plan: &Plan, when: &When, shift: i64) -> Option<NaiveDate> {
    let moment = moment(plan, when)?.plus_months(shift);
    Some(match when {
        When::Calendar(_) => moment.first_day(),
        When::Counted { .. } => moment.last_day(),
    })
}

/// Section 2: "an event or a start opens the month after" the month end it counts as.
fn opens(plan: &Plan, day: NaiveDate) -> i64 {
    days::nearest_month_end(day) + 1 - plan.as_of
}

fn event_opens(plan: &Plan, e: usize) -> Option<i64> {
    Some(opens(plan, event_date(plan, e)?.last_day()))
}

/// Section 2: "a window (`from`, `through`) covers the months after the one up to the other." Section 5: "whose
/// `from` is undated never begins; whose `through` is undated lasts to the end".
pub(crate) fn covers(plan: &Plan, window: &Window, t: i64) -> bool {
    let begun = window
        .from
        .as_ref()
        .is_none_or(|from| opening_day(plan, from, 0).is_some_and(|day| opens(plan, day) <= t));
    let through = window.through.as_ref().and_then(|day| moment(plan, day));
    begun && through.is_none_or(|through| t < opens(plan, through.last_day()))
}

/// Section 2: "A deadline binds at that month end"; section 4, rule 2, of a variant: "a b < 1 counts as 1".
pub(crate) fn binding(plan: &Plan, p: usize) -> Option<i64> {
    let day = deadline(plan, p)?.last_day();
    let month = days::nearest_month_end(day) - plan.as_of;
    Some(if plan.phases[p].past { month } else { month.max(1) })
}

/// Keeps what variants take from the plan as written: which phases are past (section 4, rule 2: "b < 1 at best in
/// the plan as written: the phase is past"), and when events open (rule 1: "as dated at best in the plan as
/// written").
pub(crate) fn settled(mut plan: Plan) -> Plan {
    for p in 0..plan.phases.len() {
        plan.phases[p].past = deadline(&plan, p)
            .is_some_and(|day| days::nearest_month_end(day.last_day()) - plan.as_of < 1);
    }
    for e in 0..plan.events.len() {
        plan.events[e].opens_as_written = event_opens(&plan, e);
    }
    plan
}

pub(crate) fn timings(plan: &Plan) -> Vec<Timing> {
    let mut timings = Vec::new();
    for p in 0..plan.phases.len() {
        let timing = timing(plan, p, &timings);
        timings.push(timing);
    }
    timings
}

/// Section 4, rules 1 and 2, and rule 3's "never starts", of a phase listed after the `earlier` ones.
fn timing(plan: &Plan, p: usize, earlier: &[Timing]) -> Timing {
    let phase = &plan.phases[p];
    let scope = plan.in_phase(phase);
    let arrive_in = |&c: &usize| sent_to(phase, &plan.key(c)).and_then(|key| plan.find(&key));
    let destinations = scope.iter().map(arrive_in).collect();
    let preceding: Vec<usize> =
        (0..p).filter(|&q| precedes(plan, q, &earlier[q], p, &scope)).collect();
    let in_proportion_to = match &phase.target {
        Target::InProportionTo(q) => plan.phase(q),
        _ => None,
    };
    let awaited: Vec<(usize, Option<i64>)> = phase
        .waits_for
        .iter()
        .filter_map(|id| plan.event(id))
        .map(|e| (e, event_opens(plan, e)))
        .collect();

    // Rule 1: "natural start n0: the month that `starts` opens; else (or if that is undated) the month after the
    // last binding month among the phases that precede it (undated ones left out); else t = 1. Never before t = 1,
    // nor (in_proportion_to q) before q's n0."
    let starts = phase
        .starts
        .as_ref()
        .map(|day| opening_day(plan, day, phase.starts_shift).map(|day| opens(plan, day)));
    let natural = starts
        .flatten()
        .or_else(|| {
            let bindings = preceding.iter().filter_map(|&q| earlier[q].binding);
            bindings.max().map(|binding| binding + 1)
        })
        .unwrap_or(1)
        .max(1)
        .max(in_proportion_to.map_or(1, |q| earlier[q].natural));

    // "Planned start s0: n0 or, if later, the last of the months that the events it waits for open, as dated at
    // best in the plan as written (nor before q's s0)."
    let planned = awaited
        .iter()
        .filter_map(|&(e, _)| plan.events[e].opens_as_written)
        .fold(natural, i64::max)
        .max(in_proportion_to.map_or(1, |q| earlier[q].planned));

    // Rule 3: "A phase that waits for, starts from or is due from something undated never starts; nor does one
    // preceded by such a phase (unless that one says `if_undated = "skip"`), or in proportion to one."
    let binding = binding(plan, p);
    let never = binding.is_none()
        || starts == Some(None)
        || awaited.iter().any(|(_, opens)| opens.is_none())
        || preceding.iter().any(|&q| earlier[q].never)
        || in_proportion_to.is_some_and(|q| earlier[q].never);

    Timing {
        scope,
        destinations,
        deadline: deadline(plan, p),
        binding,
        natural,
        planned,
        never,
        preceding,
        awaited,
        in_proportion_to,
    }
}

/// Section 4: "An earlier-listed phase *precedes* this one if their scopes share a contingent, or if this one has
/// no `starts` and one of the other's destinations lies in its scope." A past phase "delays nobody"; and of one
/// that says `skip`, section 3: "if this phase can never start, later ones go on as if it were not listed".
fn precedes(plan: &Plan, q: usize, other: &Timing, p: usize, scope: &[usize]) -> bool {
    if plan.phases[q].past || (other.never && plan.phases[q].skipped_if_undated) {
        return false;
    }
    let shares = other.scope.iter().any(|c| scope.contains(c));
    let sends = other.destinations.iter().flatten().any(|c| scope.contains(c));
    shares || (plan.phases[p].starts.is_none() && sends)
}
