//! The schedule: what the plan intends, month by month, as if nothing got in its way
//! (DESIGN section 4).

use super::basis::Basis;
use super::reckoning::{Reckoning, Room};
use super::run::Run;
use crate::checked::course::{CanRun, PhaseDates};
use crate::checked::terms::Aim;

/// The schedule of a plan, advanced a month at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    /// `S_c(t)`
    pub(crate) levels: Vec<u32>,
    pub(crate) runs: Vec<Run>,
    /// The phases under way, in the order they started.
    pub(crate) running: Vec<usize>,
    /// The next month in which a phase starts, could have as planned, or is over.
    next: i32,
    /// No month before that moves more than this, all together.
    most: u32,
    room: Room,
}

impl Schedule {
    /// Begins anew, perhaps with another plan.
    pub(crate) fn begin(&mut self, basis: Basis<'_>) {
        self.levels.clone_from(&basis.course.numbers.strengths);
        for run in &mut self.runs {
            run.begin().for_each(|reckoning| self.room.take_back(reckoning));
        }
        self.runs.resize_with(basis.course.timeline.phases.len(), Run::default);
        self.running.clear();
        (self.next, self.most) = (1, 0);
    }

    /// Ends the phases that are over before month `t` and starts those whose month it is.
    #[inline]
    pub(crate) fn change(&mut self, basis: Basis<'_>, t: i32) {
        if t >= self.next {
            self.end_and_start(basis, t);
        }
    }

    /// Schedules month `t`: what every phase under way moves.
    #[inline]
    pub(crate) fn advance(&mut self, basis: Basis<'_>, t: i32) {
        for &i in &self.running {
            self.runs[i].advance(basis, i, t, &mut self.levels);
        }
    }

    /// Goes on through months up to `through` in which nothing changes, and adds the levels at each
    /// one's end to `rows`.
    pub(crate) fn advance_through(
        &mut self,
        basis: Basis<'_>,
        from: i32,
        through: i32,
        rows: &mut Vec<u32>,
    ) {
        let count = self.levels.len();
        let months = usize::try_from(through - from + 1).unwrap_or(0);
        if self.running.is_empty() {
            return (0..months).for_each(|_| rows.extend_from_slice(&self.levels));
        }
        if let &[i] = self.running.as_slice()
            && self.runs[i].size() == count
            && let Some(falling) = self.runs[i].falling()
        {
            falling.advance_through(months, rows);
            return self.levels.copy_from_slice(&rows[rows.len() - count..]);
        }
        for t in from..=through {
            self.advance(basis, t);
            rows.extend_from_slice(&self.levels);
        }
    }

    /// The next month in which a phase may start or end.
    pub(crate) const fn changes(&self) -> i32 {
        self.next
    }

    /// More than this cannot move in any month before that.
    pub(crate) const fn most(&self) -> u32 {
        self.most
    }

    /// What all move this month.
    pub(crate) fn flow_in_all(&self) -> u32 {
        self.running.iter().map(|&i| self.runs[i].flow_in_all()).sum()
    }

    fn end_and_start(&mut self, basis: Basis<'_>, t: i32) {
        let Self { runs, running, .. } = self;
        running.retain(|&i| {
            let is_over = runs[i].started.as_ref().is_none_or(|reckoning| reckoning.end < t);
            if is_over {
                runs[i].stop();
            }
            !is_over
        });
        self.next = i32::MAX;
        for (i, dates) in basis.course.timeline.phases.iter().enumerate() {
            if self.runs[i].started.is_none() && dates.run != CanRun::Past {
                self.start(basis, i, t);
            }
        }
        let ends = self.running.iter().filter_map(|&i| self.runs[i].started.as_ref());
        self.next = ends.map(|reckoning| reckoning.end.saturating_add(1)).fold(self.next, i32::min);
        let most = self.running.iter().map(|&i| self.runs[i].most());
        self.most = most.fold(0, u32::saturating_add);
    }

    /// Starts a phase if its month has come, on the levels of the month before; reckons one that comes
    /// late as planned.
    fn start(&mut self, basis: Basis<'_>, i: usize, t: i32) {
        let PhaseDates { natural, planned, .. } = basis.course.timeline.phases[i];
        if natural > t {
            self.next = self.next.min(natural); // neither s nor s0 comes before n0
            return;
        }
        let start = self.start_of(basis, i);
        let starts = start.is_some_and(|start| start <= t);
        if starts || planned == t {
            let Self { levels, runs, running, room, .. } = self;
            let other = match basis.terms(i).aim {
                Aim::InProportionTo(q) => runs[q].reckoned(),
                _ => None,
            };
            let reckoning = Reckoning::new(basis, i, t, levels, other, room);
            if starts {
                runs[i].start(basis, i, reckoning, levels);
                running.push(i);
            } else {
                runs[i].planned = Some(reckoning);
            }
        }
        let later = start.into_iter().chain([planned]).filter(|&month| month > t);
        self.next = later.fold(self.next, i32::min);
    }

    /// 3. start s, as far as it is known: not while a phase that it waits for has not started.
    fn start_of(&self, basis: Basis<'_>, i: usize) -> Option<i32> {
        let timeline = &basis.course.timeline;
        let dates = &timeline.phases[i];
        if dates.run != CanRun::Yes {
            return None;
        }
        let mut start = dates.natural;
        if dates.terms.waits {
            for &event in &basis.plan.wiring.phases[i].waits_for {
                start = start.max(timeline.opens[event]?);
            }
        }
        for &j in timeline.preceding(i) {
            start = start.max(self.runs[j].started.as_ref()?.end.saturating_add(1));
        }
        if let Aim::InProportionTo(q) = dates.terms.aim {
            start = start.max(self.runs[q].started.as_ref()?.start);
        }
        Some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checked::course::Course;
    use crate::checked::plan::Plan;
    use crate::leaves::troops::Troops;
    use crate::written::PlanSpec;
    use crate::written::force::Contingent;
    use crate::written::phase::{Phase, Target};

    #[test]
    fn beginning_anew_hoards_no_rows() -> Result<(), Box<dyn std::error::Error>> {
        // The first phase is past and never needs the rows that a run has.
        let plan = Plan::new(PlanSpec {
            contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
            phases: vec![
                Phase::new("past", Target::Remainder, "2024-06-30".parse()?),
                Phase::new("all", Target::Remainder, "2024-12-31".parse()?),
            ],
            ..PlanSpec::new("Again and again", "2024-08".parse()?)
        })?;
        let basis = Basis { plan: &plan, course: Course::best(&plan) };
        let mut schedule = Schedule::default();
        for _ in 0..1_000 {
            schedule.begin(basis);
            for t in 1..=plan.horizon() {
                schedule.change(basis, t);
                schedule.advance(basis, t);
            }
        }
        assert!(schedule.room.rows() <= 1, "{}", schedule.room.rows());
        Ok(())
    }
}
