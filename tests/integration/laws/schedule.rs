//! The schedule: who is to move when, and that a plan without delays follows it.

use drawdown::engine::PhaseStatus;
use drawdown::spec::Order;
use drawdown::{Plan, Projection, Target, Troops, When, YearMonth};
use proptest::prelude::*;

use super::{months, moved_by, opened_by, reached_by, target_size};
use crate::engine::plan_and_variants;
use crate::plans::{any_plan, plan_without_delays};

/// The first and last month of each phase that starts, as paced.
fn stretches(projection: &Projection) -> Vec<Option<(YearMonth, YearMonth)>> {
    let stretch = |course| match course {
        PhaseStatus::Started { start, paced_end } => Some((start, paced_end)),
        _ => None,
    };
    projection.deadlines().into_iter().map(|outcome| stretch(outcome.status)).collect()
}

/// For each phase that ends within the projection and is not replaced, how many troops it moved, and of how many.
///
/// Such phases that share a contingent never overlap, so what changes in a phase's scope from the month before its start
/// to its end is due to that phase, apart from arrivals.
fn moved_of(plan: &Plan) -> Vec<Option<(u64, u64)>> {
    let (spec, months, projection) = (plan.spec(), months(plan), plan.project());
    let at = |month: YearMonth| usize::try_from(month.months_since(plan.as_of())).unwrap();
    let moved_of = |(i, stretch): (usize, Option<(YearMonth, YearMonth)>)| {
        let is_whole = |&(_, end): &(_, _)| end <= plan.through() && spec.phases[i].until.is_none();
        let (start, end) = stretch.filter(is_whole)?;
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
    #![proptest_config(crate::cases(150))]

    #[test]
    fn the_schedule_changes_only_while_a_phase_runs(document in any_plan()) {
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
    fn no_one_leaves_or_is_added_before_a_phase_starts(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let (spec, projection) = (plan.spec(), plan.project());
            let stretches = stretches(&projection);
            for month in plan.month_records() {
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
    fn no_phase_starts_before_its_start_day_or_its_events(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        let (spec, projection) = (plan.spec(), plan.project());
        for (phase, stretch) in spec.phases.iter().zip(stretches(&projection)) {
            let Some((start, _)) = stretch else { continue };
            prop_assert!(start > plan.as_of(), "{}", phase.name);
            if let Some(When::On(day)) = &phase.starts {
                prop_assert!(start >= opened_by(day.best()).unwrap(), "{}", phase.name);
            }
            for event in spec.events.iter().filter(|event| phase.waits_for.contains(&event.id)) {
                if let Some(When::On(date)) = &event.date {
                    let happens = date.best().nearest_month_end().unwrap();
                    prop_assert!(start > happens, "{} before {}", phase.name, event.id);
                }
            }
        }
    }

    // Holds, caps and floors only delay. Troops in transfer still count for their contributor.
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
    fn a_completed_plan_is_on_schedule(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            if plan.project().completion().is_some() {
                let last = plan.month_records().last().unwrap();
                prop_assert_eq!(last.strength, last.scheduled);
            }
        }
    }

    #[test]
    fn without_delays_the_projection_is_the_schedule(document in plan_without_delays()) {
        for month in crate::engine::plan(&document).month_records() {
            prop_assert_eq!(month.strength, month.scheduled, "{}", month.month);
        }
    }

    #[test]
    fn without_delays_each_phase_moves_exactly_its_target(document in plan_without_delays()) {
        let plan = crate::engine::plan(&document);
        let moved_of = moved_of(&plan);
        for (phase, moved) in plan.spec().phases.iter().zip(&moved_of) {
            let Some((moved, level)) = *moved else { continue };
            // What is in proportion to a replaced phase moves a share of all that it had to move; that is not known here.
            let expected = match &phase.target {
                Target::InProportionTo(other) => {
                    let q = plan.spec().phases.iter().position(|q| q.name == *other).unwrap();
                    match moved_of[q] {
                        Some((_, 0)) => Some(0),
                        Some((cut, of)) => Some(level * cut / of),
                        None => None,
                    }
                }
                target => target_size(target, level),
            };
            prop_assert_eq!(Some(moved), expected.or(Some(moved)), "{}", phase.name);
        }
    }

    #[test]
    fn without_delays_listed_order_empties_contingents_one_after_another(
        document in plan_without_delays(),
    ) {
        let plan = crate::engine::plan(&document);
        let (spec, projection) = (plan.spec(), plan.project());
        for (phase, stretch) in spec.phases.iter().zip(stretches(&projection)) {
            let Some((start, end)) = stretch.filter(|_| phase.order == Order::Listed) else { continue };
            // What another decision replaces stops on the way, and others take over.
            if spec.phases.iter().any(|phase| phase.until.is_some()) {
                continue;
            }
            let scope = moved_by(spec, phase);
            // A phase does not move troops who arrive while it runs.
            let mut arrived = vec![0_u64; spec.contingents.len()];
            for month in plan.month_records().filter(|month| start <= month.month && month.month <= end) {
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
    fn without_delays_each_phase_ends_at_its_deadline_and_meets_it(document in plan_without_delays()) {
        let plan = crate::engine::plan(&document);
        let (spec, projection) = (plan.spec(), plan.project());
        for (phase, outcome) in spec.phases.iter().zip(projection.deadlines()) {
            let PhaseStatus::Started { start, paced_end } = outcome.status else { continue };
            if outcome.replaced_after.is_some() || !outcome.has_deadline {
                continue;
            }
            prop_assert_eq!(Some(paced_end), outcome.binding_month, "{}", phase.name);
            let arrived = plan.month_records()
                .filter(|month| start <= month.month && month.month <= paced_end)
                .any(|month| moved_by(spec, phase).iter().any(|&c| month.arrived[c] > Troops::ZERO));
            prop_assert!(arrived || outcome.met != Some(false), "{}", phase.name);
            prop_assert!(outcome.met.is_some() == (paced_end <= plan.through()), "{}", phase.name);
        }
    }
}
