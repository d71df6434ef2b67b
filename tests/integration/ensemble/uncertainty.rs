//! Estimates drawn otherwise than the plan says: own distributions, common causes, values from elsewhere.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};

use drawdown::Plan;
use drawdown::ensemble::{
    Distribution, Ensemble, EnsembleSummary, EstimateRange, MergeError, Uncertainty,
    UncertaintyError,
};
use drawdown::values::{InputValue, Probability};
use proptest::prelude::*;
use serde_json::json;

use super::{any_plan, doubtful, everything, plan, usa};
use crate::oracle::random;

const VOTE: &str = "event[\"vote\"].date";
const HALF: &str = "phase[\"half\"].target";
const LIFT: &str = "cap[\"lift\"].per_month";

fn on<T: Send>(threads: usize, run: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run)
}

/// The names of all estimates that a plan draws.
fn names(plan: &Plan) -> Vec<String> {
    plan.draw(0, 0).estimates().into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// The triangular distribution, by the formula of the rules page.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the estimate")]
fn triangular(estimate: &EstimateRange, u: f64) -> InputValue {
    let m = f64::from(estimate.best_above_low());
    let w = f64::from(estimate.high_above_low());
    let x = if u * w < m { (u * (w * m)).sqrt() } else { w - ((1.0 - u) * (w * (w - m))).sqrt() };
    estimate.at((x + 0.5).floor() as u32)
}

/// What is counted, without what it is counted of.
fn counts(summary: &EnsembleSummary) -> impl PartialEq + std::fmt::Debug + use<> {
    (summary.outcomes().to_vec(), summary.differences().to_vec(), summary.sensitivities())
}

proptest! {
    #![proptest_config(crate::cases(20))]

    /// A closure that gives what the plan says, and values that the plan's own draws have, draw the same.
    #[test]
    fn own_draws_that_are_the_plans_give_the_plans_results(
        document in any_plan(),
        seed in any::<u64>(),
    ) {
        let plan = crate::engine::plan(&document);
        let planned = everything(&plan, seed);
        let whole = planned.run(0..12);
        let mut by_formula = Uncertainty::new("by formula", &plan);
        let mut injected = Uncertainty::new("injected", &plan);
        let draws: Vec<_> = (0..12).map(|k| plan.draw(seed, k)).collect();
        for (i, name) in names(&plan).iter().enumerate() {
            by_formula = by_formula.with_distribution(name, triangular).unwrap();
            let column = draws.iter().map(|draw| draw.estimates()[i].1);
            injected = injected.with_values(name, column).unwrap();
        }
        for hazard in &plan.spec().hazards {
            let planned = hazard.monthly_chance;
            injected = injected.with_hazard(&hazard.name, "a cause", move |_| planned).unwrap();
        }
        // A list of values is not drawn from a triangle.
        let lists_values = document.to_string().contains("\"values\"");
        for (uncertainty, is_injected) in [(by_formula, false), (injected, true)] {
            if lists_values && !is_injected {
                continue;
            }
            let own = Ensemble { uncertainty, ..planned.clone() };
            let found = own.run(0..12);
            prop_assert!(found.as_planned() == whole.as_planned());
            prop_assert!(found.sensitivities() == whole.sensitivities());
            // A variant may have another estimate of that name, to which the plan's values do not belong.
            prop_assert!(is_injected || counts(&found) == counts(&whole));
            for (draw, expected) in own.draws(0..12).zip(&draws) {
                prop_assert_eq!(draw.estimates(), expected.estimates());
                prop_assert_eq!(draw.hazards(), expected.hazards());
            }
        }
    }
}

/// Three estimates alike: 0, 10 and 20 above 100.
fn alike() -> Plan {
    let from = |host: &str| {
        let strength = json!({ "low": 100, "best": 110, "high": 120 });
        json!({ "contributor": "USA", "host": host, "strength": strength })
    };
    plan(json!({ "through": "2023-01", "contingent": [from("IRQ"), from("SYR"), from("KWT")] }))
}

fn strength(host: &str) -> String {
    format!("contingent[USA in {host}, unspecified].strength")
}

/// The drawn strengths above 100.
fn above(ensemble: &Ensemble, draws: u64) -> Vec<[i64; 3]> {
    let value = |value: &InputValue| match value {
        InputValue::Number(number) => i64::from(*number) - 100,
        _ => panic!("a number"),
    };
    ensemble.draws(0..draws).map(|draw| [0, 1, 2].map(|i| value(&draw.estimates()[i].1))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn correlation(pairs: &(impl Iterator<Item = (i64, i64)> + Clone)) -> f64 {
    let n = pairs.clone().count() as f64;
    let mean = |f: fn((i64, i64)) -> i64| pairs.clone().map(f).sum::<i64>() as f64 / n;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let covariance = mean(|p| p.0 * p.1) - x * y;
    covariance / ((mean(|p| p.0 * p.0) - x * x) * (mean(|p| p.1 * p.1) - y * y)).sqrt()
}

#[test]
fn a_factor_keeps_each_distribution_and_ties_them() {
    let plan = alike();
    let [a, b, c] = ["IRQ", "SYR", "KWT"].map(strength);
    let weights = [(a.as_str(), 0.8), (b.as_str(), -0.5), (c.as_str(), 0.0)];
    let uncertainty = Uncertainty::new("tied", &plan).with_factor("cause", weights).unwrap();
    let draws = above(&Ensemble { uncertainty, ..Ensemble::new(&plan, 5) }, 40_000);
    // Of a triangle (0, 10, 20) in whole numbers: P(x) = x/100 up to 9, from 11 on (20 - x)/100, P(0) = P(20) =
    // 1/800, P(10) = 1 - the rest = 78/800. In 800ths:
    let expected = |x: u32| match x {
        0 | 20 => 1,
        10 => 78,
        _ => 8 * x.min(20 - x),
    };
    for i in 0..3 {
        let statistic: f64 = (0..=20)
            .map(|x| {
                let found = draws.iter().filter(|draw| draw[i] == i64::from(x)).count();
                let expected = f64::from(expected(x)) * 50.0;
                let off = f64::from(u32::try_from(found).unwrap()) - expected;
                off * off / expected
            })
            .sum();
        assert!(statistic < 45.3, "chi-squared {statistic} of estimate {i}"); // 20 degrees, 0.1 percent
    }
    let between = |i: usize, j: usize| correlation(&draws.iter().map(move |d| (d[i], d[j])));
    assert!((between(0, 1) + 0.4).abs() < 0.02, "{}", between(0, 1)); // 0.8 * -0.5
    assert!(between(0, 2).abs() < 0.02 && between(1, 2).abs() < 0.02);
}

#[test]
fn a_whole_weight_moves_estimates_in_step() {
    let plan = alike();
    let [a, b, c] = ["IRQ", "SYR", "KWT"].map(strength);
    let weights = [(a.as_str(), 1.0), (b.as_str(), 1.0), (c.as_str(), -1.0)];
    let uncertainty = Uncertainty::new("one", &plan).with_factor("cause", weights).unwrap();
    for [a, b, c] in above(&Ensemble { uncertainty, ..Ensemble::new(&plan, 5) }, 2_000) {
        assert_eq!(a, b);
        assert!((a + c - 20).abs() <= 1, "{a} and {c}"); // each rounded half up
    }
}

/// By the rule, with the oracle's own words: the factor's as it is, with its bits reversed, and not at all.
#[test]
fn the_word_of_a_factor_takes_the_place_of_an_estimates_own() {
    let plan = alike();
    let [a, b, c] = ["IRQ", "SYR", "KWT"].map(strength);
    let drawn = |weights: [f64; 3]| {
        let weights = [a.as_str(), b.as_str(), c.as_str()].into_iter().zip(weights);
        let uncertainty = Uncertainty::new("one", &plan).with_factor("cause", weights).unwrap();
        above(&Ensemble { uncertainty, ..Ensemble::new(&plan, 5) }, 200)
    };
    let word = |number: u64, name: &str| random::word(5, number, name, 0);
    let value = |word| random::triangular(10, 20, word);
    for (number, drawn) in (0..).zip(drawn([1.0, -1.0, 0.0])) {
        let factor = word(number, "factor[\"cause\"]");
        assert_eq!(drawn, [factor, !factor, word(number, &c)].map(value), "draw {number}");
    }
    // A number that equals the weight is not below it.
    let equal = random::uniform(word(0, &format!("factor[\"cause\"].{a}")));
    assert_eq!(drawn([equal, 0.0, 0.0])[0][0], value(word(0, &a)));
    let more = f64::from_bits(equal.to_bits() + 1);
    assert_eq!(drawn([more, 0.0, 0.0])[0][0], value(word(0, "factor[\"cause\"]")));
}

/// Own distributions, a factor and hazards at once.
fn mixed(plan: &Plan, name: &str) -> Uncertainty {
    let high = |estimate: &EstimateRange, u: f64| {
        if u < 0.25 { estimate.high() } else { estimate.low() }
    };
    let uncertainty = Uncertainty::new(name, plan).with_distribution(VOTE, high).unwrap();
    let uncertainty = uncertainty.with_factor("cause", [(VOTE, 0.5), (HALF, -0.75)]).unwrap();
    uncertainty
        .with_hazard("storm", "cause", |u| if u < 0.5 { chance(0.0) } else { chance(0.3) })
        .unwrap()
}

fn chance(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

/// What the plan draws of `vote` is under way in all months or in none, and the strength goes with it.
#[test]
fn a_factor_drives_a_hazard_and_estimates_at_once() {
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa(json!({ "low": 100, "best": 150, "high": 200 }))],
        "hazard": [
            { "name": "war", "monthly_chance": 0.5, "lasts": 1 },
            { "name": "storm", "monthly_chance": 0.5, "lasts": 1 },
        ],
    }));
    let war = |u| if u < 0.25 { chance(0.0) } else { chance(1.0) };
    let uncertainty =
        Uncertainty::new("war", &plan).with_factor("cause", [(&*strength("IRQ"), 1.0)]);
    let uncertainty = uncertainty.unwrap().with_hazard("war", "cause", war).unwrap();
    let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 3) };
    let months = plan.months().len() - 1; // after `as_of`
    let mut wars = 0;
    for draw in ensemble.draws(0..2_000) {
        let hazards = draw.hazards();
        let under_way = |h: usize| hazards[h].1.iter().map(ExactSizeIterator::len).sum::<usize>();
        // P(strength < x) = 2 * ((x - 100) / 100)^2 below 150: a quarter lies below 135.4, rounded.
        let is_low = draw.estimates()[0].1 < InputValue::Number(135);
        let is_high = draw.estimates()[0].1 > InputValue::Number(136);
        assert!(under_way(0) == 0 || under_way(0) == months, "{hazards:?}");
        assert!(!(is_low && under_way(0) > 0 || is_high && under_way(0) == 0), "{draw:?}");
        wars += u32::from(under_way(0) > 0);
        // The other hazard is drawn as the plan says.
        assert_eq!(hazards[1], plan.draw(3, draw.number()).hazards()[1]);
    }
    // 1,500 expected, with a standard deviation of 19.
    assert!((1_420..1_580).contains(&wars), "{wars}");
}

