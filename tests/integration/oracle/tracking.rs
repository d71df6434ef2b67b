//! Section 11, "Observed" and "Tracking": which figures count, and a projection that is corrected by them month by month.

use std::collections::BTreeMap;

use super::days::{Moment, nearest_month_end};
use super::numbers::apportion;
use super::plan::{Key, Pace, Plan};
use super::schedule::{Run, Schedule, computed, moved, release, share_moved, starts_in};
use super::step::{self, Projection};
use super::timeline::{Timing, moment, timings};

/// A row of the file, as written.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub month: Moment,
    pub contributor: Option<String>,
    pub host: Option<String>,
    pub mission: Option<String>,
    pub strength: Option<u64>,
    pub source: String,
    pub published: Option<Moment>,
}

/// Which rows count, months counted from the year 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    pub at: Option<i64>,
    pub known: Option<i64>,
    pub sources: Vec<String>,
    pub not_yet: Vec<String>,
}

/// By month and contingents of the plan: what was seen.
pub(crate) type Seen = BTreeMap<i64, BTreeMap<Vec<usize>, u64>>;

impl Row {
    /// "`month` is `YYYY-MM`, or a day, which counts as the month end nearest to it."
    fn month(&self) -> i64 {
        match self.month {
            Moment::Month(month) => month,
            Moment::Day(day) => nearest_month_end(day),
        }
    }

    fn key(&self) -> [&Option<String>; 3] {
        [&self.contributor, &self.host, &self.mission]
    }

    fn is_about(&self, key: &Key) -> bool {
        let own = [&key.contributor, &key.host, &key.mission];
        self.key().into_iter().zip(own).all(|(given, own)| given.as_ref().is_none_or(|g| g == own))
    }
}

/// The figures that count, or that two of them contradict each other.
pub(crate) fn seen(plan: &Plan, rows: &[Row], choice: &Choice) -> Result<Seen, String> {
    let published = |row: &Row| row.published.unwrap_or(row.month).last_day();
    let rank = |row: &Row| {
        choice.sources.iter().position(|source| *source == row.source).unwrap_or(usize::MAX)
    };
    let read: Vec<&Row> = rows
        .iter()
        .filter(|row| row.strength.is_some())
        .filter(|row| choice.at.is_none_or(|at| row.month() <= at))
        .filter(|row| {
            choice.known.is_none_or(|known| published(row) <= Moment::Month(known).last_day())
        })
        .collect();
    // "the first source in `sources` that has a figure counts ..; of one source, the row published last"
    let mut counting: Vec<&Row> = Vec::new();
    for &row in &read {
        let same = |other: &&&Row| other.month() == row.month() && other.key() == row.key();
        let is_beaten = read.iter().filter(same).any(|other| {
            rank(other) < rank(row)
                || (other.source == row.source && published(other) > published(row))
        });
        if !is_beaten {
            if counting.iter().filter(same).any(|other| other.strength != row.strength) {
                return Err("two rows differ, and neither comes first".to_owned());
            }
            counting.push(row);
        }
    }
    // "of rows that match the same contingents of the plan the one with fewer empty columns counts; two with as many
    // that differ are an error"
    let mut seen = Seen::new();
    for &row in &counting {
        let contingents = |row: &Row| -> Vec<usize> {
            (0..plan.contingents.len()).filter(|&c| row.is_about(&plan.key(c))).collect()
        };
        let empty = |row: &Row| row.key().iter().filter(|value| value.is_none()).count();
        let own = contingents(row);
        if own.is_empty() {
            continue;
        }
        let same = |other: &&Row| other.month() == row.month() && contingents(other) == own;
        let others = || counting.iter().copied().filter(same);
        let fewest = others().map(empty).min();
        let mut first = others().filter(|other| Some(empty(other)) == fewest);
        if others().any(|a| {
            others().any(|b| {
                empty(a) == empty(b) && Some(empty(a)) == fewest && a.strength != b.strength
            })
        }) {
            return Err("two rows of the same contingents differ".to_owned());
        }
        let strength = first.next().and_then(|row| row.strength).unwrap();
        seen.entry(row.month() - plan.as_of).or_default().insert(own, strength);
    }
    Ok(seen)
}

