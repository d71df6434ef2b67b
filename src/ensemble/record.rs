//! One plan, draw after draw: what came of each is counted.

use std::ops::Range;

use crate::engine::basis::Basis;
use crate::engine::draw::Fixed;
use crate::engine::outcome::Outcome;
use crate::engine::outline::Outliner;
use crate::engine::step::State;
use crate::engine::totals::Totals;
use crate::ensemble::chances::ChancesTally;
use crate::ensemble::listing::Listing;
use crate::ensemble::model::Model;
use crate::ensemble::outlook::{Group, LevelDistributions, PlanOutcomes};
use crate::ensemble::tally::Tally;
use crate::plan::resolved::Course;
use crate::projection::deadline::{judge, judge_falling, start_and_goal};
use crate::projection::presence::kept_under;
use crate::projection::project::is_unfinished;

/// What came of one draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) completion: Option<i32>,
    pub(crate) troop_months: u64,
    pub(crate) slips: Vec<Option<i32>>,
    /// By currency, in twelfths.
    pub(crate) costs: Vec<u128>,
}

impl Figures {
    /// Of no draw, with room for what a plan has.
    fn new(model: &Model<'_>) -> Self {
        let slips = vec![None; model.plan.spec.phases.len()];
        Self { slips, costs: vec![0; model.currencies.len()], ..Self::default() }
    }

    /// Begins anew what is summed up.
    fn begin(&mut self) {
        self.troop_months = 0;
        // Most plans have no costs, and to clear nothing is a call all the same.
        if !self.costs.is_empty() {
            self.costs.fill(0);
        }
    }
}

/// Runs draws of a plan and counts what comes of them.
#[derive(Debug)]
pub(crate) struct Recorder<'m> {
    model: &'m Model<'m>,
    /// By month and within it by group; and so the next.
    strength: Vec<Tally<u32>>,
    residual: Vec<Tally<u32>>,
    chances: Vec<ChancesTally>,
    completion: Tally<i32>,
    troop_months: Listing,
    costs: Vec<Listing<i128>>,
    /// Of the four draws at hand; and so the next.
    pub(crate) fixed: [Fixed; 4],
    pub(crate) figures: [Figures; 4],
    // Of the one at hand:
    of_one: Figures,
    course: Course,
    outliner: Outliner,
    state: State,
    outcome: Outcome,
    totals: Option<Box<Totals>>,
    /// So many draws were counted by totals.
    by_totals: u32,
    /// About how many levels were reckoned.
    pub(crate) cells: u64,
    /// Each scope of phases, by month.
    in_scope: Vec<Vec<u64>>,
    sums: Vec<u64>,
}

impl<'m> Recorder<'m> {
    pub(crate) fn new(model: &'m Model<'m>) -> Self {
        let months = usize::try_from(model.plan.horizon()).unwrap_or(0) + 1;
        let groups = model.groups.len();
        let phases = model.plan.spec.phases.len();
        Self {
            model,
            strength: vec![Tally::default(); months * groups],
            residual: vec![Tally::default(); months * groups],
            chances: vec![ChancesTally::default(); phases],
            completion: Tally::default(),
            troop_months: Listing::default(),
            costs: vec![Listing::default(); model.currencies.len()],
            fixed: Default::default(),
            figures: std::array::from_fn(|_| Figures::new(model)),
            of_one: Figures::new(model),
            course: Course::best(model.plan).clone(),
            outliner: Outliner::default(),
            state: State::default(),
            outcome: Outcome::default(),
            totals: model.totals.clone().map(Box::new),
            by_totals: 0,
            cells: 0,
            in_scope: vec![Vec::with_capacity(months); model.scopes.len()],
            sums: vec![0; groups],
        }
    }

    /// Runs some of the four draws that share their noise and counts what comes of them.
    pub(crate) fn draw(&mut self, four: u64, which: Range<usize>) {
        self.model.noise.fix(four, &mut self.fixed);
        let counted = self.draw_totals(which.clone());
        for i in which.filter(|&i| !counted[i]) {
            self.cells += self.model.cells();
            self.redraw(i);
            let mut course = std::mem::take(&mut self.course);
            if self.model.inputs.moves_the_schedule() {
                self.outliner.outline(self.model.plan, &mut course);
            }
            course.hazards.clone_from(&self.fixed[i].hazards);
            self.run(&course);
            self.course = course;
            std::mem::swap(&mut self.figures[i], &mut self.of_one);
        }
    }

    fn redraw(&mut self, i: usize) {
        let Model { plan, inputs, openings, .. } = self.model;
        let fixed = &self.fixed[i];
        match openings {
            Some(openings) => self.course.redraw_with(plan, inputs, fixed, |timeline, _| {
                openings.set(fixed, timeline);
            }),
            None => self.course.redraw(plan, inputs, fixed),
        }
    }

