//! Projects how a military force leaves: by country, phase by phase, month by month.
//!
//! A plan as public sources report it goes in (who is there, what must leave by which deadline, what
//! stays as a residual presence, what the plan waits for); out come the troop levels of every month,
//! which deadlines hold, and why the others don't.
//!
//! ```
//! use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Residual, Target, Troops};
//!
//! let plan = Plan::new(PlanSpec {
//!     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
//!     residuals: vec![Residual::new(Troops(250))],
//!     phases: vec![Phase::new("the remainder", Target::Remainder, "2026-12-31".parse()?)],
//!     caps: vec![Cap::new("airlift", Troops(75))],
//!     ..PlanSpec::new("All but 250 by the end of 2026", "2024-08".parse()?)
//! })?;
//! let projection = plan.project();
//! assert_eq!(projection.theatre().strength("2026-12".parse()?), Some(400));
//! assert_eq!(
//!     projection.deadlines()[0].to_string(),
//!     "the remainder: due 2026-12-31, goal 250; missed by 150, met in 2027-02, 2 months late"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way through
//!
//! 1. Write a plan: a [`PlanSpec`] literal, or a file for `Plan::from_toml` or `Plan::from_json`;
//!    the strengths that it begins with can come from csv, `Observed::from_csv`.
//! 2. Check it: a [`Plan`] cannot be wrong. What is wrong comes back all at once, as [`PlanErrors`].
//! 3. Project it: [`Plan::months`] steps through the months, [`Plan::project`] collects them, a
//!    [`Stepper`] goes through many plans in room that it keeps. None of them can fail.
//! 4. Ask: a [`Projection`] gives the [`ScopeView`] of a contributor, a host, a mission or any [`Scope`],
//!    and a [`DeadlineOutcome`] for each phase, with the [`DelayCause`]s of those that slip.
//! 5. Ask what if: [`Plan::named_variant`] and [`Plan::with_variant`] give the plan under a [`Variant`],
//!    [`Variant::sweep`] varies one thing over a range, and a [`Comparison`] sets variants against the
//!    plan as written.
//! 6. Ask what it costs: a [`CostBreakdown`] is exact, and never mixes currencies.
//! 7. Ask how likely: `Ensemble` draws every [`Estimate`] and [`Hazard`] many times, and counts what
//!    comes of it; a [`Draw`] is one of them.
//! 8. Take it along: [`Plan::to_icalendar`] puts its days in a calendar, a [`Table`] of any answer is
//!    written as csv or Parquet.
//! 9. Show it: a `Chart` draws levels, variants, ensembles, deadlines and outflow as SVG.
//!
//! # Vocabulary
//!
//! | word | meaning |
//! |---|---|
//! | theatre | all host countries of one plan |
//! | contributor, host | the country that sends troops, the country they stand in |
//! | [contingent](Contingent) | the troops of one contributor in one host with one mission |
//! | strength | head-count at a month's end |
//! | [mission](Mission) | what a contingent is there for |
//! | [phase](Phase) | a dated stretch of the plan that takes its scope to a [target](Target) by a deadline |
//! | deadline | the day by which a phase's target must hold |
//! | [residual](Residual) | troops that stay: a floor which no phase goes below |
//! | [event](Event) | what the plan waits for or counts from |
//! | [hold](Hold) | a window in which nobody in its scope leaves his host |
//! | [cap](Cap) | the most troops of its scope that can leave their host in one month |
//! | [hazard](Hazard) | a thing that may happen in any month and puts a hold on its scope |
//! | [estimate](Estimate) | low, best and high, with the words of the source |
//! | schedule | what the plan intends, month by month, as if nothing got in its way |
//! | [projection](Projection) | what comes of it, under holds, caps and floors |
//! | [variant](Variant) | a named list of adjustments to a plan |
//! | ensemble | many draws of a plan's estimates and hazards |
//!
//! # The rules
//!
//! **Days become months by one rule**: a day counts as the month end nearest to it, the earlier of
//! two equally near ([`Day::nearest_month_end`]). A deadline binds at that month end; an event or a
//! start opens the month after it; a window covers the months after the one up to the other.
//!
//! **The schedule.** A phase starts once the phases that precede it (those that share a contingent
//! with it, and those that send somebody into its scope) have ended and the events it waits for have
//! happened. It reckons what it moves from the scheduled strengths of the month before: never what a
//! residual keeps. What it moves is shared over its contingents by largest remainder
//! ([`apportion`]), and over its months by its [`Pace`], in exact cumulative figures.
//!
//! **The month step** carries every contingent from one month end to the next, in this order:
//!
//! 1. what is due: the backlog and this month's schedule;
//! 2. holds keep those who would leave their host;
//! 3. nobody leaves whom the floor keeps;
//! 4. caps, in listing order, share what they let through;
//! 5. what is left goes, the rest is backlog, and who was sent on or raised arrives.
//!
//! **Draws.** Every estimate whose low and high differ is drawn from the triangular distribution by one
//! uniform and its inverse, rounded half up in its own unit: troops, days or months. A hazard starts
//! with its chance in each month from the first after `as_of` in which it is not under way, lasts a
//! drawn number of months (0: it does not start), and is a hold; where a hold and a hazard keep the
//! same people back, the hold answers for it. The generator is Philox4x64-10 (Salmon et al. 2011) with
//! the key `[seed, hash]` and the counter `[number / 4, month, 0, 0]`: the draw takes the word
//! `number % 4`, and the first 53 bits of that are its uniform. The hash is FNV-1a of the name of what
//! is drawn, such as `phase["first year"].target`, `hazard["escalation"].monthly_chance` (which starts
//! where the uniform is below the chance) or `hazard["escalation"].lasts`; the month counts from
//! `as_of`, and is 0 for an estimate.
//!
//! Words such as "DESIGN section 4" in the documentation of an item name the part of the design
//! that states its rule.
//!
//! # Guarantees
//!
//! - People are whole: every number of a projection is integer arithmetic. Draws go from a uniform to
//!   whole numbers by IEEE 754's exact operations alone. Both are the same bits on every platform.
//! - Nobody is lost: `level(t) = level(0) - withdrawn + gained + arrived`, for every contingent.
//! - A contingent never falls below its floor by its own withdrawals.
//! - No input panics; a plan is bounded (4,096 contingents, 1,024 entries in every other list, 12,000
//!   months, files of 4 MiB).
//! - A draw is the same bits whatever else is drawn, on any number of threads; an ensemble is exact
//!   counts of draws.
//! - There is one engine: whatever needs levels folds over the same month step.
//!
//! # What it does not do
//!
//! It does not forecast: it computes what a stated plan implies. It knows countries, not bases; month
//! ends, not days; head-counts, not units or equipment. A deterministic projection knows no hazards:
//! only draws do. Estimates are drawn independently of each other.
//!
//! # Features
//!
//! - `toml` (default): `Plan::from_toml`, with line and column in every error.
//! - `json` (default): `Plan::from_json`.
//! - `parquet`: `Table::write_parquet`.
//! - `ensemble` (default): `Ensemble`, and summaries as files.
//! - `parallel` (default): ensembles on all cores.
//! - `csv` (default): `Table::write_csv`; `Observed::from_csv`, baselines and observed series from csv files, with ready mappings
//!   of their columns in `ColumnMapping`.
//! - `schema`: `PlanSpec::schema`, the JSON Schema of a plan file, for editors.
//! - `charts` (default): `Chart`, pictures in SVG.

