//! Section 4, rules 3 and 4: when each phase starts, what it moves and how fast, as if nothing delayed it.

use std::collections::BTreeMap;

use super::numbers::{apportion, percent_of};
use super::plan::{Pace, Phase, Plan, Target};
use super::timeline::{Timing, covers, months_later};

/// A phase from the month it starts: what it moves, and by when.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// s.
    pub start: i64,
    /// e, the paced end.
    pub end: i64,
    /// u, after which nothing is scheduled.
    pub until: Option<i64>,
    /// L, the scope's scheduled strength at the end of month s - 1.
    pub strength: u64,
    /// W.
    pub spare: u64,
    /// cut or gain.
    pub amount: u64,
    /// `cut_c` or `gain_c`, by place in the scope.
    pub shares: Vec<u64>,
    /// `w_c`, by place in the scope.
    pub movable: Vec<u64>,
    /// The strength by which its deadline is judged.
    pub goal: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Schedule {
    /// T.
    pub last: i64,
    /// `S_c(t)`, by month and contingent.
    pub levels: Vec<Vec<u64>>,
    /// By phase; `None` if it does not start within the projection.
    pub runs: Vec<Option<Run>>,
    /// By phase: the first month in which it delays no phase that it precedes, within the projection.
    pub released: Vec<Option<i64>>,
    /// Section 11: what a phase moves in a month, where the plan is tracked.
    pub set: BTreeMap<(usize, i64), Vec<u64>>,
}

/// Section 4: "`floor_c(t)` is the sum over residuals whose window covers t of the contingent's share, the
/// residual's strength apportioned over its scope by strength at `as_of`."
pub(crate) fn floors(plan: &Plan, t: i64) -> Vec<u64> {
    let mut floors = vec![0; plan.contingents.len()];
    for residual in &plan.residuals {
        if covers(plan, &residual.window, t) {
            let scope = plan.in_scope(&residual.scope);
            let weights: Vec<u64> =
                scope.iter().map(|&c| plan.contingents[c].strength.best).collect();
            for (&c, part) in scope.iter().zip(apportion(residual.strength.best, &weights)) {
                floors[c] += part;
            }
        }
    }
    floors
}

/// Section 4: `S_c(t) = S_c(t-1) - out_c(t) + in_c(t)`, month by month from `as_of` to T.
pub(crate) fn schedule(plan: &Plan, timings: &[Timing], last: i64) -> Schedule {
    let strengths = plan.contingents.iter().map(|c| c.strength.best).collect();
    let phases = plan.phases.len();
    let mut schedule = Schedule {
        last,
        levels: vec![strengths],
        runs: vec![None; phases],
        released: vec![None; phases],
        set: BTreeMap::new(),
    };
    for t in 1..=last {
        for p in 0..phases {
            if schedule.runs[p].is_none() && starts_in(plan, timings, &schedule, p, t) {
                let q = timings[p].in_proportion_to.and_then(|q| schedule.runs[q].clone());
                schedule.runs[p] = Some(computed(plan, timings, &schedule, p, t, q.as_ref()));
            }
            release(plan, timings, &mut schedule, p, t);
        }
        let mut levels = schedule.levels[t as usize - 1].clone();
        for (p, timing) in timings.iter().enumerate() {
            let flows = flow(plan, &schedule, p, t);
            for (i, &c) in timing.scope.iter().enumerate() {
                if plan.phases[p].target.raises() {
                    levels[c] += flows[i];
                } else {
                    levels[c] -= flows[i];
                    if let Some(d) = timing.destinations[i] {
                        levels[d] += flows[i];
                    }
                }
            }
        }
        schedule.levels.push(levels);
    }
    schedule
}

/// Notes the first month in which a phase delays no other.
pub(crate) fn release(plan: &Plan, timings: &[Timing], schedule: &mut Schedule, p: usize, t: i64) {
    if schedule.released[p].is_none() && !delays(plan, timings, schedule, p, t) {
        schedule.released[p] = Some(t);
    }
}

/// Section 4, rule 3: "start s: the latest of n0, the months that the events it waits for open .., the month after the
/// end of every phase that precedes it (the earlier of its paced end and u) and, for `in_proportion_to` q, q's start."
/// So it starts in the first month for which all of these are behind it. Rule 2: a past phase "moves nothing". "A phase
/// that has not started by the end of its u does not start."
pub(crate) fn starts_in(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    p: usize,
    t: i64,
) -> bool {
    let timing = &timings[p];
    let later = months_later(plan, p);
    !plan.phases[p].past
        && !timing.undated
        && timing.natural + later <= t
        && timing.awaited.iter().all(|(_, opens)| opens.is_some_and(|month| month + later <= t))
        && timing.preceding.iter().all(|&q| !delays(plan, timings, schedule, q, t))
        && timing.in_proportion_to.is_none_or(|q| schedule.runs[q].is_some())
        && timing.until.is_none_or(|u| t <= u)
}

