//! Sensitivities: each input alone, and its rank correlation with the outcomes over the draws.

use drawdown::ensemble::{Ensemble, InputSensitivity, Metric, OutcomeSensitivity};
use drawdown::values::{InputValue, MonthRange};
use drawdown::{Plan, PlanSpec, Projection};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::spearman::spearman;
use super::{any_plan, doubtful, plan, recorded, usa};

/// The outcomes of a projection in the order of the effects: completion, troop-months, each slip.
fn outcomes(projection: &Projection) -> Vec<Option<i64>> {
    let plan = projection.plan();
    let months = projection.completion().map(|month| month.months_since(plan.as_of()).into());
    let troop_months = projection.theatre().total_troop_months();
    let first = [months, Some(i64::try_from(troop_months).unwrap())].into_iter();
    let slips = projection.deadlines().into_iter().map(|o| o.slip_months.map(i64::from));
    first.chain(slips).collect()
}

/// In how many months a hazard is under way.
fn months_under_way(stretches: &[MonthRange]) -> u32 {
    stretches.iter().map(|stretch| u32::try_from(stretch.len()).unwrap()).sum()
}

/// The value of each input in each draw, by name, and the outcomes of each draw.
type Drawn = (Vec<(String, Vec<Option<InputValue>>)>, Vec<Vec<Option<i64>>>);

fn drawn(plan: &Plan, seed: u64, draws: u64) -> Drawn {
    let (mut inputs, mut figures) = (Vec::new(), Vec::new());
    for k in 0..draws {
        let draw = plan.draw(seed, k);
        let estimates = draw.estimates().into_iter().map(|(name, value)| (name.to_owned(), value));
        let hazards = draw.hazards().into_iter().map(|(name, stretches)| {
            (format!("hazard[{name:?}]"), InputValue::Number(months_under_way(&stretches)))
        });
        for (i, (name, value)) in estimates.chain(hazards).enumerate() {
            if k == 0 {
                inputs.push((name, Vec::new()));
            }
            inputs[i].1.push(Some(value));
        }
        figures.push(outcomes(&draw.project()));
    }
    (inputs, figures)
}

