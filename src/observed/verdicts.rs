//! Judges deadlines by observed levels (rules#verdicts).

use crate::engine::schedule_data::ScheduleData;
use crate::observed::plan_observations::PlanObservations;
use crate::observed::verdict::{Statement, Verdict, VerdictClass, VerdictTerms};
use crate::values::day::Day;
use crate::values::percent::Percent;
use crate::values::year_month::YearMonth;

/// A goal, and the months that its phase is judged by, counted from `as_of`.
struct Goal {
    troops: u64,
    is_raise: bool,
    /// The earlier of the phase's start and b.
    first: i32,
    /// b
    binds: i32,
    /// Whether the deadline's day lies after the end of month b.
    is_after_month_end: bool,
}

/// The months in which a goal can have been met: the first, and the first in which it is known to be.
#[derive(Clone, Copy)]
struct Met {
    from: i32,
    to: Option<i32>,
}

impl PlanObservations {
    /// The verdict on the deadline of each phase, in listing order. Goals and starts are those of the plan
    /// [tracked](Self::tracked_plan) through the last month looked at.
    ///
    /// ```
    /// use drawdown::observed::{ObservationChoice, Observations, VerdictClass, VerdictTerms};
    ///
    /// let file = "month,contributor,host,mission,strength,source\n\
    ///             2025-08,USA,IRQ,,2100,press\n2025-11,USA,IRQ,,1900,press\n"; // due 2025-09: 2,000
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
    /// let first_year = &seen.verdicts(&VerdictTerms::default())[0];
    /// assert_eq!(first_year.class, Some(VerdictClass::Unknown)); // met in September, October or November
    /// assert_eq!((first_year.slip_from, first_year.slip_to), (Some(0), Some(2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn verdicts(&self, terms: &VerdictTerms) -> Vec<Verdict> {
        let schedule = self.tracked_plan().schedule();
        let phases = 0..self.plan().spec.phases.len();
        phases.map(|i| self.verdict(&schedule.data, i, terms)).collect()
    }

    pub(crate) fn verdict(
        &self,
        schedule: &ScheduleData,
        i: usize,
        terms: &VerdictTerms,
    ) -> Verdict {
        let (plan, dates) = (&schedule.plan, &schedule.timeline.phases[i]);
        let phase = &plan.spec.phases[i];
        let mut verdict = Verdict::new(&phase.name);
        verdict.deadline = dates.deadline.map(Day::date);
        verdict.binding_month = dates.binds.map(|b| plan.month(b));
        let (Some(binds), Some(goal)) = (dates.binds, Goal::of(schedule, i, terms.within)) else {
            return verdict;
        };
        verdict.goal = Some(goal.troops);
        let stated = terms.stated.iter().filter(|stated| stated.phase == phase.name);
        let stated: Vec<Statement> = stated.map(|stated| stated.statement).collect();
        if dates.is_replaced(phase.deadline.is_some()) || stated.contains(&Statement::Replaced) {
            verdict.class = Some(VerdictClass::Replaced);
            return verdict;
        }
        let scope: Vec<usize> = schedule.routes(i).iter().map(|route| route.contingent).collect();
        let seen = self.months().filter_map(|month| {
            Some((month.months_since(plan.as_of()), self.members(month, &scope)?))
        });
        let seen: Vec<(i32, u64)> = seen.filter(|(t, _)| *t >= goal.first - 1).collect();
        let met = goal.stated(plan.as_of(), &stated).unwrap_or_else(|| goal.met(&seen));
        let at = self.at().map(|at| at.months_since(plan.as_of()));
        let is_not_due = at.is_some_and(|at| binds > at);
        let class = match met {
            Met { to: Some(to), .. } if to <= binds => VerdictClass::Met,
            Met { from, .. } if from > binds => VerdictClass::Late,
            _ if is_not_due => VerdictClass::NotDue,
            _ if seen.is_empty() => VerdictClass::NoObservation,
            _ => VerdictClass::Unknown,
        };
        verdict.class = Some(class);
        if class == VerdictClass::NoObservation {
            return verdict;
        }
        let observed = seen.iter().find(|(t, _)| *t == binds).map(|(_, troops)| *troops);
        verdict.observed = observed;
        verdict.met_from = Some(plan.month(met.from));
        verdict.met_to = met.to.map(|to| plan.month(to));
        verdict.slip_from = Some(met.from - binds);
        verdict.slip_to = met.to.map(|to| to - binds);
        verdict.shortfall =
            observed.map(|seen| if goal.is_kept(seen) { 0 } else { seen.abs_diff(goal.troops) });
        verdict
    }
}

impl Goal {
    /// The goal of a phase, widened by a share of its cut or gain; `None` where nothing is computed.
    fn of(schedule: &ScheduleData, i: usize, within: Percent) -> Option<Self> {
        let (dates, allocation) = (&schedule.timeline.phases[i], schedule.judged(i)?);
        let binds = dates.binds?;
        let is_raise = schedule.is_raise(i);
        let tolerance = within.of(allocation.total.into());
        let troops = if is_raise {
            allocation.goal.saturating_sub(tolerance)
        } else {
            allocation.goal.saturating_add(tolerance)
        };
        let month_end = schedule.plan.month(binds).last_day();
        Some(Self {
            troops,
            is_raise,
            first: allocation.start.min(binds),
            binds,
            is_after_month_end: dates.deadline.is_some_and(|day| day.date() > month_end),
        })
    }

    fn is_kept(&self, seen: u64) -> bool {
        if self.is_raise { seen >= self.troops } else { seen <= self.troops }
    }

    /// When it was met, by the levels seen from the month before the first on.
    fn met(&self, seen: &[(i32, u64)]) -> Met {
        let is_kept_through = |from: i32, through: i32| {
            let mut later = seen.iter().filter(|(t, _)| (from..=through).contains(t));
            later.all(|(_, troops)| self.is_kept(*troops))
        };
        let mut months = seen.iter().map(|(t, _)| *t).filter(|t| *t >= self.first);
        let to = months.find(|&t| is_kept_through(t, self.binds.max(t)));
        let mut before = seen.iter().filter(|(t, _)| to.is_none_or(|to| *t < to));
        let last_missed = before.rfind(|(_, troops)| !self.is_kept(*troops));
        let from = last_missed.map_or(self.first, |(t, _)| t + 1);
        // On the days of the month up to the deadline it can still have been met.
        let is_in_time = self.is_after_month_end && from == self.binds + 1;
        Met { from: if is_in_time { self.binds } else { from }, to }
    }

    /// When it was met, by what a source says.
    fn stated(&self, as_of: YearMonth, stated: &[Statement]) -> Option<Met> {
        stated.iter().find_map(|statement| match statement {
            Statement::Met(day) => {
                let month = day.nearest_month_end()?.months_since(as_of);
                Some(Met { from: month, to: Some(month) })
            }
            Statement::Late => Some(Met { from: self.binds + 1, to: None }),
            Statement::Replaced => None,
        })
    }
}