/// Whether a phase delays, in month t, those that it precedes: "started or not, it delays others until its end, at the
/// latest until u"; a past phase "delays no other phase", and of one that says `skip` and can never start "later ones
/// go on as if it were not listed" (section 3).
fn delays(plan: &Plan, timings: &[Timing], schedule: &Schedule, q: usize, t: i64) -> bool {
    if plan.phases[q].past || timings[q].until.is_some_and(|u| t > u) {
        return false;
    }
    if let Some(run) = &schedule.runs[q] {
        return t <= run.end;
    }
    let skipped = plan.phases[q].skipped_if_undated;
    !(skipped && can_never_start(plan, timings, schedule, q, t))
}

/// Rule 3, of a phase that has not started, as things stand in month t: it "waits for, starts from or is due from
/// something undated", is preceded by or in proportion to such a phase; "whatever is in proportion to" one that has not
/// started by the end of its u "counts, from the month after that u, as waiting for something undated".
fn can_never_start(plan: &Plan, timings: &[Timing], schedule: &Schedule, p: usize, t: i64) -> bool {
    let timing = &timings[p];
    let has_not_started = |q: usize| schedule.runs[q].is_none();
    let preceded = timing.preceding.iter().any(|&q| {
        has_not_started(q)
            && timings[q].until.is_none()
            && delays(plan, timings, schedule, q, t)
            && can_never_start(plan, timings, schedule, q, t)
    });
    let in_proportion = timing.in_proportion_to.is_some_and(|q| {
        has_not_started(q)
            && (can_never_start(plan, timings, schedule, q, t)
                || timings[q].until.is_some_and(|u| t > u))
    });
    timing.undated || preceded || in_proportion
}

/// Section 5: a phase "is judged as if it started at s0, .. in proportion to what q has been given by then, at its
/// start or its s0". Only for s0 within the projection.
pub(crate) fn as_planned(plan: &Plan, timings: &[Timing], schedule: &Schedule, p: usize) -> Run {
    let start = timings[p].planned;
    let q = timings[p].in_proportion_to.map(|q| match &schedule.runs[q] {
        Some(run) if run.start <= start => run.clone(),
        _ => as_planned(plan, timings, schedule, q),
    });
    computed(plan, timings, schedule, p, start, q.as_ref())
}

/// Section 5: the reference schedule of a phase, "the cut (or gain) it has, started at s0".
pub(crate) fn started_as_planned(plan: &Plan, timings: &[Timing], run: &Run, p: usize) -> Run {
    let start = timings[p].planned;
    let end = end(&plan.phases[p], &timings[p], start, run.amount);
    Run { start, end, ..run.clone() }
}

/// Section 4, "What it moves", for a phase that starts in month `start`; `q` as computed.
pub(crate) fn computed(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    p: usize,
    start: i64,
    q: Option<&Run>,
) -> Run {
    let (phase, timing) = (&plan.phases[p], &timings[p]);
    let level = |&c: &usize| schedule.levels[start as usize - 1][c];
    let levels: Vec<u64> = timing.scope.iter().map(level).collect();

    // "w_c = max(0, S_c - max(floor_c(e), floor_c(e+1))) .. for a rate, max(b, s) stands for e, or s where there is
    // no b".
    let paced_end = paced_end(phase, timing, start);
    let (during, after) = (floors(plan, paced_end), floors(plan, paced_end + 1));
    let above_floor = |&c: &usize| level(&c).saturating_sub(during[c].max(after[c]));
    let movable: Vec<u64> = timing.scope.iter().map(above_floor).collect();

    let strength: u64 = levels.iter().sum();
    let most: u64 = movable.iter().sum();
    let share_of_q = q.map_or(0, |q| match q.strength {
        0 => 0,
        whole => (u128::from(strength) * u128::from(q.amount) / u128::from(whole)) as u64,
    });
    // The amounts of section 4, and the goals of section 5, "Deadline outcomes".
    let (amount, goal) = match &phase.target {
        Target::ReduceTo(n) => (most.min(strength.saturating_sub(n.best)), n.best),
        Target::ReduceBy(n) => (most.min(n.best), strength.saturating_sub(n.best)),
        Target::ReduceByPercent(percent) => {
            let by = percent_of(strength, *percent);
            (most.min(by), strength - by)
        }
        // "as reduce_to N with N = floor(L0*p/100), L0 the scope's strength at `as_of`"
        Target::ReduceToPercent(percent) => {
            let at_first: u64 =
                timing.scope.iter().map(|&c| plan.contingents[c].strength.best).sum();
            let to = percent_of(at_first, *percent);
            (most.min(strength.saturating_sub(to)), to)
        }
        Target::InProportionTo(_) => (most.min(share_of_q), strength - share_of_q),
        Target::Remainder => (most, strength - most),
        Target::RaiseTo(n) => (n.best.saturating_sub(strength), n.best),
        Target::RaiseBy(n) => (n.best, strength + n.best),
    };
    // "cut is apportioned over the scope by w_c", a gain "by S_c".
    let weights = if phase.target.raises() { &levels } else { &movable };
    Run {
        start,
        end: end(phase, timing, start, amount),
        until: timing.until,
        strength,
        spare: most,
        amount,
        shares: apportion(amount, weights),
        movable,
        goal,
    }
}