/// The correlations of an ensemble are those of its draws.
fn correlate(plan: &Plan, seed: u64, draws: u64) -> Result<(), TestCaseError> {
    let sensitivities = recorded(plan, seed).run(0..draws).sensitivities().unwrap();
    let (inputs, figures) = drawn(plan, seed, draws);
    let names: Vec<&str> =
        sensitivities.iter().map(|sensitivity| sensitivity.input.as_str()).collect();
    prop_assert_eq!(&names, &inputs.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    for (sensitivity, (name, values)) in sensitivities.iter().zip(&inputs) {
        for (i, effect) in sensitivity.effects.iter().enumerate() {
            let outcomes: Vec<Option<i64>> = figures.iter().map(|figures| figures[i]).collect();
            match (spearman(values, &outcomes), effect.rank_correlation) {
                (None, None) => {}
                (Some(expected), Some(found)) => {
                    let off = (expected - found).abs();
                    prop_assert!(off < 1e-12, "{} {}: {} {}", name, i, expected, found);
                }
                (expected, found) => {
                    prop_assert!(false, "{} {}: {:?} {:?}", name, i, expected, found);
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::cases(60))]

    #[test]
    fn rank_correlations_are_those_of_the_draws(document in any_plan(), seed in any::<u64>()) {
        let plan = crate::engine::plan(&document);
        correlate(&plan, seed, 25)?;
    }

    /// If an estimate of troops is given exactly, at its low or its high, the projection has the outcomes
    /// that the ensemble gives for it. (Dates are below: they also move planned starts.)
    #[test]
    fn an_input_alone_is_the_plan_with_that_value(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        let mut written = json!(plan.spec());
        written.as_object_mut().unwrap().remove("variant");
        let sensitivities = recorded(&plan, 0).empty().sensitivities().unwrap();
        let best = outcomes(&plan.project());
        for sensitivity in &sensitivities {
            let at_best: Vec<_> = sensitivity.effects.iter().map(|effect| effect.at_best).collect();
            prop_assert_eq!(&at_best, &best);
        }
        for (pointer, name) in numbers(&written, plan.spec()) {
            let Some(sensitivity) = sensitivities.iter().find(|sensitivity| sensitivity.input == name) else {
                let estimate = written.pointer(&pointer).unwrap();
                prop_assert_eq!(&estimate["low"], &estimate["high"], "{} is no input", name);
                continue;
            };
            for (end, value, told) in [
                ("low", sensitivity.low, at_low as fn(&OutcomeSensitivity) -> _),
                ("high", sensitivity.high, at_high),
            ] {
                let exact = written.pointer(&pointer).unwrap()[end].clone();
                prop_assert_eq!(json!(value), json!({ "number": exact.clone() }));
                let mut changed = written.clone();
                *changed.pointer_mut(&pointer).unwrap() = exact;
                let expected = outcomes(&crate::engine::plan(&changed).project());
                let told: Vec<Option<i64>> = sensitivity.effects.iter().map(told).collect();
                prop_assert_eq!(told, expected, "{} at {}", name, end);
            }
        }
    }
}

fn at_low(effect: &OutcomeSensitivity) -> Option<i64> {
    effect.at_low
}

fn at_high(effect: &OutcomeSensitivity) -> Option<i64> {
    effect.at_high
}

/// Every estimate of troops in a plan: its JSON pointer, and its name.
fn numbers(written: &Json, spec: &PlanSpec) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |pointer: String, name: String| {
        if written.pointer(&pointer).is_some_and(|estimate| estimate.get("low").is_some()) {
            all.push((pointer, name));
        }
    };
    for (i, contingent) in spec.contingents.iter().enumerate() {
        add(format!("/contingent/{i}/strength"), format!("contingent[{contingent}].strength"));
    }
    for (i, cap) in spec.caps.iter().enumerate() {
        add(format!("/cap/{i}/per_month"), format!("cap[{:?}].per_month", cap.name));
    }
    for (i, phase) in spec.phases.iter().enumerate() {
        for kind in ["reduce_to", "reduce_by", "raise_to", "raise_by"] {
            add(format!("/phase/{i}/target/{kind}"), format!("phase[{:?}].target", phase.name));
        }
        add(format!("/phase/{i}/pace/rate"), format!("phase[{:?}].pace", phase.name));
    }
    // A residual is named by its scope; of two with one scope only the first is found here.
    for (i, residual) in spec.residuals.iter().enumerate() {
        if spec.residuals[..i]
            .iter()
            .all(|other| other.scope.to_string() != residual.scope.to_string())
            && sorted(&residual.scope.to_string())
        {
            add(
                format!("/residual/{i}/strength"),
                format!("residual[{}].strength", residual.scope),
            );
        }
    }
    all
}

/// Whether each list of a scope has one entry at most: the name sorts them.
fn sorted(scope: &str) -> bool {
    !scope.contains(", ")
}

fn effect<'d>(
    sensitivities: &'d [InputSensitivity],
    input: &str,
    outcome: &Metric,
) -> &'d OutcomeSensitivity {
    let sensitivity =
        sensitivities.iter().find(|sensitivity| sensitivity.input == input).expect("an input");
    sensitivity.effects.iter().find(|effect| effect.outcome == *outcome).expect("an outcome")
}

/// At low, best and high.
fn alone(effect: &OutcomeSensitivity) -> [Option<i64>; 3] {
    [effect.at_low, effect.at_best, effect.at_high]
}

#[test]
fn a_date_alone_is_worked_by_hand() {
    // s0 = 4 (March opens April), b = 8. At low the vote (January) opens February: e = max(2, 8 + 0).
    // At high (June) it opens July, three months after s0: it slides to 8 + 3 = 11. Were June the
    // best, s0 would be 7 and nothing would slide.
    let sliding = |date: Json| {
        plan(json!({
            "through": "2024-06",
            "contingent": [usa(60)],
            "event": [{ "id": "vote", "date": date }],
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-08",
                        "waits_for": ["vote"], "when_late": "slide" }],
        }))
    };
    let doubt = sliding(json!({ "low": "2023-01", "best": "2023-03", "high": "2023-06" }));
    let sensitivities = recorded(&doubt, 0).empty().sensitivities().unwrap();
    let (input, slip) = ("event[\"vote\"].date", Metric::Slip("all".to_owned()));
    let completion = effect(&sensitivities, input, &Metric::Completion);
    assert_eq!(alone(completion), [Some(8), Some(8), Some(11)]);
    assert_eq!(completion.swing(), Some(3));
    assert_eq!(alone(effect(&sensitivities, input, &slip)), [Some(0), Some(0), Some(3)]);
    // 60 leave evenly. At best in five months (12 each) from April: 3 * 60 whole, then
    // 48 + 36 + 24 + 12 + 0 = 120; 3 * 60 + 120 = 300. At low in seven from February, floor(60 k / 7)
    // gone: 60 + (52 + 43 + 35 + 26 + 18 + 9 + 0 = 183) = 243. At high in five from July:
    // 6 * 60 + 120 = 480.
    let troop_months = effect(&sensitivities, input, &Metric::TroopMonths);
    assert_eq!(alone(troop_months), [Some(243), Some(300), Some(480)]);
    let sensitivity = &sensitivities[0];
    let day = |text: &str| Some(InputValue::Day(text.parse().unwrap()));
    assert_eq!(
        [sensitivity.low, sensitivity.best, sensitivity.high],
        ["2023-01", "2023-03", "2023-06"].map(day)
    );
    assert_eq!(sliding(json!("2023-06")).project().completion(), Some("2023-08".parse().unwrap()));
    // Draws of the high value slide too: the planned start is that of the best value.
    let late = (0..500).find(|&k| doubt.draw(0, k).estimates()[0].1 == sensitivity.high.unwrap());
    let projection = doubt.draw(0, late.expect("a vote in June")).project();
    assert_eq!(projection.completion(), Some("2023-11".parse().unwrap()));
}

