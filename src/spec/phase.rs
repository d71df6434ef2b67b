//! Phases: what must leave (or come), by when, how fast and in which order.

use serde::{Deserialize, Serialize};

use crate::spec::date_rule::When;
use crate::spec::force::Scope;
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[doc(alias = "tranche")]
pub struct Phase {
    /// Unique among the plan's phases and events.
    pub name: String,
    /// Whom it moves; everyone by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: Scope,
    /// What must hold by the deadline.
    pub target: Target,
    /// The day by which the target must hold.
    pub deadline: When,
    /// Moves in whole units of this many troops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Troops>,
    /// The ids of the events it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<String>,
    /// What becomes of the deadline where the phase starts late.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when_late: WhenLate,
    /// What becomes of later phases where this one can never start.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_undated: IfUndated,
    /// How its moves spread over its months.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pace: Pace,
    /// Who goes first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: Order,
    /// When it starts at the earliest; by default the month after the phases before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<When>,
    /// Where those who leave a contingent go; home by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Phase {
    /// A phase over everyone, with the defaults of the plan file for the rest.
    ///
    /// ```
    /// use drawdown::{Pace, Phase, Target};
    ///
    /// let remainder = Phase::new("the remainder", Target::Remainder, "2026-12-31".parse()?);
    /// assert_eq!(remainder.pace, Pace::Even);
    /// # Ok::<(), drawdown::ParseDateError>(())
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, target: Target, deadline: When) -> Self {
        Self {
            name: name.into(),
            scope: Scope::EVERYONE,
            target,
            deadline,
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

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What a phase takes its scope to.
///
/// ```
/// use drawdown::Target;
///
/// let a_third = Target::ReduceByPercent("33.3333".parse()?);
/// let allies = Target::InProportionTo("first year".into());
/// # Ok::<(), drawdown::ParsePercentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Target {
    /// Down to so many.
    ReduceTo(Estimate<Troops>),
    /// So many fewer.
    ReduceBy(Estimate<Troops>),
    /// So much of the scope's scheduled strength when the phase starts, 0 to 100.
    ReduceByPercent(Percent),
    /// The same share as that earlier-listed phase cuts of its own scope.
    InProportionTo(String),
    /// All that no residual keeps.
    Remainder,
    /// Up to so many.
    RaiseTo(Estimate<Troops>),
    /// So many more.
    RaiseBy(Estimate<Troops>),
}

impl Target {
    /// Whether the phase brings troops in, where all others take them out.
    ///
    /// ```
    /// use drawdown::{Target, Troops};
    ///
    /// assert!(Target::RaiseBy(Troops(30_000).into()).is_raise());
    /// assert!(!Target::Remainder.is_raise());
    /// ```
    #[must_use]
    pub const fn is_raise(&self) -> bool {
        matches!(self, Self::RaiseTo(_) | Self::RaiseBy(_))
    }
}

/// How a phase's moves spread over its n months: the share moved by the end of the k-th.
///
/// ```
/// use drawdown::{Pace, Troops};
///
/// assert_eq!(Pace::default(), Pace::Even);
/// let a_brigade_a_month = Pace::Rate(Troops(3_500).into());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Pace {
    /// k/n.
    #[default]
    Even,
    /// (n² - (n-k)²) / n².
    FrontLoaded,
    /// k² / n².
    BackLoaded,
    /// k² (3n - 2k) / n³.
    SCurve,
    /// All in the first month.
    AtStart,
    /// All in the last month.
    AtDeadline,
    /// So many troops a month, until all have moved, whatever the deadline.
    Rate(Estimate<Troops>),
}

/// Whom a phase takes first.
///
/// ```
/// assert_eq!(drawdown::Order::default(), drawdown::Order::Proportional);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Order {
    /// Every contingent its share.
    #[default]
    Proportional,
    /// Contingents in listing order, each down to its floor before the next.
    Listed,
}

/// What becomes of the paced end of a phase that starts late.
///
/// ```
/// assert_eq!(drawdown::WhenLate::default(), drawdown::WhenLate::Compress);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WhenLate {
    /// The deadline stands; fewer months are left.
    #[default]
    Compress,
    /// The end slides by as many months as the start.
    Slide,
}

/// What becomes of later phases where this one can never start.
///
/// ```
/// assert_eq!(drawdown::IfUndated::default(), drawdown::IfUndated::Block);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IfUndated {
    /// Those that it precedes never start either.
    #[default]
    Block,
    /// They go on as if it were not listed.
    Skip,
}

/// Where those who leave a contingent arrive: the contingent of the same contributor with the host
/// or mission so replaced. It must be listed, with strength 0 if need be.
///
/// ```
/// use drawdown::{Destination, Mission};
///
/// let kuwait = Destination::host("KWT".parse()?);
/// let advisers_in_kuwait =
///     Destination { mission: Some(Mission::AdviseAndAssist), ..Destination::host("KWT".parse()?) };
/// # Ok::<(), drawdown::ParseCountryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The new host: a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Country>,
    /// The new mission: with the host unchanged, nobody moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<Mission>,
}

impl Destination {
    /// Another host, under the same mission.
    ///
    /// ```
    /// let kuwait = drawdown::Destination::host("KWT".parse()?);
    /// assert_eq!(kuwait.mission, None);
    /// # Ok::<(), drawdown::ParseCountryError>(())
    /// ```
    #[must_use]
    pub const fn host(host: Country) -> Self {
        Self { host: Some(host), mission: None }
    }

    /// Another mission, in the same host.
    ///
    /// ```
    /// use drawdown::{Destination, Mission};
    ///
    /// assert_eq!(Destination::mission(Mission::Training).host, None);
    /// ```
    #[must_use]
    pub const fn mission(mission: Mission) -> Self {
        Self { host: None, mission: Some(mission) }
    }
}
