//! Seeks: the laws, the second implementation, the words.

#[cfg(feature = "toml")]
mod edges;
#[cfg(feature = "toml")]
mod equal_draws;
#[cfg(all(feature = "toml", feature = "ensemble"))]
mod shipped;
mod worked;
#[cfg(feature = "toml")]
mod wrong;

use std::ops::ControlFlow;

use drawdown::seek::{Seek, SeekAnswer};
use drawdown::spec::{Find, SeekSpec, SeekValue};
use drawdown::{Adjustment, Cap, Plan, Troops};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::{cases, engine, oracle, plans};

/// Adjustments of a plan whose number can be open, with a last value.
fn open_numbers(plan: &Value) -> Vec<(Value, Value)> {
    let list = |key: &str| plan[key].as_array().cloned().unwrap_or_default();
    let as_of = plan["as_of"].as_str().unwrap();
    let later = |years: i32| {
        let year: i32 = as_of[..4].parse().unwrap();
        json!(format!("{}-{}", year + years, &as_of[5..7]))
    };
    let mut found = vec![(json!({ "strength": { "percent": 50 } }), json!(130))];
    for mut cap in list("cap") {
        cap["per_month"] = json!(0);
        found.push((json!({ "cap": cap }), json!(400)));
    }
    for mut residual in list("residual") {
        residual["strength"] = json!(0);
        found.push((json!({ "residual": residual }), json!(1_500)));
    }
    for mut hold in list("hold") {
        hold["through"] = json!(as_of);
        found.push((json!({ "hold": hold }), later(3)));
    }
    for event in list("event") {
        let id = &event["id"];
        found.push((json!({ "date": { "event": id, "date": as_of } }), later(3)));
        found.push((json!({ "shift": { "event": id, "months": -3 } }), json!(14)));
    }
    for (i, phase) in list("phase").into_iter().enumerate() {
        let name = &phase["name"];
        found.push((json!({ "deadline": { "phase": name, "deadline": as_of } }), later(4)));
        found.push((json!({ "until": { "phase": name, "until": as_of } }), later(3)));
        found
            .push((json!({ "shift": { "phase": name, "months": -4, "cascade": true } }), json!(9)));
        found.push((json!({ "pace": { "phase": name, "pace": { "rate": 1 } } }), json!(300)));
        let target = ["reduce_to", "reduce_by", "raise_to", "raise_by"][i % 4];
        let target = json!({ "target": { "phase": name, "target": { target: 0 } } });
        found.push((target, json!(2_000)));
        let target = ["reduce_by_percent", "reduce_to_percent"][i % 2];
        let target = json!({ "target": { "phase": name, "target": { target: 0 } } });
        found.push((target, json!(100)));
    }
    found
}

/// Conditions of a plan, one or two of which a seek asks.
fn conditions(plan: &Value) -> Vec<Value> {
    let as_of = plan["as_of"].as_str().unwrap();
    let year: i32 = as_of[..4].parse().unwrap();
    let month = |years: i32| format!("{}-{}", year + years, &as_of[5..7]);
    let list = |key: &str| plan[key].as_array().cloned().unwrap_or_default();
    let mut found = vec![
        json!({ "strength": { "in": month(2), "at_most": 900 } }),
        json!({ "strength": { "at_least": 300 } }),
        json!({ "strength": { "in": month(9), "at_most": 1_000_000 } }),
        json!({ "troop_months": { "at_most": 40_000 } }),
        json!({ "troop_months": { "from": month(1), "through": month(9), "at_most": 30_000 } }),
        json!({ "outflow": { "at_most": 150 } }),
    ];
    let host = json!({ "host": plan["contingent"][0]["host"] });
    found.push(json!({ "outflow": { "scope": host, "at_most": 90 } }));
    found.push(json!({ "strength": { "scope": host, "in": month(1), "at_most": 700 } }));
    for phase in list("phase") {
        found.push(json!({ "met": phase["name"] }));
        found.push(json!({ "at_planned_pace": phase["name"] }));
    }
    for cost in list("cost") {
        found.push(json!({ "cost": { "currency": cost["currency"], "at_most": 90_000_000 } }));
    }
    // What can never start, and is skipped, is left to the tests of completion.
    if list("phase").iter().all(|phase| phase.get("if_undated").is_none()) {
        found.extend([json!({ "done_by": month(2) }), json!({ "done_by": month(9) })]);
    }
    found
}