    /// Runs those of some draws of which the theatre's totals say everything; says which.
    fn draw_totals(&mut self, which: Range<usize>) -> [bool; 4] {
        let mut enough = [false; 4];
        let Some(mut totals) = self.totals.take() else { return enough };
        totals.begin();
        for i in which {
            if totals.on_course {
                self.redraw(i);
            }
            let basis = Basis { plan: self.model.plan, course: &self.course };
            enough[i] = totals.lay_out(i, basis, &self.fixed[i]);
        }
        totals.step();
        self.count_totals(&totals, enough);
        self.totals = Some(totals);
        enough
    }

    /// Runs the plan's months on a course and counts what comes of it.
    pub(crate) fn run(&mut self, course: &Course) -> &Figures {
        let basis = Basis { plan: self.model.plan, course };
        self.begin();
        let mut state = std::mem::take(&mut self.state);
        state.begin(basis);
        let mut last_move = 0;
        self.month(basis, &state);
        while state.t < self.model.plan.horizon() {
            state.step(basis);
            self.month(basis, &state);
            if state.moves_anybody(basis) {
                last_move = state.t;
            }
        }
        let completion = (!is_unfinished(basis, &state)).then_some(last_move);
        self.end(basis, completion, |i| start_and_goal(&course.outline, i));
        self.state = state;
        &self.of_one
    }

    /// Counts those of four draws of which the theatre's totals say everything.
    fn count_totals(&mut self, totals: &Totals, enough: [bool; 4]) {
        let counted = || (0..4).filter(|&i| enough[i]);
        let mut sums = [0; 4];
        for row in &totals.levels {
            sums = std::array::from_fn(|i| sums[i] + u64::from(row[i].cast_unsigned()));
        }
        for (tally, row) in self.strength.iter_mut().zip(&totals.levels) {
            let row = row.map(i32::cast_unsigned);
            if enough == [true; 4] {
                for level in row {
                    tally.add(level, 1);
                }
            } else {
                for i in counted() {
                    tally.add(row[i], 1);
                }
            }
        }
        let completions = totals.completions();
        for i in counted() {
            self.by_totals += 1; // the residual is the same in all
            self.cells += self.model.cells_of_totals();
            let figures = &mut self.figures[i];
            figures.begin();
            figures.completion = completions[i];
            figures.troop_months = sums[i];
            self.completion.count(completions[i]);
            self.troop_months.count(i64::try_from(sums[i]).ok());
            for line in &self.model.lines {
                figures.costs[line.currency] += line.per_month * totals.levels.len() as u128
                    + u128::from(sums[i]) * line.per_troop_month
                    + u128::from(totals.home_departures(i)) * line.per_leaver;
            }
            for (tally, &cost) in self.costs.iter_mut().zip(&figures.costs) {
                tally.count(i128::try_from(cost).ok());
            }
        }
        let last = self.model.plan.horizon();
        for (phase, chances) in self.chances.iter_mut().enumerate() {
            let reached = totals.reached(phase);
            for i in counted() {
                let judged = reached.and_then(|reached| {
                    let (run, first) = reached[i];
                    Some(judge_falling(run.binds?, run.start, first, last))
                });
                chances.count(judged);
                self.figures[i].slips[phase] = judged.and_then(|(_, slip)| slip);
            }
        }
    }

    fn begin(&mut self) {
        self.of_one.begin();
        self.in_scope.iter_mut().for_each(Vec::clear);
    }

    fn month(&mut self, basis: Basis<'_>, state: &State) {
        let model = self.model;
        let row = usize::try_from(state.t).unwrap_or(0) * self.sums.len();
        let levels = state.levels().iter().copied();
        model.groups.sum(&levels, &mut self.sums);
        let theatre = self.sums[0];
        self.of_one.troop_months += theatre;
        for (tally, &sum) in self.strength[row..].iter_mut().zip(&self.sums) {
            tally.count(u32::try_from(sum).ok());
        }
        let floors = basis.course.floors.at(state.t).iter();
        let present = levels.zip(floors).map(|(level, &floor)| level.min(floor));
        model.groups.sum(&present, &mut self.sums);
        if model.groups.has_missions() {
            self.residuals_under_their_missions(basis, state);
        }
        for (tally, &sum) in self.residual[row..].iter_mut().zip(&self.sums) {
            tally.count(u32::try_from(sum).ok());
        }
        for (in_scope, scope) in self.in_scope.iter_mut().zip(&model.scopes) {
            let sum = match scope.as_slice() {
                all if all.len() == state.levels().len() => theatre,
                some => some.iter().map(|&c| u64::from(state.levels()[c])).sum(),
            };
            in_scope.push(sum);
        }
        if model.lines.iter().any(|line| line.per_leaver > 0) {
            state.record(basis, &mut self.outcome);
        }
        for line in &model.lines {
            let sum =
                |row: &[u32]| -> u128 { line.members.iter().map(|&c| u128::from(row[c])).sum() };
            let mut cost = line.per_month + sum(state.levels()) * line.per_troop_month;
            if line.per_leaver > 0 {
                let Outcome { withdrawn, sent_on, .. } = &self.outcome;
                cost += (sum(withdrawn) - sum(sent_on)) * line.per_leaver;
            }
            self.of_one.costs[line.currency] += cost;
        }
    }

