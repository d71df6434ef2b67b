//! Which columns of a csv file hold what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::observed::reference_data;
use crate::values::country::Country;
use crate::values::mission::Mission;

/// Which columns of a csv file hold what: plain data, so that a ready-made mapping can be adapted to
/// a file that differs.
///
/// Columns are found by their names in the file's first line. Case matters only where two names
/// differ in nothing else.
///
/// ```
/// use std::collections::BTreeMap;
/// use drawdown::observed::{ColumnMapping, CountrySource, DateForm, DateSource, MissionSource, Observed};
/// use drawdown::{Mission, Troops};
///
/// let columns = ColumnMapping {
///     contributor: CountrySource::Code("from".into()),
///     host: CountrySource::Always("AFG".parse()?),
///     mission: MissionSource::Always(Mission::Training),
///     operation: None,
///     date: DateSource::Date { column: "day".into(), form: DateForm::YearMonthDay },
///     strength: vec!["officers".into(), "others".into()],
///     only: vec![],
///     missing: vec!["".into(), "n/a".into()],
///     hosts: BTreeMap::new(),
/// };
/// let file = "day,from,officers,others\n2020-02-29,NOR,5,38\n";
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[0].strength, Some(Troops(43)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The country that sends the troops.
    pub contributor: CountrySource,
    /// The country that the troops are in.
    pub host: CountrySource,
    /// The mission of the troops.
    pub mission: MissionSource,
    /// The column of the operation that the troops belong to, such as `UNMIL`. The strengths of
    /// several operations in one host are added up.
    pub operation: Option<String>,
    /// The month at whose end the troops were counted.
    pub date: DateSource,
    /// Columns of head-counts whose sum is the strength, which is missing if one of them is.
    pub strength: Vec<String>,
    /// Only rows that pass all of these filters are read.
    pub only: Vec<RowFilter>,
    /// Texts that stand for a missing value. Zero is a value.
    pub missing: Vec<String>,
    /// The host of each operation, for [`CountrySource::Operation`].
    pub hosts: BTreeMap<String, Country>,
}

/// Where a country is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CountrySource {
    /// The same country in every row.
    Always(Country),
    /// A column of ISO 3166-1 alpha-3 codes.
    Code(String),
    /// A column of Correlates-of-War state numbers. Rows are skipped if their number has stood for
    /// several countries, as 345 has for Yugoslavia, Serbia and Montenegro, and Serbia.
    Number(String),
    /// Both: the code is used, and the number must agree with it. Where the code is missing, the
    /// number is used.
    CodeAndNumber {
        /// The column of codes.
        code: String,
        /// The column of numbers.
        number: String,
    },
    /// A column of operations, whose hosts are in [`ColumnMapping::hosts`].
    Operation(String),
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
    /// A column of days or months. A day counts as the nearest month end, as everywhere; a time of
    /// day after it is ignored.
    Date {
        /// The column.
        column: String,
        /// The form of the days.
        form: DateForm,
    },
    /// A column of years and a column of months: 1 to 12, or English names, in full or their first
    /// three letters.
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
    /// A column of years in which the troops were counted once, always in the same month.
    Year {
        /// The column of years.
        year: String,
        /// The month, 1 to 12.
        month: u32,
    },
}

/// The form of a day, which is never guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateForm {
    /// `2024-08-31`, or a month, `2024-08`.
    #[default]
    YearMonthDay,
    /// `31/08/2024`; also with dots or hyphens.
    DayMonthYear,
    /// `08/31/2024`; also with dots or hyphens.
    MonthDayYear,
}

/// Passes rows that have one of some values in a column.
///
/// ```
/// use drawdown::observed::{ColumnMapping, RowFilter};
///
/// // Police instead of troops.
/// let police = RowFilter { column: "personnel_type".into(), values: vec!["Individual Police".into()] };
/// let columns = ColumnMapping { only: vec![police], ..ColumnMapping::un_contributors() };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowFilter {
    /// The column.
    pub column: String,
    /// The values that pass; case is ignored.
    pub values: Vec<String>,
}

impl ColumnMapping {
    /// The mapping of the R package *troopdata*, US troops abroad by country and quarter: contributor
    /// `USA`, host by `iso3c` and `ccode`, month by `year` and `month`, strength `troops_ad` (active
    /// duty).
    ///
    /// - `iso3c` is `NA` where a place has no code; then `ccode` alone counts. The package's own
    ///   numbers from 1001 up (Guam, Diego Garcia) are not Correlates-of-War numbers: their rows are
    ///   skipped, as are those without a code whose number has stood for several countries (345, 365,
    ///   490 and 816).
    /// - The yearly tables have neither month nor quarter. State the month of the count:
    ///   `date: DateSource::Year { year: "year".into(), month: 9 }`.
    /// - Troops in the United States are included; choose the scope of a baseline without them.
    /// - `-Inf`, which the package writes for the maximum of no values, is missing.
    ///
    /// ```
    /// use drawdown::observed::ColumnMapping;
    ///
    /// // With the reserve and the national guard.
    /// let columns = ColumnMapping { strength: vec!["troops_all".into()], ..ColumnMapping::troopdata() };
    /// ```
    #[must_use]
    pub fn troopdata() -> Self {
        Self {
            contributor: CountrySource::Always(USA),
            host: CountrySource::CodeAndNumber { code: "iso3c".into(), number: "ccode".into() },
            mission: MissionSource::default(),
            operation: None,
            date: DateSource::YearMonth { year: "year".into(), month: "month".into() },
            strength: texts(["troops_ad"]),
            only: Vec::new(),
            missing: texts(["", "NA", "-Inf"]),
            hosts: BTreeMap::new(),
        }
    }

