//! The texts of charts.

use chrono::{Datelike, NaiveDate};

use crate::engine::phase_status::PhaseStatus;
use crate::projection::deadline::DeadlineOutcome;
use crate::spec::PlanSpec;
use crate::spec::scope::Scope;
use crate::values::text::{MONTH_NAMES, counted, grouped};
use crate::values::year_month::YearMonth;

/// The English name of a month, such as "August".
fn month_name(month: YearMonth) -> &'static str {
    MONTH_NAMES[month.month() as usize - 1]
}

/// The first three letters of a month's name.
pub(super) fn short_month_name(month: YearMonth) -> &'static str {
    &month_name(month)[..3]
}

/// A month such as "August 2024".
pub(super) fn month_text(month: YearMonth) -> String {
    format!("{} {}", month_name(month), month.year())
}

/// A month such as "Aug 2024".
pub(super) fn short_month_text(month: YearMonth) -> String {
    format!("{} {}", short_month_name(month), month.year())
}

/// A day such as "31 Dec 2026".
pub(super) fn day_text(day: NaiveDate) -> String {
    let month = YearMonth::of(day).map(short_month_text).unwrap_or_default();
    format!("{} {month}", day.day())
}

/// A deadline such as "due 31 Dec 2026", with the month that its day counts as where that is another one.
pub(super) fn due_text(outcome: &DeadlineOutcome) -> String {
    match outcome.deadline {
        Some(day) => format!("due {}", due_day_text(day, outcome.binding_month)),
        None if outcome.has_deadline => "no date".to_owned(),
        None => "no deadline".to_owned(),
    }
}

/// The day of a deadline, with the month that it counts as where that is another one.
pub(super) fn due_day_text(day: NaiveDate, month: Option<YearMonth>) -> String {
    match month.filter(|month| YearMonth::of(day) != Some(*month)) {
        Some(month) => format!("{} (end {})", day_text(day), short_month_name(month)),
        None => day_text(day),
    }
}

/// A scope as it follows the word "Troops", such as " of Italy in Iraq"; empty for everyone.
pub(super) fn scope_text(spec: &PlanSpec, scope: &Scope) -> String {
    let contributors = scope.contributors.as_ref();
    let contributors =
        contributors.map(|list| names(" of", list, |c| spec.country_name(c), "contributors"));
    let hosts =
        scope.hosts.as_ref().map(|list| names(" in", list, |c| spec.country_name(c), "hosts"));
    let missions = scope.missions.as_ref();
    let missions = missions.map(|list| names(" for", list, |mission| mission.as_str(), "missions"));
    [contributors, hosts, missions].into_iter().flatten().collect()
}

/// Up to two names; the number of them if there are more.
fn names<'a, T>(
    preposition: &str,
    list: &'a [T],
    name: impl Fn(&'a T) -> &'a str,
    plural: &str,
) -> String {
    match list {
        [one] => format!("{preposition} {}", name(one)),
        [one, other] => format!("{preposition} {} and {}", name(one), name(other)),
        more => format!("{preposition} {} {plural}", more.len()),
    }
}

/// Where the numbers of an ensemble come from.
pub(super) fn draws_text(draws: u64, seed: u64) -> String {
    format!("{}, seed {seed}", counted(draws, "draw"))
}

/// The first and the last value of a monthly series, and its peak if that is neither.
pub(super) fn change_lines(values: &[u64], first_month: YearMonth) -> Vec<String> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else {
        return vec!["0".to_owned()];
    };
    let peak = (0..).zip(values).min_by_key(|(_, troops)| std::cmp::Reverse(**troops));
    let peak = peak.filter(|(_, peak)| *peak > first && *peak > last).map(|(t, peak)| {
        let month = first_month.saturating_add(t);
        format!("at most {} in {}", grouped(*peak), short_month_text(month))
    });
    let change = match values {
        [only] => grouped(*only),
        values if values.iter().all(|value| value == first) => {
            format!("{} throughout", grouped(*first))
        }
        // Nobody at both ends says nothing.
        _ if (first, last) == (&0, &0) => return peak.into_iter().collect(),
        _ => format!("{} to {}", grouped(*first), grouped(*last)),
    };
    std::iter::once(change).chain(peak).collect()
}

/// How a deadline turns out.
pub(super) fn verdict_text(outcome: &DeadlineOutcome) -> String {
    let slip = outcome.slip_months.unwrap_or(0);
    let months = counted(slip.unsigned_abs(), "month");
    let shortfall = grouped(outcome.shortfall.unwrap_or(0));
    if let Some(last) = outcome.replaced_after.filter(|_| outcome.replaced) {
        return format!("replaced after {}", short_month_text(last));
    }
    let surge = if outcome.is_met_by_surge() { ", by a surge" } else { "" };
    match (outcome.met, outcome.met_in.map(short_month_text)) {
        (Some(false), Some(_)) => format!("missed by {shortfall}, {months} late"),
        (Some(false), None) => format!("missed by {shortfall}, never met"),
        (_, Some(met)) if slip == 0 => format!("met in {met}, on time{surge}"),
        (_, Some(met)) => format!("met {met}, {months} early{surge}"),
        (_, None) => match outcome.status {
            PhaseStatus::Past => "before the first month".to_owned(),
            PhaseStatus::NeverStarts => "never starts".to_owned(),
            PhaseStatus::NotStarted => "not started by the end".to_owned(),
            PhaseStatus::Started { paced_end, .. } if !outcome.has_deadline => {
                format!("through {}", short_month_text(paced_end))
            }
            PhaseStatus::Started { .. } => "not met by the end".to_owned(),
        },
    }
}
