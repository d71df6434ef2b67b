//! Runs one plan draw after draw, and counts the results.

use std::sync::Arc;

use crate::engine::driver::MonthDriver;
use crate::engine::month_flows::MonthFlows;
use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::chances::ChancesCounter;
use crate::ensemble::counter::Counter;
use crate::ensemble::draw_inputs::{DrawValues, DrawnEstimates};
use crate::ensemble::groups::Groups;
use crate::ensemble::level_counters::LevelCounters;
use crate::ensemble::merge::MergeError;
use crate::ensemble::plan_outcomes::{Group, LevelDistributions, PlanOutcomes};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::plan::numbers::Numbers;
use crate::projection::cost_breakdown::{month_twelfths, troop_twelfths};
use crate::projection::deadline::{GoalCheck, sum_of_scope};
use crate::projection::departures::Departures;
use crate::projection::presence::residual_presence;
use crate::projection::projection_type::is_finished;

/// The result of one draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct DrawResult {
    pub(crate) completion: Option<i32>,
    pub(crate) troop_months: u64,
    /// By phase; `None` where nothing is due.
    pub(crate) checks: Vec<Option<GoalCheck>>,
    /// By currency, in twelfths.
    pub(crate) costs: Vec<u128>,
}

/// Runs draws of a plan and counts the results.
#[derive(Clone, Debug)]
pub(crate) struct DrawRecorder<'p> {
    prepared: &'p PreparedPlan<'p>,
    /// `None` where only the result of a draw is asked for.
    levels: Option<LevelCounters>,
    chances: Vec<ChancesCounter>,
    completion: Counter<i32>,
    troop_months: Counter<u64>,
    costs: Vec<Counter<i128>>,
    /// How many values there are in tables, those of levels aside.
    values: u64,
    /// Of the current draw.
    pub(crate) result: DrawResult,
}

/// What one draw of one plan is computed in; a thread has one for all its plans.
#[derive(Clone, Debug, Default)]
pub(crate) struct DrawScratch {
    /// The levels of the current draw, month by month.
    months: Vec<u32>,
    departures: Departures,
    driver: MonthDriver,
    flows: MonthFlows,
    /// A number for each group.
    sums: Vec<u64>,
    /// What residuals protect of each contingent in the current month.
    protected: Vec<u32>,
}

impl<'p> DrawRecorder<'p> {
    /// A recorder for one plan of an ensemble that has `plans` of them.
    pub(crate) fn new(prepared: &'p PreparedPlan<'p>, plans: usize) -> Self {
        let months = usize::try_from(prepared.plan.horizon()).unwrap_or(0) + 1;
        let levels = LevelCounters::new(months, prepared.groups.len(), plans);
        Self { levels: Some(levels), ..Self::without_levels(prepared) }
    }

    /// For the results of draws alone.
    pub(crate) fn without_levels(prepared: &'p PreparedPlan<'p>) -> Self {
        Self {
            prepared,
            levels: None,
            chances: vec![ChancesCounter::default(); prepared.plan.spec.phases.len()],
            completion: Counter::default(),
            troop_months: Counter::default(),
            costs: vec![Counter::default(); prepared.currencies.len()],
            values: 0,
            result: DrawResult::default(),
        }
    }

    /// Runs a draw and counts the result.
    pub(crate) fn draw(&mut self, values: &DrawValues, scratch: &mut DrawScratch) -> &DrawResult {
        let mut source = DrawnEstimates { inputs: &self.prepared.inputs, values };
        let (plan, hazards) = (self.prepared.plan, values.hazards.clone());
        let schedule = match &self.prepared.days {
            Some(days) => {
                let numbers = Numbers::new(plan, &mut source);
                ScheduleData::with_days(plan, numbers, Arc::clone(days), hazards)
            }
            None => ScheduleData::new(plan, &mut source, hazards),
        };
        self.run(&schedule, scratch)
    }

    /// Runs a schedule of the plan and counts the result.
    pub(crate) fn run(
        &mut self,
        schedule: &ScheduleData,
        scratch: &mut DrawScratch,
    ) -> &DrawResult {
        scratch.months.clear();
        scratch.departures.clear();
        scratch.sums.resize(self.prepared.groups.len(), 0);
        self.result.troop_months = 0;
        self.result.checks.clear();
        self.result.costs.clear();
        self.result.costs.resize(self.costs.len(), 0);
        let mut driver = std::mem::take(&mut scratch.driver);
        let mut last_move = 0;
        driver.begin(schedule);
        while let Some(state) = driver.next(schedule) {
            self.count_month(schedule, state, scratch);
            if state.has_movement() {
                last_move = state.t;
            }
        }
        self.result.completion = is_finished(schedule, driver.state()).then_some(last_move);
        scratch.driver = driver;
        self.count_draw(schedule, scratch);
        &self.result
    }

    fn count_month(
        &mut self,
        schedule: &ScheduleData,
        state: &MonthState,
        scratch: &mut DrawScratch,
    ) {
        let groups = &self.prepared.groups;
        groups.sum(&state.levels, &mut scratch.sums);
        // The opening month is not the plan's (rules#windows-of-sums).
        let is_counted = state.t > 0;
        if is_counted {
            self.result.troop_months += scratch.sums[0];
        }
        if let Some(levels) = &mut self.levels {
            levels.gather(&scratch.sums);
            let floors = schedule.floors.at(state.t);
            let protected =
                state.levels.iter().zip(floors).map(|(&level, &floor)| level.min(floor));
            scratch.protected.clear();
            scratch.protected.extend(protected);
            groups.sum(&scratch.protected, &mut scratch.sums);
            if groups.has_missions() {
                move_presence_to_residual_missions(groups, schedule, state, &mut scratch.sums);
            }
            levels.gather(&scratch.sums);
        }
        scratch.months.extend_from_slice(&state.levels);
        scratch.departures.add(state);
        if is_counted {
            self.add_costs(schedule, state, &mut scratch.flows);
        }
    }