/// "the row that matches exactly its contingents .., else the sum of the rows that match each of them alone; if one is
/// missing, the scope is missing"
pub(crate) fn strength(seen: &Seen, t: i64, scope: &[usize]) -> Option<u64> {
    let rows = seen.get(&t)?;
    rows.get(scope).copied().or_else(|| scope.iter().map(|&c| rows.get(&vec![c]).copied()).sum())
}

/// What a phase has still to move, by place in its scope, and what of it is moved from a month on.
#[derive(Clone, Debug, Default)]
struct Left {
    /// `R_c`
    left: Vec<i64>,
    /// k' as a month, and what was left then.
    revised: Option<(i64, Vec<u64>)>,
}

pub(crate) struct Tracked {
    pub timings: Vec<Timing>,
    pub schedule: Schedule,
    pub projection: Projection,
}

/// The plan with the events in `not_yet` put off: "as by a `shift` in a variant .., by the fewest months with which it
/// opens after m (in listing order, after what they count from has been put off)".
pub(crate) fn put_off(plan: &Plan, not_yet: &[String], m: i64) -> Plan {
    let mut plan = plan.clone();
    for e in 0..plan.events.len() {
        if !not_yet.contains(&plan.events[e].id) {
            continue;
        }
        let opens = |plan: &Plan| {
            let day = moment(plan, &plan.events[e].date)?;
            Some(
                match day {
                    Moment::Month(month) => month,
                    Moment::Day(day) => nearest_month_end(day),
                } + 1
                    - plan.as_of,
            )
        };
        while opens(&plan).is_some_and(|opens| opens <= m) {
            plan.events[e].date.shift += 1;
        }
    }
    plan
}

/// "The engine of section 5, run from `as_of`, with a correction at the end of each month t = 0..m that is observed."
pub(crate) fn tracked(plan: &Plan, last: i64, seen: &Seen, m: i64) -> Tracked {
    let timings = timings(plan);
    let phases = plan.phases.len();
    let mut schedule = Schedule {
        last,
        levels: vec![plan.contingents.iter().map(|c| c.strength.best).collect()],
        runs: vec![None; phases],
        released: vec![None; phases],
        set: BTreeMap::new(),
    };
    let mut projection = step::first(plan);
    let mut parties = Vec::new();
    let mut lefts = vec![Left::default(); phases];
    for t in 0..=last {
        if t > 0 {
            for p in 0..phases {
                if schedule.runs[p].is_none() && starts_in(plan, &timings, &schedule, p, t) {
                    let q = timings[p].in_proportion_to.and_then(|q| schedule.runs[q].clone());
                    let run = computed(plan, &timings, &schedule, p, t, q.as_ref());
                    let whole = Run { until: None, ..run.clone() };
                    let total = moved(&plan.phases[p], &whole, run.end);
                    lefts[p].left = total.into_iter().map(|n| n as i64).collect();
                    schedule.runs[p] = Some(run);
                    if !plan.phases[p].target.raises() {
                        step::join(&mut parties, &timings, p);
                    }
                }
                release(plan, &timings, &mut schedule, p, t);
            }
            let mut levels = schedule.levels[t as usize - 1].clone();
            for p in 0..phases {
                let flows = flows(plan, &schedule, &lefts[p], p, t);
                for (i, &flow) in flows.iter().enumerate() {
                    let c = timings[p].scope[i];
                    lefts[p].left[i] -= flow as i64;
                    if plan.phases[p].target.raises() {
                        levels[c] += flow;
                    } else {
                        levels[c] -= flow;
                        if let Some(d) = timings[p].destinations[i] {
                            levels[d] += flow;
                        }
                    }
                }
                schedule.set.insert((p, t), flows);
            }
            schedule.levels.push(levels);
            step::month(plan, &timings, &schedule, &mut projection, &mut parties, t);
        }
        if let Some(rows) = seen.get(&t).filter(|_| t <= m) {
            let mut state = State { plan, timings: &timings, t, lefts: &mut lefts };
            state.correct(rows, &mut schedule, &mut projection, &mut parties);
        }
    }
    Tracked { timings, schedule, projection }
}

