//! Variants: empty variants change nothing, and shifts add up.

use drawdown::projection::MonthRecord;
use drawdown::{Adjustment, DeadlineOutcome, Plan, PlanSpec, Shift, Variant};
use proptest::prelude::*;
use proptest::sample::Index;

use super::months;
use crate::engine::plan_and_variants;
use crate::plans::any_plan;

fn adjusted(plan: &Plan, adjust: Vec<Adjustment>) -> Plan {
    plan.with_variant(&Variant { name: "otherwise".to_owned(), adjust, source: None }).unwrap()
}

fn outcome(plan: &Plan) -> (Vec<MonthRecord>, Vec<DeadlineOutcome>) {
    (months(plan), plan.project().deadlines())
}

/// Shifts of one event or phase, by any number of months; none if the plan has neither.
fn shift(spec: &PlanSpec, which: Index, cascade: bool) -> Option<impl Fn(i32) -> Adjustment> {
    let events = spec.events.iter().map(|event| (true, &event.id));
    let dated: Vec<(bool, &String)> =
        events.chain(spec.phases.iter().map(|phase| (false, &phase.name))).collect();
    let (is_event, name) = (!dated.is_empty()).then(|| which.get(&dated).to_owned())?;
    let name = name.clone();
    Some(move |months| {
        Adjustment::Shift(if is_event {
            Shift::Event { event: name.clone(), months }
        } else {
            Shift::Phase { phase: name.clone(), months, cascade }
        })
    })
}

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn an_empty_variant_changes_nothing(document in any_plan()) {
        for plan in plan_and_variants(&document) {
            let same = adjusted(&plan, vec![]);
            prop_assert_eq!(same.spec(), &PlanSpec { variants: vec![], ..plan.spec().clone() });
            prop_assert_eq!(outcome(&same), outcome(&plan));
        }
    }

    #[test]
    fn shifts_of_one_entry_add_up(
        document in any_plan(),
        which in any::<Index>(),
        cascade: bool,
        (a, b) in (-14..=14, -14..=14),
    ) {
        for plan in plan_and_variants(&document) {
            let Some(shift) = shift(plan.spec(), which, cascade) else { continue };
            let at_once = outcome(&adjusted(&plan, vec![shift(a + b)]));
            prop_assert_eq!(&outcome(&adjusted(&plan, vec![shift(a), shift(b)])), &at_once);
            prop_assert_eq!(&outcome(&adjusted(&adjusted(&plan, vec![shift(a)]), vec![shift(b)])), &at_once);
        }
    }

    #[test]
    fn a_shift_and_its_reverse_cancel_out(
        document in any_plan(),
        which in any::<Index>(),
        cascade: bool,
        months in -14..=14,
    ) {
        for plan in plan_and_variants(&document) {
            let Some(shift) = shift(plan.spec(), which, cascade) else { continue };
            let back = adjusted(&plan, vec![shift(months), shift(-months)]);
            prop_assert_eq!(outcome(&back), outcome(&plan));
        }
    }

    #[test]
    fn a_variant_ends_in_the_same_month(
        document in any_plan(),
        which in any::<Index>(),
        months in -14..=14,
    ) {
        let plan = crate::engine::plan(&document);
        for variant in plan_and_variants(&document) {
            prop_assert_eq!((variant.as_of(), variant.through()), (plan.as_of(), plan.through()));
            let Some(shift) = shift(variant.spec(), which, true) else { continue };
            prop_assert_eq!(adjusted(&variant, vec![shift(months)]).through(), plan.through());
        }
    }
}
