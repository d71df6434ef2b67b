//! Observed strengths: baselines and series, read from csv files with a mapping of columns.
//!
//! [`Observed::from_csv`] reads files as people hold them. What it needs to know stands in one type,
//! [`ColumnMapping`]; [`ColumnMapping::recognized`] finds the ready one for a file. The rules are under
//! [observed data](crate::rules#observed-data).
//!
//! | ready layout | file | contributor, host | month | strength | know that |
//! |---|---|---|---|---|---|
//! | [`troopdata`](ColumnMapping::troopdata) | R package *troopdata*, quarterly tables | `USA`; `iso3c` and `ccode` | `year`, `month` | `troops_ad` | some countries have two rows a month; numbers from 1001 up are the package's own |
//! | [`troopdata_yearly`](ColumnMapping::troopdata_yearly) | the same, yearly tables | the same | `year`, its end | `troops_ad` | a figure is the year's maximum, not a count at its end |
//! | [`un_contributors`](ColumnMapping::un_contributors) | United Nations, uniformed personnel by contributor | `isocode3`; the mission's host | `last_reporting_date` | `male_personnel` + `female_personnel` | troops only; missions in several countries need a host |
//! | [`ipi`](ColumnMapping::ipi) | IPI Peacekeeping Database, by month and mission | `Contributor_ISO-3`; `Mission_Country_ISO-3` | `Date` | `Troops` | `NA` is missing, not zero |
//!
//! Other files are read with a mapping of your own: [`ColumnMapping::new`], or a TOML or JSON file.
//!
//! ```
//! use drawdown::observed::{ColumnMapping, Observed};
//!
//! // Names, a yearly count, separated thousands, a total and a footnote.
//! let columns: ColumnMapping = toml::from_str(
//!     r#"
//!     contributor = { name = "Contributor" }
//!     host = { always = "AFG" }
//!     date = { year = { year = "Year", month = 11 } }
//!     strength = ["Troops"]
//!     numbers = "comma_thousands"
//!     "#,
//! )?;
//! let file = "Troops in November\n\nYear,Contributor,Troops\n2010,Britain,\"9,500\"\n\
//!             2010,Congo,1\n2010,Total,\"9,501\"\n* in thousands\n";
//! let observed = Observed::from_csv(file.as_bytes(), &columns)?;
//! assert_eq!(observed.rows.len(), 1);
//! let reports: Vec<String> = observed.left_out.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     reports,
//!     [
//!         "line 5, Contributor: \"Congo\" may be COD or COG; say which in countries",
//!         "line 6: a total; it is not used",
//!         "line 7: a line of text, \"* in thousands\"",
//!     ]
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod csv_error;
mod figures;
pub(crate) mod forecast_record;
pub(crate) mod mapping;
pub(crate) mod note;
pub(crate) mod observation_error;
pub(crate) mod observations;
mod observations_csv;
pub(crate) mod plan_observations;
pub(crate) mod progress;
mod reader;
mod reference_data;
pub(crate) mod series;
pub(crate) mod skipped;
pub(crate) mod verdict;
mod verdict_contradictions;
mod verdicts;

pub use csv_error::{CsvError, CsvErrorKind, CsvErrors};
pub use forecast_record::{ForecastMonth, ForecastRecord};
pub use mapping::{
    ColumnMapping, CountrySource, DateForm, DateSource, DayCounting, MissionSource, NumberForm,
    OnConflict, RowFilter,
};
pub use note::Note;
pub use observation_error::{ObservationError, ObservationErrors};
pub use observations::{ObservationChoice, Observations, ObservedFigure};
pub use plan_observations::PlanObservations;
pub use progress::{MonthBand, PastLateness, Progress, RestOfPlan, TrackedDeadline};
pub use series::{Baseline, Observation, Observed, RowCounts};
pub use skipped::{SkipReason, SkippedRow};
pub use verdict::{StatedOutcome, Statement, Verdict, VerdictClass, VerdictTerms};
