//! Runs one plan draw after draw, and counts the results.

use crate::engine::driver::MonthDriver;
use crate::engine::month_flows::MonthFlows;
use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::chances::ChancesTally;
use crate::ensemble::counter::Counter;
use crate::ensemble::draw_inputs::{DrawValues, DrawnEstimates};
use crate::ensemble::outlook::{Group, LevelDistributions, PlanOutcomes};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::projection::cost_breakdown::{month_twelfths, troop_twelfths};
use crate::projection::deadline::Verdict;
use crate::projection::presence::residual_presence;
use crate::projection::project::is_finished;

/// The result of one draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct DrawResult {
    pub(crate) completion: Option<i32>,
    pub(crate) troop_months: u64,
    pub(crate) slips: Vec<Option<i32>>,
    /// By currency, in twelfths.
    pub(crate) costs: Vec<u128>,
}

/// Runs draws of a plan and counts the results.
#[derive(Debug)]
pub(crate) struct DrawRecorder<'m> {
    prepared: &'m PreparedPlan<'m>,
    /// By month and within it by group; and so the next.
    strength: Vec<Counter<u32>>,
    residual: Vec<Counter<u32>>,
    chances: Vec<ChancesTally>,
    completion: Counter<i32>,
    troop_months: Counter,
    costs: Vec<Counter<i128>>,
    /// Of the draw at hand, and so the next: the strength of each phase's scope, by month.
    in_scope: Vec<Vec<u64>>,
    result: DrawResult,
    driver: MonthDriver,
    flows: MonthFlows,
    sums: Vec<u64>,
}

impl<'m> DrawRecorder<'m> {
    pub(crate) fn new(prepared: &'m PreparedPlan<'m>) -> Self {
        let months = usize::try_from(prepared.plan.horizon()).unwrap_or(0) + 1;
        let groups = prepared.groups.len();
        let phases = prepared.plan.spec.phases.len();
        Self {
            prepared,
            strength: vec![Counter::default(); months * groups],
            residual: vec![Counter::default(); months * groups],
            chances: vec![ChancesTally::default(); phases],
            completion: Counter::default(),
            troop_months: Counter::default(),
            costs: vec![Counter::default(); prepared.currencies.len()],
            in_scope: vec![Vec::with_capacity(months); phases],
            result: DrawResult::default(),
            driver: MonthDriver::default(),
            flows: MonthFlows::default(),
            sums: vec![0; groups],
        }
    }

    /// Runs a draw and counts the result.
    pub(crate) fn draw(&mut self, values: &DrawValues) -> &DrawResult {
        let mut source = DrawnEstimates { inputs: &self.prepared.inputs, values };
        let hazards = values.hazards.clone();
        self.run(&ScheduleData::new(self.prepared.plan, &mut source, hazards))
    }

    /// Runs a schedule of the plan and counts the result.
    pub(crate) fn run(&mut self, schedule: &ScheduleData) -> &DrawResult {
        self.in_scope.iter_mut().for_each(Vec::clear);
        self.result.troop_months = 0;
        self.result.costs.clear();
        self.result.costs.resize(self.costs.len(), 0);
        let mut driver = std::mem::take(&mut self.driver);
        let mut last_move = 0;
        driver.begin(schedule);
        while let Some(state) = driver.next(schedule) {
            self.month(schedule, state);
            if state.has_movement(schedule) {
                last_move = state.t;
            }
        }
        let completion = is_finished(schedule, driver.state()).then_some(last_move);
        self.driver = driver;
        self.end(schedule, completion);
        &self.result
    }