/// Rule 4: "For `{ rate = R }`, whatever `when_late` says: e = s + max(1, ceil(cut/R)) - 1 (for a raise, gain in place
/// of cut)."
fn end(phase: &Phase, timing: &Timing, start: i64, amount: u64) -> i64 {
    match &phase.pace {
        Pace::Rate(rate) => start + amount.div_ceil(rate.best).max(1) as i64 - 1,
        _ => paced_end(phase, timing, start),
    }
}

/// Section 4, rule 4: "`compress`: max(b, s) ..; `slide`: max(s, b + max(0, s - s0)) where the deadline is a
/// calendar day; one counted from something moves with that, and slide is as compress." Section 5: "s0 for e
/// where it has no deadline". For a rate, max(b, s), or s. Section 11: "With v drawn .. e = max(s, b + v), for `slide`
/// not before b + (s - s0) where s > s0".
fn paced_end(phase: &Phase, timing: &Timing, start: i64) -> i64 {
    let Some(binding) = timing.binding else {
        return start;
    };
    if let Pace::Rate(_) = phase.pace {
        return binding.max(start);
    }
    let end = start.max(binding + phase.slip);
    if phase.slides && phase.deadline.is_calendar() && start > timing.planned {
        end.max(binding + start - timing.planned)
    } else {
        end
    }
}

/// Section 4: "The month's scheduled flow is the difference of two cumulative figures." By place in the scope.
pub(crate) fn flow(plan: &Plan, schedule: &Schedule, p: usize, t: i64) -> Vec<u64> {
    let Some(run) = &schedule.runs[p] else {
        return vec![0; plan.contingents.len()];
    };
    if let Some(flows) = schedule.set.get(&(p, t)) {
        return flows.clone();
    }
    let before = moved(&plan.phases[p], run, t - 1);
    let after = moved(&plan.phases[p], run, t);
    after.iter().zip(before).map(|(a, b)| a - b).collect()
}

/// Section 4, "How fast": what has moved by the end of month t, by place in the scope; "after month u it is 0", so no
/// more than by the end of month u.
pub(crate) fn moved(phase: &Phase, run: &Run, t: i64) -> Vec<u64> {
    let t = run.until.map_or(t, |u| t.min(u));
    if t < run.start {
        return vec![0; run.shares.len()];
    }
    let (part, whole) = share_moved(phase, run, t);
    let so_far = |share: u64| (u128::from(share) * part / whole) as u64;
    if phase.target.raises() {
        return run.shares.iter().map(|&gain| so_far(gain)).collect();
    }
    // "With `blocks = B`, until p_k = 1, what is so computed is rounded down to a multiple of B: in listed order
    // the total before it is taken, else each contingent's figure."
    let block = match phase.blocks {
        Some(block) if part < whole => block,
        _ => 1,
    };
    let in_blocks = |share: u64| so_far(share) / block * block;
    if !phase.listed_order {
        return run.shares.iter().map(|&cut| in_blocks(cut)).collect();
    }
    // "With `order = "listed"` the total floor(cut * p_k) is instead taken from the scope's contingents in listing
    // order, each down to its floor (its w_c) before the next."
    let mut left = in_blocks(run.amount);
    let take = |movable: &u64| {
        let taken = left.min(*movable);
        left -= taken;
        taken
    };
    run.movable.iter().map(take).collect()
}

/// Section 4: "the share moved by the end of the k-th month is `p_k`", as a fraction.
pub(crate) fn share_moved(phase: &Phase, run: &Run, t: i64) -> (u128, u128) {
    let n = (run.end - run.start + 1) as u128;
    let k = ((t - run.start + 1) as u128).min(n);
    match &phase.pace {
        Pace::Even => (k, n),
        Pace::FrontLoaded => (n * n - (n - k) * (n - k), n * n),
        Pace::BackLoaded => (k * k, n * n),
        Pace::SCurve => (k * k * (3 * n - 2 * k), n * n * n),
        Pace::AtStart => (1, 1),
        Pace::AtDeadline => (u128::from(k == n), 1),
        Pace::Rate(_) if run.amount == 0 => (1, 1),
        Pace::Rate(rate) => {
            let whole = u128::from(run.amount);
            (whole.min(u128::from(rate.best) * k), whole)
        }
    }
}