    /// Moves the residual presence from the contingents' missions to the residuals' own.
    fn residuals_under_their_missions(&mut self, basis: Basis<'_>, state: &State) {
        let contingents = &basis.plan.spec.contingents;
        for (c, (contingent, &level)) in contingents.iter().zip(state.levels()).enumerate() {
            for (mission, troops) in kept_under(basis.plan, basis.course, state.t, c, level) {
                let groups = &self.model.groups;
                let (own, other) =
                    (groups.of_mission(contingent.mission), groups.of_mission(mission));
                if let (Some(own), Some(other)) = (own, other) {
                    self.sums[other] += u64::from(troops);
                    self.sums[own] -= u64::from(troops);
                }
            }
        }
    }

    fn end(
        &mut self,
        basis: Basis<'_>,
        completion: Option<i32>,
        start_and_goal: impl Fn(usize) -> Option<(i32, u64)>,
    ) {
        let figures = &mut self.of_one;
        let last = basis.plan.horizon();
        for (i, chances) in self.chances.iter_mut().enumerate() {
            let is_raise = basis.plan.spec.phases[i].target.is_raise();
            let in_scope = &self.in_scope[self.model.scope_of[i]];
            let strength = |t: i32| {
                let at = usize::try_from(t).ok().and_then(|t| in_scope.get(t));
                at.copied().unwrap_or(0)
            };
            let binds = basis.course.timeline.phases[i].binds;
            let verdict = judge(binds, start_and_goal(i), is_raise, last, strength);
            let judged = verdict.map(|verdict| (verdict.met, verdict.slip()));
            chances.count(judged);
            figures.slips[i] = judged.and_then(|(_, slip)| slip);
        }
        figures.completion = completion;
        self.completion.count(figures.completion);
        self.troop_months.count(i64::try_from(figures.troop_months).ok());
        for (tally, &cost) in self.costs.iter_mut().zip(&figures.costs) {
            tally.count(i128::try_from(cost).ok());
        }
    }

    pub(crate) fn finish(mut self) -> PlanOutcomes {
        if let Some(totals) = self.totals.as_ref().filter(|_| self.by_totals > 0) {
            for tally in &mut self.residual {
                tally.add(totals.residual, self.by_totals);
            }
        }
        let Model { name, plan, groups, ref currencies, .. } = *self.model;
        let best = Course::best(plan);
        let count = groups.len();
        let by_group = |tallies: Vec<Tally<u32>>| {
            let mut bands = vec![Vec::new(); count];
            for (i, tally) in tallies.into_iter().enumerate() {
                bands[i % count].push(tally.finish());
            }
            bands
        };
        let bands = by_group(self.strength).into_iter().zip(by_group(self.residual));
        let as_of = plan.as_of();
        let mut bands =
            bands.map(|(strength, residual)| LevelDistributions { as_of, strength, residual });
        let theatre = bands.next().unwrap_or_else(|| LevelDistributions::none(as_of));
        let groups = (groups.names.iter().zip(bands))
            .map(|((by, name), levels)| Group { by: *by, name: name.clone(), levels })
            .collect();
        let dates = best.timeline.phases.iter().zip(&plan.spec.phases);
        let deadlines = (self.chances.into_iter().zip(dates))
            .map(|(chances, (dates, phase))| {
                let due = dates.binds.map(|b| plan.as_of().saturating_add(b));
                chances.finish(&phase.name, dates.deadline, due)
            })
            .collect();
        let costs = currencies.iter().zip(self.costs);
        PlanOutcomes {
            name: name.to_owned(),
            as_of: plan.as_of(),
            through: plan.through(),
            theatre,
            groups,
            deadlines,
            completion: self.completion.finish(),
            troop_months: self.troop_months.finish(),
            costs: costs
                .map(|(currency, tally)| ((*currency).to_owned(), tally.finish()))
                .collect(),
        }
    }
}