    fn month(&mut self, schedule: &ScheduleData, state: &MonthState) {
        let groups = self.prepared.groups;
        let row = usize::try_from(state.t).unwrap_or(0) * groups.len();
        let levels = state.levels.iter().copied();
        groups.sum(&levels, &mut self.sums);
        self.result.troop_months += self.sums[0];
        count_all(&mut self.strength[row..], &self.sums);

        let floors = schedule.floors.at(state.t).iter();
        let present = levels.zip(floors).map(|(level, &floor)| level.min(floor));
        groups.sum(&present, &mut self.sums);
        if groups.has_missions() {
            self.move_presence_to_residual_missions(schedule, state);
        }
        count_all(&mut self.residual[row..], &self.sums);

        for (phase, in_scope) in self.in_scope.iter_mut().enumerate() {
            let routes = schedule.routes(phase).iter();
            in_scope.push(routes.map(|route| u64::from(state.levels[route.contingent])).sum());
        }
        self.add_costs(schedule, state);
    }

    fn add_costs(&mut self, schedule: &ScheduleData, state: &MonthState) {
        let lines = &self.prepared.lines;
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
        let groups = self.prepared.groups;
        let contingents = &schedule.plan.spec.contingents;
        for (c, (contingent, &level)) in contingents.iter().zip(&state.levels).enumerate() {
            for (mission, troops) in residual_presence(schedule, state.t, c, level) {
                let (own, other) =
                    (groups.of_mission(contingent.mission), groups.of_mission(mission));
                if let (Some(own), Some(other)) = (own, other) {
                    self.sums[other] += u64::from(troops);
                    self.sums[own] -= u64::from(troops);
                }
            }
        }
    }

    fn end(&mut self, schedule: &ScheduleData, completion: Option<i32>) {
        let result = &mut self.result;
        result.slips.clear();
        for (phase, (chances, in_scope)) in self.chances.iter_mut().zip(&self.in_scope).enumerate()
        {
            let strength = |t: i32| {
                let at = usize::try_from(t).ok().and_then(|t| in_scope.get(t));
                at.copied().unwrap_or(0)
            };
            let verdict = Verdict::new(schedule, phase, strength);
            chances.count(verdict);
            result.slips.push(verdict.and_then(|verdict| verdict.slip()));
        }
        result.completion = completion;
        self.completion.count(completion);
        self.troop_months.count(i64::try_from(result.troop_months).ok());
        for (counter, &cost) in self.costs.iter_mut().zip(&result.costs) {
            counter.count(i128::try_from(cost).ok());
        }
    }

    pub(crate) fn finish(self) -> PlanOutcomes {
        let PreparedPlan { name, plan, groups, ref currencies, .. } = *self.prepared;
        let count = groups.len();
        let by_group = |counters: Vec<Counter<u32>>| {
            let mut distributions = vec![Vec::new(); count];
            for (i, counter) in counters.into_iter().enumerate() {
                distributions[i % count].push(counter.finish());
            }
            distributions
        };
        let as_of = plan.as_of();
        let levels = by_group(self.strength).into_iter().zip(by_group(self.residual));
        let mut levels =
            levels.map(|(strength, residual)| LevelDistributions { as_of, strength, residual });
        let theatre = levels.next().unwrap_or_else(|| LevelDistributions::none(as_of));
        let groups = groups.names.iter().zip(levels);
        let groups = groups
            .map(|((by, name), levels)| Group { by: *by, name: name.clone(), levels })
            .collect();
        let schedule = plan.schedule(); // at best: the deadlines as people know them
        let dates = schedule.data.timeline.phases.iter().zip(&plan.spec.phases);
        let deadlines = self.chances.into_iter().zip(dates).map(|(chances, (dates, phase))| {
            let due = dates.binds.map(|b| plan.month(b));
            chances.finish(&phase.name, dates.deadline, due)
        });
        let costs = currencies.iter().zip(self.costs);
        let costs = costs.map(|(currency, counter)| ((*currency).to_owned(), counter.finish()));
        PlanOutcomes {
            name: name.to_owned(),
            as_of,
            through: plan.through(),
            theatre,
            groups,
            deadlines: deadlines.collect(),
            completion: self.completion.finish(),
            troop_months: self.troop_months.finish(),
            costs: costs.collect(),
        }
    }
}

/// Counts the sum of each group.
fn count_all(counters: &mut [Counter<u32>], sums: &[u64]) {
    for (counter, &sum) in counters.iter_mut().zip(sums) {
        counter.count(u32::try_from(sum).ok());
    }
}