/// A plan, and a seek of it.
fn plan_with_seek() -> impl Strategy<Value = (Value, Value)> {
    let choices = (any::<[Index; 4]>(), 0..3_usize, any::<bool>(), any::<bool>(), 1..60_u32);
    (plans::plan_without_variants(), choices).prop_map(
        |(plan, ([own, each, first, second], count, has_each, is_least, step))| {
            let numbers = open_numbers(&plan);
            let (adjust, to) = own.get(&numbers);
            // About fourteen values each: of months one in three.
            let step = if to.is_string() { 1 + step % 5 } else { step.max(1) };
            let mut seek = json!({
                "name": "seek", "find": if is_least { "least" } else { "most" },
                "adjust": [adjust], "to": to, "step": step,
            });
            let all = conditions(&plan);
            let conditions = [first.get(&all), second.get(&all)];
            if count > 0 {
                seek["so_that"] = json!(conditions[..count]);
            }
            if has_each {
                let (adjust, to) = each.get(&numbers);
                let step = if to.is_string() { 17 } else { 70 };
                seek["for_each"] = json!({ "adjust": [adjust], "to": to, "step": step });
            }
            (plan, seek)
        },
    )
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The runs of values with a verdict, as they are written.
fn runs(tried: &[(Value, &str)], wanted: &str) -> Vec<String> {
    let runs = tried.chunk_by(|a, b| a.1 == b.1).filter(|run| run[0].1 == wanted);
    let shown = |run: &[(Value, &str)]| match run {
        [only] => text(&only.0),
        run => format!("{}..{}", text(&run[0].0), text(&run[run.len() - 1].0)),
    };
    runs.map(shown).collect()
}

fn equals(answer: &SeekAnswer, find: Find, tried: &[(Value, &str)]) -> Result<(), TestCaseError> {
    let shown = |runs: &[drawdown::seek::ValueRun]| -> Vec<String> {
        runs.iter().map(ToString::to_string).collect()
    };
    prop_assert_eq!(shown(&answer.holds), runs(tried, "holds"));
    prop_assert_eq!(shown(&answer.undecided), runs(tried, "undecided"));
    prop_assert_eq!(answer.tried, tried.len() as u64);
    let holds = |(_, verdict): &(Value, &str)| *verdict == "holds";
    let position = match find {
        Find::Least => tried.iter().position(holds),
        Find::Most => tried.iter().rposition(holds),
    };
    let found = position.map(|position| text(&tried[position].0));
    prop_assert_eq!(answer.answer.map(|value| value.to_string()), found);
    let rest = position.map(|position| match find {
        Find::Least => &tried[position..],
        Find::Most => &tried[..=position],
    });
    let throughout = rest.map(|rest| {
        rest.iter().all(holds) && tried.iter().all(|(_, verdict)| *verdict != "undecided")
    });
    prop_assert_eq!(answer.throughout, throughout);
    if let (Some(next), Some(position)) = (&answer.next, position) {
        let next_position = if find == Find::Least { position - 1 } else { position + 1 };
        prop_assert_eq!(next.value.to_string(), text(&tried[next_position].0));
        prop_assert!(!next.reasons.is_empty() && next.reasons.iter().all(|r| !r.is_empty()));
    }
    Ok(())
}

fn read(seek: &Value) -> SeekSpec {
    serde_json::from_value(seek.clone()).expect("a readable seek")
}

proptest! {
    #![proptest_config(cases(60))]

    /// Every value, checked and projected by itself: no value is skipped, and replacing a number in a prepared plan gives
    /// what applying the variant gives.
    #[test]
    fn seeks_equal_a_plain_loop_of_the_oracle((document, seek) in plan_with_seek()) {
        let plan = engine::plan(&document);
        let spec = read(&seek);
        let find = spec.find;
        // An invalid first or last value is another test's.
        let Ok(asked) = Seek::new(&plan, spec) else { return Ok(()) };
        let refused = |error| TestCaseError::fail(format!("the oracle refuses: {error}"));
        let each = match seek.get("for_each") {
            Some(each) => oracle::seek_values(each).map_err(refused)?.into_iter().map(Some).collect(),
            None => vec![None],
        };
        let answers = asked.run();
        prop_assert_eq!(answers.len(), each.len());
        let written = serde_json::to_string(&answers).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Vec<SeekAnswer>>(&written).unwrap(), &answers);
        for (answer, each) in answers.iter().zip(each) {
            prop_assert_eq!(answer.for_each.map(|value| value.to_string()), each.as_ref().map(text));
            let tried = oracle::seek(&document, &seek, each.as_ref()).map_err(refused)?;
            equals(answer, find, &tried)?;
        }
    }

    /// The variant of a value, applied and checked as any other, is what the seek found there.
    #[test]
    fn every_value_is_a_variant_of_the_plan((document, mut seek) in plan_with_seek()) {
        seek.as_object_mut().unwrap().remove("for_each");
        seek.as_object_mut().unwrap().remove("so_that");
        let plan = engine::plan(&document);
        let Ok(asked) = Seek::new(&plan, read(&seek)) else { return Ok(()) };
        let answer = asked.run().remove(0);
        for value in asked.values() {
            let variant = asked.at(value).unwrap();
            let deadlines = plan.with_variant(&variant).map(|plan| plan.project().deadlines());
            let is_missed = deadlines.is_err()
                || deadlines.unwrap().iter().any(|outcome| outcome.met == Some(false));
            let is_in = |run: &drawdown::seek::ValueRun| (run.first..=run.last).contains(&value);
            let holds = answer.holds.iter().any(is_in);
            prop_assert!(!(holds && is_missed), "{}", value);
            // Of the seek of this one value, it is the verdict.
            let mut spec = asked.spec().clone();
            spec.adjust = variant.adjust;
            spec.to = value;
            let alone = Seek::new(&plan, spec).map(|seek| seek.run().remove(0));
            prop_assert_eq!(alone.is_ok_and(|alone| alone.answer == Some(value)), holds);
        }
    }
}

