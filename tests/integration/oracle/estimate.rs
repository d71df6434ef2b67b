//! Section 2: reads estimates and days; section 11: `{ values = [..] }`.

use serde_json::Value;

use super::days::Moment;
use super::plan::{Day, Estimate, Length, When};
use super::read::{list, text};

/// Section 2: "Every day of a plan may instead be counted from something .. exactly one of `after` and `before`, and
/// of `days` and `months`, at least 0"; and "every day .. may be an estimate".
pub(crate) fn day(entry: &Value, key: &str) -> Result<Day, String> {
    let written = entry.get(key).map(|value| when(value, key)).transpose()?;
    Ok(Day { written, shift: 0 })
}

fn when(value: &Value, key: &str) -> Result<When, String> {
    let counted = match (text(value, "after")?, text(value, "before")?) {
        (Some(event), None) => Some((event, false)),
        (None, Some(event)) => Some((event, true)),
        (None, None) => None,
        _ => return Err(format!("{key}: both after and before")),
    };
    if let Some((from, backwards)) = counted {
        let length = match (value.get("days"), value.get("months")) {
            (Some(days), None) => Length::Days(estimate(days)?),
            (None, Some(months)) => Length::Months(estimate(months)?),
            _ => return Err(format!("{key}: exactly one of days and months")),
        };
        return Ok(When::Counted { from, backwards, length });
    }
    let moment = |value: &Value| {
        let text = value.as_str();
        Moment::parse(text.ok_or_else(|| format!("{key}: {value} is not a day"))?)
    };
    three_points(value, moment, Moment::midpoint).map(When::Calendar)
}

pub(crate) fn number(entry: &Value, key: &str) -> Result<Estimate<u64>, String> {
    estimate(entry.get(key).ok_or_else(|| format!("no {key}"))?)
}

/// Section 2, an estimate of troops, days or months.
pub(crate) fn estimate(value: &Value) -> Result<Estimate<u64>, String> {
    let whole =
        |value: &Value| value.as_u64().ok_or_else(|| format!("{value} is not a whole number"));
    three_points(value, whole, |low, high| Ok(low.midpoint(high)))
}

/// Section 2: "An estimate is a plain value, or `{ low, best, high, words }` with low <= best <= high. Without
/// `best` it is the midpoint .. with `best` alone, `low` and `high` are `best`."
fn three_points<T: Copy + Ord>(
    value: &Value,
    point: impl Fn(&Value) -> Result<T, String>,
    midpoint: impl Fn(T, T) -> Result<T, String>,
) -> Result<Estimate<T>, String> {
    if !value.is_object() {
        let best = point(value)?;
        return Ok(Estimate { low: best, best, high: best, values: None });
    }
    if value.get("values").is_some() {
        return one_of(value, point, midpoint);
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
        Ok(Estimate { low, best, high, values: None })
    } else {
        Err(format!("{value} is out of order"))
    }
}

/// Section 11: "`{ values = [..] }` may stand wherever an estimate may (of one sort all, at most 1,024; `best` is
/// their lower median where not given, and need not be one of them; the least and the largest stand for low and
/// high".
fn one_of<T: Copy + Ord>(
    value: &Value,
    point: impl Fn(&Value) -> Result<T, String>,
    midpoint: impl Fn(T, T) -> Result<T, String>,
) -> Result<Estimate<T>, String> {
    let listed = list(value, "values")?;
    let values: Vec<T> = listed.iter().map(&point).collect::<Result<_, _>>()?;
    let mut sorted = values.clone();
    sorted.sort();
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
        return Err(format!("{value} has no values"));
    };
    if sorted.len() > 1_024 || value.get("low").is_some() || value.get("high").is_some() {
        return Err(format!("{value} is no list of values"));
    }
    let best = match value.get("best") {
        Some(best) => point(best)?,
        None => sorted[(sorted.len() - 1) / 2],
    };
    for &other in &values {
        midpoint(best, other)?; // refuses days among months
    }
    if low <= best && best <= high {
        Ok(Estimate { low, best, high, values: Some(values) })
    } else {
        Err(format!("{value} is out of order"))
    }
}
