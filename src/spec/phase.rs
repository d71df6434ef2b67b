//! Phases: what must leave or arrive (rules#target), by when, how fast (rules#pace), in which order and to where
//! (rules#destination).

use serde::{Deserialize, Serialize};

use crate::spec::date_rule::When;
use crate::spec::is_default;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::percent::Percent;
use crate::values::troops::Troops;

/// A dated stretch of the plan that takes the contingents in its scope to a target by a deadline.
///
/// ```
/// use drawdown::{Phase, Scope, Target, Troops};
///
/// let first_year = Phase {
///     scope: Scope::host("IRQ".parse()?),
///     waits_for: vec!["announcement".into()],
///     ..Phase::new("first year", Target::ReduceBy(Troops(500).into()), "2025-09-30".parse()?)
/// };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[doc(alias = "tranche")]
pub struct Phase {
    /// Its name, unique among the plan's phases and events.
    pub name: String,
    /// The contingents that it moves; everyone by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: Scope,
    /// What it takes its scope to.
    pub target: Target,
    /// The day by which the target must be reached; only a phase at a [rate](Pace::Rate) can go without one
    /// ([rule](crate::rules#open-ended)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<When>,
    /// The day from which on another decision replaces it; it moves nobody after that
    /// ([rule](crate::rules#until)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
    /// The size of the units that move: only whole units leave before the phase ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Troops>,
    /// The ids of the events that it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<String>,
    /// What happens to its end if it starts late.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when_late: WhenLate,
    /// What happens to later phases if this one can never start.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_undated: IfUndated,
    /// How its moves are spread over its months.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pace: Pace,
    /// Which contingents leave first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: Order,
    /// When it starts at the earliest; by default the month after the phases that precede it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<When>,
    /// Where the troops that leave a contingent go; home by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Phase {
    /// A phase over everyone, with the plan file's defaults for the other fields.
    #[must_use]
    pub fn new(name: impl Into<String>, target: Target, deadline: When) -> Self {
        Self { deadline: Some(deadline), ..Self::without_deadline(name.into(), target) }
    }

    /// A phase over everyone without a deadline: it moves this number of troops a month until its target is reached.
    ///
    /// ```
    /// use drawdown::{Phase, Target, Troops};
    ///
    /// let home = Phase::at_rate("a battalion a month", Target::Remainder, Troops(800));
    /// assert_eq!(home.deadline, None);
    /// ```
    #[must_use]
    pub fn at_rate(
        name: impl Into<String>,
        target: Target,
        per_month: impl Into<Estimate<Troops>>,
    ) -> Self {
        let pace = Pace::Rate(per_month.into());
        Self { pace, ..Self::without_deadline(name.into(), target) }
    }

    fn without_deadline(name: String, target: Target) -> Self {
        Self {
            name,
            scope: Scope::EVERYONE,
            target,
            deadline: None,
            until: None,
            blocks: None,
            waits_for: Vec::new(),
            when_late: WhenLate::default(),
            if_undated: IfUndated::default(),
            pace: Pace::default(),
            order: Order::default(),
            starts: None,
            destination: None,
            source: None,
        }
    }
}

/// What a phase takes its scope to.
///
/// ```
/// use drawdown::{Target, Troops};
///
/// let surge = Target::RaiseBy(Troops(30_000).into());
/// let a_third = Target::ReduceByPercent("33.3333".parse()?);
/// let allies = Target::InProportionTo("first year".into());
/// assert!(surge.is_raise() && !a_third.is_raise());
/// # Ok::<(), drawdown::error::ParsePercentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Target {
    /// Reduces to this number of troops.
    ReduceTo(Estimate<Troops>),
    /// Reduces by this number of troops.
    ReduceBy(Estimate<Troops>),
    /// Reduces by this percentage, 0 to 100, of the scope's scheduled strength when the phase starts.
    ReduceByPercent(Percent),
    /// Reduces to this percentage, 0 to 100, of the scope's strength at `as_of`
    /// ([rule](crate::rules#reduce-to-percent)).
    ReduceToPercent(Percent),
    /// Reduces by the same share as the named earlier-listed phase reduces its own scope.
    InProportionTo(String),
    /// Reduces to what the residuals keep.
    Remainder,
    /// Raises to this number of troops.
    RaiseTo(Estimate<Troops>),
    /// Raises by this number of troops.
    RaiseBy(Estimate<Troops>),
}

impl Target {
    /// Whether the phase brings troops in; all others take troops out.
    #[must_use]
    pub const fn is_raise(&self) -> bool {
        matches!(self, Self::RaiseTo(_) | Self::RaiseBy(_))
    }

    /// The percentage that it is given by, with its key in a plan file.
    pub(crate) const fn percent(&self) -> Option<(&'static str, Percent)> {
        match self {
            Self::ReduceByPercent(percent) => Some(("reduce_by_percent", *percent)),
            Self::ReduceToPercent(percent) => Some(("reduce_to_percent", *percent)),
            _ => None,
        }
    }
}

/// How a phase's moves are spread over its n months: the share moved by the end of month k.
///
/// ```
/// use drawdown::{Pace, Troops};
///
/// let a_brigade_a_month = Pace::Rate(Troops(3_500).into());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Pace {
    /// The same number in every month: k/n.
    #[default]
    Even,
    /// More at the beginning: (n² - (n-k)²) / n².
    FrontLoaded,
    /// More at the end: k² / n².
    BackLoaded,
    /// More in the middle: k² (3n - 2k) / n³.
    SCurve,
    /// All in the first month.
    AtStart,
    /// All in the last month.
    AtDeadline,
    /// This number of troops per month until all have moved, whatever the deadline.
    Rate(Estimate<Troops>),
}

/// Which contingents of a phase leave first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Order {
    /// Every contingent moves its share in every month.
    #[default]
    Proportional,
    /// Contingents move in listing order, each down to its floor before the next.
    Listed,
}

/// What happens to the end of a phase that starts late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WhenLate {
    /// It stays at the deadline; fewer months are left.
    #[default]
    Compress,
    /// It slides by as many months as the start.
    Slide,
}

/// What happens to later phases if a phase can never start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IfUndated {
    /// The phases that it precedes never start either.
    #[default]
    Block,
    /// They run as if it were not listed.
    Skip,
}

/// Where the troops that leave a contingent arrive: in the contingent of the same contributor with this
/// host or mission instead. It must be listed, with strength 0 if necessary.
///
/// ```
/// use drawdown::spec::Destination;
/// use drawdown::Mission;
///
/// let kuwait = Destination::host("KWT".parse()?);
/// let advisers_in_kuwait = Destination { mission: Some(Mission::AdviseAndAssist), ..kuwait };
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The new host: a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Country>,
    /// The new mission; if the host stays the same, no one moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<Mission>,
}

impl Destination {
    /// Another host, with the same mission.
    #[must_use]
    pub const fn host(host: Country) -> Self {
        Self { host: Some(host), mission: None }
    }

    /// Another mission, in the same host.
    #[must_use]
    pub const fn mission(mission: Mission) -> Self {
        Self { host: None, mission: Some(mission) }
    }
}
