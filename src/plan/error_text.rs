//! Parts of the messages of plan errors.

use chrono::NaiveDate;
use serde::Serialize;

use crate::values::year_month::YearMonth;

/// Why a phase starts no earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StartsAfter {
    /// A phase that moves some of the same troops comes before it.
    Phase {
        /// Its name.
        name: String,
        /// The last month in which it is due.
        last: YearMonth,
    },
    /// It waits for an event.
    Event {
        /// The event's id.
        id: String,
        /// The day on which it happens.
        day: NaiveDate,
    },
    /// It is in proportion to a phase that starts no earlier.
    InProportionTo {
        /// The phase's name.
        name: String,
        /// Its planned start.
        start: YearMonth,
    },
}

/// What a phase starts after, and what would be right; `key` is the day that comes too early.
pub(super) fn before_start(after: Option<&StartsAfter>, key: &str) -> String {
    match after {
        None => format!("; give it a later {key} or an earlier start"),
        Some(StartsAfter::Phase { name, last }) => format!(
            ": {name:?}, which moves some of the same troops, comes before it and is due or replaced at the end of {last}; give \
             it a later {key} or that one an earlier deadline, or list troops that leave two ways as two contingents"
        ),
        Some(StartsAfter::Event { id, day }) => format!(
            ": it waits for {id:?}, which happens on {day}; give it a later {key}, or the event an earlier date"
        ),
        Some(StartsAfter::InProportionTo { name, start }) => format!(
            ": it is in proportion to {name:?}, which does not start before {start}; give it a later {key}, or that \
             one an earlier start"
        ),
    }
}

pub(super) fn meant_key(suggestion: Option<&str>) -> String {
    suggestion.map(|key| format!("did you mean {key}? ")).unwrap_or_default()
}

/// The most names that a message lists.
const MAX_NAMES: usize = 10;

/// The name that was probably meant, or else those that there are.
pub(super) fn suggested(what: &str, suggestion: Option<&str>, known: &[String]) -> String {
    if let Some(name) = suggestion {
        return format!("; did you mean {name:?}?");
    }
    let plural = match what {
        "event or phase" => "events and phases".to_owned(),
        "currency" => "currencies".to_owned(),
        what => format!("{what}s"),
    };
    let names: Vec<String> = known.iter().take(MAX_NAMES).map(|name| format!("{name:?}")).collect();
    let others = known.len() - names.len();
    match names.as_slice() {
        [] => format!("; the plan has no {plural}"),
        [only] => format!("; the only one is {only}"),
        names if others > 0 => {
            format!("; the {plural} are {} and {others} others", names.join(", "))
        }
        [first @ .., last] => format!("; the {plural} are {} and {last}", first.join(", ")),
    }
}
