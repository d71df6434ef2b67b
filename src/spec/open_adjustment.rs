//! The adjustment of a seek whose number is open: what it is, and with another value (rules#seek-values).

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::spec::adjustment::{Adjustment, Shift};
use crate::spec::date_rule::When;
use crate::spec::phase::{Pace, Target};
use crate::spec::scope::Scope;
use crate::spec::seek_value::SeekValue;
use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::percent::Percent;
use crate::values::quantity::Quantity;
use crate::values::troops::Troops;

/// Why an adjustment has no open number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotOpen {
    /// It has none; with the adjustment's key.
    NoNumber(&'static str),
    /// It is a hold without its `through`.
    NoThrough,
    /// It is not a plain one; with the keys that lead to it, and what it should be.
    NotPlain(&'static [&'static str], &'static str),
}

pub(crate) const NUMBER: &str = "a plain number";
pub(crate) const MONTH: &str = "a plain month, \"YYYY-MM\"";
const PERCENT: &str = "a whole number of percent";

/// The keys that lead to an adjustment's open number; the first one is the adjustment's own. Without the second one
/// it has no number.
pub(crate) const fn keys(adjustment: &Adjustment) -> &'static [&'static str] {
    match adjustment {
        Adjustment::Shift(_) => &["shift", "months"],
        Adjustment::Date { .. } => &["date", "date"],
        Adjustment::Deadline { .. } => &["deadline", "deadline"],
        Adjustment::Until { .. } => &["until", "until"],
        Adjustment::Pace { pace: Pace::Rate(_), .. } => &["pace", "pace", "rate"],
        Adjustment::Pace { .. } => &["pace"],
        Adjustment::Target { target, .. } => match target {
            Target::ReduceTo(_) => &["target", "target", "reduce_to"],
            Target::ReduceBy(_) => &["target", "target", "reduce_by"],
            Target::ReduceByPercent(_) => &["target", "target", "reduce_by_percent"],
            Target::ReduceToPercent(_) => &["target", "target", "reduce_to_percent"],
            Target::RaiseTo(_) => &["target", "target", "raise_to"],
            Target::RaiseBy(_) => &["target", "target", "raise_by"],
            Target::InProportionTo(_) | Target::Remainder => &["target"],
        },
        Adjustment::Residual(_) => &["residual", "strength"],
        Adjustment::Cap(_) => &["cap", "per_month"],
        Adjustment::Hold(_) => &["hold", "through"],
        Adjustment::Strength { .. } => &["strength", "percent"],
        Adjustment::Cancel(_) => &["cancel"],
        Adjustment::Add { .. } => &["add"],
    }
}

/// The value that is written for an adjustment's open number: the first one of the seek.
pub(crate) fn first_value(adjustment: &Adjustment) -> Result<SeekValue, NotOpen> {
    let keys = keys(adjustment);
    let no_number = NotOpen::NoNumber(keys.first().copied().unwrap_or_default());
    let troops = |estimate: &Estimate<Troops>| {
        let plain = plain(estimate).map(|troops| SeekValue::Number(troops.0.into()));
        plain.ok_or(NotOpen::NotPlain(keys, NUMBER))
    };
    let month = |when: &When| {
        let day = match when {
            When::On(estimate) => plain(estimate),
            When::CountedFrom(_) => None,
        };
        let month = day.and_then(Day::as_month).map(SeekValue::Month);
        month.ok_or(NotOpen::NotPlain(keys, MONTH))
    };
    let percent = |percent: Percent| {
        let whole = whole(percent).map(|whole| SeekValue::Number(whole.into()));
        whole.ok_or(NotOpen::NotPlain(keys, PERCENT))
    };
    match adjustment {
        Adjustment::Shift(shift) => Ok(SeekValue::Number(shift.months().into())),
        Adjustment::Date { date, .. } => month(date),
        Adjustment::Deadline { deadline, .. } => month(deadline),
        Adjustment::Until { until, .. } => month(until),
        Adjustment::Pace { pace: Pace::Rate(rate), .. } => troops(rate),
        Adjustment::Target { target, .. } => match target {
            Target::ReduceTo(n) | Target::ReduceBy(n) | Target::RaiseTo(n) | Target::RaiseBy(n) => {
                troops(n)
            }
            Target::ReduceByPercent(p) | Target::ReduceToPercent(p) => percent(*p),
            Target::InProportionTo(_) | Target::Remainder => Err(no_number),
        },
        Adjustment::Residual(residual) => troops(&residual.strength),
        Adjustment::Cap(cap) => troops(&cap.per_month),
        Adjustment::Hold(hold) => hold.through.as_ref().map_or(Err(NotOpen::NoThrough), month),
        Adjustment::Strength { percent: p, .. } => percent(*p),
        Adjustment::Pace { .. } | Adjustment::Cancel(_) | Adjustment::Add { .. } => Err(no_number),
    }
}