#[test]
fn any_threads_and_ranges_give_the_same_bytes() {
    let plan = doubtful();
    let ensemble = Ensemble { uncertainty: mixed(&plan, "mixed"), ..everything(&plan, 9) };
    let expected = on(1, || ensemble.run(0..203).to_bytes());
    for threads in [2, 16] {
        assert!(on(threads, || ensemble.run(0..203).to_bytes()) == expected, "{threads} threads");
    }
    let merged = ensemble.run(100..203).merge(&ensemble.run(0..100)).unwrap();
    assert!(merged.to_bytes() == expected);
    assert_eq!(EnsembleSummary::from_bytes(&expected).unwrap(), merged);
    // It is drawn otherwise than the plan says, and one draw after another is the same.
    assert_ne!(counts(&merged), counts(&everything(&plan, 9).run(0..203)));
    let completion: Distribution = ensemble
        .draws(0..203)
        .map(|draw| {
            let months = draw.project().completion()?.months_since(plan.as_of());
            Some(months.into())
        })
        .collect();
    assert_eq!(&completion, merged.as_planned().completion());
}

#[test]
fn summaries_of_other_uncertainties_do_not_merge() {
    let plan = doubtful();
    let with = |uncertainty| Ensemble { uncertainty, ..Ensemble::new(&plan, 9) };
    let named = |name| Uncertainty::new(name, &plan);
    let first = with(mixed(&plan, "mixed")).run(0..5);
    let factor = |weight| with(named("f").with_factor("cause", [(VOTE, weight)]).unwrap());
    let values = |value: u32| with(named("v").with_values(LIFT, [value; 9]).unwrap());
    let storm = |factor| with(named("s").with_hazard("storm", factor, |_| chance(0.15)).unwrap());
    for (one, other) in [
        (first.clone(), with(mixed(&plan, "another")).run(5..9)),
        (first.clone(), Ensemble::new(&plan, 9).run(5..9)),
        (factor(0.5).run(0..5), factor(0.25).run(5..9)),
        (values(3).run(0..5), values(4).run(5..9)),
        (storm("a").run(0..5), storm("b").run(5..9)),
        (storm("a").run(0..5), with(named("s")).run(5..9)),
    ] {
        assert_eq!(one.merge(&other), Err(MergeError::DifferentMeasures));
    }
    assert!(first.merge(&with(mixed(&plan, "mixed")).run(5..9)).is_ok());
    assert!(values(3).run(0..5).merge(&values(3).run(5..9)).is_ok());
    // A name alone changes nothing, not even the fingerprint.
    let named = with(named("as the plan says")).run(0..5);
    assert_eq!(named.to_bytes(), Ensemble::new(&plan, 9).run(0..5).to_bytes());
}

