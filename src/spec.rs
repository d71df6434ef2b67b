//! The plan as written: plain data with public fields, the same shape in Rust, TOML and JSON
//! (rules#plan-file). Nothing here is checked yet.
//!
//! The entries of a plan stand at the crate's root; this module has the smaller parts of them.

use serde::{Deserialize, Serialize};

use crate::values::country::Country;
use crate::values::day::Day;
use crate::values::year_month::YearMonth;

pub(crate) mod adjustment;
pub(crate) mod assumption;
pub(crate) mod constraint;
pub(crate) mod contingent;
pub(crate) mod cost;
pub(crate) mod country_name;
pub(crate) mod date_rule;
pub(crate) mod event;
pub(crate) mod open_adjustment;
pub(crate) mod phase;
pub(crate) mod scope;
pub(crate) mod seek;
pub(crate) mod seek_value;
pub(crate) mod slip;
pub(crate) mod source;
pub(crate) mod text;

pub use adjustment::Cancel;
pub use assumption::{Assumption, AssumptionKind};
pub use country_name::CountryName;
pub use date_rule::{CountedFrom, Direction, Offset};
pub use phase::{Destination, IfUndated, Order, WhenLate};
pub use seek::{Bound, Condition, Find, ForEach, SeekSpec, StrengthBound};
pub use seek_value::SeekValue;
pub use slip::{Slip, SlipMonths};
pub use source::{Source, SourceDate};

use adjustment::Variant;
use constraint::{Cap, Hazard, Hold, Residual};
use contingent::Contingent;
use cost::Cost;
use event::Event;
use phase::Phase;

/// Writes the fields once, for the public struct and for a private copy that derives how people read and write it.
/// Binary formats get it another way, see `files::compact`.
macro_rules! plan_spec {
    (
        $(#[doc = $doc:literal])*
        pub struct PlanSpec {
            $(
                $(#[doc = $field_doc:literal])*
                $(#[serde($($serde:tt)*)])?
                pub $field:ident: $type:ty,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), serde(deny_unknown_fields))]
        pub struct PlanSpec {
            $(
                $(#[doc = $field_doc])*
                $(#[cfg_attr(feature = "schema", serde($($serde)*))])?
                pub $field: $type,
            )*
        }

        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields, remote = "PlanSpec")]
        pub(crate) struct PlanFields {
            $($(#[serde($($serde)*)])? $field: $type,)*
        }
    };
}

plan_spec! {
/// A withdrawal plan as public sources report it: which troops are deployed, what must leave by when,
/// what stays, what the plan waits for.
///
/// Build it as a struct literal, with [`PlanSpec::new`] for the fields that are not given;
/// [`Plan::new`](crate::Plan::new) checks it.
///
/// ```
/// use drawdown::{Contingent, Country, Phase, Plan, PlanSpec, Target, Troops};
///
/// let usa: Country = "USA".parse()?;
/// let iraq: Country = "IRQ".parse()?;
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new(usa, iraq, Troops(2_500))],
///     phases: vec![Phase::new("everyone", Target::Remainder, "2026-12-31".parse()?)],
///     ..PlanSpec::new("The remainder by the end of 2026", "2024-08".parse()?)
/// })?;
/// assert_eq!(plan.project().theatre().strength("2026-12".parse()?), Some(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PlanSpec {
    /// The title of the plan.
    pub title: String,
    /// The day on which the plan was announced; the file is the plan as of then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Day>,
    /// The month at whose end the strengths hold (t = 0).
    pub as_of: YearMonth,
    /// The last month projected; by default a year after the last month in which a deadline binds
    /// (2999-12 at the latest).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<YearMonth>,
    /// Where the figures come from.
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Display names of countries.
    #[serde(default, rename = "country", skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<CountryName>,
    /// The troops that are deployed, in listing order.
    #[serde(default, rename = "contingent", skip_serializing_if = "Vec::is_empty")]
    pub contingents: Vec<Contingent>,
    /// What the plan waits for or counts days from.
    #[serde(default, rename = "event", skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// The troops that stay, whatever the phases say.
    #[serde(default, rename = "residual", skip_serializing_if = "Vec::is_empty")]
    pub residuals: Vec<Residual>,
    /// What must leave or arrive by when.
    #[serde(default, rename = "phase", skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Phase>,
    /// Windows in which no one leaves the host country.
    #[serde(default, rename = "hold", skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Hold>,
    /// The most troops that can leave their host country in a month.
    #[serde(default, rename = "cap", skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
    /// What the deployment costs.
    #[serde(default, rename = "cost", skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// What may happen in any month; only ensembles draw it.
    #[serde(default, rename = "hazard", skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<Hazard>,
    /// How late deadlines like these were met before; only ensembles draw it.
    #[serde(default, rename = "slip", skip_serializing_if = "Vec::is_empty")]
    pub slips: Vec<Slip>,
    /// Alternatives to the plan: named lists of adjustments.
    #[serde(default, rename = "variant", skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// What would have to change: variants whose last number is open.
    #[serde(default, rename = "seek", skip_serializing_if = "Vec::is_empty")]
    pub seeks: Vec<SeekSpec>,
}
}

impl PlanSpec {
    /// A plan with a title and a month, and every list empty.
    #[must_use]
    pub fn new(title: impl Into<String>, as_of: YearMonth) -> Self {
        Self {
            title: title.into(),
            announced: None,
            as_of,
            through: None,
            sources: Vec::new(),
            countries: Vec::new(),
            contingents: Vec::new(),
            events: Vec::new(),
            residuals: Vec::new(),
            phases: Vec::new(),
            holds: Vec::new(),
            caps: Vec::new(),
            costs: Vec::new(),
            hazards: Vec::new(),
            slips: Vec::new(),
            variants: Vec::new(),
            seeks: Vec::new(),
        }
    }
}

impl PlanSpec {
    /// The display name of a country: the one that the plan gives, or else its [own](Country::name).
    ///
    /// ```
    /// use drawdown::PlanSpec;
    /// use drawdown::spec::CountryName;
    ///
    /// let (others, iraq) = ("XNA".parse()?, "IRQ".parse()?);
    /// let plan = PlanSpec {
    ///     countries: vec![CountryName::new(others, "other NATO members")],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// };
    /// assert_eq!((plan.country_name(&others), plan.country_name(&iraq)), ("other NATO members", "Iraq"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn country_name<'a>(&'a self, country: &'a Country) -> &'a str {
        let named = self.countries.iter().find(|named| named.code == *country);
        named.map_or_else(|| country.name(), |named| &named.name)
    }
}

/// The position of an entry by its name.
impl PlanSpec {
    pub(crate) fn phase_index(&self, name: &str) -> Option<usize> {
        self.phases.iter().position(|phase| phase.name == name)
    }

    pub(crate) fn event_index(&self, id: &str) -> Option<usize> {
        self.events.iter().position(|event| event.id == id)
    }

    pub(crate) fn hold_index(&self, name: &str) -> Option<usize> {
        self.holds.iter().position(|hold| hold.name == name)
    }

    pub(crate) fn cap_index(&self, name: &str) -> Option<usize> {
        self.caps.iter().position(|cap| cap.name == name)
    }
}

/// Whether a field can be left out of a file.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
