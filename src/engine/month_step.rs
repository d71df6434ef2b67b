//! The month step: what results from a month's schedule under holds, floors and caps (rules#month-step).

use std::collections::BTreeMap;

use crate::engine::active_phase::{depart, gain};
#[cfg(not(drawdown_plain))]
use crate::engine::fast::{row_caps, strides};
use crate::engine::month_flows::{Blocked, Blocker};
use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::references::{OrderedCap, Route};
use crate::values::apportion::apportion;

/// More than can ever be due from a contingent.
const UNLIMITED: u64 = u64::MAX;

impl MonthState {
    /// Carries every contingent from one month end to the next, and corrects the levels where it was seen (rules#tracking).
    pub(crate) fn step(&mut self, schedule: &ScheduleData) {
        self.project(schedule);
        self.correct(schedule);
    }

    /// The five steps.
    fn project(&mut self, schedule: &ScheduleData) {
        self.t += 1;
        self.blocked.clear();
        self.cursor.end_and_start(schedule, self.t);
        #[cfg(not(drawdown_plain))]
        let is_clear = strides::is_clear(schedule, self);
        self.cursor.advance(schedule, self.t);
        #[cfg(not(drawdown_plain))]
        if is_clear && strides::is_above_floors(schedule, self) {
            return self.keep_to_schedule();
        }
        self.on_schedule = false;
        self.in_force.update(schedule, self.t);
        self.collect();
        #[cfg(not(drawdown_plain))]
        if row_caps::leave(schedule, self) {
            return;
        }
        self.apply_holds(schedule);
        self.apply_floors(schedule);
        self.apply_caps(schedule);
        self.commit(schedule);
    }

    /// 1. Collects what is due (rules#collect), per contingent and phase: the backlog and this month's schedule.
    fn collect(&mut self) {
        let Self { t, cursor, cuts, over, .. } = self;
        over.extend(cuts.extract_if(.., |cut| cut.last < *t && !cut.has_backlog()));
        // Cuts and active phases are in the same order; cuts of phases that have ended come between.
        let mut position = 0;
        for active in cursor.active().iter().filter(|active| !active.is_raise) {
            while cuts.get(position).is_some_and(|cut| cut.phase != active.phase) {
                position += 1;
            }
            if position == cuts.len() {
                let mut cut = over.pop().unwrap_or_default();
                cut.begin(active.phase, active.last, active.flow.len());
                cuts.push(cut);
            }
            for (backlog, flow) in cuts[position].backlog.iter_mut().zip(&active.flow) {
                *backlog += flow;
            }
        }
        for cut in cuts {
            cut.departing.clone_from(&cut.backlog);
        }
    }

    /// 2. Applies holds (rules#holds), and hazards (rules#hazard) that are under way: none of those who would leave their host.
    fn apply_holds(&mut self, schedule: &ScheduleData) {
        let held_by = &self.in_force.held_by;
        if held_by.is_empty() {
            return;
        }
        // By hold, and then by cut.
        let mut held: BTreeMap<(Blocker, usize), u64> = BTreeMap::new();
        for (position, cut) in self.cuts.iter_mut().enumerate() {
            for (route, departing) in schedule.routes(cut.phase).iter().zip(&mut cut.departing) {
                let blocker = held_by[route.contingent].filter(|_| route.leaves_host);
                if let Some(blocker) = blocker.filter(|_| *departing > 0) {
                    let troops = u64::from(std::mem::take(departing));
                    *held.entry((blocker, position)).or_default() += troops;
                }
            }
        }
        for ((blocker, position), troops) in held {
            self.blocked.push(Blocked { phase: self.cuts[position].phase, blocker, troops });
        }
    }

    /// 3. Applies floors (rules#floors-step): from a contingent, at most what its level exceeds its floor by.
    fn apply_floors(&mut self, schedule: &ScheduleData) {
        #[cfg(not(drawdown_plain))]
        if strides::floors_never_bind(schedule) {
            return;
        }
        let above = self.levels.iter().zip(schedule.floors.at(self.t));
        let above = above.map(|(&level, &floor)| u64::from(level.saturating_sub(floor)));
        self.limit(schedule, Blocker::Floor, &mut above.collect::<Vec<u64>>(), |_| true);
    }

    /// 4. Applies caps in force (rules#caps), the one over the fewest contingents first: where more would leave their
    ///    host than a cap allows, each contingent gets its part of the cap, apportioned by what it would send.
    fn apply_caps(&mut self, schedule: &ScheduleData) {
        let mut leaving = None;
        for i in 0..self.in_force.caps.len() {
            let OrderedCap { cap: k, scope: of_scope, .. } = self.in_force.caps[i];
            let scope = &schedule.plan.references.caps[k].scope;
            let per_month = schedule.numbers.caps[k];
            // Those who would leave, and how many they are of each of the scopes, until a cap keeps some of them.
            let (all, sums) =
                leaving.get_or_insert_with(|| (self.leaving_host(schedule), BTreeMap::new()));
            let sum_of_scope = || scope.iter().map(|&c| u64::from(all[c])).sum::<u64>();
            let sum = *sums.entry(of_scope).or_insert_with(sum_of_scope);
            if sum > per_month.into() {
                let would_send: Vec<u32> = scope.iter().map(|&c| all[c]).collect();
                let mut allowed = vec![UNLIMITED; self.levels.len()];
                for (&c, part) in scope.iter().zip(apportion(per_month, &would_send)) {
                    allowed[c] = part.into();
                }
                self.limit(schedule, Blocker::Cap(k), &mut allowed, |route| route.leaves_host);
                leaving = None;
            }
        }
    }

