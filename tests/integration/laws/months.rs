//! The months of a projection depend neither on where it ends nor on how it is iterated.

use drawdown::engine::PhaseStatus;
use proptest::prelude::*;
use proptest::sample::Index;

use super::months;
use crate::engine::plan;
use crate::engine::plan_and_variants;
use crate::plans::any_plan;

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn a_longer_projection_begins_with_the_shorter(document in any_plan(), more in 1..=40) {
        for plan in plan_and_variants(&document) {
            let last = plan.through().checked_add(more).unwrap();
            let longer = plan.clone().with_through(last).unwrap();
            let shorter = months(&plan);
            prop_assert_eq!(&months(&longer)[..shorter.len()], &shorter[..]);
            prop_assert_eq!(longer.month_records().last().unwrap().month, last);
        }
    }

    #[test]
    fn a_longer_projection_keeps_settled_deadlines(document in any_plan(), more in 1..=40) {
        for plan in plan_and_variants(&document) {
            let longer = plan.clone().with_through(plan.through().checked_add(more).unwrap()).unwrap();
            for (mut known, mut later) in plan.project().deadlines().into_iter().zip(longer.project().deadlines()) {
                // Who was kept back may leave in a month that the shorter one does not have.
                for outcome in [&mut known, &mut later] {
                    (outcome.busiest_month, outcome.busiest) = (None, None);
                }
                let is_settled = known.met.is_some() && known.met_in.is_some();
                if is_settled && matches!(known.status, PhaseStatus::Started { .. }) {
                    prop_assert_eq!(known, later);
                }
            }
        }
    }

    #[test]
    fn with_through_applies_to_variants_too(document in any_plan(), more in 0..=40) {
        let plan = plan(&document);
        let last = plan.as_of().checked_add(more).unwrap();
        let other = plan.with_through(last).unwrap();
        for variant in &other.spec().variants {
            prop_assert_eq!(other.named_variant(&variant.name).unwrap().through(), last);
        }
        prop_assert_eq!(other.through(), last);
    }

    #[test]
    fn a_cloned_iterator_continues_from_the_same_month(document in any_plan(), place in any::<Index>()) {
        for plan in plan_and_variants(&document) {
            let whole = months(&plan);
            let at = place.index(whole.len() + 1);
            let mut first = plan.month_records();
            let begun: Vec<_> = first.by_ref().take(at).collect();
            let second = first.clone();
            let once: Vec<_> = begun.iter().cloned().chain(first).collect();
            let again: Vec<_> = begun.into_iter().chain(second).collect();
            prop_assert_eq!(&once, &whole);
            prop_assert_eq!(&again, &whole);
        }
    }

    #[test]
    fn iterators_of_months_are_exact_sized_and_fused(document in any_plan()) {
        let plan = plan(&document);
        let mut months = plan.month_records();
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
    fn a_range_of_months_is_the_same_in_reverse(first in 0..14_400, count in -2..=30) {
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
