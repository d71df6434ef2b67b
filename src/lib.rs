//! Projects how a military force leaves: by country, phase by phase, month by month.
//!
//! You give it a plan as public sources report it: who is there, what must leave by which deadline,
//! what stays as a residual presence, and what the plan waits for. It computes the troop levels of every
//! month, which deadlines are met, and why the others are missed.
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
//! # Overview
//!
//! 1. Write a plan: a [`PlanSpec`] literal, or a file for [`Plan::from_toml`] or [`Plan::from_json`]. Its
//!    initial strengths can be read from csv with [`Observed::from_csv`].
//! 2. Check it: [`Plan::new`] and the file readers return a valid [`Plan`], or [`PlanErrors`] with
//!    everything that is wrong.
//! 3. Project it: [`Plan::project`] computes and keeps all months, and [`Plan::month_records`] iterates over them.
//!    What the plan intends is its [`Schedule`]: keep it if you project a plan many times. A [`Stepper`](engine::Stepper)
//!    processes many schedules, reusing its buffers. A checked plan always projects.
//! 4. Read the results: a [`Projection`] gives a [`ScopeView`] of a contributor, a host, a mission or any
//!    [`Scope`], and a [`DeadlineOutcome`] for each phase, with the
//!    [`DelayCause`](projection::DelayCause)s of a missed one.
//! 5. Compare variants: [`Plan::named_variant`] and [`Plan::with_variant`] apply a [`Variant`],
//!    [`Variant::sweep`] varies one value over a range, [`Plan::variant_plans`] applies one variant after
//!    another, and a [`Comparison`] compares variants with the plan as written.
//! 6. Compute costs: a [`CostBreakdown`](cost::CostBreakdown) is exact and keeps currencies apart.
//! 7. Estimate chances: an [`Ensemble`] runs many draws of every [`Estimate`] and [`Hazard`] and counts the
//!    results; a [`Draw`](ensemble::Draw) is one of them. Your own distributions and common causes go in an
//!    [`Uncertainty`].
//! 8. Export: results, errors and plans serialize, and a plan can be written back to the format it was read from;
//!    [`Plan::to_icalendar`] writes an iCalendar file; a [`Table`](table::Table) writes any result as csv, JSON or
//!    Parquet.
//! 9. Draw charts: a [`Chart`] shows levels, variants, ensembles, deadlines or outflow as SVG.
//!
//! # Where things are
//!
//! The types most users need are at the crate root; the rest are in modules by topic:
//!
//! | module | holds |
//! |---|---|
//! | [`spec`] | the smaller parts of a plan as written |
//! | [`values`] | ranges of months, exact means and shares, probabilities |
//! | [`engine`] | months one by one, schedules, the stepper |
//! | [`projection`] | groups, causes of delay |
//! | [`cost`] | costs |
//! | [`history`] | past drawdowns, and what became of their deadlines |
//! | [`mod@ensemble`] | draws and ensembles |
//! | [`mod@seek`] | what would have to change |
//! | `observed` | observed strengths from csv (feature `csv`) |
//! | [`table`] | every result as a table |
//! | `chart` | charts (feature `charts`) |
//! | [`error`] | what can be wrong with a plan or a value |
//! | [`guide`] | from a newspaper paragraph to a report, and every question and column of the command |
//! | [`rules`] | the rule behind every number |
//! | `recipes` | short answers for programs that build on this library |
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | theatre | all host countries of one plan |
//! | contributor, host | the country that sends troops, the country they are stationed in |
//! | [contingent](Contingent) | the troops of one contributor in one host with one mission |
//! | strength | head-count at a month's end |
//! | [mission](Mission) | what a contingent is there for |
//! | [phase](Phase) | a dated stretch of the plan that takes its scope to a [target](Target) by a deadline |
//! | deadline | the day by which a phase's target must hold |
//! | [residual](Residual) | troops that stay: a floor that no phase goes below |
//! | [event](Event) | something that the plan waits for or counts from: a signing, an approval, an election |
//! | [hold](Hold) | a window in which no one in its scope leaves the host country |
//! | [cap](Cap) | the most troops of its scope that can leave their host in one month |
//! | [hazard](Hazard) | something that may start in any month and puts a hold on its scope |
//! | [estimate](Estimate) | low, best and high, with the words of the source |
//! | [schedule](Schedule) | what the plan intends, month by month, as if nothing got in its way |
//! | [projection](Projection) | what results under holds, caps and floors |
//! | [variant](Variant) | a named list of adjustments to a plan |
//! | [ensemble](mod@ensemble) | many draws of a plan's estimates and hazards |
//! | troop-months | the sum of month-end strengths |
//!
//! # The rules
//!
//! The module [`rules`] states the rule behind every number, with worked examples. In short:
//!
//! **[Days become months](crate::rules#nearest-month-end).** A day counts as the month end nearest to it. A
//! deadline binds at that month end; an event or a start opens the month after it.
//!
//! **[The schedule](crate::rules#start).** A phase starts when the phases that precede it have ended and the
//! events it waits for have happened. Its size is computed from the previous month's scheduled strengths,
//! excluding residuals. It is [apportioned](crate::rules#apportioning) over its contingents and spread over
//! its months by its [pace](crate::rules#moved-share).
//!
//! **[The month step](crate::rules#month-step).** Five steps take every contingent from one month end to the
//! next:
//!
//! 1. [collect](crate::rules#collect) what is due: the backlog and this month's scheduled departures;
//! 2. [holds](crate::rules#holds) keep troops in their host;
//! 3. [floors](crate::rules#floors-step): no contingent drops below its floor;
//! 4. [caps](crate::rules#caps) limit what leaves, and are apportioned over their contingents;
//! 5. [commit](crate::rules#commit): the remainder departs, blocked troops become backlog, transfers and
//!    reinforcements arrive.
//!
//! **[Draws](crate::rules#draw).** Estimates are drawn from a triangular distribution, and hazards start by
//! chance month by month. The generator is counter-based, so a draw depends only on the plan, the seed and
//! its number.
//!
//! # Guarantees
//!
//! - All head-counts are integers, and every number of a projection is computed in integer arithmetic.
//!   Draws use only operations that IEEE 754 rounds exactly. Both give the same bits on every platform.
//! - Troops are conserved: `level(t) = level(0) - withdrawn + gained + arrived`, for every contingent.
//! - Withdrawals never take a contingent below its floor.
//! - No input causes a panic, and the [size of a plan](crate::rules#limits) is limited.
//! - A draw gives the same bits on any number of threads, whatever else is drawn. The counts of an ensemble
//!   are exact.
//! - There is one engine: everything that needs levels walks the months through one driver. Where it skips
//!   steps that would change nothing, tests check that the results are equal.
//!
//! # Scope and limitations
//!
//! The library does not forecast: it computes what a stated plan implies. It models countries, not bases;
//! month ends, not days; head-counts, not units or equipment. A deterministic projection ignores hazards;
//! only draws include them. Estimates are drawn independently of each other unless an
//! [`Uncertainty`] ties them.
//!
//! # Features
//!
//! - `toml` (default): [`Plan::from_toml`], with line and column in every error.
//! - `json` (default): [`Plan::from_json`] and [`Table::write_json`].
//! - `csv` (default): [`Table::write_csv`], and [`Observed::from_csv`] for baselines and observed series, with
//!   ready mappings of columns in [`ColumnMapping`].
//! - `ensemble` (default): [`Ensemble`], and summaries as files.
//! - `parallel` (default): ensembles on all cores.
//! - `charts` (default): [`Chart`], in SVG.
//! - `parquet`: [`Table::write_parquet`].
//! - `png`: `Chart::to_png`, charts in PNG with the fonts of the system.
//! - `history`: [`history`], sixteen past drawdowns and what became of their deadlines.
//! - `schema`: [`PlanSpec::schema`], the JSON Schema of a plan file, for editors, and that of results.
//!
// Links to what a feature adds lead to the published documentation where the feature is off.
#![cfg_attr(feature = "toml", doc = "[`Plan::from_toml`]: Plan::from_toml")]
#![cfg_attr(
    not(feature = "toml"),
    doc = "[`Plan::from_toml`]: https://docs.rs/drawdown/latest/drawdown/struct.Plan.html#method.from_toml"
)]
#![cfg_attr(feature = "json", doc = "[`Plan::from_json`]: Plan::from_json")]
#![cfg_attr(
    not(feature = "json"),
    doc = "[`Plan::from_json`]: https://docs.rs/drawdown/latest/drawdown/struct.Plan.html#method.from_json"
)]
#![cfg_attr(feature = "json", doc = "[`Table::write_json`]: table::Table::write_json")]
#![cfg_attr(
    not(feature = "json"),
    doc = "[`Table::write_json`]: https://docs.rs/drawdown/latest/drawdown/table/struct.Table.html#method.write_json"
)]
#![cfg_attr(feature = "csv", doc = "[`Observed::from_csv`]: observed::Observed::from_csv")]
#![cfg_attr(
    not(feature = "csv"),
    doc = "[`Observed::from_csv`]: https://docs.rs/drawdown/latest/drawdown/observed/struct.Observed.html#method.from_csv"
)]
#![cfg_attr(feature = "csv", doc = "[`ColumnMapping`]: observed::ColumnMapping")]
#![cfg_attr(
    not(feature = "csv"),
    doc = "[`ColumnMapping`]: https://docs.rs/drawdown/latest/drawdown/observed/struct.ColumnMapping.html"
)]
#![cfg_attr(feature = "csv", doc = "[`Table::write_csv`]: table::Table::write_csv")]
#![cfg_attr(
    not(feature = "csv"),
    doc = "[`Table::write_csv`]: https://docs.rs/drawdown/latest/drawdown/table/struct.Table.html#method.write_csv"
)]
#![cfg_attr(feature = "parquet", doc = "[`Table::write_parquet`]: table::Table::write_parquet")]
#![cfg_attr(
    not(feature = "parquet"),
    doc = "[`Table::write_parquet`]: https://docs.rs/drawdown/latest/drawdown/table/struct.Table.html#method.write_parquet"
)]
#![cfg_attr(feature = "schema", doc = "[`PlanSpec::schema`]: PlanSpec::schema")]
#![cfg_attr(
    not(feature = "schema"),
    doc = "[`PlanSpec::schema`]: https://docs.rs/drawdown/latest/drawdown/struct.PlanSpec.html#method.schema"
)]
#![cfg_attr(feature = "ensemble", doc = "[`Ensemble`]: ensemble::Ensemble")]
#![cfg_attr(
    not(feature = "ensemble"),
    doc = "[`Ensemble`]: https://docs.rs/drawdown/latest/drawdown/ensemble/struct.Ensemble.html"
)]
#![cfg_attr(feature = "ensemble", doc = "[`Uncertainty`]: ensemble::Uncertainty")]
#![cfg_attr(
    not(feature = "ensemble"),
    doc = "[`Uncertainty`]: https://docs.rs/drawdown/latest/drawdown/ensemble/struct.Uncertainty.html"
)]
#![cfg_attr(feature = "history", doc = "[`history`]: mod@history")]
#![cfg_attr(
    not(feature = "history"),
    doc = "[`history`]: https://docs.rs/drawdown/latest/drawdown/history/index.html"
)]
#![cfg_attr(feature = "charts", doc = "[`Chart`]: chart::Chart")]
#![cfg_attr(
    not(feature = "charts"),
    doc = "[`Chart`]: https://docs.rs/drawdown/latest/drawdown/chart/struct.Chart.html"
)]
// Labels what a feature adds, on docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Modules in dependency order: each imports only from those before it (a test checks this).

