//! What can be wrong with a plan.

use chrono::NaiveDate;
use serde::Serialize;
use thiserror::Error;

use crate::plan::error_text::{StartsAfter, before_start, meant_key, suggested};
use crate::plan::place::Place;
use crate::plan::seek_error::SeekErrorKind;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::percent::Percent;
use crate::values::year_month::YearMonth;

/// What is wrong at one place of a plan, and what would be right.
///
/// ```
/// use drawdown::error::PlanErrorKind;
/// use drawdown::{Plan, PlanSpec};
///
/// let errors = Plan::new(PlanSpec::new("Nobody", "2024-08".parse()?)).unwrap_err();
/// let problem = errors.iter().next().map(|error| &error.problem);
/// assert_eq!(problem, Some(&PlanErrorKind::NoContingent));
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlanErrorKind {
    /// Not TOML, or not JSON.
    #[error("{message}")]
    Syntax {
        /// The parser's message.
        message: String,
    },
    /// A value of the wrong type.
    #[error("{message}")]
    Unreadable {
        /// What was found and what was expected.
        message: String,
    },
    /// A key that is unknown here.
    #[error("unknown key; {}the keys here are {}", meant_key(*suggestion), known.join(", "))]
    UnknownKey {
        /// The keys that are known here.
        known: Vec<&'static str>,
        /// The known key that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A key of the plan itself that stands below a table.
    #[error("unknown key here; it is the plan's own, and belongs above the first [[...]]")]
    BelongsAbove,
    /// A required key is missing.
    #[error("required, but missing")]
    Missing,
    /// A file beyond the limit.
    #[error("the file is larger than {limit} bytes, the limit")]
    FileTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A list beyond its limit.
    #[error("{count} entries; at most {limit} are allowed")]
    TooMany {
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A name beyond the limit.
    #[error("a name of {length} characters; at most {limit} are allowed")]
    NameTooLong {
        /// Its length in characters.
        length: usize,
        /// The limit in characters.
        limit: usize,
    },
    /// An empty name or title.
    #[error("must not be blank")]
    Blank,
    /// A name or title with control characters.
    #[error("must not contain control characters, such as line breaks")]
    ControlCharacter,
    /// A plan without contingents.
    #[error("a plan needs at least one contingent")]
    NoContingent,
    /// The same contributor, host and mission twice.
    #[error("{contributor} in {host} ({mission}) is already {first}; a contingent is listed once")]
    DuplicateContingent {
        /// The contributor of both.
        contributor: Country,
        /// The host of both.
        host: Country,
        /// The mission of both.
        mission: Mission,
        /// Where it stands first.
        first: Place,
    },
    /// A name that another entry has.
    #[error("{name:?} is already the name of {first}; rename one of them")]
    DuplicateName {
        /// The name.
        name: String,
        /// Where it stands first.
        first: Place,
    },
    /// A variant with the name of the plan itself.
    #[error("{name:?} is the name of the plan itself; rename the variant")]
    ReservedName {
        /// The name.
        name: String,
    },
    /// A reference to a name that does not exist.
    #[error("no {what} is called {name:?}{}", suggested(what, suggestion.as_deref(), known))]
    Unknown {
        /// What it should name: `source`, `event`, `phase`, `event or phase`.
        what: &'static str,
        /// The name given.
        name: String,
        /// A similar name that exists.
        suggestion: Option<String>,
        /// The names that exist, in listing order.
        known: Vec<String>,
    },
    /// A file in another encoding than UTF-8.
    #[error("not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// A reference to an entry that is defined later.
    #[error("{name:?} is defined later; only earlier entries can be referenced here")]
    ListedLater {
        /// The name given.
        name: String,
    },
    /// A reference of an entry to itself.
    #[error("{name:?} is this entry itself; only earlier entries can be referenced here")]
    ItsOwnEntry {
        /// The name given.
        name: String,
    },
    /// A scope that matches no contingent.
    #[error("no contingent matches; a scope must match at least one")]
    NoMatch,
    /// A phase whose every contingent would be its own destination.
    #[error(
        "everyone in its scope is already at the destination, so the phase applies to no contingent"
    )]
    AllAtDestination,
    /// A destination that is not a listed contingent.
    #[error(
        "no contingent is listed as {contributor} in {host} ({mission}), where those who leave \
         would arrive; list it, with strength 0 if need be"
    )]
    NoSuchDestination {
        /// The contributor of those who leave.
        contributor: Country,
        /// The host they would arrive in.
        host: Country,
        /// The mission they would arrive under.
        mission: Mission,
    },
    /// A destination with neither host nor mission.
    #[error("a destination needs a host, a mission or both")]
    EmptyDestination,
    /// A raise with a destination.
    #[error("a phase that raises strength cannot have a destination")]
    RaiseWithDestination,
    /// In proportion to a phase that raises strength.
    #[error("{phase:?} raises strength; in_proportion_to must name a phase that reduces strength")]
    InProportionToRaise {
        /// The phase named.
        phase: String,
    },
    /// In proportion to a past phase.
    #[error(
        "{phase:?} was due or replaced before the plan's first month; in_proportion_to cannot name it"
    )]
    InProportionToPast {
        /// The phase named.
        phase: String,
    },
    /// A phase without a deadline that has no rate either.
    #[error(
        "required, but missing; only a phase with a rate, `pace = {{ rate = ... }}`, can go without one"
    )]
    NoDeadline,
    /// A phase without an end, before a phase that has no start of its own.
    #[error(
        "{phase:?} needs `starts`: {preceding:?}, which moves some of the same troops, has neither a deadline \
         nor `until`"
    )]
    NeedsStart {
        /// The phase's name.
        phase: String,
        /// The phase before it.
        preceding: String,
    },
    /// A slip without months.
    #[error("must list at least one number of months")]
    NoValues,
    /// A slip beyond the limit.
    #[error("{months} months; a slip is at most {limit} months either way")]
    SlipTooFar {
        /// The months.
        months: i32,
        /// The limit in months.
        limit: i32,
    },
    /// A phase replaced before it can start.
    #[error(
        "{phase:?} is replaced on {until}, which counts as the end of {last}, but it cannot start before \
         {start}{}", before_start(after.as_ref(), "`until`")
    )]
    ReplacedBeforeStart {
        /// The phase's name.
        phase: String,
        /// The day of its `until`.
        until: NaiveDate,
        /// The month that this day counts as.
        last: YearMonth,
        /// The phase's planned start.
        start: YearMonth,
        /// What it starts after, if that is another entry.
        after: Option<StartsAfter>,
    },
    /// A number that must not be 0.
    #[error("must be at least 1")]
    Zero,
    /// A percentage above 100.
    #[error("{percent} percent; a percentage must be between 0 and 100")]
    OverHundred {
        /// The percentage given.
        percent: Percent,
    },
    /// A cost without a rate.
    #[error("a cost needs per_troop_year, per_withdrawn or per_month")]
    NoRate,
    /// More troops than can be counted.
    #[error(
        "with this, strengths and raises can add up to {total} troops; at most {limit} are allowed"
    )]
    TooManyTroops {
        /// The sum of strengths at high and raises.
        total: u64,
        /// The limit.
        limit: u32,
    },
    /// A projection that ends before it begins.
    #[error("the projection would end in {through}, before {as_of}, the month of the strengths")]
    ThroughBeforeAsOf {
        /// The last month.
        through: YearMonth,
        /// The month of the strengths.
        as_of: YearMonth,
    },
    /// A projection that is too long.
    #[error("{months} months from {as_of} through {through}; at most {limit} are allowed")]
    TooManyMonths {
        /// How many months.
        months: i32,
        /// The month of the strengths.
        as_of: YearMonth,
        /// The last month.
        through: YearMonth,
        /// The limit in months.
        limit: i32,
    },
    /// A day outside the years 1800 to 2999.
    #[error("falls outside the years 1800 to 2999")]
    OutOfCalendar,
    /// A window that ends before it begins.
    #[error("the window would end on {through}, before it begins on {from}")]
    WindowBackwards {
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        through: NaiveDate,
    },
    /// A deadline before the phase can start.
    #[error(
        "{phase:?} is due on {deadline}, which counts as the end of {binds}, but it cannot start \
         before {start}{}", before_start(after.as_ref(), "deadline")
    )]
    DueBeforeStart {
        /// The phase's name.
        phase: String,
        /// Its deadline.
        deadline: NaiveDate,
        /// The month the deadline binds in.
        binds: YearMonth,
        /// The phase's planned start.
        start: YearMonth,
        /// What it starts after, if that is another entry.
        after: Option<StartsAfter>,
    },
    /// A start before the end of a phase that must come first.
    #[error(
        "{phase:?} would start in {start}, but {preceding:?}, which moves some of the same troops, \
         is due or replaced at the end of {binds}; give it a later start, or list troops that leave two ways as two contingents"
    )]
    StartsTooEarly {
        /// The phase's name.
        phase: String,
        /// The phase's planned start.
        start: YearMonth,
        /// The phase before it.
        preceding: String,
        /// The month that phase's deadline binds in.
        binds: YearMonth,
    },
    /// A cancelled phase that something still refers to.
    #[error("{phase:?} cannot be cancelled: {by} still refers to it")]
    StillReferredTo {
        /// The phase's name.
        phase: String,
        /// The place that refers to it, in the variant's plan.
        by: Place,
    },
    /// Too many errors to report.
    #[error("too many errors; only the first {limit} are shown")]
    TooManyErrors {
        /// How many are.
        limit: usize,
    },
    /// A shift beyond any calendar.
    #[error("{months} months; a shift is at most {limit} either way")]
    ShiftTooFar {
        /// The shift.
        months: i32,
        /// The limit in months.
        limit: i32,
    },
    /// Something wrong with a seek.
    #[error(transparent)]
    #[serde(untagged)]
    Seek(SeekErrorKind),
}