    fn add_costs(&mut self, schedule: &ScheduleData, state: &MonthState, flows: &mut MonthFlows) {
        let lines = &self.prepared.cost_lines;
        if lines.iter().any(|line| line.cost.per_withdrawn.is_some()) {
            state.record(schedule, flows);
        }
        for line in lines {
            let sum = |row: &[u32]| line.members.iter().map(|&c| u64::from(row[c])).sum::<u64>();
            let left = match line.cost.per_withdrawn {
                Some(_) => sum(&flows.withdrawn) - sum(&flows.transferred),
                None => 0,
            };
            self.result.costs[line.currency] +=
                troop_twelfths(line.cost, sum(&state.levels), left) + month_twelfths(line.cost);
        }
    }

    /// Counts the results of the whole draw.
    fn count_draw(&mut self, schedule: &ScheduleData, scratch: &DrawScratch) {
        let result = &mut self.result;
        let contingents = schedule.numbers.strengths.len();
        for (phase, chances) in self.chances.iter_mut().enumerate() {
            let strength = |t: i32| {
                let month = usize::try_from(t).unwrap_or(0) * contingents;
                let levels = scratch.months.get(month..).unwrap_or_default();
                sum_of_scope(schedule, phase, levels)
            };
            let check = GoalCheck::new(schedule, phase, strength);
            let is_at_pace = check.is_some_and(|check| check.met == Some(true))
                && scratch.departures.is_at_planned_pace(schedule, phase);
            self.values += chances.count(check, is_at_pace);
            result.checks.push(check);
        }
        self.values += self.completion.count(result.completion);
        self.values += self.troop_months.count(Some(result.troop_months));
        for (counter, &cost) in self.costs.iter_mut().zip(&result.costs) {
            self.values += counter.count(i128::try_from(cost).ok());
        }
        if let Some(levels) = &mut self.levels {
            levels.end_draw();
        }
    }

    /// Counts what is gathered.
    pub(crate) fn count_gathered(&mut self) {
        if let Some(levels) = &mut self.levels {
            levels.count_gathered();
        }
    }

    /// How many values there are in tables.
    pub(crate) fn values(&self) -> u64 {
        self.values + self.levels.as_ref().map_or(0, LevelCounters::values)
    }

    /// What is counted, without the levels. What is gathered must be counted before.
    fn without_the_levels(&self) -> PlanOutcomes {
        let PreparedPlan { name, plan, ref currencies, .. } = *self.prepared;
        let schedule = plan.schedule(); // the dates with every estimate at its best
        let capped = plan.references.capped();
        let dates = schedule.data.timeline.phases.iter().zip(&plan.spec.phases).enumerate();
        let deadlines = self.chances.iter().zip(dates);
        let deadlines = deadlines.map(|(chances, (i, (dates, phase)))| {
            let binding_month = dates.binds.map(|b| plan.month(b));
            let is_capped = plan.leaving(i).any(|contingent| capped.contains(&contingent));
            chances.finish(&phase.name, dates.deadline, binding_month, is_capped)
        });
        let costs = currencies.iter().zip(&self.costs);
        let costs = costs.map(|(currency, counter)| ((*currency).to_owned(), counter.finish()));
        PlanOutcomes {
            name: name.to_owned(),
            as_of: plan.as_of(),
            through: plan.through(),
            theatre: LevelDistributions::empty(plan.as_of(), 0),
            groups: Vec::new(),
            deadlines: deadlines.collect(),
            completion: self.completion.finish(),
            troop_months: self.troop_months.finish(),
            costs: costs.collect(),
        }
    }

    /// The outcomes of no draws.
    pub(crate) fn empty(prepared: &'p PreparedPlan<'p>) -> PlanOutcomes {
        let months = usize::try_from(prepared.months()).unwrap_or(0);
        let levels = || LevelDistributions::empty(prepared.plan.as_of(), months);
        let groups = prepared.groups.names.iter();
        let groups =
            groups.map(|(by, name)| Group { by: *by, name: name.clone(), levels: levels() });
        let groups = groups.collect();
        let without_levels = Self::without_levels(prepared).without_the_levels();
        PlanOutcomes { theatre: levels(), groups, ..without_levels }
    }

    /// Adds what is counted to the outcomes of other draws of the plan. What is gathered must be counted before. The
    /// levels, of which there may be millions, are added one by one.
    pub(crate) fn add_to(&self, outcomes: &mut PlanOutcomes) -> Result<(), MergeError> {
        outcomes.merge_all_but_levels(&self.without_the_levels())?;
        if let Some(counters) = &self.levels {
            let groups = outcomes.groups.iter_mut().map(|group| &mut group.levels);
            let mut levels: Vec<&mut LevelDistributions> =
                std::iter::once(&mut outcomes.theatre).chain(groups).collect();
            counters.add_to(&mut levels);
        }
        Ok(())
    }
}

/// Moves the residual presence from the contingents' missions to the residuals' own.
fn move_presence_to_residual_missions(
    groups: &Groups,
    schedule: &ScheduleData,
    state: &MonthState,
    sums: &mut [u64],
) {
    let contingents = &schedule.plan.spec.contingents;
    for (c, (contingent, &level)) in contingents.iter().zip(&state.levels).enumerate() {
        let Some(own) = groups.of_mission(contingent.mission) else { continue };
        for (mission, troops) in residual_presence(schedule, state.t, c, level) {
            if let Some(other) = groups.of_mission(mission) {
                sums[other] += u64::from(troops);
                sums[own] -= u64::from(troops);
            }
        }
    }
}
