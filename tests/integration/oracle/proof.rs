//! Section 12: bottlenecks, the least lift and remedies, from the rules alone: every stretch, and every value one after
//! another.

use serde_json::{Value, json};

use super::days::show_month;
use super::plan::{Plan, Scope};
use super::schedule::{self, Run, Schedule, moved};
use super::timeline::{self, Timing, covers, months_of};
use super::{Outcome, chosen, project};

/// Section 12: `phase,alone,kind,name,from,through,must,can,phases`.
pub(crate) type BottleneckRow = [String; 9];
/// Section 12: `phase,kind,name,planned,would_do`.
pub(crate) type RemedyRow = [String; 5];

/// A plan with the pace of every phase that has a deadline at-start, projected once.
struct AtStart {
    plan: Plan,
    timings: Vec<Timing>,
    schedule: Schedule,
    outcome: Outcome,
}

/// Those who leave one contingent for one phase.
pub(crate) struct Group {
    pub phase: usize,
    pub contingent: usize,
    pub troops: u64,
    pub start: i64,
    pub due: i64,
    pub open: Vec<i64>,
}

struct Proof {
    kind: &'static str,
    name: String,
    from: Option<i64>,
    through: i64,
    must: u64,
    can: u64,
    phases: Vec<usize>,
}

/// The document with one variant, which is applied.
fn varied(document: &Value, adjust: &Value) -> Value {
    let mut document = document.clone();
    document["variant"] = json!([{ "name": "changed", "adjust": adjust }]);
    document
}

fn paces_at_start(document: &Value) -> Value {
    let phases = document["phase"].as_array().into_iter().flatten();
    let dated = phases.filter(|phase| phase.get("deadline").is_some());
    dated.map(|phase| json!({ "pace": { "phase": phase["name"], "pace": "at-start" } })).collect()
}

fn at_start(document: &Value) -> Result<AtStart, String> {
    let document = varied(document, &paces_at_start(document));
    let (plan, last) = chosen(&document, Some("changed"), None)?;
    let timings = timeline::timings(&plan);
    let schedule = schedule::schedule(&plan, &timings, last);
    let outcome = super::projected(&plan, last);
    Ok(AtStart { plan, timings, schedule, outcome })
}

/// "one for each missed deadline", in listing order.
pub(crate) fn bottlenecks(document: &Value) -> Result<Vec<BottleneckRow>, String> {
    let planned = project(document, None, None)?;
    let at_start = at_start(document)?;
    let missed = (0..planned.deadlines.len()).filter(|&p| planned.deadlines[p].met == Some(false));
    Ok(missed.map(|p| at_start.row(p)).collect())
}

/// "the largest ceil(must / months in which any of them is open), over all r..d".
pub(crate) fn lift(document: &Value) -> Result<u64, String> {
    let groups = at_start(document)?.all_groups();
    let mut largest = 0;
    for months in stretches(&groups.iter().collect::<Vec<_>>()) {
        let inside = inside(&groups.iter().collect::<Vec<_>>(), &months);
        let must: u64 = inside.iter().map(|group| group.troops).sum();
        let open = months.filter(|t| inside.iter().any(|group| group.open.contains(t))).count();
        largest = largest.max(must.div_ceil(open.max(1) as u64));
    }
    Ok(largest)
}

impl AtStart {
    fn row(&self, p: usize) -> BottleneckRow {
        let month = |t: i64| show_month(self.plan.as_of + t);
        let phase = self.plan.phases[p].name.clone();
        let Some((alone, proof)) = self.proof(p) else {
            return [phase]
                .into_iter()
                .chain((0..8).map(|_| String::new()))
                .collect::<Vec<_>>()
                .try_into()
                .unwrap();
        };
        let names: Vec<&str> = proof.phases.iter().map(|&q| &*self.plan.phases[q].name).collect();
        [
            phase,
            alone.to_string(),
            proof.kind.to_owned(),
            proof.name,
            proof.from.map(month).unwrap_or_default(),
            month(proof.through),
            proof.must.to_string(),
            proof.can.to_string(),
            names.join("; "),
        ]
    }

