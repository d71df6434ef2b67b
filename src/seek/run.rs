//! Tries every value of a seek, on all threads (rules#seek-chance for draws).

use std::convert::Infallible;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::engine::stepper::Stepper;
use crate::ensemble::draw::Draws;
use crate::ensemble::parallel;
use crate::plan::check_seeks;
use crate::plan::errors::Diagnostics;
use crate::plan::place::PathCursor;
use crate::plan::seek_conditions::{PlanCondition, conditions};
use crate::plan::variant::open_plan::OpenPlan;
use crate::seek::answer::{NextValue, SeekAnswer, ValueRun, found, is_throughout, runs};
use crate::seek::judge::{SeekVerdict, judge};
use crate::seek::reasons::reasons;
use crate::seek::seek_type::Seek;
use crate::spec::seek_value::SeekValue;
use crate::values::mean::Proportion;
use crate::values::percent::Percent;

/// The values of a task, where no draws are made.
const VALUES_PER_TASK: u64 = 256;
/// The draws of a task, all at one value; a multiple of four.
const DRAWS_PER_TASK: u64 = 512;
/// The tasks of each thread between two calls of a progress function.
const TASKS_PER_ROUND: u64 = 8;

/// How far a seek has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeekProgress {
    /// The values that are done, times the draws of each.
    pub done: u64,
    /// All values, times the draws of each.
    pub total: u64,
}

/// The plan of a seek, prepared for its values.
#[derive(Clone, Debug)]
struct Prepared {
    open: OpenPlan,
    conditions: Arc<[PlanCondition]>,
}

/// Values and draws that are tried one after another on one thread.
struct Task {
    prepared: Prepared,
    values: Range<u64>,
    draws: Range<u64>,
}

impl Seek {
    /// Tries every value, on all threads if the feature `parallel` is on: an answer for each value of its `for_each`, or
    /// one.
    #[must_use]
    pub fn run(&self) -> Vec<SeekAnswer> {
        match self.run_until(|_| ControlFlow::<Infallible>::Continue(())) {
            ControlFlow::Continue(answers) => answers,
        }
    }

