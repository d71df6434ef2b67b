//! Sections 2 and 3: reads a plan from JSON in the shape of the plan file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::days;
use super::estimate::{day, estimate, number};
use super::numbers;
use super::plan::{
    Cap, Contingent, Cost, Destination, Estimate, Event, Hazard, Hold, Key, Pace, Phase, Plan,
    Residual, Scope, Slip, Target, Window,
};

/// The lists whose entries may name a source.
pub(crate) const SOURCED: [&str; 10] = [
    "contingent",
    "event",
    "residual",
    "phase",
    "hold",
    "cap",
    "cost",
    "hazard",
    "slip",
    "variant",
];

/// Section 3: the plan file, in its JSON shape.
pub(crate) fn plan(value: &Value) -> Result<Plan, String> {
    let month = |key| text(value, key)?.as_deref().map(days::parse_month).transpose();
    let mut plan = Plan {
        as_of: month("as_of")?.ok_or("no as_of")?,
        through: month("through")?,
        sources: BTreeSet::new(),
        contingents: Vec::new(),
        events: Vec::new(),
        residuals: Vec::new(),
        phases: Vec::new(),
        holds: Vec::new(),
        caps: Vec::new(),
        costs: Vec::new(),
        hazards: Vec::new(),
        slips: Vec::new(),
    };
    for source in list(value, "source")? {
        if !plan.sources.insert(name(source, "id")?) {
            return Err("two sources of one id".to_owned());
        }
    }
    for entry in list(value, "contingent")? {
        plan.contingents.push(Contingent {
            key: Key {
                contributor: name(entry, "contributor")?,
                host: name(entry, "host")?,
                mission: text(entry, "mission")?.unwrap_or("unspecified".to_owned()),
            },
            strength: number(entry, "strength")?,
        });
    }
    for entry in list(value, "event")? {
        plan.events.push(Event {
            id: name(entry, "id")?,
            date: day(entry, "date")?,
            opens_as_written: None,
        });
    }
    for entry in list(value, "residual")? {
        plan.residuals.push(residual(entry)?);
    }
    for entry in list(value, "phase")? {
        plan.phases.push(phase(entry)?);
    }
    for entry in list(value, "hold")? {
        plan.holds.push(hold(entry)?);
    }
    for entry in list(value, "cap")? {
        plan.caps.push(cap(entry)?);
    }
    for entry in list(value, "hazard")? {
        plan.hazards.push(hazard(entry)?);
    }
    for entry in list(value, "cost")? {
        plan.costs.push(cost(entry)?);
    }
    for entry in list(value, "slip")? {
        plan.slips.push(slip(entry)?);
    }
    let mut codes = BTreeSet::new();
    for entry in list(value, "country")? {
        name(entry, "name")?;
        if !codes.insert(name(entry, "code")?) {
            return Err("two countries of one code".to_owned());
        }
    }
    for kind in SOURCED {
        for entry in list(value, kind)? {
            source(&plan, entry)?;
        }
    }
    Ok(plan)
}

/// Section 3: `source` "optional, must name a source; so too on every other entry but source and
/// country".
pub(crate) fn source(plan: &Plan, entry: &Value) -> Result<(), String> {
    match text(entry, "source")? {
        Some(id) if !plan.sources.contains(&id) => Err(format!("no source {id}")),
        _ => Ok(()),
    }
}

pub(crate) fn residual(entry: &Value) -> Result<Residual, String> {
    Ok(Residual {
        scope: scope(entry)?,
        strength: number(entry, "strength")?,
        window: window(entry)?,
    })
}

pub(crate) fn hold(entry: &Value) -> Result<Hold, String> {
    Ok(Hold { name: name(entry, "name")?, scope: scope(entry)?, window: window(entry)? })
}

fn hazard(entry: &Value) -> Result<Hazard, String> {
    let chance = entry.get("monthly_chance").and_then(Value::as_f64);
    Ok(Hazard {
        name: name(entry, "name")?,
        scope: scope(entry)?,
        monthly_chance: chance.filter(|p| (0.0..=1.0).contains(p)).ok_or("no monthly_chance")?,
        lasts: number(entry, "lasts")?,
        under_way: BTreeSet::new(),
    })
}

fn cost(entry: &Value) -> Result<Cost, String> {
    let rate = |key| match entry.get(key) {
        None => Ok(None),
        Some(n) => n.as_u64().map(Some).ok_or_else(|| format!("{key}: not a whole number")),
    };
    let rates = [rate("per_troop_year")?, rate("per_withdrawn")?, rate("per_month")?];
    if rates == [None; 3] {
        return Err("a cost without a rate".to_owned());
    }
    let [per_troop_year, per_withdrawn, per_month] = rates.map(Option::unwrap_or_default);
    Ok(Cost {
        name: name(entry, "name")?,
        scope: scope(entry)?,
        currency: name(entry, "currency")?,
        per_troop_year,
        per_withdrawn,
        per_month,
    })
}

/// Section 11: "whole months, -1200 to 1200, at most 1,024".
fn slip(entry: &Value) -> Result<Slip, String> {
    let months = entry.get("months").and_then(|months| months.get("values"));
    let months: Option<Vec<i64>> = months
        .and_then(Value::as_array)
        .map(|months| months.iter().map(Value::as_i64).collect::<Option<_>>())
        .unwrap_or_default();
    let valid = |months: &Vec<i64>| {
        (1..=1024).contains(&months.len()) && months.iter().all(|v| (-1200..=1200).contains(v))
    };
    let phases = list(entry, "phases")?.iter();
    let phases = phases.map(|name| string(name).ok_or("not a phase")).collect::<Result<_, _>>()?;
    Ok(Slip {
        name: name(entry, "name")?,
        phases: entry.get("phases").is_some().then_some(phases),
        months: months.filter(valid).ok_or("no months by which to slip")?,
        common: entry.get("common").and_then(Value::as_bool) == Some(true),
    })
}

