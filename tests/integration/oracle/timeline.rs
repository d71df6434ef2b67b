//! Section 4, "When a phase runs": rules 1 and 2, and which phases precede which. Months are counted from `as_of`.

use chrono::NaiveDate;

use super::days::{self, Moment};
use super::plan::{Day, Length, Pace, Plan, Target, When, Window, sent_to};

/// What is known of a phase before the first month.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    /// Its contingents, in listing order.
    pub scope: Vec<usize>,
    /// For each of them, the contingent that its troops move to; `None` is home.
    pub destinations: Vec<Option<usize>>,
    pub deadline: Option<Moment>,
    /// b, `None` without a deadline or if undated.
    pub binding: Option<i64>,
    /// u, `None` without `until` or if undated.
    pub until: Option<i64>,
    /// Its last month: "the earlier of b and u, whichever there is".
    pub last: Option<i64>,
    /// n0.
    pub natural: i64,
    /// s0.
    pub planned: i64,
    /// It "waits for, starts from or is due from something undated".
    pub undated: bool,
    /// It never starts because of something undated, whatever the months bring.
    pub never: bool,
    /// The phases that precede it, in rules 1 to 3.
    pub preceding: Vec<usize>,
    /// The events it waits for, and the months they open.
    pub awaited: Vec<(usize, Option<i64>)>,
    /// What its `starts` counts from, if that is undated.
    pub starts_from: Option<Anchor>,
    /// q.
    pub in_proportion_to: Option<usize>,
}

/// What a day can be counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Event(usize),
    Phase(usize),
}

/// The resolved day; a month stays a month, `None` is undated. Section 2: "A day counted from something undated, or
/// from a phase without a deadline, is itself undated." Section 6: a shift's "months are added after a day is
/// resolved".
pub(crate) fn moment(plan: &Plan, day: &Day) -> Option<Moment> {
    let resolved = match day.written.as_ref()? {
        When::Calendar(date) => date.best,
        When::Counted { from, backwards, length } => {
            let start = match anchor(plan, from)? {
                Anchor::Event(e) => moment(plan, &plan.events[e].date)?,
                Anchor::Phase(p) => moment(plan, &plan.phases[p].deadline)?,
            };
            let sign = if *backwards { -1 } else { 1 };
            match length {
                Length::Days(days) => start.plus_days(sign * days.best as i64),
                Length::Months(months) => start.plus_months(sign * months.best as i64),
            }
        }
    };
    Some(resolved.plus_months(day.shift))
}

fn anchor(plan: &Plan, name: &str) -> Option<Anchor> {
    plan.event(name).map(Anchor::Event).or_else(|| plan.phase(name).map(Anchor::Phase))
}

/// The day a `starts` or `from` stands for. Section 2: a month "written in `starts` or `from`" stands "for its
/// first" day; one that is counted to is not written there.
pub(crate) fn opening_day(plan: &Plan, day: &Day) -> Option<NaiveDate> {
    let moment = moment(plan, day)?;
    Some(if day.is_calendar() { moment.first_day() } else { moment.last_day() })
}

/// Section 2: "an event or a start opens the month after" the month end it counts as.
fn opens(plan: &Plan, day: NaiveDate) -> i64 {
    days::nearest_month_end(day) + 1 - plan.as_of
}

pub(crate) fn event_opens(plan: &Plan, e: usize) -> Option<i64> {
    Some(opens(plan, moment(plan, &plan.events[e].date)?.last_day()))
}

/// Section 2: "a window (`from`, `through`) covers the months after the one up to the other." Section 5: "whose
/// `from` is undated never begins; whose `through` is undated lasts to the end". The months are counted from `as_of`;
/// `None` if it never begins, and an end of `None` is none.
pub(crate) fn months_of(plan: &Plan, window: &Window) -> Option<(i64, Option<i64>)> {
    let begins = match window.from.written {
        Some(_) => opens(plan, opening_day(plan, &window.from)?),
        None => i64::MIN,
    };
    let ends = moment(plan, &window.through).map(|day| opens(plan, day.last_day()) - 1);
    Some((begins, ends))
}

pub(crate) fn covers(plan: &Plan, window: &Window, t: i64) -> bool {
    months_of(plan, window)
        .is_some_and(|(begins, ends)| begins <= t && ends.is_none_or(|ends| t <= ends))
}

/// The month that a deadline or an `until` counts as.
fn counts_as(plan: &Plan, day: &Day) -> Option<i64> {
    Some(days::nearest_month_end(moment(plan, day)?.last_day()) - plan.as_of)
}