    /// Tries every value like [`run`](Self::run), until `progress` breaks; returns what it breaks with.
    ///
    /// `progress` is called from this thread.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use drawdown::seek::Seek;
    /// use drawdown::spec::{Find, SeekSpec};
    /// use drawdown::{Adjustment, Cap, Troops};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let airlift = Adjustment::Cap(Cap::new("airlift", Troops(0)));
    /// let seek = Seek::new(&plan, SeekSpec::new("least airlift", Find::Least, vec![airlift], 100_000))?;
    /// let stopped = seek.run_until(|progress| {
    ///     if progress.done < 20_000 { ControlFlow::Continue(()) } else { ControlFlow::Break("enough") }
    /// });
    /// assert_eq!(stopped, ControlFlow::Break("enough"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run_until<B>(
        &self,
        mut progress: impl FnMut(SeekProgress) -> ControlFlow<B>,
    ) -> ControlFlow<B, Vec<SeekAnswer>> {
        let each: Vec<Option<SeekValue>> = match self.each {
            Some(each) => each.iter().map(Some).collect(),
            None => vec![None],
        };
        let per_value = self.spec.chance.map_or(1, |_| self.draws);
        let total = self.values.count() * each.len() as u64 * per_value;
        let mut now = SeekProgress { done: 0, total };
        let mut answers = Vec::with_capacity(each.len());
        for each in each {
            // It was checked at every corner of its values.
            let Some(prepared) = self.prepare(each) else { continue };
            let tried = self.try_values(&prepared, |done| {
                now.done += done;
                progress(now)
            })?;
            answers.push(self.answer(&prepared, each, tried));
        }
        ControlFlow::Continue(answers)
    }

    fn prepare(&self, each: Option<SeekValue>) -> Option<Prepared> {
        let variant = check_seeks::variant(&self.spec, each, self.values.at(0))?;
        let open = OpenPlan::new(&self.plan, &variant, &PathCursor::root()).ok()??;
        let mut errors = Diagnostics::default();
        let conditions =
            conditions(open.plan(), &self.spec.so_that, &PathCursor::root(), &mut errors);
        Some(Prepared { open, conditions: conditions.into() })
    }

    /// The verdict of every value, and the draws in which it holds.
    fn try_values<B>(
        &self,
        prepared: &Prepared,
        mut progress: impl FnMut(u64) -> ControlFlow<B>,
    ) -> ControlFlow<B, Tried> {
        let mut tried = Tried::default();
        let mut tasks = self.tasks(prepared);
        let round = usize::try_from(TASKS_PER_ROUND * parallel::threads()).unwrap_or(1);
        // By value, the draws in which it holds; of no draws, all hold.
        let mut met = vec![0_u64; usize::try_from(self.values.count()).unwrap_or(0)];
        loop {
            let tasks: Vec<Task> = tasks.by_ref().take(round).collect();
            if tasks.is_empty() {
                break;
            }
            let mut done = 0;
            for result in parallel::map(tasks, |task| self.try_task(task)) {
                match result {
                    TaskResult::Verdicts(verdicts) => {
                        done += verdicts.len() as u64;
                        tried.verdicts.extend(verdicts);
                    }
                    TaskResult::Met { value, draws, count } => {
                        done += draws;
                        met[usize::try_from(value).unwrap_or(0)] += count;
                    }
                }
            }
            progress(done)?;
        }
        if let Some(chance) = self.spec.chance {
            let verdict = |&count: &u64| {
                let holds = is_enough(count, self.draws, chance);
                if holds { SeekVerdict::Holds } else { SeekVerdict::Fails }
            };
            tried.verdicts = met.iter().map(verdict).collect();
            tried.met = Some(met);
        }
        ControlFlow::Continue(tried)
    }

    fn tasks<'s>(&'s self, prepared: &'s Prepared) -> Box<dyn Iterator<Item = Task> + 's> {
        let count = self.values.count();
        let task = |values, draws| Task { prepared: prepared.clone(), values, draws };
        if self.spec.chance.is_none() {
            let parts = parts(count, VALUES_PER_TASK);
            return Box::new(parts.map(move |values| task(values, 0..0)));
        }
        let mut open = prepared.open.clone();
        let first = open.at(self.values.at(0));
        let are_equal = first.is_some_and(|plan| Draws::new(plan, self.seed).are_equal());
        let size = if are_equal { self.draws.max(1) } else { DRAWS_PER_TASK };
        let draws = move |value| parts(self.draws, size).map(move |d| (value, d));
        let parts = (0..count).flat_map(draws);
        Box::new(parts.map(move |(value, draws)| task(value..value + 1, draws)))
    }

    fn try_task(&self, task: Task) -> TaskResult {
        let Task { prepared: Prepared { mut open, conditions }, values, draws } = task;
        let mut stepper = Stepper::default();
        if self.spec.chance.is_some() {
            let value = values.start;
            let count = open.at(self.values.at(value)).map_or(0, |plan| {
                let holds = |schedule| {
                    judge(&conditions, &stepper.project(&schedule)) == SeekVerdict::Holds
                };
                let all = draws.end - draws.start;
                let drawn = Draws::new(plan, self.seed);
                // Draws that are equal are projected once, and count as often as there are.
                let (projected, each) = if drawn.are_equal() { (1, all) } else { (all, 1) };
                let schedules = drawn.schedules(draws.start..draws.start + projected);
                schedules.map(holds).filter(|holds| *holds).count() as u64 * each
            });
            return TaskResult::Met { value, draws: draws.end - draws.start, count };
        }
        let verdict = |number| match open.at(self.values.at(number)) {
            Some(plan) => judge(&conditions, &stepper.project(&plan.schedule())),
            None => SeekVerdict::Fails,
        };
        TaskResult::Verdicts(values.map(verdict).collect())
    }

    fn answer(&self, prepared: &Prepared, each: Option<SeekValue>, tried: Tried) -> SeekAnswer {
        let Tried { verdicts, met } = tried;
        let value = |position: usize| self.values.at(position as u64);
        let chance = |position: usize| {
            let count = met.as_ref()?.get(position).copied()?;
            Some(Proportion { count, draws: self.draws })
        };
        let run = |(first, last)| ValueRun { first: value(first), last: value(last) };
        let runs = |wanted| runs(&verdicts, wanted).into_iter().map(run).collect();
        let (answer, next) = found(&verdicts, self.spec.find);
        SeekAnswer {
            for_each: each,
            answer: answer.map(value),
            throughout: answer.map(|answer| is_throughout(&verdicts, self.spec.find, answer)),
            holds: runs(SeekVerdict::Holds),
            undecided: runs(SeekVerdict::Undecided),
            tried: verdicts.len() as u64,
            chance: answer.and_then(chance),
            next: next.map(|next| NextValue {
                value: value(next),
                reasons: reasons_at(prepared, value(next), chance(next)),
                chance: chance(next),
            }),
        }
    }
}

/// What goes wrong at a value.
fn reasons_at(prepared: &Prepared, value: SeekValue, chance: Option<Proportion>) -> Vec<String> {
    if let Some(chance) = chance {
        return vec![format!("it holds in {chance:.2} of the draws")];
    }
    let Prepared { mut open, conditions } = prepared.clone();
    let plan = open.at(value);
    plan.map_or_else(Vec::new, |plan| reasons(&conditions, &plan.project()))
}

#[derive(Default)]
struct Tried {
    verdicts: Vec<SeekVerdict>,
    /// By value, the draws in which it holds, where there is a chance.
    met: Option<Vec<u64>>,
}

enum TaskResult {
    Verdicts(Vec<SeekVerdict>),
    Met { value: u64, draws: u64, count: u64 },
}

/// Whether `count` of the draws are at least `chance` percent of them.
fn is_enough(count: u64, draws: u64, chance: Percent) -> bool {
    let whole = u128::from(Percent::HUNDRED.ten_thousandths());
    u128::from(count) * whole >= u128::from(draws) * u128::from(chance.ten_thousandths())
}

/// The numbers below `count` in parts of a size.
fn parts(count: u64, size: u64) -> impl Iterator<Item = Range<u64>> {
    (0..count.div_ceil(size)).map(move |i| i * size..(i + 1).saturating_mul(size).min(count))
}
