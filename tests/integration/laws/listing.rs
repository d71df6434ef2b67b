//! What the listing order of contingents decides, and what it does not.

use drawdown::{DeadlineOutcome, Plan, PlanSpec, Scope, Troops};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::{months, moved_by, target_size};
use crate::engine::plan;
use crate::engine::plan_and_variants;
use crate::plans::{any_plan, one_scope_plan_with_cap, plan_without_variants};

/// A plan, and a new order for its contingents: their old indices.
fn reordered(plan: impl Strategy<Value = Value>) -> impl Strategy<Value = (Value, Vec<usize>)> {
    plan.prop_flat_map(|document| {
        let places: Vec<usize> = (0..document["contingent"].as_array().unwrap().len()).collect();
        (Just(document), Just(places).prop_shuffle())
    })
}

fn in_order(document: &Value, order: &[usize]) -> Value {
    let contingents = order.iter().map(|&c| document["contingent"][c].clone()).collect();
    let mut document = document.clone();
    document["contingent"] = contingents;
    document
}

/// The same plan with only its first phase, which moves its scope in proportion and without blocks.
fn first_phase_alone(document: &Value) -> Option<Value> {
    let mut phase = document["phase"].get(0)?.as_object()?.clone();
    phase.retain(|key, _| !["order", "blocks"].contains(&key.as_str()));
    let mut alone = document.as_object()?.clone();
    alone.retain(|key, _| {
        ["title", "as_of", "through", "source", "contingent", "event"].contains(&key.as_str())
    });
    alone.insert("phase".to_owned(), json!([phase]));
    Some(alone.into())
}

/// The same plan, with raises turned into cuts, and without residuals whose scope has no troops.
fn without_zero_weights(mut document: Value) -> Value {
    for phase in document.get_mut("phase").and_then(Value::as_array_mut).into_iter().flatten() {
        for (raise, cut) in [("raise_to", "reduce_to"), ("raise_by", "reduce_by")] {
            if let Some(number) = phase["target"].get(raise) {
                phase["target"] = json!({ cut: number });
            }
        }
    }
    let planned = plan(&document);
    let spec = planned.spec();
    let has_troops = |scope: &Scope| {
        let mut members = spec.contingents.iter().filter(|contingent| scope.matches(contingent));
        members.any(|contingent| contingent.strength.best() > Troops::ZERO)
    };
    if let Some(residuals) = document.get_mut("residual").and_then(Value::as_array_mut) {
        let mut scopes = spec.residuals.iter().map(|residual| &residual.scope);
        residuals.retain(|_| scopes.next().is_some_and(has_troops));
    }
    document
}

/// Whether a phase, a residual or a cap apportions something over both. A hold does not: it holds all or none.
fn share_a_scope(spec: &PlanSpec, a: usize, b: usize) -> bool {
    let scopes = (spec.phases.iter().map(|phase| &phase.scope))
        .chain(spec.residuals.iter().map(|residual| &residual.scope))
        .chain(spec.caps.iter().map(|cap| &cap.scope));
    let both = |scope: &Scope| [a, b].iter().all(|&c| scope.matches(&spec.contingents[c]));
    scopes.into_iter().any(both)
}

/// All figures of each month, with the contingents in this order.
fn columns(plan: &Plan, order: &[usize]) -> Vec<[Vec<Troops>; 5]> {
    let pick = |row: &[Troops]| order.iter().map(|&c| row[c]).collect::<Vec<_>>();
    let each = plan.month_records().map(|month| {
        [&month.scheduled, &month.strength, &month.withdrawn, &month.gained, &month.arrived]
            .map(|row| pick(row))
    });
    each.collect()
}