/// What a phase moves in month t, by place in its scope.
fn flows(plan: &Plan, schedule: &Schedule, left: &Left, p: usize, t: i64) -> Vec<u64> {
    let Some(run) = &schedule.runs[p] else { return Vec::new() };
    let phase = &plan.phases[p];
    let Some((from, of)) = &left.revised else {
        let (before, after) = (moved(phase, run, t - 1), moved(phase, run, t));
        return after.iter().zip(before).map(|(a, b)| a - b).collect();
    };
    // "after u it moves nothing all the same"
    if t > run.end || run.until.is_some_and(|u| t > u) {
        return vec![0; of.len()];
    }
    let all: u64 = of.iter().sum();
    // "q_k = (p_k - p_k')/(1 - p_k') with k' the month t (1 where p_k' = 1); for `{ rate = r }`, with M the sum of
    // max(0, R_c), q_k = min(M, r(k - k'))/M .. (1 where M = 0)"
    let q = |t: i64| -> (u128, u128) {
        if let Pace::Rate(rate) = &phase.pace {
            let whole = u128::from(all);
            return if all == 0 {
                (1, 1)
            } else {
                (whole.min(u128::from(rate.best) * (t - from) as u128), whole)
            };
        }
        let (now, then) = (share_moved(phase, run, t), share_moved(phase, run, *from));
        if then.0 == then.1 {
            (1, 1)
        } else {
            (now.0 * then.1 - then.0 * now.1, now.1 * (then.1 - then.0))
        }
    };
    let by = |t: i64| -> Vec<u64> {
        if t <= *from {
            return vec![0; of.len()];
        }
        let (part, whole) = q(t);
        let block = phase.blocks.filter(|_| part < whole && !phase.target.raises()).unwrap_or(1);
        let so_far = |n: u64| (u128::from(n) * part / whole) as u64 / block * block;
        if phase.listed_order && !phase.target.raises() {
            let mut rest = so_far(all);
            let take = |most: &u64| {
                let taken = rest.min(*most);
                rest -= taken;
                taken
            };
            return of.iter().map(take).collect();
        }
        of.iter().map(|&n| so_far(n)).collect()
    };
    by(t).iter().zip(by(t - 1)).map(|(a, b)| a - b).collect()
}

struct State<'a> {
    plan: &'a Plan,
    timings: &'a [Timing],
    t: i64,
    lefts: &'a mut [Left],
}