    /// The mapping of the United Nations' tables of uniformed personnel by contributor: `isocode3`,
    /// `mission_acronym`, `personnel_type`, `male_personnel` and `female_personnel` (their sum is
    /// the strength), `last_reporting_date`.
    ///
    /// - Only troops are read: rows whose `personnel_type` is `Troops` or `Contingent Troops`, not
    ///   police, experts or staff officers. Change [`only`](Self::only) for others.
    /// - The host is that of the mission in [`hosts`](Self::hosts), which has the missions in one
    ///   country. Missions in several (UNTSO, UNMOGIP, UNISFA, UNPROFOR, MINURCAT) are skipped until
    ///   you add their host.
    /// - Days are `2012-03-31`. For older downloads with `31/03/2012`, use
    ///   [`DateForm::DayMonthYear`].
    ///
    /// ```
    /// use drawdown::observed::ColumnMapping;
    ///
    /// let mut columns = ColumnMapping::un_contributors();
    /// assert_eq!(columns.hosts["UNMIL"], "LBR".parse()?);
    /// columns.hosts.insert("UNISFA".into(), "SDN".parse()?); // Abyei
    /// # Ok::<(), drawdown::error::ParseCountryError>(())
    /// ```
    #[must_use]
    pub fn un_contributors() -> Self {
        let date = "last_reporting_date".into();
        let troops = texts(["Troops", "Contingent Troops"]);
        Self {
            contributor: CountrySource::Code("isocode3".into()),
            host: CountrySource::Operation("mission_acronym".into()),
            mission: MissionSource::default(),
            operation: Some("mission_acronym".into()),
            date: DateSource::Date { column: date, form: DateForm::YearMonthDay },
            strength: texts(["male_personnel", "female_personnel"]),
            only: vec![RowFilter { column: "personnel_type".into(), values: troops }],
            missing: texts(["", "NA", "NULL"]),
            hosts: reference_data::un_missions(),
        }
    }

    /// The mapping of the International Peace Institute's peacekeeping database by month and mission:
    /// `Contributor_ISO-3`, `Mission_Country_ISO-3` (the database's own choice of a host), `Mission`,
    /// `Troops`, `Date` (month ends).
    ///
    /// - Only `Troops` are read; police and experts have columns of their own.
    /// - `NA` means that a country sends no troops but police or experts, or that the figure is
    ///   unknown. Both are missing, not zero.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, CountrySource};
    ///
    /// // The column names after the institute's own R script.
    /// let columns = ColumnMapping {
    ///     contributor: CountrySource::Code("tcc.iso3.alpha".into()),
    ///     host: CountrySource::Code("mission.iso3.alpha".into()),
    ///     ..ColumnMapping::ipi()
    /// };
    /// ```
    #[must_use]
    pub fn ipi() -> Self {
        Self {
            contributor: CountrySource::Code("Contributor_ISO-3".into()),
            host: CountrySource::Code("Mission_Country_ISO-3".into()),
            mission: MissionSource::default(),
            operation: Some("Mission".into()),
            date: DateSource::Date { column: "Date".into(), form: DateForm::YearMonthDay },
            strength: texts(["Troops"]),
            only: Vec::new(),
            missing: texts(["", "NA"]),
            hosts: BTreeMap::new(),
        }
    }

    /// The names of all columns that the mapping uses.
    pub(crate) fn column_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for country in [&self.contributor, &self.host] {
            match country {
                CountrySource::Always(_) => {}
                CountrySource::Code(column)
                | CountrySource::Number(column)
                | CountrySource::Operation(column) => names.push(column),
                CountrySource::CodeAndNumber { code, number } => names.extend([&**code, number]),
            }
        }
        if let MissionSource::Column(column) = &self.mission {
            names.push(column);
        }
        names.extend(self.operation.as_deref());
        match &self.date {
            DateSource::Date { column, .. } => names.push(column),
            DateSource::YearMonth { year, month } => names.extend([&**year, month]),
            DateSource::YearQuarter { year, quarter } => names.extend([&**year, quarter]),
            DateSource::Year { year, .. } => names.push(year),
        }
        names.extend(self.strength.iter().map(String::as_str));
        names.extend(self.only.iter().map(|filter| filter.column.as_str()));
        names
    }
}

const USA: Country = match Country::new("USA") {
    Some(country) => country,
    None => panic!("an assigned code"), // at compile time
};

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}
