//! What is allowed in a plan and probably not meant (rules#warnings).

use chrono::NaiveDate;
use serde::Serialize;
use thiserror::Error;

use crate::values::country::Country;
use crate::values::percent::Percent;
use crate::values::text::grouped;
use crate::values::visible::visible;
use crate::values::year_month::YearMonth;

/// What is probably not meant at one place of a plan, and what would be right.
///
/// ```
/// use drawdown::error::WarningKind;
/// use drawdown::{Contingent, Hold, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     holds: vec![Hold::new("talks")],
///     ..PlanSpec::new("Held for ever", "2024-08".parse()?)
/// })?;
/// let warning = plan.warnings().remove(0);
/// assert_eq!(warning.kind, WarningKind::WithoutEnd { through: plan.through() });
/// assert_eq!(
///     warning.to_string(),
///     "hold[0]: without a dated `through` it lasts to the end of the projection, 2025-08; give one if it ends \
///      earlier"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningKind {
    /// A phase that is due or replaced before the plan's first month.
    #[error(
        "{}, so the phase counts as past and moves nobody; {}",
        before_first(*day, *month, *first), later_day(*day, *month, *first)
    )]
    Past {
        /// The day of its deadline or of its `until`.
        day: NaiveDate,
        /// The month that this day counts as.
        month: YearMonth,
        /// The first month after `as_of`.
        first: YearMonth,
    },
    /// A target or a residual that names more troops than there are.
    #[error(
        "{} troops, but its scope has {}",
        grouped(*number),
        match *strength {
            0 => "nobody".to_owned(),
            strength => format!("{0}; give a number up to {0}", grouped(strength)),
        }
    )]
    AboveStrength {
        /// The number written.
        number: u64,
        /// The strength of the scope: of a phase at its start, of a residual at `as_of`.
        strength: u64,
    },
    /// A target that residuals do not leave enough troops for.
    #[error(
        "this would move {}, but residuals leave {} of {} to move; lower the residuals or move fewer",
        grouped(*wanted), grouped(*movable), grouped(*strength)
    )]
    BeyondFloors {
        /// How many the target would move.
        wanted: u64,
        /// How many residuals leave to move at its start.
        movable: u64,
        /// The strength of the scope at its start.
        strength: u64,
    },
    /// A percentage above 0 and below 1.
    #[error("{percent} percent is less than one in a hundred; did you mean \"{}\"?", percent.times_hundred())]
    SmallPercent {
        /// The percentage written.
        percent: Percent,
    },
    /// A hold or cap that never ends.
    #[error(
        "without a dated `through` it lasts to the end of the projection, {through}; give one if it ends earlier"
    )]
    WithoutEnd {
        /// The last month projected.
        through: YearMonth,
    },
    /// A window that covers no month.
    #[error(
        "from {from} through {through} it covers no month, for both days count as the same month end; it has no \
         effect, because strengths exist at month ends only"
    )]
    CoversNoMonth {
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        through: NaiveDate,
    },
    /// A residual that ends, whose troops no phase moves then.
    #[error(
        "it ends on {through}, and no later phase moves those it kept, so they stay; add a phase for them, or \
         leave `through` out"
    )]
    StaysAfterEnd {
        /// Its last day.
        through: NaiveDate,
    },
    /// An event without a date that a phase waits for.
    #[error("it has no date, so {phase:?}, which waits for it, never starts; give it a `date`")]
    AwaitedUndated {
        /// The first phase that waits for it.
        phase: String,
    },
    /// A contributor that is its own host.
    #[error("{country} is its own host; contributor and host are two countries")]
    OwnHost {
        /// The country.
        country: Country,
    },
    /// A user-assigned code without a display name.
    #[error("{code} is user-assigned; name it in a [[country]]")]
    UnnamedCode {
        /// The code.
        code: Country,
    },
    /// A currency that ISO 4217 does not have.
    #[error("{currency:?} is not an ISO 4217 code, such as USD")]
    UnknownCurrency {
        /// The currency written.
        currency: String,
    },
    /// A deadline met by a surge that no cap limits.
    #[error(
        "met by a surge: {} in {month}, planned at most {} a month, and no cap limits it{}",
        grouped(*busiest), grouped(*planned),
        if *leaves_host { "; add a cap if fewer can move in a month" } else { "" }
    )]
    UncappedSurge {
        /// The busiest month.
        month: YearMonth,
        /// How many move in it.
        busiest: u64,
        /// The most that were planned to move in a month.
        planned: u64,
        /// Whether any of them leave their host, so that a cap can limit them.
        leaves_host: bool,
    },
    /// Estimates or hazards, none of which can make a draw differ.
    #[error(
        "no estimate or hazard makes draws differ, so that an ensemble says no more than the projection; give \
         `low` and `high`, or a chance above 0"
    )]
    NothingToDraw,
    /// A name or title with characters that cannot be seen, or that turn the direction of text.
    #[error(
        "\"{}\" has characters that cannot be seen or that turn the direction of text; it is shown with escapes in \
         their place, write it without them",
        visible(name)
    )]
    Invisible {
        /// The name as it is written.
        name: String,
    },
    /// A seek with a chance of 0.
    #[error(
        "in at least 0 percent of the draws everything holds, so the seek asks nothing; give a chance above 0"
    )]
    ChanceOfZero,
    /// A shift of an event without a date.
    #[error("{event:?} has no date, so that a shift does not move it; set one with `date`")]
    ShiftsUndated {
        /// The event's id.
        event: String,
    },
}

impl WarningKind {
    /// The kind in a word that does not change, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Past { .. } => "past",
            Self::AboveStrength { .. } => "above_strength",
            Self::BeyondFloors { .. } => "beyond_floors",
            Self::SmallPercent { .. } => "small_percent",
            Self::WithoutEnd { .. } => "without_end",
            Self::CoversNoMonth { .. } => "covers_no_month",
            Self::StaysAfterEnd { .. } => "stays_after_end",
            Self::AwaitedUndated { .. } => "awaited_undated",
            Self::OwnHost { .. } => "own_host",
            Self::UnnamedCode { .. } => "unnamed_code",
            Self::UnknownCurrency { .. } => "unknown_currency",
            Self::UncappedSurge { .. } => "uncapped_surge",
            Self::NothingToDraw => "nothing_to_draw",
            Self::Invisible { .. } => "invisible",
            Self::ChanceOfZero => "chance_of_zero",
            Self::ShiftsUndated { .. } => "shifts_undated",
        }
    }
}

fn before_first(day: NaiveDate, month: YearMonth, first: YearMonth) -> String {
    if YearMonth::of(day) == Some(month) {
        format!("{day} is before the plan's first month, {first}")
    } else {
        format!("{day} counts as the end of {month}, before the plan's first month, {first}")
    }
}

fn later_day(day: NaiveDate, month: YearMonth, first: YearMonth) -> String {
    if YearMonth::of(day) == Some(month) {
        format!("did you mean {}?", first.year() + i32::from(first.month() > 1))
    } else {
        "give a later day".to_owned()
    }
}
