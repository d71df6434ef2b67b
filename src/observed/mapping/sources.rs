//! Where countries, missions and months are read from.

use serde::{Deserialize, Serialize};

use crate::values::country::Country;
use crate::values::mission::Mission;

/// Where a country is read from.
///
/// ```
/// use drawdown::observed::{ColumnMapping, CountrySource};
///
/// // The package's names of countries instead of its codes and numbers.
/// let columns = ColumnMapping {
///     host: CountrySource::Name("countryname".into()),
///     ..ColumnMapping::troopdata()
/// };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CountrySource {
    /// The same country in every row.
    Always(Country),
    /// A column of ISO 3166-1 alpha-3 codes.
    Code(String),
    /// A column of English names, or codes: the short names of ISO 3166, those in common use
    /// (`South Korea`, `Britain`), and those of older tables (`Burma`, `Zaire`). Case, accents,
    /// punctuation and the order of words do not matter. A name that two countries go by (`Congo`)
    /// is reported.
    Name(String),
    /// A column of Correlates-of-War state numbers. A number that has stood for several states is read
    /// [by the month](crate::rules#observed-countries): 345 is Yugoslavia, Serbia and Montenegro, or
    /// Serbia.
    Number(String),
    /// Both: the code is used, and the number must agree with it. Where the code is missing, the
    /// number is used.
    CodeAndNumber {
        /// The column of codes.
        code: String,
        /// The column of numbers.
        number: String,
    },
    /// A column of operations, whose hosts are in
    /// [`ColumnMapping::hosts`](crate::observed::ColumnMapping::hosts).
    Operation(String),
    /// The names of the columns, in a table with a column for each country. Every column that the
    /// mapping does not name is one; those whose name is not a country are reported.
    ColumnNames,
}

/// Where a mission is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MissionSource {
    /// The same mission in every row.
    Always(Mission),
    /// A column of missions as plan files write them, such as `training`; unspecified where the value
    /// is missing.
    Column(String),
}

/// An unspecified mission in every row.
impl Default for MissionSource {
    fn default() -> Self {
        Self::Always(Mission::Unspecified)
    }
}

/// Where a month is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateSource {
    /// A column of days or months, which count as
    /// [`ColumnMapping::days_count_as`](crate::observed::ColumnMapping::days_count_as) says; a time of
    /// day after them is ignored.
    Date {
        /// The column.
        column: String,
        /// The form of the days; any, where a mapping in TOML or JSON does not say.
        #[serde(default)]
        form: DateForm,
    },
    /// A column of years and a column of months: 1 to 12, or English names, in full or their first
    /// letters (at least three).
    YearMonth {
        /// The column of years.
        year: String,
        /// The column of months.
        month: String,
    },
    /// A column of years and a column of quarters, 1 to 4, which stand for their last month.
    YearQuarter {
        /// The column of years.
        year: String,
        /// The column of quarters.
        quarter: String,
    },
    /// A column of years, with one figure a year, which counts as that of the end of a month.
    ///
    /// Of a count in the same month of every year, that is so. Many yearly tables hold the maximum of
    /// the year instead: the figure was reached at some time of the year, perhaps not at that month's
    /// end, and there may have been fewer troops before and after. A fall within the year does not show, and
    /// a withdrawal seems to end up to a year later than it does. Every file read in this way is
    /// [noted](crate::observed::Note::OneFigureAYear).
    Year {
        /// The column of years.
        year: String,
        /// The month, 1 to 12.
        month: u32,
    },
    /// The names of the columns, in a table with a column for each month or day. Every column that
    /// the mapping does not name is one; those whose name is not a date are reported.
    ColumnNames(DateForm),
}

/// The form of a day ([rule](crate::rules#observed-dates)). A day that could be two days is never
/// guessed.
///
/// In every form, months may be English words: `31 March 2012`, `31-Mar-12`, `March 31, 2012`,
/// `Mar 2012`. Years of two digits are 2000 to 2029 and 1930 to 1999.
///
/// ```
/// use drawdown::observed::{ColumnMapping, CountrySource, DateForm, DateSource, Observed};
///
/// // One day that can only be day/month/year says it of the whole column.
/// let columns = ColumnMapping::new(
///     CountrySource::Code("from".into()),
///     CountrySource::Code("to".into()),
///     DateSource::Date { column: "day".into(), form: DateForm::Any },
///     &["troops"],
/// );
/// let file = "day,from,to,troops\n30/11/2010,USA,IRQ,47000\n05/11/2010,USA,IRQ,49000\n";
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[1].month, "2010-10".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateForm {
    /// Everything that can be read in one way only: year first, a month in words, or day and month in
    /// the order that the whole column allows.
    #[default]
    Any,
    /// `2024-08-31`, `2024/08/31`, `20240831`, or a month, `2024-08`, `202408`.
    YearMonthDay,
    /// `31/08/2024`, `31/08/24`; also with dots or hyphens.
    DayMonthYear,
    /// `08/31/2024`, `08/31/24`; also with dots or hyphens.
    MonthDayYear,
    /// `45535`, as a spreadsheet counts days (from 1900-03-01 on, the 61st).
    SpreadsheetDays,
}
