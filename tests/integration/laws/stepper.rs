//! Steppers and threads go from plan to plan and keep nothing of the one before.

use drawdown::{Plan, Stepper};
use proptest::prelude::*;

/// The strengths of a plan, collected month by month.
fn collected(plan: &Plan) -> Vec<u32> {
    plan.months().flat_map(|month| month.strength.into_iter().map(|troops| troops.0)).collect()
}

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn one_stepper_steps_through_many_plans(documents in prop::collection::vec(crate::plans::any_plan(), 2..4)) {
        let mut stepper = Stepper::default();
        let mut rows = Vec::new();
        let written: Vec<Plan> = documents.iter().map(crate::engine::plan).collect();
        for plan in &written {
            let variants = plan.spec().variants.iter().map(|variant| plan.with_variant(variant).unwrap());
            for plan in [plan.clone()].into_iter().chain(variants) {
                stepper.strengths_into(&plan.schedule(), &mut rows);
                prop_assert_eq!(&rows, &collected(&plan));
                let mut months = plan.as_of().through(plan.through());
                let mut visited = Vec::new();
                stepper.for_each_month(&plan.schedule(), |month, strengths| {
                    assert_eq!(Some(month), months.next());
                    visited.extend_from_slice(strengths);
                });
                prop_assert_eq!(&visited, &rows);
                // All that a projection holds, in this thread's room and in a new thread's.
                let project = || format!("{:?}", plan.project());
                let fresh = std::thread::scope(|threads| threads.spawn(project).join().unwrap());
                prop_assert_eq!(project(), fresh);
            }
        }
    }
}
