//! The holds and caps in force in a month, known until the next one begins or ends (rules#month-step).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::engine::month_flows::Blocker;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::references::OrderedCap;
use crate::plan::window::Window;

/// What is in force in a month. A month costs what is in force in it, not what the plan lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct InForce {
    /// The last month of which all this is known.
    through: i32,
    /// The hold or hazard that keeps each contingent: the first listed that covers it. Empty if none is in force.
    pub(crate) held_by: Vec<Option<Blocker>>,
    /// In the order in which they are applied.
    pub(crate) caps: Vec<OrderedCap>,
}

impl InForce {
    /// Before the first month.
    pub(crate) const fn begin(&mut self) {
        self.through = i32::MIN;
    }

    /// Finds what is in force in month t; months must be asked for in ascending order.
    pub(crate) fn update(&mut self, schedule: &ScheduleData, t: i32) {
        if t <= self.through {
            return;
        }
        self.through = i32::MAX;
        self.find_holds(schedule, t);
        self.find_caps(schedule, t);
    }

    /// Whether a window covers month t; shortens `through` to the last month before that changes.
    fn covers(&mut self, window: Window, t: i32) -> bool {
        let covers = window.covers(t);
        if covers {
            self.through = self.through.min(window.last);
        } else if window.first > t {
            self.through = self.through.min(window.first - 1);
        }
        covers
    }

    fn find_holds(&mut self, schedule: &ScheduleData, t: i32) {
        self.held_by.clear();
        let references = &schedule.plan.references;
        // Of holds with the same contingents, only the first listed keeps anybody.
        let mut seen = BTreeSet::new();
        for (h, (hold, window)) in references.holds.iter().zip(&schedule.timeline.holds).enumerate()
        {
            if self.covers(window.months, t) && seen.insert(Arc::as_ptr(&hold.scope)) {
                self.hold(schedule, Blocker::Hold(h), &hold.scope);
            }
        }
        for (h, (scope, windows)) in references.hazards.iter().zip(&schedule.hazards).enumerate() {
            let next = Window::next_of(windows, t);
            let covers = next.is_some_and(|window| self.covers(window, t));
            if covers && seen.insert(Arc::as_ptr(scope)) {
                self.hold(schedule, Blocker::Hazard(h), scope);
            }
        }
    }

    fn hold(&mut self, schedule: &ScheduleData, blocker: Blocker, scope: &[usize]) {
        self.held_by.resize(schedule.numbers.strengths.len(), None);
        for &c in scope {
            self.held_by[c].get_or_insert(blocker);
        }
    }

    fn find_caps(&mut self, schedule: &ScheduleData, t: i32) {
        self.caps.clear();
        for &ordered in &schedule.plan.references.cap_order {
            if self.covers(schedule.timeline.caps[ordered.cap].months, t) {
                self.caps.push(ordered);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::checked::Plan;
    use crate::spec::PlanSpec;
    use crate::spec::constraint::{Cap, Hold};
    use crate::spec::contingent::Contingent;
    use crate::spec::scope::Scope;
    use crate::values::mission::Mission;
    use crate::values::troops::Troops;

    type Failed = Box<dyn std::error::Error>;

    /// Two contingents; holds in t = 3..=5 (all), 4..=8 (all again) and 5..=6 (the second), caps in 2..=9 and 7..=7.
    fn plan() -> Result<Plan, Failed> {
        let first = Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(100));
        let second = Contingent { mission: Mission::Training, ..first.clone() };
        let trainers = Scope { missions: Some(vec![Mission::Training]), ..Scope::EVERYONE };
        let hold = |name: &str, from: &str, through: &str| -> Result<Hold, Failed> {
            let (from, through) = (Some(from.parse()?), Some(through.parse()?));
            Ok(Hold { from, through, ..Hold::new(name) })
        };
        let cap = |name: &str, from: &str, through: &str| -> Result<Cap, Failed> {
            let (from, through) = (Some(from.parse()?), Some(through.parse()?));
            Ok(Cap { from, through, ..Cap::new(name, Troops(10)) })
        };
        let of_second = Hold { scope: trainers, ..hold("c", "2024-05", "2024-06")? };
        Ok(Plan::new(PlanSpec {
            contingents: vec![first, second],
            holds: vec![
                hold("a", "2024-03", "2024-05")?,
                hold("b", "2024-04", "2024-08")?,
                of_second,
            ],
            caps: vec![cap("wide", "2024-02", "2024-09")?, cap("narrow", "2024-07", "2024-07")?],
            ..PlanSpec::new("windows", "2023-12".parse()?)
        })?)
    }

    #[test]
    fn what_is_in_force_is_known_until_it_changes() -> Result<(), Failed> {
        let schedule = plan()?.schedule();
        let mut in_force = InForce::default();
        in_force.begin();
        let (mut through, mut searches) = (Vec::new(), 0);
        for t in 1..=12 {
            searches += i32::from(t > in_force.through);
            in_force.update(&schedule.data, t);
            through.push(in_force.through);
        }
        assert_eq!(through, [1, 2, 3, 4, 5, 6, 7, 8, 9, i32::MAX, i32::MAX, i32::MAX]);
        assert_eq!(searches, 10);
        Ok(())
    }

    #[test]
    fn the_first_listed_hold_keeps_a_contingent_and_caps_of_one_scope_share_a_sum()
    -> Result<(), Failed> {
        let schedule = plan()?.schedule();
        let mut in_force = InForce::default();
        let mut at = |t| {
            in_force.begin();
            in_force.update(&schedule.data, t);
            let caps = in_force.caps.iter().map(|cap| (cap.cap, cap.scope));
            (in_force.held_by.clone(), caps.collect::<Vec<_>>())
        };
        let (a, b) = (Some(Blocker::Hold(0)), Some(Blocker::Hold(1)));
        assert_eq!(at(1), (vec![], vec![]));
        assert_eq!(at(3), (vec![a, a], vec![(0, 0)]));
        assert_eq!(at(5), (vec![a, a], vec![(0, 0)]));
        assert_eq!(at(6), (vec![b, b], vec![(0, 0)]));
        assert_eq!(at(7), (vec![b, b], vec![(0, 0), (1, 0)]));
        assert_eq!(at(9), (vec![], vec![(0, 0)]));
        Ok(())
    }
}