    fn proof(&self, p: usize) -> Option<(bool, Proof)> {
        if self.plan.phases[p].target.raises() {
            return None; // "Of raises nothing is proved."
        }
        let b = self.timings[p].binding?;
        let run = self.schedule.runs[p].as_ref();
        // "First of all, for p itself if it cuts: s > b, or no start, and missed at-start too"
        let Some(run) = run.filter(|run| run.start <= b) else {
            let row = &self.outcome.deadlines[p];
            let name =
                self.outcome.causes[p].iter().find(|cause| ["event", "phase"].contains(&&*cause.0));
            return (row.met == Some(false)).then(|| {
                let proof = Proof {
                    kind: "start",
                    name: name.map(|cause| cause.1.clone()).unwrap_or_default(),
                    from: run.map(|run| run.start),
                    through: b,
                    must: row.strength.unwrap() - row.goal.unwrap(),
                    can: 0,
                    phases: vec![p],
                };
                (true, proof)
            });
        };
        // "else L - cut > goal: the residual is"
        if run.strength - run.amount > run.goal {
            let proof = Proof {
                kind: "residual",
                name: String::new(),
                from: Some(run.start),
                through: b,
                must: run.strength - run.goal,
                can: run.amount,
                phases: vec![p],
            };
            return Some((true, proof));
        }
        let alone = self.groups_of(p);
        let mut proofs = self.held(&alone);
        proofs.extend(self.capped(&alone));
        if let Some(proof) = worst(proofs) {
            return Some((true, proof));
        }
        let together = self.capped(&self.all_groups());
        let with_a_part = together.into_iter().filter(|proof| proof.phases.contains(&p));
        worst(with_a_part.collect()).map(|proof| (false, proof))
    }

    /// The month in which a phase is due that "is not past or replaced, cuts, starts by b <= T, into whose scope no phase
    /// begun by b sends or raises anybody, and of which L - cut is the goal".
    fn due(&self, p: usize) -> Option<i64> {
        let (phase, timing) = (&self.plan.phases[p], &self.timings[p]);
        let run = self.schedule.runs[p].as_ref()?;
        let b = timing.binding.filter(|&b| b <= self.schedule.last && run.start <= b)?;
        let replaced = timing.until.is_some_and(|u| u < b);
        let comes = |q: usize, run: &Run| {
            let moved = moved(&self.plan.phases[q], run, run.end);
            let scope = self.timings[q].scope.iter().zip(&self.timings[q].destinations);
            scope.zip(moved).any(|((&c, &to), troops)| {
                let to = if self.plan.phases[q].target.raises() { Some(c) } else { to };
                troops > 0 && to.is_some_and(|to| timing.scope.contains(&to))
            })
        };
        let begun = self.schedule.runs.iter().enumerate();
        let mut begun =
            begun.filter_map(|(q, run)| Some((q, run.as_ref().filter(|run| run.start <= b)?)));
        let is_fit = !phase.past
            && !phase.target.raises()
            && !replaced
            && run.strength - run.amount == run.goal
            && !begun.any(|(q, run)| comes(q, run));
        is_fit.then_some(b)
    }

    /// "for each contingent c that would leave its host, `N_c` is what its schedule has moved by e .., its *open* months those
    /// of s..b in which no hold covers c".
    fn groups(&self, q: usize, b: i64) -> Vec<Group> {
        let (plan, timing) = (&self.plan, &self.timings[q]);
        let Some(run) = &self.schedule.runs[q] else { return Vec::new() };
        let mut groups = Vec::new();
        for (i, troops) in moved(&plan.phases[q], run, run.end).into_iter().enumerate() {
            let c = timing.scope[i];
            let stays =
                timing.destinations[i].is_some_and(|to| plan.key(to).host == plan.key(c).host);
            if troops > 0 && !stays && !plan.phases[q].target.raises() {
                let is_open = |t: &i64| self.hold(c, *t).is_none();
                let open = (run.start..=b).filter(is_open).collect();
                groups.push(Group {
                    phase: q,
                    contingent: c,
                    troops,
                    start: run.start,
                    due: b,
                    open,
                });
            }
        }
        groups
    }

    fn hold(&self, c: usize, t: i64) -> Option<usize> {
        let holds = &self.plan.holds;
        (0..holds.len())
            .find(|&h| covers(&self.plan, &holds[h].window, t) && self.is_in(&holds[h].scope, c))
    }

    fn is_in(&self, scope: &Scope, c: usize) -> bool {
        scope.matches(&self.plan.key(c))
    }

    /// "*One deadline alone*: the contingents of its scope alone, with what every phase that started no later takes from
    /// them, due at its b".
    fn groups_of(&self, p: usize) -> Vec<Group> {
        let Some(b) = self.due(p) else { return Vec::new() };
        let start = self.schedule.runs[p].as_ref().unwrap().start;
        let no_later =
            |q: &usize| self.schedule.runs[*q].as_ref().is_some_and(|run| run.start <= start);
        let groups = (0..self.plan.phases.len()).filter(no_later).flat_map(|q| self.groups(q, b));
        groups.filter(|group| self.timings[p].scope.contains(&group.contingent)).collect()
    }

