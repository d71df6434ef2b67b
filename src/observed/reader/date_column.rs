//! What the whole of a column says of its days.

use crate::observed::mapping::{DateForm, DayCounting};
use crate::observed::reader::dates::{self, Written};
use crate::observed::skipped::SkipReason;
use crate::values::day::Day;
use crate::values::text::excerpt;
use crate::values::year_month::YearMonth;

/// A column of days: how its values are read.
pub(super) struct DateColumn {
    form: DateForm,
    counting: DayCounting,
    /// The order of day and month, where one of the column's days can only be read in this order and
    /// none only in the other.
    pub(super) order: Option<DateForm>,
    pub(super) has_two_digit_years: bool,
    /// Whether all days are the first of a month; not of a column of months.
    pub(super) is_all_on_the_first: bool,
}

impl DateColumn {
    /// Studies the values of a column; what is not a date says nothing.
    pub(super) fn new(
        values: impl Iterator<Item = impl AsRef<str>>,
        form: DateForm,
        counting: DayCounting,
    ) -> Self {
        let written: Vec<Written> =
            values.filter_map(|text| dates::parse(text.as_ref(), form).ok()).collect();
        let order = order(&written);
        let days = written.iter().filter_map(|day| resolved(*day, order));
        let mut dated = days.filter(|day| day.as_month().is_none()).peekable();
        let is_on_the_first = |day: Day| YearMonth::from(day).first_day() == day.date();
        Self {
            form,
            counting,
            order,
            has_two_digit_years: written.iter().any(|day| matches!(day, Written::TwoDigitYear(_))),
            is_all_on_the_first: dated.peek().is_some() && dated.all(is_on_the_first),
        }
    }

    /// The month that a day or month counts as.
    pub(super) fn month(&self, text: &str) -> Result<YearMonth, SkipReason> {
        let written = dates::parse(text, self.form)?;
        let counted = |day| self.counted(day).ok_or_else(|| dates::no_such_day(text));
        if let Some(day) = resolved(written, self.order) {
            return counted(day);
        }
        let Written::EitherOrder { first, second, year } = written else {
            return Err(dates::no_such_day(text));
        };
        match (Day::new(year, second, first), Day::new(year, first, second)) {
            (None, None) => Err(dates::no_such_day(text)),
            (Some(day), None) | (None, Some(day)) => counted(day),
            // In either order it may count as the same month.
            (Some(a), Some(b)) if self.counted(a) == self.counted(b) => counted(a),
            _ => Err(SkipReason::DayOrMonth { value: excerpt(text) }),
        }
    }

    fn counted(&self, day: Day) -> Option<YearMonth> {
        match self.counting {
            DayCounting::NearestMonthEnd => day.nearest_month_end(),
            DayCounting::MonthOfTheDay => Some(day.into()),
        }
    }
}

/// The only order in which the days of a column can be read.
fn order(written: &[Written]) -> Option<DateForm> {
    let (mut day_first, mut month_first) = (false, false);
    for day in written {
        if let Written::EitherOrder { first, second, year } = day {
            let as_day_first = Day::new(*year, *second, *first).is_some();
            let as_month_first = Day::new(*year, *first, *second).is_some();
            day_first |= as_day_first && !as_month_first;
            month_first |= as_month_first && !as_day_first;
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DateForm::DayMonthYear),
        (false, true) => Some(DateForm::MonthDayYear),
        _ => None,
    }
}

/// The day, where its parts or the column's order say which.
fn resolved(written: Written, order: Option<DateForm>) -> Option<Day> {
    match (written, order) {
        (Written::Day(day) | Written::TwoDigitYear(day), _) => Some(day),
        (Written::EitherOrder { first, second, year }, Some(DateForm::DayMonthYear)) => {
            Day::new(year, second, first)
        }
        (Written::EitherOrder { first, second, year }, Some(_)) => Day::new(year, first, second),
        (Written::EitherOrder { .. }, None) => None,
    }
}