mod calendar;
#[cfg(feature = "charts")]
mod chart;
mod engine;
mod ensemble;
#[doc(hidden)]
pub mod example;
mod files;
#[cfg(feature = "csv")]
mod observed;
mod plan;
mod projection;
mod spec;
mod table;
mod values;

pub use chrono;

#[cfg(feature = "charts")]
pub use chart::chart_type::Chart;
#[cfg(feature = "charts")]
pub use chart::deadline_chart::Odds;
#[cfg(feature = "charts")]
pub use chart::fan_chart::Fan;
pub use engine::months::{MonthRecord, MonthRecords};
pub use engine::stepper::Stepper;
#[cfg(feature = "ensemble")]
pub use ensemble::chances::DeadlineChances;
#[cfg(feature = "ensemble")]
pub use ensemble::difference::PairedDifference;
#[cfg(feature = "ensemble")]
pub use ensemble::distribution::Distribution;
pub use ensemble::draw::Draw;
#[cfg(feature = "ensemble")]
pub use ensemble::drivers::{InputSensitivity, Metric, OutcomeSensitivity};
#[cfg(feature = "ensemble")]
pub use ensemble::outlook::{LevelDistributions, PlanOutcomes};
#[cfg(feature = "ensemble")]
pub use ensemble::run::Progress;
#[cfg(feature = "ensemble")]
pub use ensemble::setup::{Ensemble, Sensitivity};
#[cfg(feature = "ensemble")]
pub use ensemble::summary::{EnsembleSummary, MergeError};
#[cfg(feature = "ensemble")]
pub use files::checkpoint::CheckpointError;
#[cfg(feature = "ensemble")]
pub use files::summary_file::SummaryError;
#[cfg(feature = "csv")]
pub use observed::csv_error::{CsvError, CsvErrorKind, CsvErrors};
#[cfg(feature = "csv")]
pub use observed::mapping::{
    ColumnMapping, CountrySource, DateForm, DateSource, MissionSource, RowFilter,
};
#[cfg(feature = "csv")]
pub use observed::series::{Baseline, Observation, Observed, SkipReason, SkippedRow};
pub use plan::checked::Plan;
pub use plan::error_kind::PlanErrorKind;
pub use plan::errors::{PlanError, PlanErrors, Position};
pub use plan::place::Place;
pub use projection::comparison::{Comparison, PlanResult};
pub use projection::cost_breakdown::{CostBreakdown, Money};
pub use projection::deadline::{DeadlineOutcome, PhaseStatus};
pub use projection::delay_causes::{Cause, DelayCause};
pub use projection::group_by::GroupBy;
pub use projection::project::Projection;
pub use projection::scope_view::ScopeView;
pub use spec::PlanSpec;
pub use spec::adjustment::{Adjustment, Shift, Variant};
pub use spec::constraint::{Cap, Hazard, Hold, Residual};
pub use spec::contingent::Contingent;
pub use spec::cost::Cost;
pub use spec::date_rule::{CountedFrom, Offset, When};
pub use spec::event::Event;
pub use spec::phase::{Destination, IfUndated, Order, Pace, Phase, Target, WhenLate};
pub use spec::scope::Scope;
pub use spec::source::Source;
pub use table::cell::{Cell, Column, ColumnKind};
pub use table::decimal::{Decimal, ParseDecimalError};
pub use table::table_error::TableError;
pub use table::table_type::Table;
pub use values::apportion::apportion;
pub use values::country::{Country, ParseCountryError};
pub use values::day::Day;
pub use values::estimate::{Estimate, EstimateError};
pub use values::input_value::InputValue;
pub use values::mean::{Mean, Proportion};
pub use values::mission::{Mission, ParseMissionError};
pub use values::percent::{ParsePercentError, Percent};
pub use values::probability::Probability;
pub use values::quantity::Quantity;
pub use values::troops::Troops;
pub use values::year_month::{MonthRange, ParseDateError, YearMonth};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