/// 900 leave by the end of 2025 in twelve months; the airlift takes 75 a month or more.
fn plan() -> Plan {
    Plan::new(drawdown::PlanSpec {
        contingents: vec![drawdown::Contingent::new(
            "USA".parse().unwrap(),
            "IRQ".parse().unwrap(),
            Troops(900),
        )],
        phases: vec![drawdown::Phase::new(
            "all",
            drawdown::Target::Remainder,
            "2025-12-31".parse().unwrap(),
        )],
        ..drawdown::PlanSpec::new("Home in a year", "2024-12".parse().unwrap())
    })
    .unwrap()
}

fn airlift(find: Find, from: u32, to: i64) -> Seek {
    let cap = Adjustment::Cap(Cap::new("airlift", Troops(from)));
    Seek::new(&plan(), SeekSpec::new("airlift", find, vec![cap], to)).unwrap()
}

#[test]
fn the_answer_says_what_goes_wrong_one_value_further() {
    // 74 a month are 888 in twelve months: 12 are left.
    let answer = airlift(Find::Least, 0, 200).run().remove(0);
    assert_eq!(answer.answer, Some(75.into()));
    let next = answer.next.unwrap();
    assert_eq!(next.value, 74.into());
    assert_eq!(
        next.reasons,
        ["all: due 2025-12-31, goal 0; missed by 12, met in 2026-01, 1 month late"]
    );
    // There is no value further than the first.
    assert_eq!(airlift(Find::Least, 75, 200).run()[0].next, None);
    assert_eq!(airlift(Find::Least, 0, 74).run()[0].answer, None);
    assert_eq!(airlift(Find::Least, 0, 74).run()[0].throughout, None);
}

#[test]
fn what_goes_wrong_is_said_in_the_words_of_each_condition() {
    let reasons = |so_that: Value, find: &str| {
        let seek = json!({
            "name": "airlift", "find": find, "to": 200,
            "adjust": [{ "cap": { "name": "airlift", "per_month": 0 } }], "so_that": [so_that],
        });
        let answer = Seek::new(&plan(), read(&seek)).unwrap().run().remove(0);
        answer.next.unwrap().reasons
    };
    // 75 a month is the even pace, so a cap of 200 is as one of 75.
    assert_eq!(
        reasons(json!({ "done_by": "2026-01" }), "least"),
        ["it is complete in 2026-02, after 2026-01"]
    );
    assert_eq!(
        reasons(json!({ "strength": { "in": "2025-06", "at_most": 480 } }), "least"),
        ["486 in 2025-06, more than 480"]
    );
    assert_eq!(
        reasons(json!({ "strength": { "in": "2025-06", "at_least": 480 } }), "most"),
        ["474 in 2025-06, fewer than 480"]
    );
    assert_eq!(
        reasons(json!({ "troop_months": { "through": "2025-01", "at_most": 850 } }), "least"),
        ["851 troop-months, more than 850"]
    );
    assert_eq!(
        reasons(json!({ "outflow": { "at_most": 60 } }), "most"),
        ["61 leave in 2025-01, more than 60"]
    );
    assert_eq!(
        reasons(json!({ "at_planned_pace": "all" }), "least"),
        ["all: due 2025-12-31, goal 0; missed by 12, met in 2026-01, 1 month late"]
    );
}