/// Section 2: "A deadline binds at that month end"; section 4, rule 2, of a variant: "a b < 1 counts as 1".
pub(crate) fn binding(plan: &Plan, p: usize) -> Option<i64> {
    let month = counts_as(plan, &plan.phases[p].deadline)?;
    Some(if plan.phases[p].past { month } else { month.max(1) })
}

/// Keeps what variants take from the plan as written: which phases are past (section 4, rule 2: "At best in the plan
/// as written: a phase with b < 1 or u < 1 is past"), and when events open (rule 1: "as dated at best in the plan as
/// written").
pub(crate) fn settled(mut plan: Plan) -> Plan {
    for p in 0..plan.phases.len() {
        let phase = &plan.phases[p];
        let days = [&phase.deadline, &phase.until];
        let past = days.iter().any(|day| counts_as(&plan, day).is_some_and(|month| month < 1));
        plan.phases[p].past = past;
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
    // "b is the month a phase's deadline binds at, none where it has no deadline; u the month its `until` counts as,
    // none without `until` or where that is undated. Its last month is the earlier of b and u, whichever there is."
    let binding = binding(plan, p);
    let until = counts_as(plan, &phase.until);
    let last = [binding, until].into_iter().flatten().min();

    // Rule 1: "natural start n0: the month that `starts` opens; else (or if that is undated) the month after the
    // latest last month among the phases that precede it (those without one left out); else t = 1. Never before
    // t = 1, nor (in_proportion_to q) before q's n0."
    let starts = opening_day(plan, &phase.starts).map(|day| opens(plan, day));
    let natural = starts
        .or_else(|| preceding.iter().filter_map(|&q| earlier[q].last).max().map(|last| last + 1))
        .unwrap_or(1)
        .max(1)
        .max(in_proportion_to.map_or(1, |q| earlier[q].natural));

    // "Planned start s0: n0 or, if later, the latest of the months that the events it waits for open, as dated at
    // best in the plan as written (nor before q's s0)."
    let planned = awaited
        .iter()
        .filter_map(|&(e, _)| plan.events[e].opens_as_written)
        .fold(natural, i64::max)
        .max(in_proportion_to.map_or(1, |q| earlier[q].planned));

    // Rule 3: "A phase that waits for, starts from or is due from something undated never starts; nor does one
    // preceded by such a phase (unless that one says `if_undated = "skip"` or has a u ..), or in proportion to one."
    // Those that say `skip` are not among the preceding.
    let starts_undated = phase.starts.written.is_some() && starts.is_none();
    let undated = (phase.deadline.written.is_some() && binding.is_none())
        || starts_undated
        || awaited.iter().any(|(_, opens)| opens.is_none());
    let never = undated
        || preceding.iter().any(|&q| earlier[q].never && earlier[q].until.is_none())
        || in_proportion_to.is_some_and(|q| earlier[q].never);
    let starts_from = match &phase.starts.written {
        Some(When::Counted { from, .. }) if starts_undated => anchor(plan, from),
        _ => None,
    };

    Timing {
        scope,
        destinations,
        deadline: moment(plan, &phase.deadline),
        binding,
        until,
        last,
        natural,
        planned,
        undated,
        never,
        preceding,
        awaited,
        starts_from,
        in_proportion_to,
    }
}

/// Section 4: "An earlier-listed phase *precedes* this one if their scopes share a contingent, or if this one has
/// no `starts` and one of the other's destinations lies in its scope. A past phase precedes nothing; nor, in rules 1
/// to 3, does one that says `if_undated = "skip"` and can never start because of something undated (whatever its
/// deadline)."
fn precedes(plan: &Plan, q: usize, other: &Timing, p: usize, scope: &[usize]) -> bool {
    if plan.phases[q].past || (other.never && plan.phases[q].skipped_if_undated) {
        return false;
    }
    let shares = other.scope.iter().any(|c| scope.contains(c));
    let sends = other.destinations.iter().flatten().any(|c| scope.contains(c));
    shares || (plan.phases[p].starts.written.is_none() && sends)
}

/// Section 11, of a phase with a rate: "n0 and the months its events open are v months later instead, in rule 3 alone
/// .. (v < 0: nothing changes)".
pub(crate) fn months_later(plan: &Plan, p: usize) -> i64 {
    match plan.phases[p].pace {
        Pace::Rate(_) => plan.phases[p].slip.max(0),
        _ => 0,
    }
}
