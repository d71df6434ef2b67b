//! One plan, draw after draw: what came of each is counted.

use super::chances::ChancesTally;
use super::groups::Groups;
use super::outlook::{Bands, Group, Outlook};
use super::tally::Tally;
use crate::checked::course::Course;
use crate::checked::plan::Plan;
use crate::checked::wiring::members;
use crate::engine::basis::Basis;
use crate::engine::draw::{Fixed, Inputs};
use crate::engine::outcome::Outcome;
use crate::engine::step::State;
use crate::engine::totals::Totals;
use crate::questions::deadline::{Verdict, judge, start_and_goal};
use crate::questions::presence::kept_under;
use crate::questions::projection::is_unfinished;

/// A plan made ready for draws: what does not change between them.
#[derive(Debug)]
pub(crate) struct Model<'p> {
    pub(crate) name: &'p str,
    pub(crate) plan: &'p Plan,
    pub(crate) inputs: Inputs,
    groups: &'p Groups,
    pub(crate) currencies: Vec<&'p str>,
    lines: Vec<Line>,
    /// The different scopes of phases, and each phase's among them.
    scopes: Vec<Vec<usize>>,
    scope_of: Vec<usize>,
    /// Where the theatre's total is all that is asked for, and is enough.
    totals: Option<Totals>,
}

/// A cost line, in twelfths.
#[derive(Debug)]
struct Line {
    currency: usize,
    members: Vec<usize>,
    per_troop_month: u128,
    per_leaver: u128,
    per_month: u128,
}

impl<'p> Model<'p> {
    pub(crate) fn new(name: &'p str, plan: &'p Plan, groups: &'p Groups) -> Self {
        let mut currencies: Vec<&str> = Vec::new();
        let lines: Vec<Line> = (plan.spec.costs.iter())
            .map(|cost| {
                let known = currencies.iter().position(|currency| *currency == cost.currency);
                let currency = known.unwrap_or_else(|| {
                    currencies.push(&cost.currency);
                    currencies.len() - 1
                });
                Line {
                    currency,
                    members: members(&plan.spec.contingents, &cost.scope),
                    per_troop_month: cost.per_troop_year.unwrap_or(0).into(),
                    per_leaver: 12 * u128::from(cost.per_withdrawn.unwrap_or(0)),
                    per_month: 12 * u128::from(cost.per_month.unwrap_or(0)),
                }
            })
            .collect();
        let inputs = Inputs::of(plan);
        let mut scopes: Vec<Vec<usize>> = Vec::new();
        let scope_of = (plan.wiring.phases.iter())
            .map(|phase| {
                let scope: Vec<usize> = phase.scope.iter().map(|leg| leg.contingent).collect();
                let known = scopes.iter().position(|other| *other == scope);
                known.unwrap_or_else(|| {
                    scopes.push(scope);
                    scopes.len() - 1
                })
            })
            .collect();
        let everyone = plan.spec.contingents.len();
        let of_everyone = |line: &Line| {
            line.members.len() == everyone || (line.per_troop_month, line.per_leaver) == (0, 0)
        };
        let only_totals = groups.len() == 1 && lines.iter().all(of_everyone);
        let totals = if only_totals { Totals::of(plan, &inputs) } else { None };
        Self { name, plan, inputs, groups, currencies, lines, scopes, scope_of, totals }
    }

    /// About how much a draw reckons.
    pub(crate) fn cells(&self) -> u64 {
        let months = u64::try_from(self.plan.horizon()).unwrap_or(0) + 1;
        // A month costs something even where hardly anybody is there.
        months * (self.plan.spec.contingents.len() as u64 + 20)
    }
}