#[test]
fn dates_and_lengths_alone_are_those_of_the_exact_plan() {
    // Planned starts make no difference here: a compressed phase starts as soon as it can.
    let with = |vote: Json, days: Json, end: Json| {
        json!({
            "title": "In doubt",
            "as_of": "2022-12",
            "through": "2024-12",
            "contingent": [usa(60)],
            "event": [{ "id": "vote", "date": vote }],
            "phase": [
                { "name": "half", "target": { "reduce_to": 30 }, "deadline": { "after": "vote", "days": days },
                  "waits_for": ["vote"] },
                { "name": "rest", "target": "remainder", "deadline": "2023-12" },
            ],
            "hold": [{ "name": "feast", "from": "2023-06", "through": { "after": "half", "months": end } }],
        })
    };
    let vote = json!({ "low": "2022-12-20", "best": "2023-01-10", "high": "2023-03-05" });
    let days = json!({ "low": 40, "best": 90, "high": 200 });
    let end = json!({ "low": 3, "best": 5, "high": 12 });
    let doubt = crate::engine::plan(&with(vote.clone(), days.clone(), end.clone()));
    let sensitivities = recorded(&doubt, 0).empty().sensitivities().unwrap();
    let names: Vec<&str> =
        sensitivities.iter().map(|sensitivity| sensitivity.input.as_str()).collect();
    let inputs = ["event[\"vote\"].date", "phase[\"half\"].deadline", "hold[\"feast\"].through"];
    assert_eq!(names, inputs);
    for (sensitivity, place) in sensitivities.iter().zip(0..) {
        let mut ends = Vec::new();
        for end_of in ["low", "best", "high"] {
            let at = |i: i32, estimate: &Json| {
                estimate[if i == place { end_of } else { "best" }].clone()
            };
            let exact = crate::engine::plan(&with(at(0, &vote), at(1, &days), at(2, &end)));
            ends.push(outcomes(&exact.project()));
        }
        for (i, effect) in sensitivity.effects.iter().enumerate() {
            let expected: Vec<_> = ends.iter().map(|outcomes| outcomes[i]).collect();
            assert_eq!(
                alone(effect).to_vec(),
                expected,
                "{} {}",
                sensitivity.input,
                effect.outcome
            );
        }
        assert_ne!(ends[0], ends[2], "{} makes no difference", sensitivity.input);
    }
}

#[test]
fn hazards_are_counted_by_their_months_under_way() {
    // A storm of three months from June on is under way for one month: then the projection ends.
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa(10)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-02" }],
        "hazard": [
            { "name": "storm", "monthly_chance": 0.3, "lasts": { "low": 1, "best": 3, "high": 5 } },
            { "name": "never", "monthly_chance": 0.0, "lasts": 1 },
            { "name": "always", "monthly_chance": 1.0, "lasts": 2, "scope": { "host": "IRQ" } },
        ],
    }));
    correlate(&plan, 1, 60).unwrap();
    let sensitivities = recorded(&plan, 1).run(0..60).sensitivities().unwrap();
    let names: Vec<&str> =
        sensitivities.iter().map(|sensitivity| sensitivity.input.as_str()).collect();
    assert_eq!(names, ["hazard[\"storm\"]", "hazard[\"never\"]", "hazard[\"always\"]"]);
    for sensitivity in &sensitivities {
        assert_eq!((sensitivity.low, sensitivity.best, sensitivity.high), (None, None, None));
        for effect in &sensitivity.effects {
            // Without hazards everybody has left by February, in time: 5 + 0.
            let best = match effect.outcome {
                Metric::Completion => 2,
                Metric::TroopMonths => 5,
                _ => 0,
            };
            assert_eq!(alone(effect), [None, Some(best), None]);
            assert_eq!((effect.swing(), effect.rank_correlation), (None, None)); // nobody ever leaves
        }
    }
    // All six months, each draw: the last storm is cut off.
    let always = |k| months_under_way(&plan.draw(1, k).hazards()[2].1);
    assert!((0..60).all(|k| always(k) == 6));
}

