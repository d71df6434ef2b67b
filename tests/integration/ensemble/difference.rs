//! Variants against the plan, draw by draw.

use drawdown::Plan;
use drawdown::ensemble::Ensemble;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{any_plan, awaited, counts, everything, plan, under, usa};

/// A plan with some variants, each made of adjustments.
fn against(plan: &Plan, adjustments: impl IntoIterator<Item = Value>) -> Ensemble {
    let variants = (1..).zip(adjustments).map(|(i, adjust)| (format!("{i}"), under(plan, adjust)));
    Ensemble { variants: variants.collect(), ..Ensemble::new(plan, 2_024) }
}

proptest! {
    #![proptest_config(crate::cases(30))]

    #[test]
    fn a_variant_equal_to_the_plan_differs_by_zero_in_every_draw(
        document in any_plan(),
        seed in any::<u64>(),
    ) {
        let plan = crate::engine::plan(&document);
        let variants = vec![("nothing".to_owned(), under(&plan, json!([]))), ("itself".to_owned(), plan.clone())];
        let summary = Ensemble { variants, ..Ensemble::new(&plan, seed) }.run(0..20);
        for difference in summary.differences() {
            prop_assert_eq!(difference.completes_sooner().count, 0);
            prop_assert_eq!(difference.completes_later().count, 0);
            let never = summary.as_planned().completion().beyond_horizon().count;
            let both: Vec<(i128, u64)> = [(0, 20 - never)].into_iter().filter(|c| c.1 > 0).collect();
            prop_assert_eq!(counts(difference.completion()), (both, never));
            prop_assert_eq!(counts(difference.troop_months()), (vec![(0, 20)], 0));
            for (currency, costs) in difference.costs() {
                prop_assert_eq!(counts(costs), (vec![(0, 20)], 0), "{}", currency);
            }
        }
        let (first, others) = summary.outcomes().split_first().unwrap();
        for other in others {
            prop_assert_eq!(other.theatre(), first.theatre());
            prop_assert_eq!(other.deadlines(), first.deadlines());
        }
    }

    #[test]
    fn every_draw_is_sooner_or_later_or_the_same(document in any_plan(), seed in any::<u64>()) {
        let plan = crate::engine::plan(&document);
        let summary = everything(&plan, seed).run(0..20);
        for (i, difference) in summary.differences().iter().enumerate() {
            let (sooner, later) = (difference.completes_sooner(), difference.completes_later());
            prop_assert_eq!((sooner.draws, later.draws), (20, 20));
            let both = difference.completion();
            let before = both.at_most(-1).count;
            let after = both.draws() - both.beyond_horizon().count - both.at_most(0).count;
            // If one of the two never completes, it counts as later.
            let one_alone = (sooner.count - before) + (later.count - after);
            prop_assert!(one_alone <= both.beyond_horizon().count);
            let never = [&summary.as_planned(), &&summary.outcomes()[1 + i]]
                .map(|outcomes| outcomes.completion().beyond_horizon().count);
            let net = i128::from(later.count - after) - i128::from(sooner.count - before);
            prop_assert_eq!(net, i128::from(never[1]) - i128::from(never[0]));
        }
    }

    /// If plan and variant change places, sooner becomes later and every difference changes its sign.
    #[test]
    fn swapping_plan_and_variant_negates_the_differences(
        document in any_plan(),
        seed in any::<u64>(),
    ) {
        let plan = crate::engine::plan(&document);
        let Some((_, varied)) = super::variants(&plan).pop() else { return Ok(()) };
        let of = |plan, other: &Plan| {
            let variants = vec![("other".to_owned(), other.clone())];
            Ensemble { variants, ..Ensemble::new(plan, seed) }.run(0..20)
        };
        let (there, back) = (of(&plan, &varied), of(&varied, &plan));
        let (there, back) = (&there.differences()[0], &back.differences()[0]);
        prop_assert_eq!(there.completes_sooner(), back.completes_later());
        prop_assert_eq!(there.completes_later(), back.completes_sooner());
        let turned = |(mut values, never): super::Counts| {
            for (value, _) in &mut values {
                *value = -*value;
            }
            values.reverse();
            (values, never)
        };
        prop_assert_eq!(counts(there.completion()), turned(counts(back.completion())));
        prop_assert_eq!(counts(there.troop_months()), turned(counts(back.troop_months())));
    }
}