/// The adjustment with another value of its open number; `None` for one that it cannot have.
pub(crate) fn with_value(adjustment: &Adjustment, value: SeekValue) -> Option<Adjustment> {
    let mut adjustment = adjustment.clone();
    match (&mut adjustment, value) {
        (Adjustment::Shift(shift), SeekValue::Number(number)) => match shift {
            Shift::Event { months, .. }
            | Shift::Hold { months, .. }
            | Shift::Cap { months, .. }
            | Shift::Phase { months, .. } => *months = i32::try_from(number).ok()?,
        },
        (
            Adjustment::Date { date: when, .. }
            | Adjustment::Deadline { deadline: when, .. }
            | Adjustment::Until { until: when, .. },
            SeekValue::Month(month),
        ) => {
            *when = Day::from(month).into();
        }
        (Adjustment::Hold(hold), SeekValue::Month(month)) => {
            hold.through = Some(Day::from(month).into());
        }
        (Adjustment::Pace { pace: Pace::Rate(number), .. }, SeekValue::Number(value)) => {
            *number = troops(value)?;
        }
        (Adjustment::Residual(residual), SeekValue::Number(value)) => {
            residual.strength = troops(value)?;
        }
        (Adjustment::Cap(cap), SeekValue::Number(value)) => cap.per_month = troops(value)?,
        (Adjustment::Strength { percent, .. }, SeekValue::Number(value)) => {
            *percent = u32::try_from(value).ok()?.into();
        }
        (Adjustment::Target { target, .. }, SeekValue::Number(value)) => match target {
            Target::ReduceTo(n) | Target::ReduceBy(n) | Target::RaiseTo(n) | Target::RaiseBy(n) => {
                *n = troops(value)?;
            }
            Target::ReduceByPercent(percent) | Target::ReduceToPercent(percent) => {
                *percent = u32::try_from(value).ok()?.into();
            }
            Target::InProportionTo(_) | Target::Remainder => return None,
        },
        _ => return None,
    }
    Some(adjustment)
}

/// The value of an estimate that is a plain one.
fn plain<T: Quantity>(estimate: &Estimate<T>) -> Option<T> {
    let is_range = estimate.low() != estimate.high() || !estimate.values().is_empty();
    (!is_range && estimate.words().is_none()).then(|| estimate.best())
}

/// A percentage without decimals.
fn whole(percent: Percent) -> Option<u32> {
    let parts = percent.ten_thousandths();
    let one = Percent::new(1).ten_thousandths();
    parts.is_multiple_of(one).then(|| u32::try_from(parts / one).ok()).flatten()
}

fn troops(value: i64) -> Option<Estimate<Troops>> {
    u32::try_from(value).ok().map(|troops| Troops(troops).into())
}

/// Writes the adjustments of a seek: a whole percentage as a number, because an open number is never a string.
pub(crate) fn serialize<S: Serializer>(
    adjustments: &[Adjustment],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(adjustments.len()))?;
    for (i, adjustment) in adjustments.iter().enumerate() {
        match PercentAdjustment::of(adjustment).filter(|_| i + 1 == adjustments.len()) {
            Some(percent) => list.serialize_element(&percent)?,
            None => list.serialize_element(adjustment)?,
        }
    }
    list.end()
}

/// An adjustment with a whole percentage, as a number.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum PercentAdjustment<'a> {
    Strength { scope: &'a Scope, percent: u32 },
    Target { phase: &'a str, target: PercentTarget },
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum PercentTarget {
    ReduceByPercent(u32),
    ReduceToPercent(u32),
}

impl<'a> PercentAdjustment<'a> {
    fn of(adjustment: &'a Adjustment) -> Option<Self> {
        match adjustment {
            Adjustment::Strength { scope, percent } => {
                Some(Self::Strength { scope, percent: whole(*percent)? })
            }
            Adjustment::Target { phase, target } => {
                let target = match target {
                    Target::ReduceByPercent(p) => PercentTarget::ReduceByPercent(whole(*p)?),
                    Target::ReduceToPercent(p) => PercentTarget::ReduceToPercent(whole(*p)?),
                    _ => return None,
                };
                Some(Self::Target { phase, target })
            }
            _ => None,
        }
    }
}
