//! Results that contradict themselves are refused, and every result of a plan is read as it was written.

use drawdown::engine::Dependencies;
use drawdown::projection::{MonthRecord, PlanResult, SumWindow};
use drawdown::seek::{Feasibility, Lift, Remedy, SeekAnswer, ValueRun};
use drawdown::{Comparison, DeadlineOutcome, Plan};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json};

use crate::plans::any_plan;
use crate::proof::is_small;
use crate::results::shapes::{capped, read_back};

proptest! {
    #![proptest_config(crate::cases(60))]

    #[test]
    fn proofs_are_read_as_they_were_written(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        prop_assert_eq!(read_back(&plan.bottlenecks()), plan.bottlenecks());
        prop_assert_eq!(read_back(&plan.lift()), plan.lift());
    }

    /// Of plans in which every lever has few values to try.
    #[test]
    fn remedies_are_read_as_they_were_written(document in any_plan().prop_filter("small", is_small)) {
        let remedies = crate::engine::plan(&document).remedies();
        prop_assert_eq!(&read_back(&remedies), &remedies);
    }

    #[cfg(feature = "ensemble")]
    #[test]
    fn sensitivities_are_read_as_they_were_written(document in any_plan(), seed: u64) {
        use drawdown::ensemble::{Ensemble, InputSensitivity, Sensitivity};

        let plan = crate::engine::plan(&document);
        let ensemble = Ensemble { sensitivity: Sensitivity::On, ..Ensemble::new(&plan, seed) };
        let sensitivities: Vec<InputSensitivity> = ensemble.run(0..20).sensitivities().unwrap();
        let bytes = postcard::to_allocvec(&sensitivities).unwrap();
        prop_assert_eq!(postcard::from_bytes(&bytes), Ok(sensitivities));
    }
}

/// The value with changes, by their pointers.
pub(super) fn changed(value: &Value, changes: &[(&str, Value)]) -> Value {
    let mut value = value.clone();
    for (pointer, change) in changes {
        *value.pointer_mut(pointer).unwrap() = change.clone();
    }
    value
}

/// Each change is refused in these words, and without one the value is read.
#[track_caller]
pub(super) fn refuses<T: DeserializeOwned>(
    value: &Value,
    contradictions: &[(&[(&str, Value)], &str)],
) {
    assert!(from_value::<T>(value.clone()).is_ok(), "{value}");
    for (changes, words) in contradictions {
        let message = from_value::<T>(changed(value, changes)).err().map(|error| error.to_string());
        assert_eq!(message.as_deref(), Some(*words), "{changes:?}");
    }
}