/// What came of one draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) completion: Option<i32>,
    pub(crate) troop_months: u64,
    pub(crate) slips: Vec<Option<i32>>,
    /// By currency, in twelfths.
    pub(crate) costs: Vec<u128>,
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
    troop_months: Tally,
    costs: Vec<Tally<i128>>,
    // Of the draw at hand:
    pub(crate) fixed: Fixed,
    pub(crate) figures: Figures,
    course: Course,
    state: State,
    outcome: Outcome,
    totals: Option<Totals>,
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
            troop_months: Tally::default(),
            costs: vec![Tally::default(); model.currencies.len()],
            fixed: Fixed::default(),
            figures: Figures::default(),
            course: Course::best(model.plan).clone(),
            state: State::default(),
            outcome: Outcome::default(),
            totals: model.totals.clone(),
            in_scope: vec![Vec::with_capacity(months); model.scopes.len()],
            sums: vec![0; groups],
        }
    }

    /// Runs one draw and counts what comes of it.
    pub(crate) fn draw(&mut self, seed: u64, number: u64) -> &Figures {
        self.fixed.draw(&self.model.inputs, seed, number);
        self.course.redraw(self.model.plan, &self.model.inputs, &self.fixed);
        let course = std::mem::take(&mut self.course);
        self.run(&course);
        self.course = course;
        &self.figures
    }

    /// Runs the plan's months on a course and counts what comes of it.
    pub(crate) fn run(&mut self, course: &Course) -> &Figures {
        let basis = Basis { plan: self.model.plan, course };
        self.begin();
        if let Some(mut totals) = self.totals.take() {
            let is_enough = totals.run(basis);
            if is_enough {
                self.count_totals(basis, &totals);
            }
            self.totals = Some(totals);
            if is_enough {
                return &self.figures;
            }
        }
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
        self.end(basis, completion, |i| start_and_goal(&state.schedule.runs[i]));
        self.state = state;
        &self.figures
    }

    /// Counts a draw of which the theatre's totals say everything.
    fn count_totals(&mut self, basis: Basis<'_>, totals: &Totals) {
        let (levels, went_home) = (&totals.levels, &totals.went_home);
        for (tally, &level) in self.strength.iter_mut().zip(levels) {
            tally.count(Some(level));
        }
        for tally in &mut self.residual {
            tally.count(u32::try_from(totals.residual).ok());
        }
        let sum = |row: &[u32]| row.iter().copied().map(u64::from).sum::<u64>();
        self.figures.troop_months = sum(levels);
        for line in &self.model.lines {
            self.figures.costs[line.currency] += line.per_month * levels.len() as u128
                + u128::from(sum(levels)) * line.per_troop_month
                + u128::from(sum(went_home)) * line.per_leaver;
        }
        // Everyone is the one scope of all phases that are not past.
        for in_scope in &mut self.in_scope {
            in_scope.extend(levels.iter().copied().map(u64::from));
        }
        let completion = (!totals.is_unfinished).then_some(totals.last_move);
        self.end(basis, completion, |i| totals.reckoned(i));
    }

    fn begin(&mut self) {
        self.figures.troop_months = 0;
        self.figures.slips.clear();
        self.figures.costs.clear();
        self.figures.costs.resize(self.costs.len(), 0);
        self.in_scope.iter_mut().for_each(Vec::clear);
    }

    fn month(&mut self, basis: Basis<'_>, state: &State) {
        let model = self.model;
        let row = usize::try_from(state.t).unwrap_or(0) * self.sums.len();
        let levels = state.levels().iter().copied();
        model.groups.sum(&levels, &mut self.sums);
        let theatre = self.sums[0];
        self.figures.troop_months += theatre;
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
            let outcome = &self.outcome;
            let leavers = if line.per_leaver == 0 {
                0
            } else {
                sum(&outcome.withdrawn) - sum(&outcome.sent_on)
            };
            self.figures.costs[line.currency] += line.per_month
                + sum(state.levels()) * line.per_troop_month
                + leavers * line.per_leaver;
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
        let figures = &mut self.figures;
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
            chances.count(verdict.as_ref());
            figures.slips.push(verdict.as_ref().and_then(Verdict::slip));
        }
        figures.completion = completion;
        self.completion.count(figures.completion);
        self.troop_months.count(i64::try_from(figures.troop_months).ok());
        for (tally, &cost) in self.costs.iter_mut().zip(&figures.costs) {
            tally.count(i128::try_from(cost).ok());
        }
    }

    pub(crate) fn finish(self) -> Outlook {
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
        let mut bands = bands.map(|(strength, residual)| Bands { as_of, strength, residual });
        let theatre = bands.next().unwrap_or_else(|| Bands::none(as_of));
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
        Outlook {
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
