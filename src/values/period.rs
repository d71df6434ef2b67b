//! Periods over which results are reported.

use chrono::Month;
use serde::{Deserialize, Serialize};

use crate::values::year_month::{MonthRange, YearMonth};

/// How long the periods are that a table has rows for: levels are those at a period's last month, flows and costs
/// are summed over it.
///
/// ```
/// use drawdown::chrono::Month;
/// use drawdown::values::Period;
///
/// let month = "2024-11".parse()?;
/// let us = Period::FiscalYear(Month::October);
/// assert_eq!(us.last_month(month), "2025-09".parse()?);
/// assert_eq!(us.name(month), "FY2025"); // named by the year in which it ends
/// assert_eq!(Period::Quarter.name(month), "2024 Q4");
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Period {
    /// A month.
    #[default]
    Month,
    /// A quarter of a calendar year.
    Quarter,
    /// A calendar year.
    Year,
    /// A [fiscal year](crate::rules#fiscal-year), by its first month (US: October).
    FiscalYear(Month),
}

impl Period {
    /// The last month of the period that a month lies in.
    #[must_use]
    pub fn last_month(self, month: YearMonth) -> YearMonth {
        let (length, first) = match self {
            Self::Month => (1, 1),
            Self::Quarter => (3, 1),
            Self::Year => (12, 1),
            Self::FiscalYear(first) => (12, first.number_from_month()),
        };
        let since_first = month.month().cast_signed() - first.cast_signed();
        month.saturating_add(length - 1 - since_first.rem_euclid(length))
    }

    /// The name of the period that a month lies in: `2024-11`, `2024 Q4`, `2024` or `FY2025`.
    #[must_use]
    pub fn name(self, month: YearMonth) -> String {
        match self {
            Self::Month => month.to_string(),
            Self::Quarter => format!("{} Q{}", month.year(), month.month().div_ceil(3)),
            Self::Year => month.year().to_string(),
            Self::FiscalYear(_) => format!("FY{}", self.last_month(month).year()),
        }
    }
}

impl MonthRange {
    /// The months of each period, in order: the first and the last period may be cut short.
    ///
    /// ```
    /// use drawdown::YearMonth;
    /// use drawdown::values::Period;
    ///
    /// let start: YearMonth = "2024-11".parse()?;
    /// let quarters: Vec<usize> =
    ///     start.through("2025-04".parse()?).periods(Period::Quarter).map(|months| months.len()).collect();
    /// assert_eq!(quarters, [2, 3, 1]);
    /// # Ok::<(), drawdown::error::ParseDateError>(())
    /// ```
    pub fn periods(mut self, every: Period) -> impl Iterator<Item = Self> {
        std::iter::from_fn(move || {
            let first = self.clone().next()?;
            let last = self.clone().next_back()?.min(every.last_month(first));
            let months = first.through(last);
            self.nth(months.len() - 1);
            Some(months)
        })
    }
}