#[test]
fn an_outcome_that_contradicts_itself_is_refused() {
    // 500 stay too long, for one month.
    let missed = json!(capped().project().deadlines()[0]);
    assert_eq!(
        (&missed["shortfall"], &missed["met_in"], &missed["slip_months"]),
        (&json!(500), &json!("2025-01"), &json!(1))
    );
    let never = json!({ "cause": { "cap": "b" }, "troop_months": 0 });
    let more = json!({ "cause": { "cap": "b" }, "troop_months": 2_000 });
    let airlift = &missed["causes"][0];
    refuses::<DeadlineOutcome>(
        &missed,
        &[
            (&[("/has_deadline", json!(false))], "it has no deadline, and the day of one"),
            (
                &[("/deadline", json!("2025-01-31"))],
                "it binds before the month that its deadline counts as",
            ),
            (&[("/binding_month", json!(null))], "it has a goal, and no month in which it binds"),
            (
                &[("/replaced", json!(true))],
                "whether it is replaced is not what the last month before that says",
            ),
            (
                &[("/replaced_after", json!("2024-11"))],
                "whether it is replaced is not what the last month before that says",
            ),
            (&[("/status/started/paced_end", json!("2024-08"))], "it ends before it starts"),
            (&[("/goal", json!(null))], "it is judged, and there is no goal that could be"),
            (
                &[("/replaced", json!(true)), ("/replaced_after", json!("2024-11"))],
                "it is judged, and there is no goal that could be",
            ),
            (
                &[("/strength", json!(null))],
                "its strength in the binding month and whether the goal is met are not both given",
            ),
            (
                &[("/shortfall", json!(null))],
                "its shortfall and whether the goal is met are not both given",
            ),
            (&[("/shortfall", json!(499))], "its shortfall is not that of its strength and goal"),
            (&[("/met", json!(true))], "its shortfall is not that of its strength and goal"),
            (&[("/strength", json!(0)), ("/shortfall", json!(0))], "it is missed by nobody"),
            (
                &[("/slip_months", json!(2))],
                "its slip is not from its binding month to the month in which the goal is met",
            ),
            (
                &[("/slip_months", json!(0)), ("/met_in", json!("2024-12"))],
                "the month in which the goal is met is not what its verdict says",
            ),
            (
                &[("/met", json!(true)), ("/shortfall", json!(0))],
                "the month in which the goal is met is not what its verdict says",
            ),
            (
                &[("/busiest", json!(null))],
                "its busiest month and how many leave in it are not all given",
            ),
            (&[("/busiest_month", json!("2024-08"))], "its busiest month comes before it starts"),
            (&[("/causes", json!([airlift, airlift]))], "it has a cause of delay twice"),
            (
                &[("/causes", json!([airlift, more]))],
                "the most troop-months do not come first in its causes",
            ),
            (&[("/causes", json!([airlift, never]))], "a cause of its delay costs no troop-months"),
        ],
    );
    // Without a cap all leave in December.
    let mut spec = capped().spec().clone();
    spec.caps.clear();
    let met = json!(Plan::new(spec).unwrap().project().deadlines()[0]);
    assert_eq!(met["slip_months"], json!(0));
    refuses::<DeadlineOutcome>(
        &met,
        &[
            (&[("/causes", json!([airlift]))], "it has causes of a delay, and is not missed"),
            (
                &[("/met_in", json!(null)), ("/slip_months", json!(null))],
                "the month in which the goal is met is not what its verdict says",
            ),
        ],
    );
    // What is not known yet is left out.
    let unknown = json!({ "phase": "all", "status": "not_started", "has_deadline": true, "replaced": false, "causes": [] });
    assert!(from_value::<DeadlineOutcome>(unknown).is_ok());
}

#[test]
fn a_result_of_a_plan_that_contradicts_itself_is_refused() {
    let comparison = Comparison::new(&capped(), &[]).unwrap();
    let result = json!(comparison.results()[0]);
    let outcome = &result["deadlines"][0];
    let cost = &result["cost"][0];
    refuses::<PlanResult>(
        &result,
        &[
            (&[("/deadlines", json!([outcome, outcome]))], "it has the outcome of a phase twice"),
            (&[("/cost", json!([cost, cost]))], "it has the cost in a currency twice"),
            (&[("/residual_at_end", json!(1))], "more stay as a residual than are there"),
            (&[("/window", json!(null))], "it has sums over no month"),
            (&[("/last_departure", json!("2025-03"))], "somebody leaves outside its months"),
            (
                &[("/peak_home_departures", json!(["2024-08", 500]))],
                "somebody leaves outside its months",
            ),
            (&[("/completion", json!("2025-03"))], "it is complete after its last month"),
            (&[("/window/from", json!("2025-03"))], "its last month comes before its first"),
            (
                &[("/deadlines/0/shortfall", json!(0))],
                "its shortfall is not that of its strength and goal",
            ),
        ],
    );
    let window = json!({ "from": "2025-02", "through": "2025-02" });
    assert!(from_value::<SumWindow>(window).is_ok());
}

#[test]
fn a_month_that_contradicts_itself_is_refused() {
    let september = json!(capped().month_records().nth(1).unwrap());
    refuses::<MonthRecord>(
        &september,
        &[
            (&[("/gained", json!([]))], "its lists are not of the same contingents"),
            (&[("/moved", json!([501]))], "more are sent on than leave"),
            (&[("/moved", json!([500]))], "those who are sent on do not arrive"),
            (&[("/kept_back/0/troops", json!(0))], "nobody is kept back by a cause"),
        ],
    );
}

