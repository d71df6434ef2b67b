//! A stepper carries nothing over from one plan to the next.

use drawdown::Plan;
use drawdown::engine::Stepper;
use proptest::prelude::*;

use crate::engine::plan_and_variants;
use crate::plans::{any_plan, plan_of_homecomings};

/// The strengths of a plan, collected month by month.
fn collected(plan: &Plan) -> Vec<u32> {
    plan.month_records()
        .flat_map(|month| month.strength.into_iter().map(|troops| troops.0))
        .collect()
}

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn one_stepper_steps_through_many_plans(documents in prop::collection::vec(prop_oneof![any_plan(), plan_of_homecomings()], 2..4)) {
        let mut stepper = Stepper::default();
        let mut rows = Vec::new();
        for plan in documents.iter().flat_map(plan_and_variants) {
            stepper.strengths_into(&plan.schedule(), &mut rows);
            prop_assert_eq!(&rows, &collected(&plan));
            let mut months = plan.as_of().through(plan.through());
            let mut visited = Vec::new();
            stepper.for_each_month(&plan.schedule(), |month, strengths| {
                assert_eq!(Some(month), months.next());
                visited.extend_from_slice(strengths);
            });
            prop_assert_eq!(&visited, &rows);
        }
    }
}
