//! Reads the dates, scopes and lists of a plan, with just enough calendar arithmetic.

use serde_json::{Map, Value, json};

pub(super) const FIELDS: [&str; 3] = ["contributor", "host", "mission"];
pub(super) const HOSTS: [&str; 3] = ["IRQ", "KWT", "XKX"];
/// The last nine are of version 2.
pub(super) const MISSIONS: [&str; 17] = [
    "unspecified",
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
];

/// A date as a plan has it: a whole month (counted from year 0), or a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    Month(i64),
    Day(i64),
}

pub(super) fn first_day(month: i64) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let (year, past) = (month / 12, month / 12 - 1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let before = usize::try_from(month % 12).map_or(0, |m| BEFORE[m]);
    365 * year + past / 4 - past / 100 + past / 400 + before + i64::from(leap && month % 12 > 1)
}

pub(super) fn month_end(month: i64) -> i64 {
    first_day(month + 1) - 1
}

pub(super) fn month_of(day: i64) -> i64 {
    let not_after = day * 12 / 366 - 1;
    (not_after..not_after + 600).find(|&month| day <= month_end(month)).unwrap_or(not_after)
}

impl When {
    pub(super) fn last_day(self) -> i64 {
        match self {
            When::Month(month) => month_end(month),
            When::Day(day) => day,
        }
    }

    /// The month whose end lies nearest, the earlier of two equally near.
    pub(super) fn binds(self) -> i64 {
        let day = self.last_day();
        let month = month_of(day);
        if day - month_end(month - 1) <= month_end(month) - day { month - 1 } else { month }
    }

    pub(super) fn plus_months(self, months: i64) -> When {
        match self {
            When::Month(month) => When::Month(month + months),
            When::Day(day) => {
                let (from, to) = (month_of(day), month_of(day) + months);
                When::Day((first_day(to) + day - first_day(from)).min(month_end(to)))
            }
        }
    }

    pub(super) fn text(self) -> Value {
        let month_text = |month: i64| format!("{:04}-{:02}", month / 12, month % 12 + 1);
        Value::from(match self {
            When::Month(month) => month_text(month),
            When::Day(day) => {
                let month = month_of(day);
                format!("{}-{:02}", month_text(month), day - first_day(month) + 1)
            }
        })
    }

    pub(super) fn parse(text: &Value) -> Option<When> {
        let parts: Vec<i64> =
            text.as_str()?.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
        match parts[..] {
            [year, month] => Some(When::Month(year * 12 + month - 1)),
            [year, month, day] => Some(When::Day(first_day(year * 12 + month - 1) + day - 1)),
            _ => None,
        }
    }
}

/// A number's best value.
pub(super) fn best(written: &Value) -> Option<i64> {
    let midpoint = || Some(written["low"].as_i64()?.midpoint(written["high"].as_i64()?));
    let plain = written.as_i64().or_else(|| written["best"].as_i64());
    plain.or_else(midpoint).or_else(|| lower_median(written, Value::as_i64))
}

/// The lower median of `{ values = [..] }`.
fn lower_median<T: Copy + Ord>(written: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    let mut values: Vec<T> =
        written["values"].as_array()?.iter().map(read).collect::<Option<_>>()?;
    values.sort();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

/// What dates can be counted from: events, then the phases listed so far, with their dates.
#[derive(Clone, Default)]
pub(super) struct Anchors(pub(super) Vec<(String, Option<When>)>);

impl Anchors {
    pub(super) fn of(plan: &Value) -> Anchors {
        let mut anchors = Anchors::default();
        for (list, name, date) in [("event", "id", "date"), ("phase", "name", "deadline")] {
            for entry in entries(plan, list) {
                anchors.list(entry[name].as_str().unwrap_or_default(), &entry[date]);
            }
        }
        anchors
    }

    pub(super) fn list(&mut self, name: &str, date: &Value) {
        self.0.push((name.to_owned(), self.date(date)));
    }

    pub(super) fn of_name(&self, name: &str) -> Option<When> {
        self.0.iter().find(|(listed, _)| listed == name)?.1
    }

    /// The date that is written, at best; nothing where it is undated.
    pub(super) fn date(&self, written: &Value) -> Option<When> {
        for (key, sign) in [("after", 1), ("before", -1)] {
            if let Some(name) = written[key].as_str() {
                let from = self.of_name(name)?;
                return match best(&written["months"]) {
                    Some(months) => Some(from.plus_months(sign * months)),
                    None => Some(When::Day(from.last_day() + sign * best(&written["days"])?)),
                };
            }
        }
        let plain = When::parse(written).or_else(|| When::parse(&written["best"]));
        let plain = plain.or_else(|| lower_median(written, When::parse));
        plain.or_else(|| match (When::parse(&written["low"])?, When::parse(&written["high"])?) {
            (When::Month(low), When::Month(high)) => Some(When::Month(low.midpoint(high))),
            (low, high) => Some(When::Day(low.last_day().midpoint(high.last_day()))),
        })
    }
}

/// Whether a date is counted from something.
pub(super) fn is_counted(written: &Value) -> bool {
    written.get("after").or_else(|| written.get("before")).is_some()
}

pub(super) fn in_scope(scope: &Value, contingent: [&str; 3]) -> bool {
    FIELDS.iter().zip(contingent).all(|(field, own)| match &scope[field] {
        Value::Array(values) => values.iter().any(|value| value == own),
        value => value.is_null() || value == own,
    })
}

/// The same scope, with its single values as lists.
pub(super) fn in_other_words(scope: &Value) -> Value {
    let listed = |value: &Value| {
        if value.is_array() { value.clone() } else { json!([value]) }
    };
    let fields = scope.as_object().into_iter().flatten();
    fields.map(|(field, value)| (field.clone(), listed(value))).collect::<Map<_, _>>().into()
}

pub(super) fn entries<'a>(plan: &'a Value, list: &str) -> &'a [Value] {
    plan[list].as_array().map_or(&[], Vec::as_slice)
}
