//! Runs one plan draw after draw, and counts the results.

use std::sync::Arc;

use crate::engine::driver::MonthDriver;
use crate::engine::month_flows::MonthFlows;
use crate::engine::month_state::MonthState;
use crate::engine::numbers::Numbers;
use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::chances::ChancesCounter;
use crate::ensemble::counter::Counter;
use crate::ensemble::draw_inputs::{DrawValues, DrawnEstimates};
use crate::ensemble::plan_outcomes::{Group, LevelDistributions, PlanOutcomes};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::projection::cost_breakdown::{month_twelfths, troop_twelfths};
use crate::projection::deadline::{Verdict, sum_of_scope};
use crate::projection::departures::Departures;
use crate::projection::presence::residual_presence;
use crate::projection::projection_type::is_finished;
use crate::values::year_month::YearMonth;

/// The result of one draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct DrawResult {
    pub(crate) completion: Option<i32>,
    pub(crate) troop_months: u64,
    /// By phase; `None` where nothing is due.
    pub(crate) verdicts: Vec<Option<Verdict>>,
    /// By currency, in twelfths.
    pub(crate) costs: Vec<u128>,
}

/// Runs draws of a plan and counts the results.
#[derive(Clone, Debug)]
pub(crate) struct DrawRecorder<'p> {
    prepared: &'p PreparedPlan<'p>,
    /// By group.
    levels: Vec<LevelCounters>,
    chances: Vec<ChancesCounter>,
    completion: Counter<i32>,
    troop_months: Counter<u64>,
    costs: Vec<Counter<i128>>,
    /// The levels of the current draw, month by month.
    months: Vec<u32>,
    /// Of the current draw.
    departures: Departures,
    /// Of the current draw.
    pub(crate) result: DrawResult,
    driver: MonthDriver,
    flows: MonthFlows,
    /// A number for each group.
    sums: Vec<u64>,
    /// What residuals protect of each contingent in the current month.
    protected: Vec<u32>,
}

/// Counts the levels of a group in each month.
#[derive(Clone, Debug)]
struct LevelCounters {
    strength: Vec<Counter<u32>>,
    residual: Vec<Counter<u32>>,
}

impl<'p> DrawRecorder<'p> {
    pub(crate) fn new(prepared: &'p PreparedPlan<'p>) -> Self {
        let months = usize::try_from(prepared.plan.horizon()).unwrap_or(0) + 1;
        let counters = || vec![Counter::default(); months];
        let levels = LevelCounters { strength: counters(), residual: counters() };
        let groups = prepared.groups.len();
        let phases = prepared.plan.spec.phases.len();
        Self {
            prepared,
            levels: vec![levels; groups],
            chances: vec![ChancesCounter::default(); phases],
            completion: Counter::default(),
            troop_months: Counter::default(),
            costs: vec![Counter::default(); prepared.currencies.len()],
            months: Vec::new(),
            departures: Departures::default(),
            result: DrawResult::default(),
            driver: MonthDriver::default(),
            flows: MonthFlows::default(),
            sums: vec![0; groups],
            protected: Vec::new(),
        }
    }

    /// Runs a draw and counts the result.
    pub(crate) fn draw(&mut self, values: &DrawValues) -> &DrawResult {
        let mut source = DrawnEstimates { inputs: &self.prepared.inputs, values };
        let (plan, hazards) = (self.prepared.plan, values.hazards.clone());
        let schedule = match &self.prepared.days {
            Some(days) => {
                let numbers = Numbers::new(plan, &mut source);
                ScheduleData::with_days(plan, numbers, Arc::clone(days), hazards)
            }
            None => ScheduleData::new(plan, &mut source, hazards),
        };
        self.run(&schedule)
    }

    /// Runs a schedule of the plan and counts the result.
    pub(crate) fn run(&mut self, schedule: &ScheduleData) -> &DrawResult {
        self.months.clear();
        self.departures.clear();
        self.result.troop_months = 0;
        self.result.verdicts.clear();
        self.result.costs.clear();
        self.result.costs.resize(self.costs.len(), 0);
        let mut driver = std::mem::take(&mut self.driver);
        let mut last_move = 0;
        driver.begin(schedule);
        while let Some(state) = driver.next(schedule) {
            self.count_month(schedule, state);
            if state.has_movement() {
                last_move = state.t;
            }
        }
        self.result.completion = is_finished(schedule, driver.state()).then_some(last_move);
        self.driver = driver;
        self.count_draw(schedule);
        &self.result
    }