#[test]
fn rank_correlations_are_those_of_scipy() {
    // Many ties, and two draws in which the last of them never leave.
    let plan = plan(json!({
        "through": "2023-09",
        "contingent": [usa(json!({ "low": 8, "best": 10, "high": 14 }))],
        "event": [{ "id": "vote", "date": { "low": "2023-01", "best": "2023-03", "high": "2023-08" } }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06",
                    "waits_for": ["vote"], "pace": { "rate": 4 } }],
        "hazard": [{ "name": "storm", "monthly_chance": 0.1, "lasts": { "low": 1, "best": 1, "high": 3 } }],
    }));
    let (inputs, figures) = drawn(&plan, 2_024, 40);
    let completions: Vec<i64> = figures.iter().map(|draw| draw[0].unwrap_or(99)).collect();
    assert_eq!(
        completions,
        [
            6, 6, 7, 8, 6, 6, 7, 5, 9, 99, 6, 7, 5, 6, 7, 7, 7, 6, 6, 7, 6, 8, 7, 6, 7, 8, 9, 6, 9,
            9, 7, 5, 8, 99, 9, 6, 9, 7, 8, 7
        ]
    );
    let votes: Vec<i32> =
        (inputs[1].1.iter()).map(|vote| vote.unwrap().to_string()[5..].parse().unwrap()).collect();
    assert_eq!(
        votes,
        [
            3, 3, 3, 4, 3, 3, 4, 3, 6, 7, 3, 3, 2, 3, 4, 4, 3, 3, 3, 2, 3, 5, 4, 3, 4, 5, 6, 3, 5,
            6, 4, 2, 5, 7, 4, 3, 6, 4, 5, 4
        ]
    );
    // scipy.stats.spearmanr (1.17.1) of these votes and completions, and so of the other inputs. Those of the
    // troop-months are as computed when sums began to leave the opening month out.
    let sensitivities = recorded(&plan, 2_024).run(0..40).sensitivities().unwrap();
    for (input, completion, troop_months) in [
        (
            "contingent[USA in IRQ, unspecified].strength",
            0.173_404_953_309_180_2,
            0.511_224_750_492_339_7,
        ),
        ("event[\"vote\"].date", 0.891_628_852_566_960_6, 0.784_700_509_629_896_8),
        ("hazard[\"storm\"]", -0.019_871_189_679_988_147, 0.004_512_832_556_614_006),
    ] {
        for (outcome, expected) in [
            (Metric::Completion, completion),
            (Metric::TroopMonths, troop_months),
            // The slip is the completion minus the deadline's month.
            (Metric::Slip("all".to_owned()), completion),
        ] {
            let found = effect(&sensitivities, input, &outcome).rank_correlation.unwrap();
            assert!((found - expected).abs() < 1e-12, "{input}, {outcome}: {found}");
        }
    }
}

#[test]
fn what_never_varies_has_no_correlation() {
    // Everyone stays: the strength varies, completion (month 0) and slip (there is none) do not.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa(json!({ "low": 10, "high": 90 }))],
        "cap": [{ "name": "lift", "per_month": { "low": 3, "high": 5 } }],
    }));
    let sensitivities = recorded(&plan, 1).run(0..50).sensitivities().unwrap();
    let correlation = |input| effect(&sensitivities, input, &Metric::TroopMonths).rank_correlation;
    let strength = "contingent[USA in IRQ, unspecified].strength";
    assert_eq!(effect(&sensitivities, strength, &Metric::Completion).rank_correlation, None);
    assert_eq!(correlation(strength), Some(1.0)); // three times itself
    assert!(correlation("cap[\"lift\"].per_month").unwrap().abs() < 0.5);
    // With one draw or none, nothing varies.
    for draws in [0, 1] {
        let sensitivities = recorded(&plan, 1).run(0..draws).sensitivities().unwrap();
        let all = sensitivities.iter().flat_map(|sensitivity| &sensitivity.effects);
        assert!(
            all.clone().count() > 0 && all.clone().all(|effect| effect.rank_correlation.is_none())
        );
    }
}

#[test]
fn correlations_do_not_depend_on_how_draws_were_merged() {
    let plan = doubtful();
    let ensemble = recorded(&plan, 3);
    let merged = ensemble.run(70..100).merge(&ensemble.run(0..70)).unwrap();
    assert_eq!(merged.sensitivities(), ensemble.run(0..100).sensitivities());
    // By default none is recorded.
    assert!(Ensemble::new(&plan, 3).run(0..10).sensitivities().is_none());
}
