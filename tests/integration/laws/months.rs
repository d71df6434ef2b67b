//! The months of a projection: where it ends, and where it is taken up again, changes none of them.

use drawdown::{PhaseStatus, Variant};
use proptest::prelude::*;
use proptest::sample::Index;

use super::{any_plan, months, plan_and_variants};
use crate::engine::plan;

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn a_longer_projection_begins_with_the_shorter(document in any_plan(), more in 1..=40) {
        for plan in plan_and_variants(&document) {
            let last = plan.through().checked_add(more).unwrap();
            let longer = plan.clone().with_through(last).unwrap();
            let shorter = months(&plan);
            prop_assert_eq!(&months(&longer)[..shorter.len()], &shorter[..]);
            prop_assert_eq!(longer.months().last().unwrap().month, last);
        }
    }

    #[test]
    fn what_was_asked_of_a_plan_before_changes_nothing(document in any_plan(), last in 0..=60) {
        for plan in plan_and_variants(&document) {
            let last = plan.as_of().checked_add(last).unwrap();
            let fresh = plan.clone().with_through(last).unwrap();
            let _ = plan.project();
            let asked = plan.with_through(last).unwrap();
            prop_assert_eq!(months(&asked), months(&fresh));
            prop_assert_eq!(asked.project().deadlines(), fresh.project().deadlines());
        }
    }

    #[test]
    fn variants_of_a_plan_that_was_asked_are_those_of_one_that_was_not(document in any_plan()) {
        let (fresh, asked) = (plan(&document), plan(&document));
        let _ = asked.project();
        for variant in &fresh.spec().variants {
            // Each adjustment alone as well: some leave the schedule as it is.
            let alone = variant.adjust.iter().map(|adjustment| Variant {
                adjust: vec![adjustment.clone()],
                ..variant.clone()
            });
            for variant in [variant.clone()].into_iter().chain(alone) {
                let (Ok(fresh), Ok(asked)) = (fresh.with_variant(&variant), asked.with_variant(&variant)) else {
                    prop_assert!(fresh.with_variant(&variant).is_err() && asked.with_variant(&variant).is_err());
                    continue;
                };
                prop_assert_eq!(months(&asked), months(&fresh));
                prop_assert_eq!(format!("{:?}", asked.project()), format!("{:?}", fresh.project()));
            }
        }
    }

    #[test]
    fn what_became_of_a_deadline_stays_so_in_a_longer_projection(document in any_plan(), more in 1..=40) {
        for plan in plan_and_variants(&document) {
            let longer = plan.clone().with_through(plan.through().checked_add(more).unwrap()).unwrap();
            for (known, later) in plan.project().deadlines().into_iter().zip(longer.project().deadlines()) {
                let is_settled = known.met.is_some() && known.met_in.is_some();
                if is_settled && matches!(known.status, PhaseStatus::Started { .. }) {
                    prop_assert_eq!(known, later);
                }
            }
        }
    }

    #[test]
    fn a_plan_is_projected_through_another_month_with_its_variants(document in any_plan(), more in 0..=40) {
        let plan = plan(&document);
        let last = plan.as_of().checked_add(more).unwrap();
        let other = plan.with_through(last).unwrap();
        for variant in &other.spec().variants {
            prop_assert_eq!(other.named_variant(&variant.name).unwrap().through(), last);
        }
        prop_assert_eq!(other.through(), last);
    }

    #[test]
    fn a_projection_taken_up_again_is_the_whole(document in any_plan(), place in any::<Index>()) {
        for plan in plan_and_variants(&document) {
            let whole = months(&plan);
            let at = place.index(whole.len() + 1);
            let mut first = plan.months();
            let begun: Vec<_> = first.by_ref().take(at).collect();
            let second = first.clone();
            let once: Vec<_> = begun.iter().cloned().chain(first).collect();
            let again: Vec<_> = begun.into_iter().chain(second).collect();
            prop_assert_eq!(&once, &whole);
            prop_assert_eq!(&again, &whole);
        }
    }

    #[test]
    fn the_months_left_are_counted_exactly_and_end_for_good(document in any_plan()) {
        let plan = plan(&document);
        let mut months = plan.months();
        let mut calendar = plan.as_of().through(plan.through());
        for left in (1..=calendar.len()).rev() {
            prop_assert_eq!(months.size_hint(), (left, Some(left)));
            prop_assert_eq!(calendar.size_hint(), (left, Some(left)));
            prop_assert_eq!(months.next().map(|month| month.month), calendar.next());
        }
        for _ in 0..3 {
            prop_assert_eq!((months.len(), months.next()), (0, None));
            prop_assert_eq!((calendar.len(), calendar.next(), calendar.next_back()), (0, None, None));
        }
    }

    #[test]
    fn a_range_of_months_is_the_same_from_both_ends(first in 0..14_400, count in -2..=30) {
        let month = |n: i32| drawdown::YearMonth::MIN.checked_add(n.clamp(0, 14_399)).unwrap();
        let range = month(first).through(month(first + count));
        let forward: Vec<_> = range.clone().collect();
        let mut backward: Vec<_> = range.clone().rev().collect();
        backward.reverse();
        prop_assert_eq!(range.len(), forward.len());
        prop_assert_eq!(&forward, &backward);
        prop_assert!(forward.windows(2).all(|pair| pair[1].months_since(pair[0]) == 1));
    }
}