#[test]
fn proofs_and_remedies_that_contradict_themselves_are_refused() {
    let plan = capped();
    let proof = json!(plan.bottlenecks()[0]);
    refuses::<Feasibility>(
        &proof,
        &[
            (
                &[("/phase", json!("another")), ("/bottleneck/alone", json!(false))],
                "its bottleneck is one of other phases",
            ),
            (
                &[("/met_at_start", json!(true))],
                "it is met with every pace at-start, and proved not to be at any",
            ),
            (
                &[("/bottleneck/can", json!(2_500))],
                "as many can leave as must, and it is no bottleneck",
            ),
            (
                &[("/bottleneck/from", json!("2025-01"))],
                "the months of the bottleneck are not those of its kind",
            ),
            (
                &[("/bottleneck/kind", json!("start"))],
                "the months of the bottleneck are not those of its kind",
            ),
            (
                &[("/bottleneck/kind", json!("residual"))],
                "the name of the bottleneck is not one of its kind",
            ),
            (&[("/bottleneck/phases", json!([]))], "the bottleneck is one of no phase"),
        ],
    );
    // 2,500 in four months.
    let lift = json!(plan.lift());
    let words =
        "the busiest month is not that of those who must leave, spread over the open months";
    refuses::<Lift>(
        &lift,
        &[
            (&[("/through", json!("2024-08"))], "its last month comes before its first"),
            (&[("/months", json!(5))], "more months are open than there are"),
            (&[("/troops", json!(624))], words),
            (&[("/troops", json!(0)), ("/must", json!(0))], words),
        ],
    );
    let cap = json!({ "lever": { "cap": "airlift" }, "planned": { "troops": 500 }, "would_do": { "troops": 625 } });
    refuses::<Remedy>(
        &cap,
        &[
            (&[("/would_do", json!({ "month": "2025-01" }))], "the value is not one of the lever"),
            (&[("/lever", json!("pace"))], "the value is not one of the lever"),
            (
                &[("/would_do", json!({ "troops": 500 }))],
                "what is planned would do, and the deadline is missed",
            ),
        ],
    );
}

#[test]
fn an_answer_that_contradicts_itself_is_refused() {
    let chance = |count: u64| json!({ "count": count, "draws": 100 });
    let least = json!({
        "for_each": null, "answer": 117, "throughout": false, "holds": ["117..130", "140"],
        "undecided": ["150..160"], "tried": 301, "chance": chance(90),
        "next": { "value": 116, "reasons": ["it holds in 40.00 % of the draws"], "chance": chance(40) },
    });
    let end = "the answer is not an end of the values at which it holds";
    let more = "there is no answer, and more is said of it";
    let draws = "it holds in more draws than there are";
    refuses::<SeekAnswer>(
        &least,
        &[
            (&[("/holds", json!(["140", "117..130"]))], "the runs of values do not ascend"),
            (&[("/undecided", json!(["1..5", "5..6"]))], "the runs of values do not ascend"),
            (&[("/answer", json!(118))], end),
            (&[("/answer", json!(null))], end),
            (&[("/holds", json!([]))], end),
            (&[("/throughout", json!(null))], more),
            (
                &[("/holds", json!([])), ("/answer", json!(null)), ("/throughout", json!(null))],
                more,
            ),
            (&[("/chance/count", json!(101))], draws),
            (&[("/next/chance/count", json!(101))], draws),
            (
                &[("/holds/0", json!("130..117"))],
                "\"130..117\" is not a run of values such as \"130..2687\"",
            ),
            (
                &[("/holds/0", json!("117..2024-08"))],
                "\"117..2024-08\" is not a run of values such as \"130..2687\"",
            ),
            (&[("/holds/0", json!(""))], "\"\" is not a run of values such as \"130..2687\""),
        ],
    );
    // For most, the answer is the last value; months and numbers below 0 are values as well.
    let most = changed(&least, &[("/answer", json!(140))]);
    assert!(from_value::<SeekAnswer>(most).is_ok());
    for run in ["-7..-2", "-3", "2024-08..2026-01", "2024-08"] {
        let read: ValueRun = from_value(json!(run)).unwrap();
        assert_eq!(json!(read), json!(run));
    }
}

#[test]
fn dependencies_on_nothing_are_refused() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let words = "something depends on what is neither event nor phase";
    refuses::<Dependencies>(
        &json!(plan.schedule().dependencies()),
        &[
            (&[("/edges/0/before", json!("another"))], words),
            (&[("/edges/0/after", json!("another"))], words),
            (&[("/events", json!([]))], words),
        ],
    );
}

/// A sum of counts does not overflow.
#[cfg(feature = "csv")]
#[test]
fn any_counts_of_rows_add_up() {
    let most = usize::MAX;
    let counts = json!({ "used": most, "left_out": 1, "filtered": most, "empty": most });
    let counts: drawdown::observed::RowCounts = from_value(counts).unwrap();
    assert_eq!(counts.total(), most);
}

