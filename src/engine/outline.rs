//! Which phases start when, and what each moves (DESIGN section 4): the schedule, outlined from one change
//! to the next. It hangs on no hold, cap or hazard, so that once will do for a plan.

use crate::engine::basis::Basis;
use crate::engine::reckoning::Room;
use crate::engine::run::Run;
use crate::plan::checked::Plan;
use crate::plan::outline::{Outline, Reckoning};
use crate::plan::resolved::{CanRun, Course, PhaseDates};
use crate::plan::terms::Aim;

/// Outlines schedules, and keeps the room that the next needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outliner {
    /// The scheduled levels at the end of the month before a change.
    levels: Vec<u32>,
    /// The phases under way.
    running: Vec<Run>,
    /// Runs for phases to come.
    spare: Vec<Run>,
    room: Room,
}

impl Outliner {
    /// Outlines the schedule of a plan on a course anew, and keeps it there.
    pub(crate) fn outline(&mut self, plan: &Plan, course: &mut Course) {
        let mut outline = std::mem::take(&mut course.outline);
        let basis = Basis { plan, course };
        self.begin(basis, &mut outline);
        let mut t = 1;
        while t <= plan.horizon() {
            self.advance(basis, &outline, t - 1);
            t = self.change(basis, &mut outline, t);
        }
        course.outline = outline;
    }

    fn begin(&mut self, basis: Basis<'_>, outline: &mut Outline) {
        let phases = basis.course.timeline.phases.len();
        outline.started.clear();
        outline.planned.clear();
        outline.places.clear();
        outline.places.resize(phases, None);
        outline.rows.clone_from(&basis.course.numbers.strengths);
        outline.contingents = outline.rows.len();
        self.levels.clone_from(&outline.rows);
        self.spare.append(&mut self.running);
    }

    /// Goes on to the end of month `t`, before which nothing changes.
    fn advance(&mut self, basis: Basis<'_>, outline: &Outline, t: i32) {
        let Self { levels, running, spare, .. } = self;
        spare.extend(running.extract_if(.., |run| {
            run.move_on(basis, outline, t, levels);
            run.end <= t
        }));
    }

    /// Starts the phases whose month has come; the next month in which one may start.
    fn change(&mut self, basis: Basis<'_>, outline: &mut Outline, t: i32) -> i32 {
        let mut next = i32::MAX;
        for (i, dates) in basis.course.timeline.phases.iter().enumerate() {
            if outline.places[i].is_none() && dates.run != CanRun::Past {
                next = next.min(self.start(basis, outline, i, t));
            }
        }
        next
    }

    /// Starts a phase if its month has come, on the levels of the month before; reckons one that comes
    /// late as planned. The next month, after `t`, in which either may be.
    fn start(&mut self, basis: Basis<'_>, outline: &mut Outline, i: usize, t: i32) -> i32 {
        let PhaseDates { natural, planned, .. } = basis.course.timeline.phases[i];
        if natural > t {
            return natural; // neither s nor s0 comes before n0
        }
        let start = start_of(basis, outline, i);
        let starts = start.is_some_and(|start| start <= t);
        if starts || planned == t {
            let reckoning = Reckoning::new(basis, i, t, &self.levels, outline, &mut self.room);
            if starts {
                let mut run = self.spare.pop().unwrap_or_default();
                run.pace(&reckoning);
                self.running.push(run);
                outline.places[i] = Some(outline.started.len());
                outline.started.push(reckoning);
            } else {
                outline.planned.insert(i, reckoning);
            }
        }
        let later = start.into_iter().chain([planned]).filter(|&month| month > t);
        later.fold(i32::MAX, i32::min)
    }
}

/// 3. start s, as far as it is known: not while a phase that it waits for has not started.
fn start_of(basis: Basis<'_>, outline: &Outline, i: usize) -> Option<i32> {
    let timeline = &basis.course.timeline;
    let dates = &timeline.phases[i];
    if dates.run != CanRun::Yes {
        return None;
    }
    let mut start = opens(basis, i)?;
    for &j in timeline.preceding(i) {
        start = start.max(outline.started(j)?.end.saturating_add(1));
    }
    if let Aim::InProportionTo(q) = dates.terms.aim {
        start = start.max(outline.started(q)?.start);
    }
    Some(start)
}

/// The month in which a phase could start if no other came before it; `None` if never.
pub(crate) fn opens(basis: Basis<'_>, i: usize) -> Option<i32> {
    let timeline = &basis.course.timeline;
    let mut events = basis.plan.wiring.phases[i].waits_for.iter();
    let natural = timeline.phases[i].natural;
    events.try_fold(natural, |latest, &event| Some(latest.max(timeline.opens[event]?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::PlanSpec;
    use crate::spec::contingent::Contingent;
    use crate::spec::phase::{Phase, Target};
    use crate::values::troops::Troops;

    #[test]
    fn one_outliner_outlines_many_plans() -> Result<(), Box<dyn std::error::Error>> {
        // The last month comes while the phase is under way; then a plan without any, and the first.
        let plan = |phases| {
            Plan::new(PlanSpec {
                contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
                phases,
                through: Some("2024-10".parse()?),
                ..PlanSpec::new("Again and again", "2024-08".parse()?)
            })
            .map_err(Box::<dyn std::error::Error>::from)
        };
        let unfinished = plan(vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)])?;
        let idle = plan(Vec::new())?;
        let mut outliner = Outliner::default();
        for plan in [&unfinished, &unfinished, &idle, &unfinished] {
            let mut course = Course::best(plan).clone();
            outliner.outline(plan, &mut course);
            assert_eq!(course.outline, Course::best(plan).outline);
            assert!(outliner.running.len() + outliner.spare.len() <= 1);
        }
        Ok(())
    }
}
