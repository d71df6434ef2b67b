//! Sections 2 and 3: reads a plan from JSON in the shape of the plan file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::days::{self, Moment};
use super::numbers;
use super::plan::{
    Cap, Contingent, Destination, Estimate, Event, Hazard, Hold, Key, Length, Pace, Phase, Plan,
    Residual, Scope, Target, When, Window,
};

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
        costs: named_scopes(value, "cost")?,
        hazards: Vec::new(),
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
            date: when(entry, "date")?,
            shift: 0,
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
    let kinds =
        ["contingent", "event", "residual", "phase", "hold", "cap", "cost", "hazard", "variant"];
    for kind in kinds {
        for entry in list(value, kind)? {
            source(&plan, entry)?;
        }
    }
    Ok(plan)
}

/// Section 3: `source` "optional, must name a source; so too on every other entry but source".
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
        deadline: when(entry, "deadline")?.ok_or("no deadline")?,
        deadline_shift: 0,
        starts: when(entry, "starts")?,
        starts_shift: 0,
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
    Ok(Window { from: when(entry, "from")?, through: when(entry, "through")? })
}

fn named_scopes(plan: &Value, kind: &str) -> Result<Vec<(String, Scope)>, String> {
    list(plan, kind)?.iter().map(|entry| Ok((name(entry, "name")?, scope(entry)?))).collect()
}

/// Section 2: "Every day of a plan may instead be counted from something: `{ after, days }` or `months`; exactly
/// one of `days` and `months`, at least 0"; and any date may be an estimate.
fn when(entry: &Value, key: &str) -> Result<Option<When>, String> {
    let Some(value) = entry.get(key) else {
        return Ok(None);
    };
    if let Some(after) = text(value, "after")? {
        let length = match (value.get("days"), value.get("months")) {
            (Some(days), None) => Length::Days(estimate(days)?),
            (None, Some(months)) => Length::Months(estimate(months)?),
            _ => return Err(format!("{key}: exactly one of days and months")),
        };
        return Ok(Some(When::Counted { after, length }));
    }
    let moment = |value: &Value| {
        let text = value.as_str();
        Moment::parse(text.ok_or_else(|| format!("{key}: {value} is not a day"))?)
    };
    three_points(value, moment, Moment::midpoint).map(|date| Some(When::Calendar(date)))
}

fn number(entry: &Value, key: &str) -> Result<Estimate<u64>, String> {
    estimate(entry.get(key).ok_or_else(|| format!("no {key}"))?)
}

/// Section 2, an estimate of troops, days or months.
fn estimate(value: &Value) -> Result<Estimate<u64>, String> {
    let whole =
        |value: &Value| value.as_u64().ok_or_else(|| format!("{value} is not a whole number"));
    three_points(value, whole, |low, high| Ok(low.midpoint(high)))
}

/// Section 2: "An estimate is a plain value, or `{ low, best, high, words }` with low <= best <= high. Without
/// `best` it is the midpoint .. with `best` alone, `low` and `high` are `best`."
fn three_points<T: Copy + PartialOrd>(
    value: &Value,
    point: impl Fn(&Value) -> Result<T, String>,
    midpoint: impl Fn(T, T) -> Result<T, String>,
) -> Result<Estimate<T>, String> {
    if !value.is_object() {
        let best = point(value)?;
        return Ok(Estimate { low: best, best, high: best });
    }
    let named = |key| value.get(key).map(&point).transpose();
    let (low, best, high) = match (named("low")?, named("best")?, named("high")?) {
        (Some(low), None, Some(high)) => (low, midpoint(low, high)?, high),
        (None, None, _) | (_, None, None) => return Err(format!("{value} has no best")),
        (low, Some(best), high) => (low.unwrap_or(best), best, high.unwrap_or(best)),
    };
    midpoint(low, best)?; // refuses days among months
    midpoint(best, high)?;
    if low <= best && best <= high {
        Ok(Estimate { low, best, high })
    } else {
        Err(format!("{value} is out of order"))
    }
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
