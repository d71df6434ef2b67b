//! What a seek varies and asks for, in words.

use crate::chart::text_width;
use crate::chart::wording::scope_text;
use crate::seek::Seek;
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Shift};
use crate::spec::phase::{Pace, Target};
use crate::spec::seek::{Bound, Condition, Find};
use crate::spec::seek_value::SeekValue;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// The open number of an adjustment.
pub(super) fn open_text(spec: &PlanSpec, adjustment: &Adjustment) -> String {
    match adjustment {
        Adjustment::Shift(shift) => match shift {
            Shift::Event { event: name, .. }
            | Shift::Phase { phase: name, .. }
            | Shift::Hold { hold: name, .. }
            | Shift::Cap { cap: name, .. } => {
                format!("number of months by which {name:?} comes later")
            }
        },
        Adjustment::Date { event, .. } => format!("month of {event:?}"),
        Adjustment::Deadline { phase, .. } => format!("deadline of {phase:?}"),
        Adjustment::Until { phase, .. } => format!("last month of {phase:?}"),
        Adjustment::Pace { phase, pace: Pace::Rate(_) } => {
            format!("number of troops a month of {phase:?}")
        }
        Adjustment::Pace { phase, .. } => format!("pace of {phase:?}"),
        Adjustment::Target { phase, target } => {
            let what = match target {
                Target::ReduceTo(_) => "number of troops left by",
                Target::ReduceBy(_) => "number of troops who leave in",
                Target::ReduceByPercent(_) => "percentage who leave in",
                Target::ReduceToPercent(_) => "percentage left by",
                Target::RaiseTo(_) => "number of troops there after",
                Target::RaiseBy(_) => "number of troops who come in",
                Target::InProportionTo(_) | Target::Remainder => "target of",
            };
            format!("{what} {phase:?}")
        }
        Adjustment::Residual(residual) => {
            format!("number of troops who stay{}", scope_text(spec, &residual.scope))
        }
        Adjustment::Cap(cap) => {
            format!("number who can leave in a month under the cap {:?}", cap.name)
        }
        Adjustment::Hold(hold) => format!("last month of the hold {:?}", hold.name),
        Adjustment::Strength { scope, .. } => {
            format!("percentage of the strength at the start{}", scope_text(spec, scope))
        }
        Adjustment::Cancel(cancel) => format!("{:?}", cancel.entry().1),
        Adjustment::Add { phase, .. } => format!("{:?}", phase.name),
    }
}

/// What is found for what, and what must hold.
pub(super) fn question(seek: &Seek) -> String {
    let (plan, spec) = (seek.plan().spec(), seek.spec());
    let is_month = seek.values().next().is_some_and(|value| matches!(value, SeekValue::Month(_)));
    let found = match (spec.find, is_month) {
        (Find::Least, false) => "the least",
        (Find::Most, false) => "the largest",
        (Find::Least, true) => "the earliest",
        (Find::Most, true) => "the latest",
    };
    let open = spec.adjust.last().map(|open| open_text(plan, open)).unwrap_or_default();
    let each = spec.for_each.as_ref().and_then(|each| each.adjust.last());
    let each = each.map(|each| format!(", for each {}", open_text(plan, each)));
    let conditions: Vec<String> =
        spec.so_that.iter().map(|condition| condition_text(plan, condition)).collect();
    let so_that = match conditions.as_slice() {
        [] => "every deadline is met".to_owned(),
        conditions => conditions.join(" and "),
    };
    let each = each.unwrap_or_default();
    text_width::clean(&format!("{}: {found} {open}{each}, so that {so_that}", spec.name))
}

fn condition_text(spec: &PlanSpec, condition: &Condition) -> String {
    match condition {
        Condition::Met(phase) => format!("{phase:?} is met"),
        Condition::AtPlannedPace(phase) => format!("{phase:?} is met at the planned pace"),
        Condition::DoneBy(month) => format!("all is done by {month}"),
        Condition::Strength(strength) => {
            let when = strength
                .month
                .map_or_else(|| "in every month".to_owned(), |month| format!("in {month}"));
            let bound = match strength.bound {
                Bound::AtMost(troops) => format!("at most {}", grouped(troops)),
                Bound::AtLeast(troops) => format!("at least {}", grouped(troops)),
            };
            format!("{bound} are there {when}{}", scope_text(spec, &strength.scope))
        }
        Condition::TroopMonths { scope, from, through, at_most } => format!(
            "the troop-months{}{} are at most {}",
            scope_text(spec, scope),
            window_text(*from, *through),
            grouped(*at_most)
        ),
        Condition::Outflow { scope, at_most } => {
            format!("at most {} leave in a month{}", grouped(*at_most), scope_text(spec, scope))
        }
        Condition::Cost { currency, at_most } => {
            format!("the cost is at most {} {currency}", grouped(*at_most))
        }
    }
}

fn window_text(from: Option<YearMonth>, through: Option<YearMonth>) -> String {
    let from = from.map(|month| format!(" from {month}")).unwrap_or_default();
    let through = through.map(|month| format!(" through {month}")).unwrap_or_default();
    from + &through
}