#[test]
fn there_are_as_many_draws_as_values() {
    let plan = doubtful();
    let uncertainty = Uncertainty::new("three", &plan).with_values(LIFT, [3_u32, 9, 2]).unwrap();
    assert_eq!((uncertainty.name(), uncertainty.draws()), ("three", Some(3)));
    let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 9) };
    assert_eq!(ensemble.run(0..1_000).ranges(), std::slice::from_ref(&(0..3)));
    assert_eq!(ensemble.run(7..u64::MAX).draws(), 0);
    let mut calls = Vec::new();
    let resumed = ensemble.resume(ensemble.run(0..1), 0..u64::MAX, |progress| {
        calls.push((progress.done, progress.total));
        ControlFlow::Continue(())
    });
    assert_eq!((resumed, calls.last()), (Ok(ensemble.run(0..3)), Some(&(3, 3))));
    let lift = |draw: drawdown::ensemble::Draw| {
        let estimates = draw.estimates();
        estimates.iter().find(|(name, _)| *name == LIFT).map(|(_, value)| *value)
    };
    let drawn: Vec<_> = ensemble.draws(1..9).map(lift).collect();
    assert_eq!(drawn, [Some(InputValue::Number(9)), Some(InputValue::Number(2))]);
}

/// A value outside an estimate counts as its end: in a variant that has another estimate, too.
#[test]
fn values_stay_within_the_estimate() {
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa(json!({ "low": 100, "best": 110, "high": 120 }))],
        "variant": [{ "name": "half", "adjust": [{ "strength": { "percent": 50 } }] }],
    }));
    let input = strength("IRQ");
    let own = Uncertainty::new("far", &plan);
    let far = own.with_distribution(&input, |_, u| {
        // 0 in one half of the draws and a million in the other; a day is no number.
        if u < 0.5 { InputValue::Number(0) } else { InputValue::Number(1_000_000) }
    });
    let ensemble = Ensemble { uncertainty: far.unwrap(), ..everything(&plan, 1) };
    let summary = ensemble.run(0..100);
    let ends = |i: usize| {
        let strength = summary.outcomes()[i].theatre().strength(plan.as_of()).unwrap();
        strength.counts().map(|(value, _)| value).collect::<Vec<_>>()
    };
    assert_eq!((ends(0), ends(1)), (vec![100, 120], vec![50, 60]));
}