impl PlanErrorKind {
    /// The kind as a stable name, such as `due_before_start`: the variant's own name in snake case. A program can
    /// tell errors apart by it, or translate them.
    ///
    /// ```
    /// use drawdown::{Plan, PlanSpec};
    ///
    /// let errors = Plan::new(PlanSpec::new("Nobody", "2024-08".parse()?)).unwrap_err();
    /// let codes: Vec<&str> = errors.iter().map(|error| error.problem.code()).collect();
    /// assert_eq!(codes, ["no_contingent"]);
    /// # Ok::<(), drawdown::error::ParseDateError>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "syntax",
            Self::Unreadable { .. } => "unreadable",
            Self::UnknownKey { .. } => "unknown_key",
            Self::Missing => "missing",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::TooMany { .. } => "too_many",
            Self::NameTooLong { .. } => "name_too_long",
            Self::Blank => "blank",
            Self::ControlCharacter => "control_character",
            Self::NoContingent => "no_contingent",
            Self::DuplicateContingent { .. } => "duplicate_contingent",
            Self::DuplicateName { .. } => "duplicate_name",
            Self::ReservedName { .. } => "reserved_name",
            Self::Unknown { .. } => "unknown",
            Self::ListedLater { .. } => "listed_later",
            Self::ItsOwnEntry { .. } => "its_own_entry",
            Self::NoMatch => "no_match",
            Self::AllAtDestination => "all_at_destination",
            Self::NoSuchDestination { .. } => "no_such_destination",
            Self::EmptyDestination => "empty_destination",
            Self::RaiseWithDestination => "raise_with_destination",
            Self::InProportionToRaise { .. } => "in_proportion_to_raise",
            Self::InProportionToPast { .. } => "in_proportion_to_past",
            Self::Zero => "zero",
            Self::OverHundred { .. } => "over_hundred",
            Self::NoRate => "no_rate",
            Self::TooManyTroops { .. } => "too_many_troops",
            Self::ThroughBeforeAsOf { .. } => "through_before_as_of",
            Self::TooManyMonths { .. } => "too_many_months",
            Self::OutOfCalendar => "out_of_calendar",
            Self::WindowBackwards { .. } => "window_backwards",
            Self::DueBeforeStart { .. } => "due_before_start",
            Self::StartsTooEarly { .. } => "starts_too_early",
            Self::StillReferredTo { .. } => "still_referred_to",
            Self::TooManyErrors { .. } => "too_many_errors",
            Self::ShiftTooFar { .. } => "shift_too_far",
            Self::BelongsAbove => "belongs_above",
            Self::NotUtf8 => "not_utf8",
            Self::NoDeadline => "no_deadline",
            Self::NeedsStart { .. } => "needs_start",
            Self::NoValues => "no_values",
            Self::SlipTooFar { .. } => "slip_too_far",
            Self::ReplacedBeforeStart { .. } => "replaced_before_start",
            Self::Seek(problem) => problem.code(),
        }
    }
}
