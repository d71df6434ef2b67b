//! The months of a projection, one after another.

use std::iter::FusedIterator;

use serde::{Deserialize, Serialize};

use crate::engine::driver::MonthDriver;
use crate::engine::month_flows::MonthFlows;
use crate::engine::schedule::Schedule;
use crate::plan::checked::Plan;
use crate::projection::delay_causes::Cause;
use crate::projection::projection_type::Projection;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// Steps through a plan month by month; it cannot fail. Made by [`Plan::month_records`] and [`Schedule::month_records`].
///
/// A clone continues from where the original is.
///
/// ```
/// use drawdown::Troops;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let first_below_2_000 = plan.month_records().find(|month| month.strength[0] < Troops(2_000));
/// assert_eq!(first_below_2_000.map(|month| month.month), Some("2025-10".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "months do nothing unless iterated"]
pub struct MonthRecords {
    schedule: Schedule,
    driver: MonthDriver,
    flows: MonthFlows,
}

/// One month of a projection: each contingent's scheduled strength, strength and flows, in listing order. Troops are
/// [conserved](crate::rules#conservation).
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// for month in plan.month_records() {
///     let (was, is) = (month.scheduled[0], month.strength[0]);
///     assert!(was <= is, "{}: {} behind schedule", month.month, is.0 - was.0);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MonthRecord {
    /// The month at whose end the strengths hold.
    pub month: YearMonth,
    /// Troops as scheduled, as if nothing got in the way.
    pub scheduled: Vec<Troops>,
    /// Troops there at the month's end.
    pub strength: Vec<Troops>,
    /// Troops who left the contingent in the month: for home, another host or another mission.
    pub withdrawn: Vec<Troops>,
    /// Troops added by a raise in the month.
    pub gained: Vec<Troops>,
    /// Those of `withdrawn` who were sent on, to another host or another mission; the others went home.
    pub moved: Vec<Troops>,
    /// Troops who came from another contingent in the month.
    pub arrived: Vec<Troops>,
    /// Who was due to leave and was kept back, and by what; in no particular order.
    pub kept_back: Vec<KeptBack>,
}

/// Troops of one phase who are due to leave in a month and are kept back by one cause.
///
/// ```
/// use drawdown::projection::Cause;
/// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     caps: vec![Cap::new("airlift", Troops(500))],
///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
/// })?;
/// let september = plan.month_records().nth(1).ok_or("no such month")?;
/// let kept_back = &september.kept_back[0];
/// assert_eq!((&kept_back.cause, kept_back.troops), (&Cause::Cap("airlift".into()), 125)); // of 625
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KeptBack {
    /// The phase that they leave under.
    pub phase: String,
    /// What keeps them back: a hold, a hazard, the floor or a cap.
    pub cause: Cause,
    /// How many.
    pub troops: u64,
}

impl MonthRecord {
    /// Troops of each contingent who went home in the month, in listing order.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let home: u64 = plan.month_records().flat_map(|month| month.went_home()).map(|troops| u64::from(troops.0)).sum();
    /// assert_eq!(home, 2_250);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn went_home(&self) -> Vec<Troops> {
        let both = self.withdrawn.iter().zip(&self.moved);
        both.map(|(withdrawn, moved)| Troops(withdrawn.0.saturating_sub(moved.0))).collect()
    }

    /// A month of no contingents, to fill in.
    #[must_use]
    pub const fn new(month: YearMonth) -> Self {
        Self {
            month,
            scheduled: Vec::new(),
            strength: Vec::new(),
            withdrawn: Vec::new(),
            gained: Vec::new(),
            moved: Vec::new(),
            arrived: Vec::new(),
            kept_back: Vec::new(),
        }
    }
}

impl Plan {
    /// The months from `as_of` through the last one projected, with every estimate at its best.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut months = plan.month_records();
    /// let first_year: Vec<_> = months.by_ref().take(12).collect();
    /// let the_rest: Vec<_> = months.collect(); // continued where the first year ended
    /// assert_eq!(first_year.len() + the_rest.len(), plan.month_records().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn month_records(&self) -> MonthRecords {
        self.schedule().month_records()
    }
}

impl Schedule {
    /// The months from `as_of` through the last one projected.
    pub fn month_records(&self) -> MonthRecords {
        let mut driver = MonthDriver::default();
        driver.begin(&self.data);
        MonthRecords { schedule: self.clone(), driver, flows: MonthFlows::default() }
    }
}

impl IntoIterator for &Projection {
    type Item = MonthRecord;
    type IntoIter = MonthRecords;

    fn into_iter(self) -> MonthRecords {
        self.iter()
    }
}

impl Projection {
    /// Steps through the months again: those of [`Schedule::month_records`].
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let busiest = projection.iter().map(|month| month.withdrawn[0]).max();
    /// assert_eq!(busiest.map(|troops| troops.0), Some(117));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn iter(&self) -> MonthRecords {
        self.schedule().month_records()
    }
}

impl Iterator for MonthRecords {
    type Item = MonthRecord;

    fn next(&mut self) -> Option<MonthRecord> {
        let Self { schedule, driver, flows } = self;
        let schedule = &*schedule.data;
        let state = driver.next(schedule)?;
        state.record(schedule, flows);
        let spec = &schedule.plan.spec;
        let kept_back = state.blocked.iter().map(|blocked| KeptBack {
            phase: spec.phases[blocked.phase].name.clone(),
            cause: Cause::of(spec, blocked.blocker),
            troops: blocked.troops,
        });
        let troops = |row: &[u32]| row.iter().copied().map(Troops).collect();
        Some(MonthRecord {
            month: schedule.plan.month(state.t),
            scheduled: troops(&state.cursor.levels),
            strength: troops(&state.levels),
            withdrawn: troops(&flows.withdrawn),
            gained: troops(&flows.gained),
            moved: troops(&flows.transferred),
            arrived: troops(&flows.arrived),
            kept_back: kept_back.collect(),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let remaining = self.driver.remaining(&self.schedule.data);
        (remaining, Some(remaining))
    }
}

impl ExactSizeIterator for MonthRecords {}
impl FusedIterator for MonthRecords {}