    pub(crate) fn all_groups(&self) -> Vec<Group> {
        let due = (0..self.plan.phases.len()).filter_map(|q| Some((q, self.due(q)?)));
        due.flat_map(|(q, b)| self.groups(q, b)).collect()
    }

    /// "Holds that leave somebody no open month stand beside the caps, with can = 0"; "the first listed that covers the
    /// contingent in month b, s..b, must = N of all of that phase whom it leaves no month".
    fn held(&self, groups: &[Group]) -> Vec<Proof> {
        let mut proofs = Vec::new();
        for h in 0..self.plan.holds.len() {
            for q in 0..self.plan.phases.len() {
                let of = |group: &&Group| {
                    group.phase == q
                        && group.open.is_empty()
                        && self.hold(group.contingent, group.due) == Some(h)
                };
                let held: Vec<&Group> = groups.iter().filter(of).collect();
                if let Some(first) = held.first() {
                    proofs.push(Proof {
                        kind: "hold",
                        name: self.plan.holds[h].name.clone(),
                        from: Some(first.start),
                        through: first.due,
                        must: held.iter().map(|group| group.troops).sum(),
                        can: 0,
                        phases: vec![q],
                    });
                }
            }
        }
        proofs.sort_by_key(|proof| {
            (self.plan.holds.iter().position(|hold| hold.name == proof.name), proof.from)
        });
        proofs
    }

    /// "Of a stretch r..d and a cap: those in the cap's scope whose open months all lie in r..d *must* leave in them,
    /// together sum N; they *can*, over the months of r..d, the sum of min(what the cap lets through while it is in force, N of
    /// those open in that month)."
    fn capped(&self, groups: &[Group]) -> Vec<Proof> {
        let mut proofs = Vec::new();
        for cap in &self.plan.caps {
            let under: Vec<&Group> =
                groups.iter().filter(|group| self.is_in(&cap.scope, group.contingent)).collect();
            for months in stretches(&under) {
                let inside = inside(&under, &months);
                let open = |t: i64| -> u64 {
                    inside
                        .iter()
                        .filter(|group| group.open.contains(&t))
                        .map(|group| group.troops)
                        .sum()
                };
                let lets = |t: i64| {
                    if covers(&self.plan, &cap.window, t) { cap.per_month.best } else { u64::MAX }
                };
                let mut phases: Vec<usize> = inside.iter().map(|group| group.phase).collect();
                phases.sort_unstable();
                phases.dedup();
                proofs.push(Proof {
                    kind: "cap",
                    name: cap.name.clone(),
                    from: Some(*months.start()),
                    through: *months.end(),
                    must: inside.iter().map(|group| group.troops).sum(),
                    can: months.map(|t| open(t).min(lets(t))).sum(),
                    phases,
                });
            }
        }
        proofs
    }
}

/// "The bottleneck is where most are too many (then the earlier cap, r, d)"; "of equals a hold". They come in that order.
fn worst(proofs: Vec<Proof>) -> Option<Proof> {
    let mut worst: Option<Proof> = None;
    for proof in proofs.into_iter().filter(|proof| proof.must > proof.can) {
        if worst.as_ref().is_none_or(|worst| proof.must - proof.can > worst.must - worst.can) {
            worst = Some(proof);
        }
    }
    worst
}

/// From a first open month through a last one.
fn stretches(groups: &[&Group]) -> Vec<std::ops::RangeInclusive<i64>> {
    let months = |of: fn(&Vec<i64>) -> Option<&i64>| {
        let mut months: Vec<i64> =
            groups.iter().filter_map(|group| of(&group.open).copied()).collect();
        months.sort_unstable();
        months.dedup();
        months
    };
    let lasts = months(|open| open.last());
    let firsts = months(|open| open.first());
    firsts
        .iter()
        .flat_map(|&r| lasts.iter().filter(move |&&d| r <= d).map(move |&d| r..=d))
        .collect()
}

fn inside<'a>(groups: &[&'a Group], months: &std::ops::RangeInclusive<i64>) -> Vec<&'a Group> {
    let lies =
        |group: &&Group| !group.open.is_empty() && group.open.iter().all(|t| months.contains(t));
    groups.iter().copied().filter(lies).collect()
}

