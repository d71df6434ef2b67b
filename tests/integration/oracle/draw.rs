//! Section 7: what a draw of a plan fixes; section 11: slips and `{ values = [..] }`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::days::Moment;
use super::plan::{self, Day, Estimate, Hazard, Length, Plan, Scope, Slip, Target, When};
use super::random::{one_of, triangular, uniform, word};
use super::timeline;

/// "A draw fixes every estimate and hazard".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draw {
    /// The value of each estimate whose low and high differ, by its name: a whole number, a day or a month.
    pub estimates: BTreeMap<String, String>,
    /// The months in which each hazard is under way, by its name, counted from `as_of`.
    pub hazards: BTreeMap<String, BTreeSet<i64>>,
}

/// The draw of a plan that is projected through t = `last`.
pub(crate) fn draw(plan: &mut Plan, last: i64, seed: u64, number: u64) -> Draw {
    let hazards = plan.hazards.iter();
    let hazards =
        hazards.map(|hazard| (hazard.name.clone(), under_way(hazard, last, seed, number)));
    let hazards = hazards.collect();
    let slips = slips(plan).into_iter().map(|(name, slip, _)| {
        let months = one_of(&slip.months, word(seed, number, &name, 0));
        (name, months.to_string())
    });
    let slips: Vec<(String, String)> = slips.collect();
    let drawn = |(name, point): (String, Point<'_>)| {
        let word = word(seed, number, &name, 0);
        let value = match point {
            Point::Number(n) => value(n, word).to_string(),
            Point::Date(date) => moment(date, word).show(),
        };
        (name, value)
    };
    let estimates = open(plan).into_iter().map(drawn).chain(slips).collect();
    Draw { estimates, hazards }
}

fn value(n: &Estimate<u64>, word: u64) -> u64 {
    if let Some(values) = &n.values {
        return one_of(values, word);
    }
    let above = |point| (point - n.low) as i64;
    n.low + triangular(above(n.best), above(n.high), word) as u64
}

fn moment(date: &Estimate<Moment>, word: u64) -> Moment {
    if let Some(values) = &date.values {
        return one_of(values, word);
    }
    match (date.low, date.best, date.high) {
        (Moment::Month(low), Moment::Month(best), Moment::Month(high)) => {
            Moment::Month(low + triangular(best - low, high - low, word))
        }
        (low, best, high) => {
            let days_after = |day: Moment| (day.last_day() - low.last_day()).num_days();
            let days = triangular(days_after(best), days_after(high), word);
            Moment::Day(low.last_day() + TimeDelta::days(days))
        }
    }
}

/// Section 11: each draw of a slip, by its name, and the phases that slip by it.
fn slips(plan: &Plan) -> Vec<(String, &Slip, Vec<usize>)> {
    let mut draws = Vec::new();
    for slip in &plan.slips {
        let name = format!("slip[{:?}].months", slip.name);
        let slips = |p: &usize| {
            slip.phases.as_ref().is_none_or(|names| names.contains(&plan.phases[*p].name))
        };
        let phases: Vec<usize> = (0..plan.phases.len()).filter(slips).collect();
        if slip.common {
            draws.push((name, slip, phases));
        } else {
            for p in phases {
                draws.push((format!("{name}[{:?}]", plan.phases[p].name), slip, vec![p]));
            }
        }
    }
    draws
}

/// A plan with its estimates and hazards fixed by a draw: from here on "sections 4 and 5 run unchanged".
pub(crate) fn fix(plan: &mut Plan, draw: &Draw) -> Result<(), String> {
    let mut left = draw.clone();
    for (name, point) in open(plan) {
        let value = left.estimates.remove(&name).ok_or(format!("{name} was not drawn"))?;
        match point {
            Point::Number(n) => n.best = value.parse().map_err(|_| format!("{value}: a number"))?,
            Point::Date(date) => date.best = Moment::parse(&value)?,
        }
    }
    for hazard in &mut plan.hazards {
        let months = left.hazards.remove(&hazard.name);
        hazard.under_way = months.ok_or(format!("{} was not drawn", hazard.name))?;
    }
    // "Several slips of one phase add up before the max."
    let slips = slips(plan).into_iter().map(|(name, _, phases)| (name, phases));
    for (name, phases) in slips.collect::<Vec<_>>() {
        let months = left.estimates.remove(&name).ok_or(format!("{name} was not drawn"))?;
        let months: i64 = months.parse().map_err(|_| format!("{months}: a number"))?;
        for p in phases {
            plan.phases[p].slip += months;
        }
    }
    if left == Draw::default() { Ok(()) } else { Err(format!("drawn for nothing: {left:?}")) }
}

/// "A hazard starts with its chance in each month in which it is not already under way, and lasts a drawn number of
/// months".
fn under_way(hazard: &Hazard, last: i64, seed: u64, number: u64) -> BTreeSet<i64> {
    let name = |key| format!("hazard[{:?}].{key}", hazard.name);
    let mut months = BTreeSet::new();
    for t in 1..=last {
        let word = |key| word(seed, number, &name(key), t as u64);
        if !months.contains(&t) && uniform(word("monthly_chance")) < hazard.monthly_chance {
            let lasts = value(&hazard.lasts, word("lasts"));
            months.extend((t..=last).take(lasts as usize));
        }
    }
    months
}

