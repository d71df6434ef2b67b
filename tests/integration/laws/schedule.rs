//! What is intended: who is scheduled to move when, and what comes of it where nothing gets in the way.

use drawdown::{Order, PhaseStatus, Plan, Projection, Target, Troops, When, YearMonth};
use proptest::prelude::*;

use super::{
    any_plan, asked, months, moved_by, opened_by, plan_and_variants, plan_where_nothing_waits,
    reached_by,
};

/// The first and last month in which each phase moves anybody, as paced.
fn stretches(projection: &Projection) -> Vec<Option<(YearMonth, YearMonth)>> {
    let stretch = |course| match course {
        PhaseStatus::Started { start, paced_end } => Some((start, paced_end)),
        _ => None,
    };
    projection.deadlines().into_iter().map(|outcome| stretch(outcome.status)).collect()
}

/// Each phase that has run its course: how many its target moved of how many.
///
/// No two phases that share a contingent run at once, so that what changes in a phase's scope between the month before
/// its start and its end is its own doing, those aside who arrive from elsewhere.
fn moved_of(plan: &Plan) -> Vec<Option<(u64, u64)>> {
    let (spec, months, projection) = (plan.spec(), months(plan), plan.project());
    let at = |month: YearMonth| usize::try_from(month.months_since(plan.as_of())).unwrap();
    let moved_of = |(i, stretch): (usize, Option<(YearMonth, YearMonth)>)| {
        let (start, end) = stretch.filter(|(_, end)| *end <= plan.through())?;
        let scope = moved_by(spec, &spec.phases[i]);
        let sum = |row: &[Troops]| scope.iter().map(|&c| row[c]).sum::<u64>();
        let arrived: u64 = months[at(start)..=at(end)].iter().map(|m| sum(&m.arrived)).sum();
        let before = sum(&months[at(start) - 1].scheduled);
        let after = sum(&months[at(end)].scheduled) - arrived;
        Some((before.abs_diff(after), before))
    };
    stretches(&projection).into_iter().enumerate().map(moved_of).collect()
}