/// For each missed deadline, "a row for every lever".
pub(crate) fn remedies(document: &Value) -> Result<Vec<RemedyRow>, String> {
    let planned = project(document, None, None)?;
    let (plan, last) = chosen(document, None, None)?;
    let missed = (0..planned.deadlines.len()).filter(|&p| planned.deadlines[p].met == Some(false));
    Ok(missed
        .flat_map(|p| Levers { document, plan: &plan, last, planned: &planned, p }.rows())
        .collect())
}

struct Levers<'a> {
    document: &'a Value,
    plan: &'a Plan,
    last: i64,
    planned: &'a Outcome,
    p: usize,
}

impl Levers<'_> {
    /// "K = p is met, and so is every deadline that is met as planned". A plan that is not valid does not do.
    fn holds(&self, adjust: &Value) -> bool {
        let Ok(outcome) = project(&varied(self.document, adjust), Some("changed"), None) else {
            return false;
        };
        let met = |outcome: &Outcome, q: usize| outcome.deadlines[q].met == Some(true);
        met(&outcome, self.p)
            && (0..outcome.deadlines.len()).all(|q| met(&outcome, q) || !met(self.planned, q))
    }

    fn entry(&self, list: &str, i: usize, key: &str, value: Value) -> Value {
        let mut entry = self.document[list][i].clone();
        entry[key] = value;
        json!([{ list: entry }])
    }

    fn month(&self, t: i64) -> String {
        show_month(self.plan.as_of + t)
    }

    fn rows(&self) -> Vec<RemedyRow> {
        let mut rows = Vec::new();
        let phase = self.plan.phases[self.p].name.clone();
        let mut add = |kind: &str, name: &str, planned: String, would_do: Option<String>| {
            rows.push([
                phase.clone(),
                kind.into(),
                name.into(),
                planned,
                would_do.unwrap_or_default(),
            ]);
        };
        let raised: u64 = self.planned.cells.iter().flatten().map(|cell| cell.gained).sum();
        let all = self.planned.totals[0].strength + raised;
        for (k, cap) in self.plan.caps.iter().enumerate() {
            let planned = cap.per_month.best;
            let does = |n: &u64| self.holds(&self.entry("cap", k, "per_month", json!(n)));
            add(
                "cap",
                &cap.name,
                planned.to_string(),
                (planned + 1..=all).find(does).map(|n| n.to_string()),
            );
        }
        for (h, hold) in self.plan.holds.iter().enumerate() {
            let Some((begins, ends)) = months_of(self.plan, &hold.window) else { continue };
            let earliest = if hold.window.from.written.is_some() { begins - 1 } else { 0 };
            let latest = ends.map_or(self.last, |ends| ends - 1);
            let does =
                |t: &i64| self.holds(&self.entry("hold", h, "through", json!(self.month(*t))));
            let found = (earliest..=latest).rev().find(does);
            let planned = ends.map(|ends| self.month(ends)).unwrap_or_default();
            add("hold", &hold.name, planned, found.map(|t| self.month(t)));
        }
        for (e, event) in self.plan.events.iter().enumerate() {
            let Some(opens) = timeline::event_opens(self.plan, e) else { continue };
            let does = |t: &i64| {
                self.holds(&json!([{ "date": { "event": event.id, "date": self.month(*t) } }]))
            };
            let found = (0..opens - 1).rev().find(does);
            add("event", &event.id, self.month(opens - 1), found.map(|t| self.month(t)));
        }
        for (q, other) in self.plan.phases.iter().enumerate() {
            let Some(b) = timeline::binding(self.plan, q) else { continue };
            let does = |t: &i64| {
                self.holds(
                    &json!([{ "deadline": { "phase": other.name, "deadline": self.month(*t) } }]),
                )
            };
            let found =
                if q == self.p { (b + 1..=self.last).find(does) } else { (1..b).rev().find(does) };
            add("deadline", &other.name, self.month(b), found.map(|t| self.month(t)));
        }
        for (r, residual) in self.plan.residuals.iter().enumerate() {
            if self.plan.residuals.iter().filter(|other| other.scope == residual.scope).count() > 1
            {
                continue;
            }
            let planned = residual.strength.best;
            let does = |n: &u64| self.holds(&self.entry("residual", r, "strength", json!(n)));
            let near = (1..=all.max(planned)).find_map(|distance| {
                let below = planned.checked_sub(distance).filter(|n| *n <= all);
                let above = Some(planned + distance).filter(|n| *n <= all);
                below.into_iter().chain(above).find(does)
            });
            add(
                "residual",
                &format!("residual[{r}]"),
                planned.to_string(),
                near.map(|n| n.to_string()),
            );
        }
        let does = self.holds(&paces_at_start(self.document));
        add("pace", "at-start", String::new(), Some(does.to_string()));
        rows
    }
}
