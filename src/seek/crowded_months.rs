//! Months in which more must leave than can (rules#crowd).

use std::cmp::Reverse;

use crate::engine::schedule_data::ScheduleData;
use crate::plan::window::Window;
use crate::seek::departing::{Departing, hold_in};

/// A stretch of months, who must leave in it, and how many can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Crowd {
    pub(crate) limit: Limit,
    pub(crate) months: Window,
    pub(crate) must: u64,
    pub(crate) can: u64,
    /// The phases that they leave for, in listing order.
    pub(crate) phases: Vec<usize>,
}

/// What limits how many can leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Limit {
    Hold(usize),
    Cap(usize),
}

/// The most crowded of some stretches: most are too many; of equals a hold, then the earlier listed, then the earlier
/// months. `None` where nobody is too many.
pub(crate) fn most_crowded(crowds: impl IntoIterator<Item = Crowd>) -> Option<Crowd> {
    let crowds = crowds.into_iter().filter(|crowd| crowd.must > crowd.can);
    crowds.min_by_key(|crowd| {
        (Reverse(crowd.must - crowd.can), crowd.limit, crowd.months.first, crowd.months.last)
    })
}

/// Troops who must leave and for whom holds leave no open month: none of them can. One entry for each phase, and for
/// each hold that covers them in the month in which they are due.
pub(crate) fn held(schedule: &ScheduleData, departing: &[Departing]) -> Vec<Crowd> {
    let mut crowds: Vec<Crowd> = Vec::new();
    for one in departing.iter().filter(|one| one.open.is_empty()) {
        let Some(hold) = hold_in(schedule, one.contingent, one.due) else { continue };
        let (limit, months) = (Limit::Hold(hold), Window { first: one.start, last: one.due });
        let same = |crowd: &&mut Crowd| crowd.limit == limit && crowd.phases == [one.phase];
        if let Some(crowd) = crowds.iter_mut().find(same) {
            crowd.must += one.troops;
        } else {
            crowds.push(Crowd { limit, months, must: one.troops, can: 0, phases: vec![one.phase] });
        }
    }
    crowds
}

/// Under each cap and of each stretch from a first open month through a last one: those whose open months all lie in it
/// must leave in it, and no more can than the cap lets through or are open, month by month.
pub(crate) fn capped<'a>(
    schedule: &'a ScheduleData,
    departing: &'a [Departing],
) -> impl Iterator<Item = Crowd> + 'a {
    schedule.plan.references.caps.iter().enumerate().flat_map(move |(k, cap)| {
        let is_under = |one: &&Departing| cap.scope.binary_search(&one.contingent).is_ok();
        let under: Vec<&Departing> = departing.iter().filter(is_under).collect();
        let lets_through = move |t: i32| {
            let is_in_force = schedule.timeline.caps[k].months.covers(t);
            if is_in_force { u64::from(schedule.numbers.caps[k]) } else { u64::MAX }
        };
        stretches(&under).into_iter().map(move |months| {
            let inside = all_within(&under, months);
            let open = open_by_month(&inside, months);
            let can =
                months_of(months).zip(&open).map(|(t, &open)| open.min(lets_through(t))).sum();
            let must = inside.iter().map(|one| one.troops).sum();
            Crowd { limit: Limit::Cap(k), months, must, can, phases: phases(&inside) }
        })
    })
}

/// The stretches from the first open month of some of them through the last open month of some, earlier ones first.
pub(crate) fn stretches(departing: &[&Departing]) -> Vec<Window> {
    let reaches = || departing.iter().filter_map(|one| one.reach());
    let mut firsts: Vec<i32> = reaches().map(|reach| reach.first).collect();
    let mut lasts: Vec<i32> = reaches().map(|reach| reach.last).collect();
    for months in [&mut firsts, &mut lasts] {
        months.sort_unstable();
        months.dedup();
    }
    let from = |first: i32| lasts.iter().map(move |&last| Window { first, last });
    firsts.iter().flat_map(|&first| from(first)).filter(|w| w.first <= w.last).collect()
}

/// Those whose open months, of which there are some, all lie in a stretch.
pub(crate) fn all_within<'a>(departing: &[&'a Departing], months: Window) -> Vec<&'a Departing> {
    let lies_within = |reach: Window| months.first <= reach.first && reach.last <= months.last;
    departing.iter().copied().filter(|one| one.reach().is_some_and(lies_within)).collect()
}

/// How many of them are open in each month of a stretch that has all their open months.
pub(crate) fn open_by_month(departing: &[&Departing], months: Window) -> Vec<u64> {
    let place = |t: i32| usize::try_from(t - months.first).unwrap_or(0);
    let length = place(months.last) + 1;
    // Who begins to be open in a month, and who ceases to be.
    let (mut opens, mut closes) = (vec![0_u64; length + 1], vec![0_u64; length + 1]);
    for one in departing {
        for stretch in &one.open {
            opens[place(stretch.first)] += one.troops;
            closes[place(stretch.last) + 1] += one.troops;
        }
    }
    let mut open = 0;
    let next = |(opens, closes): (&u64, &u64)| {
        open = open + opens - closes;
        open
    };
    opens.iter().zip(&closes).take(length).map(next).collect()
}

fn months_of(months: Window) -> impl Iterator<Item = i32> {
    months.first..=months.last
}

fn phases(departing: &[&Departing]) -> Vec<usize> {
    let mut phases: Vec<usize> = departing.iter().map(|one| one.phase).collect();
    phases.sort_unstable();
    phases.dedup();
    phases
}