/// Whether any estimate is drawn.
pub(crate) fn draws_anything(plan: &mut Plan) -> bool {
    !open(plan).is_empty()
}

/// Something that is drawn.
enum Point<'p> {
    Number(&'p mut Estimate<u64>),
    Date(&'p mut Estimate<Moment>),
}

/// Each estimate that the projection depends on, by its name; "equal low and high draw nothing". Nothing depends on the
/// length of a date that counts from something undated.
fn open(plan: &mut Plan) -> Vec<(String, Point<'_>)> {
    let date = |e: usize| timeline::moment(plan, &plan.events[e].date);
    let due = |p: usize| timeline::moment(plan, &plan.phases[p].deadline);
    let events = plan.events.iter().enumerate().map(|(e, event)| (&event.id, date(e)));
    let phases = plan.phases.iter().enumerate().map(|(p, phase)| (&phase.name, due(p)));
    let undated = events.chain(phases).filter(|(_, day)| day.is_none());
    let undated: BTreeSet<String> = undated.map(|(name, _)| name.clone()).collect();
    let residuals = residuals(plan);

    let mut points = Vec::new();
    for contingent in &mut plan.contingents {
        let plan::Key { contributor, host, mission } = &contingent.key;
        let name = format!("contingent[{contributor} in {host}, {mission}].strength");
        points.push((name, Point::Number(&mut contingent.strength)));
    }
    for event in &mut plan.events {
        points.extend(point(format!("event[{:?}].date", event.id), &mut event.date, &undated));
    }
    for (residual, name) in plan.residuals.iter_mut().zip(residuals) {
        points.push((format!("{name}.strength"), Point::Number(&mut residual.strength)));
        points.extend(point(format!("{name}.from"), &mut residual.window.from, &undated));
        points.extend(point(format!("{name}.through"), &mut residual.window.through, &undated));
    }
    for phase in &mut plan.phases {
        let name = format!("phase[{:?}]", phase.name);
        match &mut phase.target {
            Target::ReduceTo(n) | Target::ReduceBy(n) | Target::RaiseTo(n) | Target::RaiseBy(n) => {
                points.push((format!("{name}.target"), Point::Number(n)));
            }
            Target::ReduceByPercent(_)
            | Target::ReduceToPercent(_)
            | Target::InProportionTo(_)
            | Target::Remainder => {}
        }
        if let plan::Pace::Rate(rate) = &mut phase.pace {
            points.push((format!("{name}.pace"), Point::Number(rate)));
        }
        points.extend(point(format!("{name}.deadline"), &mut phase.deadline, &undated));
        points.extend(point(format!("{name}.starts"), &mut phase.starts, &undated));
        points.extend(point(format!("{name}.until"), &mut phase.until, &undated));
    }
    for hold in &mut plan.holds {
        let name = format!("hold[{:?}]", hold.name);
        points.extend(point(format!("{name}.from"), &mut hold.window.from, &undated));
        points.extend(point(format!("{name}.through"), &mut hold.window.through, &undated));
    }
    for cap in &mut plan.caps {
        let name = format!("cap[{:?}]", cap.name);
        points.push((format!("{name}.per_month"), Point::Number(&mut cap.per_month)));
        points.extend(point(format!("{name}.from"), &mut cap.window.from, &undated));
        points.extend(point(format!("{name}.through"), &mut cap.window.through, &undated));
    }
    points.retain(|(_, point)| match point {
        Point::Number(n) => n.low < n.high,
        Point::Date(date) => date.low < date.high,
    });
    points
}

fn point<'p>(
    name: String,
    day: &'p mut Day,
    undated: &BTreeSet<String>,
) -> Option<(String, Point<'p>)> {
    Some(match day.written.as_mut()? {
        When::Calendar(date) => (name, Point::Date(date)),
        When::Counted { from, .. } if undated.contains(from) => return None,
        When::Counted { length: Length::Days(n) | Length::Months(n), .. } => {
            (name, Point::Number(n))
        }
    })
}

/// Residuals have no names: their scope tells them apart and, of one scope, their order.
fn residuals(plan: &Plan) -> Vec<String> {
    let mut names = Vec::new();
    for (i, residual) in plan.residuals.iter().enumerate() {
        let scope = &residual.scope;
        let earlier = plan.residuals[..i].iter().filter(|other| other.scope == *scope).count();
        let place = if earlier == 0 { String::new() } else { format!(" #{}", earlier + 1) };
        names.push(format!("residual[{}{place}]", with_words(scope)));
    }
    names
}

fn with_words(scope: &Scope) -> String {
    // Section 1 lists the missions in this order.
    const MISSIONS: [&str; 17] = [
        "combat",
        "advise-and-assist",
        "training",
        "support",
        "force-protection",
        "special-operations",
        "headquarters",
        "logistics",
        "engineering",
        "air",
        "naval",
        "medical",
        "police",
        "observers",
        "staff",
        "civilian",
        "unspecified",
    ];
    let listed = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    let missions = scope.mission.as_ref().map(|names| {
        let listed: Vec<&str> =
            MISSIONS.into_iter().filter(|&mission| names.contains(mission)).collect();
        format!("on {}", listed.join(", "))
    });
    let words = [
        scope.contributor.as_ref().map(listed),
        scope.host.as_ref().map(|names| format!("in {}", listed(names))),
        missions,
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if words.is_empty() { "everyone".to_owned() } else { words.join(" ") }
}
