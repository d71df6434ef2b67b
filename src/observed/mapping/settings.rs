//! What a mapping says of rows, numbers and days.

use serde::{Deserialize, Serialize};

/// Passes rows that have one of some values in a column.
///
/// ```
/// use drawdown::observed::{ColumnMapping, RowFilter};
///
/// // Police instead of troops.
/// let police = RowFilter::new("personnel_type", ["Individual Police"]);
/// let columns = ColumnMapping { only: vec![police], ..ColumnMapping::un_contributors() };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowFilter {
    /// The column.
    pub column: String,
    /// The values that pass; case is ignored.
    pub values: Vec<String>,
}

impl RowFilter {
    /// Passes rows that have one of these values in this column.
    #[must_use]
    pub fn new<T: Into<String>>(
        column: impl Into<String>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        Self { column: column.into(), values: values.into_iter().map(Into::into).collect() }
    }
}

/// Which of several rows of the same month, contingent and operation counts
/// ([rule](crate::rules#observed-conflicts)). What is not used is reported.
///
/// A row without a figure gives way to one with a figure, except in a sum, which is missing if one of
/// its rows is.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed, OnConflict};
/// use drawdown::Troops;
///
/// let file = "ccode,iso3c,year,month,troops_ad\n\
///             713,TWN,2021,September,39\n1012,TWN,2021,September,4\n690,KWT,2021,September,2000\n";
/// let columns = ColumnMapping::troopdata();
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows.len(), 1); // Kuwait
/// assert_eq!(observed.left_out.len(), 2);
///
/// let columns = ColumnMapping { on_conflict: OnConflict::Sum, ..columns };
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[0].strength, Some(Troops(43)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OnConflict {
    /// None of them, where their figures differ; each is reported. Where all have the same figure, the
    /// first.
    #[default]
    Error,
    /// The first.
    First,
    /// The last.
    Last,
    /// All of them, added up.
    Sum,
    /// The largest.
    Maximum,
}

/// How head-counts are written ([rule](crate::rules#observed-numbers)).
///
/// Digits without any separator are read in every form, and so are whole numbers as programs write
/// them that were floats (`12.0`, `1e+05`). What has exactly three digits after its only point or
/// comma is read where the form says that this separates thousands, and reported elsewhere.
///
/// ```
/// use drawdown::observed::{ColumnMapping, NumberForm, Observed};
/// use drawdown::Troops;
///
/// let file = "iso3c,ccode,year,month,troops_ad\nIRQ,645,2024,June,\"2,450\"\n";
/// let columns = ColumnMapping { numbers: NumberForm::CommaThousands, ..ColumnMapping::troopdata() };
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[0].strength, Some(Troops(2_450)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NumberForm {
    /// `2500`, `2500.0`.
    #[default]
    Digits,
    /// `2500,0`.
    DecimalComma,
    /// `2,500`, `2,500.0`.
    CommaThousands,
    /// `2.500`, `2.500,0`.
    PointThousands,
    /// `2 500`, `2 500,0`, `2 500.0`; also with no-break, narrow no-break and thin spaces.
    SpaceThousands,
    /// `2'500`, `2’500`, `2'500.0`.
    ApostropheThousands,
}

impl NumberForm {
    /// The form as mappings write it.
    pub(crate) const fn setting(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::DecimalComma => "decimal_comma",
            Self::CommaThousands => "comma_thousands",
            Self::PointThousands => "point_thousands",
            Self::SpaceThousands => "space_thousands",
            Self::ApostropheThousands => "apostrophe_thousands",
        }
    }
}

/// Which month a day counts as.
///
/// ```
/// use drawdown::observed::{ColumnMapping, DayCounting, Note, Observed};
///
/// // A monthly series that is dated on the first of the month it is about.
/// let file = "Contributor_ISO-3,Mission_Country_ISO-3,Mission,Date,Troops\nETH,SDN,UNAMID,2014-02-01,2500\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::ipi())?;
/// assert_eq!(observed.rows[0].month, "2014-01".parse()?);
/// assert_eq!(observed.notes, [Note::AllOnTheFirst]);
///
/// let columns = ColumnMapping { days_count_as: DayCounting::MonthOfTheDay, ..ColumnMapping::ipi() };
/// let observed = Observed::from_csv(file.as_bytes(), &columns)?;
/// assert_eq!(observed.rows[0].month, "2014-02".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DayCounting {
    /// The [nearest month end](crate::rules#nearest-month-end): 1 February counts as the end of
    /// January.
    #[default]
    NearestMonthEnd,
    /// The month that the day lies in: 1 February stands for February.
    MonthOfTheDay,
}
