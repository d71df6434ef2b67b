//! Who is there: nobody appears or vanishes, and nothing that is in force is overstepped.

use std::ops::RangeInclusive;

use drawdown::{Cap, Hold, Plan, PlanSpec, ScopeView, Troops, When, YearMonth, apportion};
use proptest::prelude::*;

use super::{
    any_plan, destination, months, moved_by, one_scope_plan_with_cap, opened_by, plan_and_variants,
    reached_by, with_room,
};

/// Nobody joins or leaves these contingents but by a raise or for home.
fn is_closed(view: &ScopeView<'_>, plan: &Plan) -> Result<(), TestCaseError> {
    let (mut gained, mut home_departures) = (0, 0);
    for month in plan.as_of().through(plan.through()) {
        prop_assert_eq!(view.moved(month), view.arrived(month));
        gained += view.gained(month).unwrap();
        home_departures += view.home_departures(month).unwrap();
        let at_first = view.strength(plan.as_of()).unwrap();
        prop_assert_eq!(
            view.strength(month).unwrap() + home_departures,
            at_first + gained,
            "{}",
            month
        );
    }
    Ok(())
}

/// The months that a window covers, where it counts from nothing.
fn covered(from: Option<&When>, through: Option<&When>) -> Option<RangeInclusive<YearMonth>> {
    let first = match from {
        None => YearMonth::MIN,
        Some(When::On(day)) => opened_by(*day)?,
        Some(When::CountedFrom(_)) => return None,
    };
    let last = match through {
        None => YearMonth::MAX,
        Some(When::On(day)) => day.nearest_month_end()?,
        Some(When::CountedFrom(_)) => return None,
    };
    Some(first..=last)
}

fn strengths(spec: &PlanSpec) -> Vec<u32> {
    spec.contingents.iter().map(|contingent| contingent.strength.best().0).collect()
}

/// What those residuals keep whose windows count from nothing: no more than the whole floor.
fn floors(spec: &PlanSpec, month: YearMonth) -> Vec<u32> {
    let strengths = strengths(spec);
    let mut floors = vec![0_u32; strengths.len()];
    for residual in &spec.residuals {
        let window = covered(residual.from.as_ref(), residual.through.as_ref());
        if window.is_some_and(|window| window.contains(&month)) {
            let stay: Vec<usize> = (0..floors.len())
                .filter(|&c| residual.scope.matches(&spec.contingents[c]))
                .collect();
            let weights: Vec<u32> = stay.iter().map(|&c| strengths[c]).collect();
            for (c, share) in stay.iter().zip(apportion(residual.strength.best().0, &weights)) {
                floors[*c] += share;
            }
        }
    }
    floors
}

/// Whether whoever leaves this contingent leaves its host too, in whatever phase.
fn always_leaves_host(spec: &PlanSpec, c: usize) -> bool {
    let contingent = &spec.contingents[c];
    spec.phases.iter().filter(|phase| moved_by(spec, phase).contains(&c)).all(|phase| {
        destination(phase, contingent).is_none_or(|(_, host, _)| host != contingent.host)
    })
}

/// Each month's total withdrawn so far.
fn withdrawn_by_month(plan: &Plan) -> Vec<u64> {
    let mut so_far = 0;
    let each = plan.months().map(|month| {
        so_far += month.withdrawn.into_iter().sum::<u64>();
        so_far
    });
    each.collect()
}