proptest! {
    #![proptest_config(crate::cases(250))]

    #[test]
    fn nobody_is_scheduled_to_move_outside_the_months_of_a_phase(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let (spec, months, projection) = (plan.spec(), months(&plan), plan.project());
            let stretches = stretches(&projection);
            for (before, month) in months.iter().zip(&months[1..]) {
                let under_way = spec.phases.iter().zip(&stretches).filter(|(_, stretch)| {
                    stretch.is_some_and(|(start, end)| start <= month.month && month.month <= end)
                });
                let moving: Vec<usize> = under_way
                    .flat_map(|(phase, _)| [moved_by(spec, phase), reached_by(spec, phase)].concat())
                    .collect();
                for c in 0..spec.contingents.len() {
                    prop_assert!(
                        moving.contains(&c) || month.scheduled[c] == before.scheduled[c],
                        "{}, contingent {}", month.month, c
                    );
                }
            }
        }
    }

    #[test]
    fn nobody_leaves_before_a_phase_over_him_starts(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let (spec, projection) = (plan.spec(), plan.project());
            let stretches = stretches(&projection);
            for month in plan.months() {
                let begun = spec.phases.iter().zip(&stretches).filter(|(_, stretch)| {
                    stretch.is_some_and(|(start, _)| start <= month.month)
                });
                let moving: Vec<usize> = begun.flat_map(|(phase, _)| moved_by(spec, phase)).collect();
                for c in 0..spec.contingents.len() {
                    prop_assert!(moving.contains(&c) || month.withdrawn[c] == Troops::ZERO, "{}", month.month);
                    prop_assert!(moving.contains(&c) || month.gained[c] == Troops::ZERO, "{}", month.month);
                }
            }
        }
    }

    #[test]
    fn no_phase_starts_before_its_day_or_before_what_it_waits_for(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        let (spec, projection) = (plan.spec(), plan.project());
        for (phase, stretch) in spec.phases.iter().zip(stretches(&projection)) {
            let Some((start, _)) = stretch else { continue };
            prop_assert!(start > plan.as_of(), "{}", phase.name);
            if let Some(When::On(day)) = &phase.starts {
                prop_assert!(start >= opened_by(*day).unwrap(), "{}", phase.name);
            }
            for event in spec.events.iter().filter(|event| phase.waits_for.contains(&event.id)) {
                if let Some(When::On(date)) = &event.date {
                    let happens = date.best().nearest_month_end().unwrap();
                    prop_assert!(start > happens, "{} before {}", phase.name, event.id);
                }
            }
        }
    }

    // What stands in the way delays; who is on his way to another contingent still counts for his contributor.
    #[test]
    fn no_contributor_is_ahead_of_schedule(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let projection = plan.project();
            for (contributor, view) in projection.by_contributor() {
                for month in projection.months() {
                    prop_assert!(view.strength(month) >= view.scheduled(month), "{} in {}", contributor, month);
                }
            }
        }
    }

    #[test]
    fn a_plan_that_is_done_has_come_to_what_was_scheduled(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            if plan.project().completion().is_some() {
                let last = plan.months().last().unwrap();
                prop_assert_eq!(last.strength, last.scheduled);
            }
        }
    }

    #[test]
    fn where_nothing_waits_what_is_scheduled_is_what_comes(document in plan_where_nothing_waits()) {
        for month in crate::engine::plan(&document).months() {
            prop_assert_eq!(month.strength, month.scheduled, "{}", month.month);
        }
    }

    #[test]
    fn where_nothing_waits_each_phase_moves_exactly_what_its_target_asks(document in plan_where_nothing_waits()) {
        let plan = crate::engine::plan(&document);
        let moved_of = moved_of(&plan);
        for (phase, moved) in plan.spec().phases.iter().zip(&moved_of) {
            let Some((moved, level)) = *moved else { continue };
            let expected = match &phase.target {
                Target::InProportionTo(other) => {
                    let q = plan.spec().phases.iter().position(|q| q.name == *other).unwrap();
                    match moved_of[q] {
                        Some((_, 0)) => Some(0),
                        Some((cut, of)) => Some(level * cut / of),
                        None => None,
                    }
                }
                target => asked(target, level),
            };
            prop_assert_eq!(Some(moved), expected.or(Some(moved)), "{}", phase.name);
        }
    }

    #[test]
    fn where_nothing_waits_nobody_leaves_in_listed_order_before_those_listed_earlier_have_left(
        document in plan_where_nothing_waits(),
    ) {
        let plan = crate::engine::plan(&document);
        let (spec, projection) = (plan.spec(), plan.project());
        for (phase, stretch) in spec.phases.iter().zip(stretches(&projection)) {
            let Some((start, end)) = stretch.filter(|_| phase.order == Order::Listed) else { continue };
            let scope = moved_by(spec, phase);
            // Who arrives while a phase runs is not moved by it.
            let mut arrived = vec![0_u64; spec.contingents.len()];
            for month in plan.months().filter(|month| start <= month.month && month.month <= end) {
                for (arrived, now) in arrived.iter_mut().zip(&month.arrived) {
                    *arrived += u64::from(*now);
                }
                let last = scope.iter().rposition(|&c| month.withdrawn[c] > Troops::ZERO).unwrap_or(0);
                for &c in &scope[..last] {
                    prop_assert_eq!(u64::from(month.strength[c]), arrived[c], "{}, contingent {}", month.month, c);
                }
            }
        }
    }

    #[test]
    fn where_nothing_waits_each_phase_ends_by_its_deadline_and_meets_it(document in plan_where_nothing_waits()) {
        let plan = crate::engine::plan(&document);
        let (spec, projection) = (plan.spec(), plan.project());
        for (phase, outcome) in spec.phases.iter().zip(projection.deadlines()) {
            let PhaseStatus::Started { start, paced_end } = outcome.status else { continue };
            prop_assert_eq!(Some(paced_end), outcome.binding_month, "{}", phase.name);
            let arrived = plan.months()
                .filter(|month| start <= month.month && month.month <= paced_end)
                .any(|month| moved_by(spec, phase).iter().any(|&c| month.arrived[c] > Troops::ZERO));
            prop_assert!(arrived || outcome.met != Some(false), "{}", phase.name);
            prop_assert!(outcome.met.is_some() == (paced_end <= plan.through()), "{}", phase.name);
        }
    }
}