#[test]
fn a_month_after_the_projections_end_is_undecided() {
    let seek = json!({
        "name": "airlift", "find": "least", "to": 100,
        "adjust": [{ "cap": { "name": "airlift", "per_month": 0 } }], "so_that": [{ "done_by": "2027-06" }],
    });
    // Through 2026-12 there are 24 months: 37 a month are 888, 38 are complete.
    let answer = Seek::new(&plan(), read(&seek)).unwrap().run().remove(0);
    assert_eq!(answer.undecided[0].to_string(), "0..37");
    assert_eq!((answer.answer, answer.throughout), (Some(38.into()), Some(false)));
    assert_eq!(
        answer.next.unwrap().reasons,
        ["it is not complete by 2027-06; the projection ends in 2026-12"]
    );
}

#[test]
fn runs_of_a_part_are_that_part_of_the_runs() {
    let whole = airlift(Find::Least, 0, 200).run().remove(0);
    let part = airlift(Find::Least, 100, 150).run().remove(0);
    assert_eq!(whole.holds[0].to_string(), "75..200");
    assert_eq!(part.holds[0].to_string(), "100..150");
}

#[test]
fn a_step_need_not_reach_the_last_value() {
    let cap = Adjustment::Cap(Cap::new("airlift", Troops(0)));
    let spec = SeekSpec { step: 30, ..SeekSpec::new("airlift", Find::Least, vec![cap], 100) };
    let seek = Seek::new(&plan(), spec).unwrap();
    let values: Vec<SeekValue> = seek.values().collect();
    assert_eq!(values, [0, 30, 60, 90].map(SeekValue::Number));
    assert_eq!(seek.run()[0].answer, Some(90.into()));
    assert!(seek.at(60.into()).is_some() && seek.at(61.into()).is_none());
    assert!(seek.at(120.into()).is_none());
}

#[test]
fn progress_comes_to_all_values_and_can_stop() {
    let seek = airlift(Find::Least, 0, 50_000);
    let mut last = 0;
    let all = seek.run_until(|progress| {
        assert!(progress.done > last);
        last = progress.done;
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(last, 50_001);
    assert_eq!(all, ControlFlow::Continue(seek.run()));
    let stopped = seek.run_until(|progress| ControlFlow::Break(progress.done));
    assert!(matches!(stopped, ControlFlow::Break(done) if done < 50_001));
}

#[cfg(feature = "parallel")]
#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let cap = |per_month| vec![Adjustment::Cap(Cap::new("airlift", Troops(per_month)))];
    let spec = SeekSpec {
        step: 20,
        chance: Some(70.into()),
        ..SeekSpec::new("airlift", Find::Least, cap(100), 300)
    };
    let seek = Seek::new(&plan, spec).unwrap().with_draws(1_000, 7).unwrap();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| seek.run())
    };
    let alone = on(1);
    assert!(alone[0].next.is_some(), "{alone:?}"); // some values hold, some do not
    assert_eq!(alone, on(3));
    assert_eq!(alone, on(9));
}

#[cfg(feature = "ensemble")]
#[test]
fn a_chance_counts_the_draws_of_the_variant() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let cap = vec![Adjustment::Cap(Cap::new("airlift", Troops(100)))];
    let spec = SeekSpec {
        step: 20,
        chance: Some(70.into()),
        ..SeekSpec::new("airlift", Find::Least, cap, 300)
    };
    let seek = Seek::new(&plan, spec).unwrap().with_draws(600, 3).unwrap();
    let answer = seek.run().remove(0);
    let met = |value: SeekValue| {
        let varied = plan.with_variant(&seek.at(value).unwrap()).unwrap();
        let ensemble = drawdown::ensemble::Ensemble::new(&varied, 3);
        let draws = ensemble.draws(0..600);
        let all_met = |draw: &drawdown::ensemble::Draw| {
            draw.project().deadlines().iter().all(|outcome| outcome.met == Some(true))
        };
        draws.filter(all_met).count() as u64
    };
    let found = answer.answer.unwrap();
    assert_eq!(answer.chance.unwrap().count, met(found));
    let next = answer.next.unwrap();
    assert_eq!(next.chance.unwrap().count, met(next.value));
    assert!(met(found) * 100 >= 70 * 600 && met(next.value) * 100 < 70 * 600);
}

#[test]
fn too_many_draws_are_refused() {
    let cap = Adjustment::Cap(Cap::new("airlift", Troops(1)));
    let spec = SeekSpec {
        chance: Some(80.into()),
        ..SeekSpec::new("airlift", Find::Least, vec![cap], 100_000)
    };
    let error = Seek::new(&plan(), spec).unwrap().with_draws(50_000, 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "100,000 values of 50,000 draws each are 5,000,000,000, more than 4,294,967,296; take at most 42,949 draws"
    );
}