pub mod values;

pub mod spec;

// The checked plan: one function per rule, all errors at once.
mod plan;

pub mod engine;

pub mod projection;

pub mod cost;

pub mod ensemble;

pub mod seek;

#[cfg(feature = "csv")]
pub mod observed;

// Plan files and saved summaries.
mod files;

#[cfg(feature = "history")]
pub mod history;

pub mod table;

#[cfg(feature = "charts")]
pub mod chart;

// iCalendar files.
mod calendar;

pub mod error;

#[cfg(feature = "schema")]
pub mod schema;

// The rules of the numbers, as documentation.
#[doc = include_str!("../docs/rules.md")]
pub mod rules {}

// From a newspaper paragraph to a report, as documentation.
#[doc = include_str!("../docs/guide.md")]
pub mod guide {}

// Short answers for programs that build on the library, as documentation.
#[cfg(all(
    feature = "charts",
    feature = "csv",
    feature = "ensemble",
    feature = "json",
    feature = "toml"
))]
#[doc = include_str!("../docs/recipes.md")]
pub mod recipes {}

// The plan of the documentation's examples.
#[doc(hidden)]
pub mod example;

pub use chrono;

// What every user meets; the rest stands in the modules above.
pub use engine::schedule::Schedule;
pub use error::any::Error;
pub use plan::checked::Plan;
pub use plan::errors::PlanErrors;
pub use projection::comparison::Comparison;
pub use projection::deadline::DeadlineOutcome;
pub use projection::projection_type::Projection;
pub use projection::scope_view::ScopeView;
pub use spec::PlanSpec;
pub use spec::adjustment::{Adjustment, Shift, Variant};
pub use spec::constraint::{Cap, Hazard, Hold, Residual};
pub use spec::contingent::Contingent;
pub use spec::cost::Cost;
pub use spec::date_rule::When;
pub use spec::event::Event;
pub use spec::phase::{Pace, Phase, Target};
pub use spec::scope::Scope;
pub use values::country::Country;
pub use values::day::Day;
pub use values::estimate::Estimate;
pub use values::mission::Mission;
pub use values::percent::Percent;
pub use values::troops::Troops;
pub use values::year_month::YearMonth;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