impl State<'_> {
    fn correct(
        &mut self,
        rows: &BTreeMap<Vec<usize>, u64>,
        schedule: &mut Schedule,
        projection: &mut Projection,
        parties: &mut [step::Party],
    ) {
        let t = self.t as usize;
        let levels: Vec<u64> = projection.cells[t].iter().map(|cell| cell.strength).collect();
        let before = schedule.levels[t].clone();
        let left_before: Vec<Vec<i64>> = self.lefts.iter().map(|left| left.left.clone()).collect();

        // "rows for fewer contingents come first (of as many, in listing order); of a row for several, what is not yet
        // said of its contingents (at least 0) is apportioned over the rest by their projected levels"
        let mut seen: Vec<Option<u64>> = vec![None; levels.len()];
        let mut in_order: Vec<(&Vec<usize>, &u64)> = rows.iter().collect();
        in_order.sort_by_key(|(scope, _)| (scope.len(), (*scope).clone()));
        for (scope, &strength) in in_order {
            let said: u64 = scope.iter().filter_map(|&c| seen[c]).sum();
            let rest: Vec<usize> = scope.iter().copied().filter(|&c| seen[c].is_none()).collect();
            let weights: Vec<u64> = rest.iter().map(|&c| levels[c]).collect();
            for (&c, part) in rest.iter().zip(apportion(strength.saturating_sub(said), &weights)) {
                seen[c] = Some(part);
            }
        }
        let mut d = vec![0; levels.len()];
        for (c, seen) in seen.iter().enumerate() {
            if let Some(seen) = *seen {
                d[c] = seen as i64 - levels[c] as i64;
                projection.cells[t][c].strength = seen;
            }
        }

        // 1. "d < 0: the backlog of c falls by as many, older phases first."
        for (c, d) in d.iter().enumerate() {
            let mut fall = (-d).max(0) as u64;
            for party in parties.iter_mut().filter(|party| party.contingent == c) {
                let part = fall.min(party.due);
                party.due -= part;
                fall -= part;
            }
        }

        // 2. "S_c becomes level_c less the backlog of c plus the backlog that is bound for c, .. (below 0, the backlog
        // of c falls by what is missing, younger phases first)."
        let now = loop {
            let mut now: Vec<i64> =
                projection.cells[t].iter().map(|cell| cell.strength as i64).collect();
            for party in parties.iter() {
                now[party.contingent] -= party.due as i64;
                if let Some(to) = self.timings[party.phase].destinations[party.place] {
                    now[to] += party.due as i64;
                }
            }
            let Some(c) = now.iter().position(|&level| level < 0) else { break now };
            let mut fall = -now[c] as u64;
            for party in parties.iter_mut().rev().filter(|party| party.contingent == c) {
                let part = fall.min(party.due);
                party.due -= part;
                fall -= part;
            }
        };
        for (c, &now) in now.iter().enumerate() {
            let change = now - before[c] as i64;
            schedule.levels[t][c] = now as u64;
            if let Some((p, i)) = self.last_begun(schedule, c) {
                self.lefts[p].left[i] +=
                    if self.plan.phases[p].target.raises() { -change } else { change };
            }
        }

        // 3. "Where that phase is a cut that has ended (e <= t, and no u before e) and R_c > 0 ..: the backlog of c grows
        // by R_c, S_c falls by as many (and S rises, with R of a cut under way, where the phase sends them ..), and R_c
        // is 0."
        for c in 0..levels.len() {
            let Some((p, i)) = self.last_begun(schedule, c) else { continue };
            let run = schedule.runs[p].clone().unwrap();
            let has_ended = run.end <= self.t && run.until.is_none_or(|u| u >= run.end);
            let left = self.lefts[p].left[i];
            if self.plan.phases[p].target.raises() || !has_ended || left <= 0 {
                continue;
            }
            let party = parties.iter_mut().find(|party| party.phase == p && party.place == i);
            party.unwrap().due += left as u64;
            schedule.levels[t][c] -= left as u64;
            self.lefts[p].left[i] = 0;
            if let Some(to) = self.timings[p].destinations[i] {
                schedule.levels[t][to] += left as u64;
                if let Some((p, i)) = self.last_begun(schedule, to) {
                    let under_way = schedule.runs[p].as_ref().is_some_and(|run| self.t < run.end);
                    if under_way && !self.plan.phases[p].target.raises() {
                        self.lefts[p].left[i] += left;
                    }
                }
            }
        }

        // "A phase under way (t < e) of which any R_c changed has, in its later months .."
        for (p, before) in left_before.iter().enumerate() {
            let Some(run) = &mut schedule.runs[p] else { continue };
            if self.t < run.end && self.lefts[p].left != *before {
                let left: Vec<u64> = self.lefts[p].left.iter().map(|&n| n.max(0) as u64).collect();
                if let Pace::Rate(rate) = &self.plan.phases[p].pace {
                    let all: u64 = left.iter().sum();
                    run.end = self.t + all.div_ceil(rate.best).max(1) as i64;
                }
                self.lefts[p].revised = Some((self.t, left));
            }
        }
        for (c, cell) in projection.cells[t].iter_mut().enumerate() {
            cell.scheduled = schedule.levels[t][c];
        }
    }

    /// "the last phase begun over c (of the phases started by t, the latest start, then the later listed)"
    fn last_begun(&self, schedule: &Schedule, c: usize) -> Option<(usize, usize)> {
        let begun = schedule.runs.iter().enumerate().filter_map(|(p, run)| {
            let place = self.timings[p].scope.iter().position(|&other| other == c)?;
            Some((run.as_ref()?.start, p, place))
        });
        begun.max().map(|(_, p, place)| (p, place))
    }
}