#[test]
fn what_cannot_be_drawn_has_a_message() {
    let plan = doubtful();
    let own = || Uncertainty::new("own", &plan);
    let message = |result: Result<Uncertainty, UncertaintyError>| result.unwrap_err().to_string();
    let best = |estimate: &EstimateRange, _| estimate.best();
    assert_eq!(
        message(own().with_distribution("vote", best)),
        "the plan draws no estimate by the name vote"
    );
    let exact = "contingent[GBR in IRQ, training].strength"; // low and high are equal
    assert_eq!(
        message(own().with_values(exact, [7_u32])),
        "the plan draws no estimate by the name contingent[GBR in IRQ, training].strength"
    );
    let voted = || own().with_distribution(VOTE, best).unwrap();
    let set = "how event[\"vote\"].date is drawn was set before";
    assert_eq!(message(voted().with_distribution(VOTE, best)), set);
    assert_eq!(message(voted().with_values(VOTE, [InputValue::Number(1)])), set);
    assert_eq!(message(own().with_factor("a", [(VOTE, 1.0), (VOTE, 0.5)])), set);
    assert_eq!(
        message(own().with_factor("a", [(VOTE, 1.5)])),
        "event[\"vote\"].date has the weight 1.5; a weight is from -1 to 1"
    );
    assert!(own().with_factor("a", [(VOTE, f64::NAN)]).is_err());
    let calls = AtomicU32::new(0);
    let counting =
        move |estimate: &EstimateRange, _| estimate.at(calls.fetch_add(1, Ordering::Relaxed));
    assert_eq!(
        message(own().with_distribution(HALF, counting)),
        // 10 to 16: the sixth number gives 15 at first, and the high value when it is tried again.
        "the distribution of phase[\"half\"].target gives 15, then 16 for the number 0.078125"
    );
    let lifts = || own().with_values(LIFT, [3_u32, 9, 2]).unwrap();
    assert_eq!(
        message(lifts().with_values(HALF, [12_u32])),
        "phase[\"half\"].target has 1 values; the columns before have 3"
    );
    assert_eq!(
        message(own().with_values(LIFT, [3_u32, 10])),
        "cap[\"lift\"].per_month is 10 in draw 1; its estimate is 2 to 9"
    );
    let storm = |_| chance(0.5);
    assert_eq!(
        message(own().with_hazard("war", "a", storm)),
        "the plan has no hazard by the name \"war\""
    );
    let storms = own().with_hazard("storm", "a", storm).unwrap();
    assert_eq!(
        message(storms.with_hazard("storm", "b", storm)),
        "how storm is drawn was set before"
    );
    let calls = AtomicU32::new(0);
    let counting = move |_| chance(f64::from(calls.fetch_add(1, Ordering::Relaxed)) / 128.0);
    assert_eq!(
        message(own().with_hazard("storm", "a", counting)),
        // The 64th number is the first that is tried again.
        "the chance of \"storm\" is 0.4921875, then 0.5 for the number 0.984375"
    );
    // Months for an estimate in months, not days.
    let day = InputValue::Day("2023-01-31".parse().unwrap());
    assert_eq!(
        message(own().with_values(VOTE, [day])),
        "event[\"vote\"].date is 2023-01-31 in draw 0; its estimate is 2022-11 to 2023-09"
    );
}