    /// Those who would leave their host this month, by contingent.
    fn leaving_host(&self, schedule: &ScheduleData) -> Vec<u32> {
        let mut leaving = vec![0; self.levels.len()];
        for cut in &self.cuts {
            for (route, departing) in schedule.routes(cut.phase).iter().zip(&cut.departing) {
                if route.leaves_host {
                    leaving[route.contingent] += departing;
                }
            }
        }
        leaving
    }

    /// Lets at most `allowed` of each contingent depart, those of earlier phases first; the rest is blocked.
    fn limit(
        &mut self,
        schedule: &ScheduleData,
        blocker: Blocker,
        allowed: &mut [u64],
        is_limited: impl Fn(&Route) -> bool,
    ) {
        for cut in &mut self.cuts {
            let mut troops = 0;
            for (route, departing) in schedule.routes(cut.phase).iter().zip(&mut cut.departing) {
                if is_limited(route) {
                    let allowed = &mut allowed[route.contingent];
                    let goes = u32::try_from(*allowed).unwrap_or(u32::MAX).min(*departing);
                    troops += u64::from(*departing - goes);
                    *allowed -= u64::from(goes);
                    *departing = goes;
                }
            }
            if troops > 0 {
                self.blocked.push(Blocked { phase: cut.phase, blocker, troops });
            }
        }
    }

    /// 5. Commits what is left (rules#commit): it departs, the rest is backlog, and raises and transfers arrive.
    fn commit(&mut self, schedule: &ScheduleData) {
        for cut in &mut self.cuts {
            for (backlog, departing) in cut.backlog.iter_mut().zip(&cut.departing) {
                *backlog -= departing;
            }
            depart(schedule, cut.phase, &cut.departing, &mut self.levels);
        }
        for raise in self.cursor.active().iter().filter(|active| active.is_raise) {
            gain(schedule, raise.phase, &raise.flow, &mut self.levels);
        }
    }
}

#[cfg(all(test, not(drawdown_plain)))]
mod tests {
    use super::*;
    use crate::plan::checked::Plan;
    use crate::spec::PlanSpec;
    use crate::spec::constraint::{Cap, Residual};
    use crate::spec::contingent::Contingent;
    use crate::spec::phase::{Destination, Phase, Target};
    use crate::values::mission::Mission;
    use crate::values::troops::Troops;

    /// Of 2,400, all but 400 leave over 24 months, late under a cap.
    fn late() -> Result<PlanSpec, Box<dyn std::error::Error>> {
        Ok(PlanSpec {
            contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_400))],
            phases: vec![Phase::new("all", Target::Remainder, "2026-08-31".parse()?)],
            residuals: vec![Residual::new(Troops(400))],
            caps: vec![Cap::new("airlift", Troops(50))],
            ..PlanSpec::new("Late, above a floor", "2024-08".parse()?)
        })
    }

    #[test]
    fn floors_that_never_bind_let_all_who_are_due_leave() -> Result<(), Box<dyn std::error::Error>>
    {
        let schedule = Plan::new(late()?)?.schedule();
        let schedule = &*schedule.data;
        assert!(strides::floors_never_bind(schedule));
        let (mut state, mut late_months) = (MonthState::default(), 0);
        state.begin(schedule);
        while state.t < schedule.horizon {
            state.t += 1;
            state.cursor.end_and_start(schedule, state.t);
            state.cursor.advance(schedule, state.t);
            state.collect();
            let due: u32 = state.cuts.iter().map(|cut| cut.departing[0]).sum();
            assert!(due <= state.levels[0] - schedule.floors.at(state.t)[0]);
            state.in_force.update(schedule, state.t);
            state.apply_caps(schedule);
            state.commit(schedule);
            late_months += i32::from(state.has_backlog());
        }
        assert_eq!(late_months, schedule.horizon); // 36 months of 50 are fewer than 2,000
        Ok(())
    }

    #[test]
    fn floors_may_bind_where_they_change_or_troops_arrive() -> Result<(), Box<dyn std::error::Error>>
    {
        let mut changing = late()?;
        changing.residuals[0].from = Some("2025-01".parse()?);
        assert!(!strides::floors_never_bind(&Plan::new(changing)?.schedule().data));
        let mut moving = late()?;
        let trainers = Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(0));
        moving.contingents.push(Contingent { mission: Mission::Training, ..trainers });
        moving.phases[0].destination =
            Some(Destination { host: None, mission: Some(Mission::Training) });
        assert!(!strides::floors_never_bind(&Plan::new(moving)?.schedule().data));
        Ok(())
    }
}