proptest! {
    #![proptest_config(crate::cases(250))]

    #[test]
    fn strength_is_what_there_was_less_who_left_plus_who_came(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let mut balance: Vec<u64> = strengths(plan.spec()).into_iter().map(u64::from).collect();
            for month in plan.months() {
                for (c, balance) in balance.iter_mut().enumerate() {
                    *balance += u64::from(month.gained[c]) + u64::from(month.arrived[c]);
                    *balance -= u64::from(month.withdrawn[c]);
                    prop_assert_eq!(u64::from(month.strength[c]), *balance, "{}, contingent {}", month.month, c);
                }
            }
        }
    }

    #[test]
    fn who_is_sent_on_stays_with_his_contributor(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let projection = plan.project();
            is_closed(&projection.theatre(), &plan)?;
            for (_, view) in projection.by_contributor() {
                is_closed(&view, &plan)?;
            }
        }
    }

    #[test]
    fn nobody_comes_but_where_a_phase_raises_or_sends(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let spec = plan.spec();
            let raised: Vec<usize> = spec.phases.iter()
                .filter(|phase| phase.target.is_raise())
                .flat_map(|phase| moved_by(spec, phase))
                .collect();
            let reached: Vec<usize> =
                spec.phases.iter().flat_map(|phase| reached_by(spec, phase)).collect();
            let mut before = months(&plan)[0].clone();
            for month in plan.months() {
                for c in 0..spec.contingents.len() {
                    prop_assert!(raised.contains(&c) || month.gained[c] == Troops::ZERO);
                    prop_assert!(reached.contains(&c) || month.arrived[c] == Troops::ZERO);
                    if !raised.contains(&c) && !reached.contains(&c) {
                        prop_assert!(month.strength[c] <= before.strength[c]);
                        prop_assert!(month.scheduled[c] <= before.scheduled[c]);
                    }
                }
                before = month;
            }
        }
    }

    #[test]
    fn nobody_leaves_who_stays_as_a_residual(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let months = months(&plan);
            for (before, month) in months.iter().zip(&months[1..]) {
                for (c, floor) in floors(plan.spec(), month.month).into_iter().enumerate() {
                    let free = before.strength[c].0.saturating_sub(floor);
                    prop_assert!(month.withdrawn[c].0 <= free, "{}, contingent {}", month.month, c);
                }
            }
        }
    }

    #[test]
    fn nobody_leaves_his_host_under_a_hold(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let spec = plan.spec();
            for Hold { scope, from, through, .. } in &spec.holds {
                let Some(window) = covered(from.as_ref(), through.as_ref()) else { continue };
                for month in plan.months().filter(|month| window.contains(&month.month)) {
                    for (c, contingent) in spec.contingents.iter().enumerate() {
                        if scope.matches(contingent) && always_leaves_host(spec, c) {
                            prop_assert_eq!(month.withdrawn[c], Troops::ZERO, "{}", month.month);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_more_leave_their_host_than_a_cap_lets(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let spec = plan.spec();
            for Cap { scope, per_month, from, through, .. } in &spec.caps {
                let Some(window) = covered(from.as_ref(), through.as_ref()) else { continue };
                let capped: Vec<usize> = (0..spec.contingents.len())
                    .filter(|&c| scope.matches(&spec.contingents[c]) && always_leaves_host(spec, c))
                    .collect();
                for month in plan.months().filter(|month| window.contains(&month.month)) {
                    let left: u64 = capped.iter().map(|&c| month.withdrawn[c]).sum();
                    prop_assert!(left <= per_month.best().into(), "{}: {}", month.month, left);
                }
            }
        }
    }
}

#[test]
fn a_higher_cap_never_has_fewer_gone_by_any_month() {
    with_room(|| {
        proptest!(crate::cases(200), |(document in one_scope_plan_with_cap(), more in 1..=200_u32)| {
            let plan = crate::engine::plan(&document);
            let mut spec = plan.spec().clone();
            spec.caps[0].per_month = Troops(spec.caps[0].per_month.best().0 + more).into();
            let looser = Plan::new(spec).unwrap();

            let gone = withdrawn_by_month(&plan).into_iter().zip(withdrawn_by_month(&looser));
            for (t, (gone, gone_if_looser)) in gone.enumerate() {
                prop_assert!(gone <= gone_if_looser, "{} months on: {}, {}", t, gone, gone_if_looser);
            }
        });
    });
}