    fn count_month(&mut self, schedule: &ScheduleData, state: &MonthState) {
        let groups = &self.prepared.groups;
        let month = usize::try_from(state.t).unwrap_or(0);
        groups.sum(&state.levels, &mut self.sums);
        // The opening month is not the plan's (rules#windows-of-sums).
        let is_counted = state.t > 0;
        if is_counted {
            self.result.troop_months += self.sums[0];
        }
        for (counters, &sum) in self.levels.iter_mut().zip(&self.sums) {
            counters.strength[month].count(u32::try_from(sum).ok());
        }

        let floors = schedule.floors.at(state.t);
        let protected = state.levels.iter().zip(floors).map(|(&level, &floor)| level.min(floor));
        self.protected.clear();
        self.protected.extend(protected);
        groups.sum(&self.protected, &mut self.sums);
        if groups.has_missions() {
            self.move_presence_to_residual_missions(schedule, state);
        }
        for (counters, &sum) in self.levels.iter_mut().zip(&self.sums) {
            counters.residual[month].count(u32::try_from(sum).ok());
        }

        self.months.extend_from_slice(&state.levels);
        self.departures.add(state);
        if is_counted {
            self.add_costs(schedule, state);
        }
    }

    fn add_costs(&mut self, schedule: &ScheduleData, state: &MonthState) {
        let lines = &self.prepared.cost_lines;
        if lines.iter().any(|line| line.cost.per_withdrawn.is_some()) {
            state.record(schedule, &mut self.flows);
        }
        for line in lines {
            let sum = |row: &[u32]| line.members.iter().map(|&c| u64::from(row[c])).sum::<u64>();
            let left = match line.cost.per_withdrawn {
                Some(_) => sum(&self.flows.withdrawn) - sum(&self.flows.transferred),
                None => 0,
            };
            self.result.costs[line.currency] +=
                troop_twelfths(line.cost, sum(&state.levels), left) + month_twelfths(line.cost);
        }
    }

    /// Moves the residual presence from the contingents' missions to the residuals' own.
    fn move_presence_to_residual_missions(&mut self, schedule: &ScheduleData, state: &MonthState) {
        let groups = &self.prepared.groups;
        let contingents = &schedule.plan.spec.contingents;
        for (c, (contingent, &level)) in contingents.iter().zip(&state.levels).enumerate() {
            let Some(own) = groups.of_mission(contingent.mission) else { continue };
            for (mission, troops) in residual_presence(schedule, state.t, c, level) {
                if let Some(other) = groups.of_mission(mission) {
                    self.sums[other] += u64::from(troops);
                    self.sums[own] -= u64::from(troops);
                }
            }
        }
    }

    /// Counts the results of the whole draw.
    fn count_draw(&mut self, schedule: &ScheduleData) {
        let result = &mut self.result;
        let contingents = schedule.numbers.strengths.len();
        for (phase, chances) in self.chances.iter_mut().enumerate() {
            let strength = |t: i32| {
                let month = usize::try_from(t).unwrap_or(0) * contingents;
                let levels = self.months.get(month..).unwrap_or_default();
                sum_of_scope(schedule, phase, levels)
            };
            let verdict = Verdict::new(schedule, phase, strength);
            let is_at_pace = verdict.is_some_and(|verdict| verdict.met == Some(true))
                && self.departures.is_at_planned_pace(schedule, phase);
            chances.count(verdict, is_at_pace);
            result.verdicts.push(verdict);
        }
        self.completion.count(result.completion);
        self.troop_months.count(Some(result.troop_months));
        for (counter, &cost) in self.costs.iter_mut().zip(&result.costs) {
            counter.count(i128::try_from(cost).ok());
        }
    }

    pub(crate) fn finish(self) -> PlanOutcomes {
        let PreparedPlan { name, plan, ref groups, ref currencies, .. } = *self.prepared;
        let levels = self.levels.into_iter().map(|counters| counters.finish(plan.as_of()));
        let mut levels: Vec<LevelDistributions> = levels.collect();
        let theatre = levels.remove(0); // group 0
        let groups = groups.names.iter().zip(levels);
        let groups =
            groups.map(|((by, name), levels)| Group { by: *by, name: name.clone(), levels });
        let schedule = plan.schedule(); // the dates with every estimate at its best
        let dates = schedule.data.timeline.phases.iter().zip(&plan.spec.phases).enumerate();
        let deadlines = self.chances.into_iter().zip(dates);
        let deadlines = deadlines.map(|(chances, (i, (dates, phase)))| {
            let binding_month = dates.binds.map(|b| plan.month(b));
            let is_capped = schedule.data.is_capped(i);
            chances.finish(&phase.name, dates.deadline, binding_month, is_capped)
        });
        let costs = currencies.iter().zip(self.costs);
        let costs = costs.map(|(currency, counter)| ((*currency).to_owned(), counter.finish()));
        PlanOutcomes {
            name: name.to_owned(),
            as_of: plan.as_of(),
            through: plan.through(),
            theatre,
            groups: groups.collect(),
            deadlines: deadlines.collect(),
            completion: self.completion.finish(),
            troop_months: self.troop_months.finish(),
            costs: costs.collect(),
        }
    }
}

impl LevelCounters {
    fn finish(self, as_of: YearMonth) -> LevelDistributions {
        let strength = self.strength.into_iter().map(Counter::finish).collect();
        let residual = self.residual.into_iter().map(Counter::finish).collect();
        LevelDistributions { as_of, strength, residual }
    }
}