#[test]
fn draws_are_visited_in_order_until_the_visit_breaks() {
    let plan = doubtful();
    let ensemble = Ensemble { uncertainty: mixed(&plan, "mixed"), ..Ensemble::new(&plan, 3) };
    let all: Vec<_> = ensemble.draws(10..400).map(|draw| draw.project().deadlines()).collect();
    for threads in [1, 2, 16] {
        for stop in [10, 73, 74, 399, 400] {
            let mut seen = Vec::new();
            let end = on(threads, || {
                ensemble.visit(
                    10..400,
                    |draw| (draw.number(), draw.project().deadlines()),
                    |number, (of, deadlines)| {
                        assert_eq!(number, of);
                        seen.push(deadlines);
                        if number < stop {
                            ControlFlow::Continue(())
                        } else {
                            ControlFlow::Break(number)
                        }
                    },
                )
            });
            let expected =
                if stop < 400 { ControlFlow::Break(stop) } else { ControlFlow::Continue(()) };
            assert_eq!(end, expected);
            let visited = usize::try_from(stop - 9).unwrap().min(all.len());
            assert_eq!(seen, all[..visited], "{threads} threads, up to {stop}");
        }
    }
    // The last draws that there are.
    let last = ensemble.draws(u64::MAX - 3..u64::MAX).map(|draw| draw.number());
    assert_eq!(last.collect::<Vec<_>>(), [u64::MAX - 3, u64::MAX - 2, u64::MAX - 1]);
}
