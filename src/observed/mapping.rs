//! Which columns of a csv file hold what.

mod layouts;
mod settings;
mod sources;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::values::country::Country;
use crate::values::troops::Troops;

pub use settings::{DayCounting, NumberForm, OnConflict, RowFilter};
pub use sources::{CountrySource, DateForm, DateSource, MissionSource};

/// Which columns of a csv file hold what: plain data, so that a ready-made mapping can be adapted to
/// a file that differs.
///
/// Columns are found by their names in the header. Case matters only where two names differ in
/// nothing else. A mapping is also read from TOML or JSON; what is not given there is as
/// [`new`](Self::new) says.
///
/// ```
/// use drawdown::observed::{ColumnMapping, CountrySource, DateForm, DateSource, MissionSource, NumberForm, Observed};
/// use drawdown::{Mission, Troops};
///
/// let columns = ColumnMapping {
///     mission: MissionSource::Always(Mission::Training),
///     numbers: NumberForm::CommaThousands,
///     ..ColumnMapping::new(
///         CountrySource::Name("from".into()),
///         CountrySource::Always("AFG".parse()?),
///         DateSource::Date { column: "day".into(), form: DateForm::Any },
///         &["officers", "others"],
///     )
/// };
/// let file = "day,from,officers,others\n29 February 2020,Norway,5,\"1,038\"\n";
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[0].strength, Some(Troops(1_043)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// The country that sends the troops.
    pub contributor: CountrySource,
    /// The country that the troops are in.
    pub host: CountrySource,
    /// The mission of the troops.
    #[serde(default)]
    pub mission: MissionSource,
    /// The column of the operation that the troops belong to, such as `UNMIL`. The strengths of
    /// several operations in one host are added up.
    #[serde(default)]
    pub operation: Option<String>,
    /// The month at whose end the troops were counted.
    pub date: DateSource,
    /// Columns of head-counts whose sum is the strength, which is missing if one of them is. Empty
    /// in a wide table, whose other columns are all head-counts.
    #[serde(default)]
    pub strength: Vec<String>,
    /// Only rows that pass all of these filters are read.
    #[serde(default)]
    pub only: Vec<RowFilter>,
    /// Texts that stand for a missing value. Zero is a value.
    #[serde(default = "missing")]
    pub missing: Vec<String>,
    /// What the file calls countries, codes as well as names: `UNK` for Kosovo, say.
    #[serde(default)]
    pub countries: BTreeMap<String, Country>,
    /// The host of each operation, for [`CountrySource::Operation`]; case is ignored.
    #[serde(default)]
    pub hosts: BTreeMap<String, Country>,
    /// Which of two rows of the same month, contingent and operation counts.
    #[serde(default)]
    pub on_conflict: OnConflict,
    /// How head-counts are written.
    #[serde(default)]
    pub numbers: NumberForm,
    /// Marks before or after a head-count that mean nothing here, such as `*`, `~` or `about`.
    #[serde(default)]
    pub marks: Vec<String>,
    /// The head-counts that words stand for, such as 25 for `fewer than 50`.
    #[serde(default)]
    pub words: BTreeMap<String, Troops>,
    /// Which month a day counts as.
    #[serde(default)]
    pub days_count_as: DayCounting,
}

fn missing() -> Vec<String> {
    texts(["", "NA", "N/A", "n/a", "NaN", "nan", "NULL"])
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

impl ColumnMapping {
    /// A mapping with these columns of strengths, none in a wide table: unspecified missions, no operations, no filters; empty
    /// texts, `NA`, `N/A`, `NaN` and `NULL` are missing; head-counts are digits; doubled rows that
    /// differ are reported and not used; a day counts as the nearest month end.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, CountrySource, DateForm, DateSource, Observed};
    ///
    /// // A column for each year's end.
    /// let columns = ColumnMapping::new(
    ///     CountrySource::Name("Country".into()),
    ///     CountrySource::Always("AFG".parse()?),
    ///     DateSource::ColumnNames(DateForm::Any),
    ///     &[],
    /// );
    /// let file = "Country,Dec 2009,Dec 2010\nGermany,4280,4341\nPoland,2140,2417\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
    /// assert_eq!(observed.months().len(), 2);
    /// assert_eq!(observed.rows.len(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        contributor: CountrySource,
        host: CountrySource,
        date: DateSource,
        strength: &[&str],
    ) -> Self {
        Self {
            contributor,
            host,
            mission: MissionSource::default(),
            operation: None,
            date,
            strength: strength.iter().copied().map(str::to_owned).collect(),
            only: Vec::new(),
            missing: missing(),
            countries: BTreeMap::new(),
            hosts: BTreeMap::new(),
            on_conflict: OnConflict::default(),
            numbers: NumberForm::default(),
            marks: Vec::new(),
            words: BTreeMap::new(),
            days_count_as: DayCounting::default(),
        }
    }

    /// The names of all columns that the mapping uses.
    pub(crate) fn column_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for country in [&self.contributor, &self.host] {
            match country {
                CountrySource::Always(_) | CountrySource::ColumnNames => {}
                CountrySource::Code(column)
                | CountrySource::Name(column)
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
            DateSource::ColumnNames(_) => {}
        }
        names.extend(self.strength.iter().map(String::as_str));
        names.extend(self.only.iter().map(|filter| filter.column.as_str()));
        names
    }

    /// How many of contributor, host and date are the names of columns: at most 1 makes sense.
    pub(crate) fn across(&self) -> usize {
        let countries = [&self.contributor, &self.host];
        countries.into_iter().filter(|source| **source == CountrySource::ColumnNames).count()
            + usize::from(matches!(self.date, DateSource::ColumnNames(_)))
    }
}
