//! How far a projection is off what was observed (rules#forecast-errors).

use serde::{Deserialize, Serialize};

use crate::observed::plan_observations::PlanObservations;
use crate::plan::timeline::CanRun;
use crate::projection::projection_type::Projection;
use crate::values::mean::Mean;
use crate::values::year_month::YearMonth;

/// The errors of a projection for a contingent or for all together, month by month.
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations};
///
/// let file = "month,contributor,host,mission,strength,source\n\
///             2025-03,USA,IRQ,,2300,press\n2025-09,USA,IRQ,,2020,press\n";
/// # let plan = drawdown::example::iraq_2024()?;
/// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
/// let in_iraq = &seen.errors(None)[0];
/// let errors: Vec<i64> = in_iraq.months.iter().map(|month| month.error()).collect();
/// assert_eq!(errors, [-50, -20]); // 2,250 and 2,000 projected
/// assert_eq!(in_iraq.mean().map(|mean| mean.to_string()).as_deref(), Some("-35.0"));
/// let percent = in_iraq.mean_absolute_percent().ok_or("nobody at the start")?;
/// assert_eq!(format!("{percent:.2}"), "1.40"); // of 2,500
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ForecastRecord {
    /// The index of the contingent; `None` for all together.
    pub contingent: Option<usize>,
    /// The strength at `as_of` at best, in troops.
    pub strength: u64,
    /// The observed months, in order.
    pub months: Vec<ForecastMonth>,
}

/// What was projected and what was observed at a month's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ForecastMonth {
    /// The month.
    pub month: YearMonth,
    /// Troops projected.
    pub projected: u64,
    /// Troops observed.
    pub observed: u64,
}

impl ForecastMonth {
    /// Projected less observed, in troops.
    #[must_use]
    pub fn error(self) -> i64 {
        let troops = |troops: u64| i64::try_from(troops).unwrap_or(i64::MAX);
        troops(self.projected) - troops(self.observed)
    }
}

impl ForecastRecord {
    /// The mean error, exact, in troops; `None` where nothing is observed.
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        self.mean_of(|month| month.error().into())
    }

    /// The mean absolute error, exact, in troops; `None` where nothing is observed.
    #[must_use]
    pub fn mean_absolute(&self) -> Option<Mean> {
        self.mean_of(|month| month.error().unsigned_abs().into())
    }

    /// The mean error in percent of the strength at `as_of`, exact; `None` where nothing is observed or that
    /// strength is 0. Tables show it with two decimals.
    #[must_use]
    pub fn mean_percent(&self) -> Option<Mean> {
        self.percent(self.mean()?)
    }

    /// The mean absolute error in percent of the strength at `as_of`, exact; `None` where nothing is observed or that
    /// strength is 0.
    #[must_use]
    pub fn mean_absolute_percent(&self) -> Option<Mean> {
        self.percent(self.mean_absolute()?)
    }

    fn mean_of(&self, value: impl Fn(&ForecastMonth) -> i128) -> Option<Mean> {
        let count = self.months.len() as u64;
        (count > 0).then(|| Mean { sum: self.months.iter().map(value).sum(), count })
    }

    fn percent(&self, mean: Mean) -> Option<Mean> {
        let count = mean.count.checked_mul(self.strength).filter(|whole| *whole > 0)?;
        Some(Mean { sum: mean.sum.checked_mul(100)?, count })
    }
}

impl PlanObservations {
    /// The errors of the plan as announced: of each contingent in listing order, then of all together. Every
    /// observed month counts from the first after `as_of` through the last in which a deadline binds, and through
    /// `replaced`, the month in which a later plan replaced this one, if one did.
    #[must_use]
    pub fn errors(&self, replaced: Option<YearMonth>) -> Vec<ForecastRecord> {
        let projection = self.plan().project();
        let contingents = 0..self.plan().spec.contingents.len();
        let all: Vec<usize> = contingents.clone().collect();
        let last = last_error_month(&projection, replaced);
        let of = |contingent: Option<usize>, members: &[usize]| ForecastRecord {
            contingent,
            strength: projection.table.sum_of_strengths(0, members),
            months: self.error_months(&projection, members, last),
        };
        let mut errors: Vec<ForecastRecord> = contingents.map(|c| of(Some(c), &[c])).collect();
        errors.push(of(None, &all));
        errors
    }

    fn error_months(
        &self,
        projection: &Projection,
        members: &[usize],
        last: i32,
    ) -> Vec<ForecastMonth> {
        let months = self.months().filter_map(|month| {
            let t = usize::try_from(month.months_since(self.plan().as_of())).ok();
            let t = t.filter(|t| *t >= 1 && i32::try_from(*t).is_ok_and(|t| t <= last))?;
            let observed = self.members(month, members)?;
            let projected = projection.table.sum_of_strengths(t, members);
            Some(ForecastMonth { month, projected, observed })
        });
        months.collect()
    }
}

/// The last month whose error counts, for every scope.
fn last_error_month(projection: &Projection, replaced: Option<YearMonth>) -> i32 {
    let schedule = projection.data();
    let phases = schedule.timeline.phases.iter();
    let binding = phases.filter(|dates| dates.run != CanRun::Past).filter_map(|dates| dates.binds);
    let last = binding.max().unwrap_or(schedule.horizon).min(schedule.horizon);
    replaced.map_or(last, |month| last.min(month.months_since(schedule.plan.as_of())))
}