#[cfg(feature = "ensemble")]
#[test]
fn a_sensitivity_that_contradicts_itself_is_refused() {
    let sensitivity = json!({
        "input": "cap[\"airlift\"].per_month",
        "low": { "number": 400 }, "best": { "number": 500 }, "high": { "number": 600 },
        "effects": [{
            "outcome": "completion", "at_low": 6, "at_best": 5, "at_high": 5, "rank_correlation": -0.5,
        }],
    });
    let words = "low, best and high of the input are not in order";
    refuses::<drawdown::ensemble::InputSensitivity>(
        &sensitivity,
        &[
            (&[("/low", json!({ "number": 501 }))], words),
            (&[("/high", json!({ "number": 499 }))], words),
            (&[("/best", json!(null))], words),
            (&[("/low", json!({ "months": 1 }))], words),
            (&[("/best", json!({ "months": 0 }))], words),
            (
                &[("/effects/0/rank_correlation", json!(-1.5))],
                "a rank correlation is not between -1 and 1",
            ),
        ],
    );
}

#[cfg(feature = "csv")]
#[test]
fn a_tracked_deadline_that_contradicts_itself_is_refused() {
    use drawdown::observed::{
        ObservationChoice, Observations, PastLateness, TrackedDeadline, VerdictTerms,
    };

    let file = "month,contributor,host,mission,strength,source\n\
                2024-11,USA,IRQ,,900,press\n2025-01,USA,IRQ,,0,press\n";
    let observations = Observations::from_csv(file.as_bytes()).unwrap();
    let lateness: Vec<_> =
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(|months| PastLateness::new(0, months)).into();
    let tracked_at = |month: &str| {
        let at = Some(month.parse().unwrap());
        let choice = ObservationChoice { at, ..ObservationChoice::default() };
        let seen = observations.of_plan(&capped(), &choice).unwrap();
        json!(seen.tracked_deadlines(&VerdictTerms::default(), &lateness)[0])
    };
    let tracked = tracked_at("2025-01");
    // 900 in November, nobody in January: in December, or in January.
    let verdict = &tracked["verdict"];
    assert_eq!(
        (&verdict["class"], &verdict["slip_from"], &verdict["slip_to"]),
        (&json!("unknown"), &json!(0), &json!(1))
    );
    let class = "its class is not what its months say";
    let slip =
        "its slip is not from its binding month to the months in which the goal can have been met";
    refuses::<TrackedDeadline>(
        &tracked,
        &[
            (
                &[("/verdict/phase", json!("another"))],
                "the outcome and the verdict are those of two phases",
            ),
            (
                &[("/verdict/deadline", json!("2025-01-31"))],
                "it binds before the month that its deadline counts as",
            ),
            (
                &[("/verdict/goal", json!(null))],
                "its class, its goal and the month in which it binds are not all given",
            ),
            (
                &[("/verdict/class", json!(null))],
                "its class, its goal and the month in which it binds are not all given",
            ),
            (&[("/verdict/slip_from", json!(1))], slip),
            (&[("/verdict/slip_to", json!(null))], slip),
            (
                &[("/verdict/met_to", json!("2024-11")), ("/verdict/slip_to", json!(-1))],
                "the goal is known to be met before it can have been",
            ),
            (&[("/verdict/class", json!("met"))], class),
            (&[("/verdict/class", json!("late"))], class),
            (&[("/verdict/class", json!("replaced"))], class),
            (&[("/verdict/met_to", json!("2024-12")), ("/verdict/slip_to", json!(0))], class),
            (
                &[("/verdict/shortfall", json!(5))],
                "its shortfall is not that of its observed strength and goal",
            ),
            (
                &[("/verdict/observed", json!(7)), ("/verdict/shortfall", json!(5))],
                "its shortfall is not that of its observed strength and goal",
            ),
        ],
    );
    // After November it is open, and past deadlines say when.
    refuses::<TrackedDeadline>(
        &tracked_at("2024-11"),
        &[
            (
                &[("/rest", json!({ "met_in": "2025-02", "slip_months": null }))],
                "the month in which it is met and its slip are not both given",
            ),
            (&[("/by_class/from", json!(null))], "the ends of the band are not both given"),
            (&[("/by_class/to", json!("2024-12"))], "the band ends before it begins"),
            (&[("/by_class/cases", json!(11))], "the band is of more cases than deadlines"),
        ],
    );
}