/// The figures summed over all contingents, and the deadlines without their causes: which of two phases a cap keeps back
/// depends on the order.
fn totals(plan: &Plan) -> (Vec<[u64; 5]>, Vec<DeadlineOutcome>) {
    let everyone: Vec<usize> = (0..plan.spec().contingents.len()).collect();
    let sum = |rows: [Vec<Troops>; 5]| rows.map(|row| row.into_iter().sum());
    let mut deadlines = plan.project().deadlines();
    for outcome in &mut deadlines {
        outcome.causes.clear();
        // Which phase a cap lets through depends on the order.
        (outcome.busiest_month, outcome.busiest) = (None, None);
    }
    (columns(plan, &everyone).into_iter().map(sum).collect(), deadlines)
}

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn neighbours_without_a_common_scope_can_be_swapped(document in any_plan()) {
        let plans = plan_and_variants(&document);
        let places: Vec<usize> = (0..plans[0].spec().contingents.len()).collect();
        for c in 1..places.len() {
            if plans.iter().all(|plan| share_a_scope(plan.spec(), c - 1, c)) {
                continue;
            }
            let mut order = places.clone();
            order.swap(c - 1, c);
            let changed = plan_and_variants(&in_order(&document, &order));
            for (plan, changed) in plans.iter().zip(&changed) {
                if !share_a_scope(plan.spec(), c - 1, c) {
                    prop_assert_eq!(columns(plan, &places), columns(changed, &order), "contingent {}", c);
                    prop_assert_eq!(plan.project().deadlines(), changed.project().deadlines());
                }
            }
        }
    }

    // A phase apportions its cut by largest remainders. The order matters only between equal remainders, and there by
    // at most one. (A second phase or a cap would apportion what differs by one again, with no such bound.)
    #[test]
    fn in_one_phase_the_order_only_breaks_ties(
        (document, order) in reordered(plan_without_variants()),
    ) {
        let Some(alone) = first_phase_alone(&document) else { return Ok(()) };
        let (planned, changed) = (plan(&alone), plan(&in_order(&alone, &order)));
        let (spec, changed) = (planned.spec(), months(&changed));
        let scope = moved_by(spec, &spec.phases[0]);
        let strength = |c: usize| u64::from(spec.contingents[c].strength.best());
        let level = scope.iter().map(|&c| strength(c)).sum();
        let Some(moved) = target_size(&spec.phases[0].target, level) else { return Ok(()) };
        let remainder = |c: usize| if level == 0 { 1 } else { moved * strength(c) % level };

        for (month, changed) in planned.month_records().zip(&changed) {
            for &c in &scope {
                let place = order.iter().position(|&old| old == c).unwrap();
                let off = month.scheduled[c].0.abs_diff(changed.scheduled[place].0);
                let ties = scope.iter().filter(|&&other| remainder(other) == remainder(c)).count();
                let decided = ties == 1 || remainder(c) == 0;
                prop_assert!(off <= u32::from(!decided), "{}, contingent {}", month.month, c);
            }
        }
    }

    // Each contingent of one contributor gets an empty double, listed before it, of a contributor that no scope names. A
    // scope that contains the double contains the original, so that no new pair of phases shares a contingent. A weight
    // of 0 gets no share unless all weights are 0, which only a raise or a residual over no troops can have: both are
    // taken out. Of caps over overlapping scopes the one over fewer contingents comes first, so that a double may change
    // their order: only one is left.
    #[test]
    fn an_empty_contributor_changes_nothing(
        document in plan_without_variants(),
        which in any::<Index>(),
    ) {
        let mut document = without_zero_weights(document);
        if let Some(caps) = document.get_mut("cap").and_then(Value::as_array_mut) {
            caps.truncate(1);
        }
        let contingents = document["contingent"].as_array().unwrap();
        let doubled = &which.get(contingents)["contributor"];
        let (mut listed, mut originals) = (Vec::new(), Vec::new());
        for contingent in contingents {
            if contingent["contributor"] == *doubled {
                let mut double = contingent.clone();
                double["contributor"] = json!("AAB");
                double["strength"] = json!(0);
                listed.push(double);
            }
            originals.push(listed.len());
            listed.push(contingent.clone());
        }
        let mut larger = document.clone();
        larger["contingent"] = listed.into();

        let (planned, larger) = (plan(&document), plan(&larger));
        let everyone: Vec<usize> = (0..originals.len()).collect();
        prop_assert_eq!(columns(&planned, &everyone), columns(&larger, &originals));
        prop_assert_eq!(planned.project().deadlines(), larger.project().deadlines());
    }

    // In listed order a phase takes a total, whichever contingents it comes from. Holds and the cap are over everyone,
    // and without residuals every floor is 0.
    #[test]
    fn in_listed_order_with_one_scope_the_order_decides_no_total(
        (mut document, order) in reordered(one_scope_plan_with_cap()),
    ) {
        document.as_object_mut().unwrap().remove("residual");
        for phase in document.get_mut("phase").and_then(Value::as_array_mut).into_iter().flatten() {
            phase["order"] = json!("listed");
        }
        prop_assert_eq!(totals(&plan(&document)), totals(&plan(&in_order(&document, &order))));
    }
}