pub(crate) fn cap(entry: &Value) -> Result<Cap, String> {
    Ok(Cap {
        name: name(entry, "name")?,
        scope: scope(entry)?,
        per_month: number(entry, "per_month")?,
        window: window(entry)?,
    })
}

pub(crate) fn phase(entry: &Value) -> Result<Phase, String> {
    let waits_for = list(entry, "waits_for")?
        .iter()
        .map(|event| string(event).ok_or_else(|| format!("{event} is not an event")))
        .collect::<Result<_, _>>()?;
    let blocks = match entry.get("blocks") {
        Some(blocks) => Some(blocks.as_u64().filter(|&b| b > 0).ok_or("blocks below 1")?),
        None => None,
    };
    let destination = match entry.get("destination") {
        Some(destination) => Some(Destination {
            host: text(destination, "host")?,
            mission: text(destination, "mission")?,
        }),
        None => None,
    };
    Ok(Phase {
        name: name(entry, "name")?,
        scope: scope(entry)?,
        target: target(entry.get("target").ok_or("no target")?)?,
        deadline: day(entry, "deadline")?,
        starts: day(entry, "starts")?,
        until: day(entry, "until")?,
        waits_for,
        blocks,
        slides: choice(entry, "when_late", ["compress", "slide"])?,
        skipped_if_undated: choice(entry, "if_undated", ["block", "skip"])?,
        listed_order: choice(entry, "order", ["proportional", "listed"])?,
        pace: match entry.get("pace") {
            Some(value) => pace(value)?,
            None => Pace::Even,
        },
        destination,
        past: false,
        slip: 0,
    })
}

/// Section 3, targets.
pub(crate) fn target(value: &Value) -> Result<Target, String> {
    if value.as_str() == Some("remainder") {
        return Ok(Target::Remainder);
    }
    let wrong = || format!("{value} is not a target");
    let fields = value.as_object().ok_or_else(wrong)?;
    let (kind, figure) = fields.iter().next().ok_or_else(wrong)?;
    if fields.len() > 1 {
        return Err(wrong());
    }
    match kind.as_str() {
        "reduce_to" => estimate(figure).map(Target::ReduceTo),
        "reduce_by" => estimate(figure).map(Target::ReduceBy),
        "reduce_by_percent" => match numbers::percent(figure)? {
            percent @ 0..=1_000_000 => Ok(Target::ReduceByPercent(percent)),
            _ => Err(wrong()),
        },
        "reduce_to_percent" => match numbers::percent(figure)? {
            percent @ 0..=1_000_000 => Ok(Target::ReduceToPercent(percent)),
            _ => Err(wrong()),
        },
        "in_proportion_to" => string(figure).map(Target::InProportionTo).ok_or_else(wrong),
        "raise_to" => estimate(figure).map(Target::RaiseTo),
        "raise_by" => estimate(figure).map(Target::RaiseBy),
        _ => Err(wrong()),
    }
}

/// Section 3, paces; section 5: "A rate and blocks are at least 1".
pub(crate) fn pace(value: &Value) -> Result<Pace, String> {
    match value.as_str() {
        Some("even") => Ok(Pace::Even),
        Some("front-loaded") => Ok(Pace::FrontLoaded),
        Some("back-loaded") => Ok(Pace::BackLoaded),
        Some("s-curve") => Ok(Pace::SCurve),
        Some("at-start") => Ok(Pace::AtStart),
        Some("at-deadline") => Ok(Pace::AtDeadline),
        Some(other) => Err(format!("no pace {other}")),
        None => match number(value, "rate")? {
            Estimate { low: 0, .. } => Err("a rate below 1".to_owned()),
            rate => Ok(Pace::Rate(rate)),
        },
    }
}

pub(crate) fn scope(entry: &Value) -> Result<Scope, String> {
    let Some(scope) = entry.get("scope") else {
        return Ok(Scope::default());
    };
    let names = |key| match scope.get(key) {
        None => Ok(None),
        Some(Value::String(one)) => Ok(Some(BTreeSet::from([one.clone()]))),
        Some(Value::Array(several)) => several
            .iter()
            .map(string)
            .collect::<Option<_>>()
            .map_or_else(|| Err(format!("{scope} is not a scope")), |names| Ok(Some(names))),
        Some(_) => Err(format!("{scope} is not a scope")),
    };
    Ok(Scope {
        contributor: names("contributor")?,
        host: names("host")?,
        mission: names("mission")?,
    })
}

fn window(entry: &Value) -> Result<Window, String> {
    Ok(Window { from: day(entry, "from")?, through: day(entry, "through")? })
}

pub(crate) fn list<'a>(entry: &'a Value, key: &str) -> Result<&'a [Value], String> {
    match entry.get(key) {
        None => Ok(&[]),
        Some(Value::Array(values)) => Ok(values),
        Some(_) => Err(format!("{key} is not a list")),
    }
}

pub(crate) fn name(entry: &Value, key: &str) -> Result<String, String> {
    text(entry, key)?.ok_or_else(|| format!("no {key}"))
}

pub(crate) fn text(entry: &Value, key: &str) -> Result<Option<String>, String> {
    match entry.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(format!("{key} is not a string")),
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Whether the entry says `other`; the default is the first.
fn choice(entry: &Value, key: &str, [default, other]: [&str; 2]) -> Result<bool, String> {
    match text(entry, key)?.as_deref() {
        None => Ok(false),
        Some(word) if word == default => Ok(false),
        Some(word) if word == other => Ok(true),
        Some(word) => Err(format!("no {key} {word}")),
    }
}
