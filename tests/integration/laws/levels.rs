//! Levels: troops are conserved, and floors, holds and caps are respected.

use std::ops::RangeInclusive;

use drawdown::values::apportion;
use drawdown::{Cap, Hold, Plan, PlanSpec, ScopeView, Troops, When, YearMonth};
use proptest::prelude::*;

use super::{destination, months, moved_by, opened_by, reached_by};
use crate::engine::plan_and_variants;
use crate::plans::{any_plan, one_scope_plan_with_cap};

/// Troops enter these contingents only by raises and leave them only for home.
fn is_closed(view: &ScopeView, plan: &Plan) -> Result<(), TestCaseError> {
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

/// The months that the window of an entry such as `hold[0]` covers, shifts included; none if one of its days is counted
/// from something.
fn in_force(
    plan: &drawdown::Plan,
    entry: &str,
    from: Option<&When>,
    through: Option<&When>,
) -> Option<RangeInclusive<YearMonth>> {
    covered(from, through)?;
    let window = plan.schedule().windows().find(|window| window.entry == entry)?;
    let month =
        |day: drawdown::chrono::NaiveDate| drawdown::Day::try_from(day).ok()?.nearest_month_end();
    let first = match window.from {
        None => YearMonth::MIN,
        Some(day) => month(day)?.checked_add(1)?,
    };
    let last = match window.through {
        None => YearMonth::MAX,
        Some(day) => month(day)?,
    };
    Some(first..=last)
}

/// The months that a window covers; none if one of its days is counted from something.
fn covered(from: Option<&When>, through: Option<&When>) -> Option<RangeInclusive<YearMonth>> {
    let first = match from {
        None => YearMonth::MIN,
        Some(When::On(day)) => opened_by(day.best())?,
        Some(When::CountedFrom(_)) => return None,
    };
    let last = match through {
        None => YearMonth::MAX,
        Some(When::On(day)) => day.best().nearest_month_end()?,
        Some(When::CountedFrom(_)) => return None,
    };
    Some(first..=last)
}

fn strengths(spec: &PlanSpec) -> Vec<u32> {
    spec.contingents.iter().map(|contingent| contingent.strength.best().0).collect()
}

/// A lower bound of the floors: the residuals whose windows `covered` can resolve.
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

/// Whether every phase that moves this contingent also takes it out of its host.
fn always_changes_host(spec: &PlanSpec, c: usize) -> bool {
    let contingent = &spec.contingents[c];
    spec.phases.iter().filter(|phase| moved_by(spec, phase).contains(&c)).all(|phase| {
        destination(phase, contingent).is_none_or(|(_, host, _)| host != contingent.host)
    })
}

/// The cumulative number withdrawn by each month.
fn withdrawn_by_month(plan: &Plan) -> Vec<u64> {
    let in_month = plan.month_records().map(|month| month.withdrawn.into_iter().sum::<u64>());
    in_month
        .scan(0, |total, withdrawn| {
            *total += withdrawn;
            Some(*total)
        })
        .collect()
}

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn troops_are_conserved(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let mut balance: Vec<u64> = strengths(plan.spec()).into_iter().map(u64::from).collect();
            for month in plan.month_records() {
                for (c, balance) in balance.iter_mut().enumerate() {
                    *balance += u64::from(month.gained[c]) + u64::from(month.arrived[c]);
                    *balance -= u64::from(month.withdrawn[c]);
                    prop_assert_eq!(u64::from(month.strength[c]), *balance, "{}, contingent {}", month.month, c);
                }
            }
        }
    }

    #[test]
    fn transfers_stay_within_their_contributor(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let projection = plan.project();
            is_closed(&projection.theatre(), &plan)?;
            for (_, view) in projection.by_contributor() {
                is_closed(&view, &plan)?;
            }
        }
    }

    #[test]
    fn only_raises_and_transfers_add_troops(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let spec = plan.spec();
            let raised: Vec<usize> = spec.phases.iter()
                .filter(|phase| phase.target.is_raise())
                .flat_map(|phase| moved_by(spec, phase))
                .collect();
            let reached: Vec<usize> =
                spec.phases.iter().flat_map(|phase| reached_by(spec, phase)).collect();
            let mut before = months(&plan)[0].clone();
            for month in plan.month_records() {
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
    fn withdrawals_stop_at_the_floor(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let months = months(&plan);
            for (before, month) in months.iter().zip(&months[1..]) {
                for (c, floor) in floors(plan.spec(), month.month).into_iter().enumerate() {
                    let above = before.strength[c].0.saturating_sub(floor);
                    prop_assert!(month.withdrawn[c].0 <= above, "{}, contingent {}", month.month, c);
                }
            }
        }
    }

    #[test]
    fn no_one_leaves_a_host_under_a_hold(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let spec = plan.spec();
            for (i, Hold { scope, from, through, .. }) in spec.holds.iter().enumerate() {
                let window = in_force(&plan, &format!("hold[{i}]"), from.as_ref(), through.as_ref());
                let Some(window) = window else { continue };
                for month in plan.month_records().filter(|month| window.contains(&month.month)) {
                    for (c, contingent) in spec.contingents.iter().enumerate() {
                        if scope.matches(contingent) && always_changes_host(spec, c) {
                            prop_assert_eq!(month.withdrawn[c], Troops::ZERO, "{}", month.month);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_cap_limits_how_many_leave_their_host_in_a_month(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let spec = plan.spec();
            for (i, Cap { scope, per_month, from, through, .. }) in spec.caps.iter().enumerate() {
                let window = in_force(&plan, &format!("cap[{i}]"), from.as_ref(), through.as_ref());
                let Some(window) = window else { continue };
                let capped: Vec<usize> = (0..spec.contingents.len())
                    .filter(|&c| scope.matches(&spec.contingents[c]) && always_changes_host(spec, c))
                    .collect();
                for month in plan.month_records().filter(|month| window.contains(&month.month)) {
                    let left: u64 = capped.iter().map(|&c| month.withdrawn[c]).sum();
                    prop_assert!(left <= per_month.best().into(), "{}: {}", month.month, left);
                }
            }
        }
    }

    #[test]
    fn a_higher_cap_delays_no_one(document in one_scope_plan_with_cap(), more in 1..=200_u32) {
        let plan = crate::engine::plan(&document);
        let mut spec = plan.spec().clone();
        spec.caps[0].per_month = Troops(spec.caps[0].per_month.best().0 + more).into();
        let looser = Plan::new(spec).unwrap();

        let withdrawn = withdrawn_by_month(&plan).into_iter().zip(withdrawn_by_month(&looser));
        for (t, (withdrawn, with_more)) in withdrawn.enumerate() {
            prop_assert!(withdrawn <= with_more, "month {}: {}, {}", t, withdrawn, with_more);
        }
    }
}