#[test]
fn a_later_vote_completes_as_many_months_later() {
    // The latest vote is in November 2023, and the projection ends with June 2024.
    let plan = awaited();
    let shift = |months: i32| json!([{ "shift": { "event": "vote", "months": months } }]);
    let summary = against(&plan, [1, 3, 6, -1].map(shift)).run(0..500);
    for (difference, months) in summary.differences().iter().zip([1_i128, 3, 6]) {
        assert_eq!(counts(difference.completion()), (vec![(months, 500)], 0));
        assert_eq!(difference.completes_later().to_string(), "100.0 %");
        assert_eq!(difference.completes_sooner().count, 0);
        // Ten troops stay longer.
        assert_eq!(counts(difference.troop_months()), (vec![(10 * months, 500)], 0));
    }
    // A month earlier: a vote in January, now in December, still opens a month to leave in.
    let earlier = &summary.differences()[3];
    assert_eq!(counts(earlier.completion()), (vec![(-1, 500)], 0));
    assert_eq!((earlier.completes_sooner().count, earlier.completes_later().count), (500, 0));
}

#[test]
fn a_plan_that_never_completes_is_later() {
    // The projection ends with September: after votes in September to November the plan never completes.
    // Three months later this holds from June on; three months earlier, for no vote.
    let mut spec = awaited().spec().clone();
    spec.through = Some("2023-09".parse().unwrap());
    let plan = Plan::new(spec).unwrap();
    let shift = |months: i32| json!([{ "shift": { "event": "vote", "months": months } }]);
    let summary = against(&plan, [3, -3].map(shift)).run(0..500);
    let completion = summary.as_planned().completion();
    let never = completion.beyond_horizon().count;
    let from_june = 500 - completion.at_most(6).count; // a vote in May opens month 6
    assert!(0 < never && never < from_june && from_june < 500);

    let later = &summary.differences()[0];
    // Later if both complete, and if the plan alone does; the same if neither does.
    assert_eq!(later.completes_later().count, 500 - never);
    assert_eq!(later.completes_sooner().count, 0);
    assert_eq!(counts(later.completion()), (vec![(3, 500 - from_june)], from_june));

    let sooner = &summary.differences()[1];
    assert_eq!(summary.outcomes()[2].completion().beyond_horizon().count, 0);
    assert_eq!(sooner.completes_later().count, 0);
    // Votes in January to March cannot all come three months earlier: nobody leaves before month 1.
    // Month 2 (a vote in January) becomes 1, as do 3 and 4; each is sooner.
    assert_eq!(sooner.completes_sooner().count, 500);
    assert_eq!(sooner.completion().beyond_horizon().count, never);
    assert_eq!((sooner.completion().min(), sooner.completion().max()), (Some(-3), Some(-1)));
}

#[test]
fn costs_differ_in_the_currencies_that_both_have() {
    let costly = |costs: Value| {
        plan(json!({ "through": "2023-02", "contingent": [usa(10)], "cost": costs }))
    };
    let plan = costly(json!([
        { "name": "pay", "currency": "USD", "per_troop_year": 5 },
        { "name": "rent", "currency": "EUR", "per_month": 3 },
    ]));
    let other = costly(json!([
        { "name": "tea", "currency": "GBP", "per_month": 1 },
        { "name": "pay", "currency": "USD", "per_troop_year": 4 },
    ]));
    let variants = vec![("other".to_owned(), other)];
    let summary = Ensemble { variants, ..Ensemble::new(&plan, 1) }.run(0..4);
    let costs: Vec<_> = summary.differences()[0].costs().map(|(c, d)| (c, counts(d))).collect();
    // 10 troops in January and February, at one twelfth of a dollar less each.
    assert_eq!(costs, [("USD", (vec![(-20, 4)], 0))]);
}

/// Sooner and later are compared by calendar months, whatever the first month of each plan.
#[test]
fn plans_of_different_first_months_are_compared_by_the_calendar() {
    let leaving = |as_of: &str| {
        plan(json!({
            "as_of": as_of,
            "through": "2023-12",
            "contingent": [usa(10)],
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06" }],
        }))
    };
    // Both complete in June 2023.
    let (plan, other) = (leaving("2022-12"), leaving("2022-06"));
    let variants = vec![("as of June".to_owned(), other)];
    let summary = Ensemble { variants, ..Ensemble::new(&plan, 1) }.run(0..4);
    let june = Some("2023-06".parse().unwrap());
    for outcomes in summary.outcomes() {
        assert_eq!(outcomes.completion_quantile(50.into()), june);
    }
    let difference = &summary.differences()[0];
    assert_eq!((difference.completes_sooner().count, difference.completes_later().count), (0, 0));
    assert_eq!(counts(difference.completion()), (vec![(0, 4)], 0));
}
