//! The memory that an ensemble is said to need: of its plans, and of the values that its draws bring.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

use drawdown::Plan;
use drawdown::ensemble::{
    Distribution, Ensemble, EnsembleSummary, LevelDistributions, MemoryLimit, MergeError,
};
use drawdown::projection::GroupBy;
use serde_json::{Value, json};

use super::{doubtful, plan, recorded, usa, variants};

/// Two entries of each list.
fn of_two_entries() -> Value {
    let phase = |name: &str, host: &str, deadline: &str| json!({ "name": name, "scope": { "host": host }, "target": { "reduce_by": 1 }, "deadline": deadline });
    let residual = |host: &str| json!({ "scope": { "host": host }, "strength": 10 });
    let two =
        |key: &str, entry: Value| ["one", "other"].map(|name| with(&entry, key, &json!(name)));
    json!({
        "through": "2023-12",
        "source": two("id", json!({ "title": "A paper" })),
        "contingent": [usa(100), { "contributor": "USA", "host": "KWT", "strength": 50 }],
        "event": two("id", json!({ "date": "2023-02" })),
        "residual": [residual("IRQ"), residual("KWT")],
        "phase": [phase("first", "IRQ", "2023-05"), phase("second", "KWT", "2023-08")],
        "hold": two("name", json!({ "from": "2023-03", "through": "2023-03" })),
        "cap": two("name", json!({ "per_month": 40 })),
        "hazard": two("name", json!({ "monthly_chance": 0.1, "lasts": 1 })),
        "cost": two("name", json!({ "currency": "USD", "per_month": 1 })),
        "slip": two("name", json!({ "months": { "values": [0, 1] } })),
        "variant": two("name", json!({ "adjust": [{ "strength": { "percent": 90 } }] })),
    })
}

/// An entry with another value of a key.
fn with(entry: &Value, key: &str, value: &Value) -> Value {
    let mut entry = entry.clone();
    entry[key] = value.clone();
    entry
}

fn least(document: &Value) -> u64 {
    Ensemble::new(&plan(document.clone()), 1).least_memory()
}

#[test]
fn each_entry_of_a_plan_takes_256_bytes() {
    let document = of_two_entries();
    let third = |list: &str, key: &str, value: Value| {
        let mut document = document.clone();
        let entry = with(&document[list][0], key, &value);
        document[list].as_array_mut().unwrap().push(entry);
        least(&document) - least(&of_two_entries())
    };
    for list in ["source", "event"] {
        assert_eq!(third(list, "id", json!("third")), 256, "{list}");
    }
    for list in ["hold", "cap", "hazard", "cost", "slip", "variant"] {
        assert_eq!(third(list, "name", json!("third")), 256, "{list}");
    }
    let ten = json!({ "low": 10, "best": 10, "high": 10 });
    assert_eq!(third("residual", "strength", ten), 256);
    // A contingent that no phase is about has its level in each of the 13 months of a draw, of 4 bytes.
    assert_eq!(third("contingent", "host", json!("SYR")), 256 + 13 * 4);
}

#[test]
fn each_contingent_of_a_phase_takes_four_indices_and_each_phase_before_it_two() {
    let document = of_two_entries();
    let of = |hosts: Value| {
        let mut document = document.clone();
        document["phase"][1]["scope"]["host"] = hosts;
        least(&document)
    };
    let index = size_of::<usize>() as u64;
    // The second phase is of the contingent in Kuwait, which the first is not about; then of that in Iraq, which the first
    // is about; then of both.
    let (apart, after, of_both) = (of(json!("KWT")), of(json!("IRQ")), of(json!(["IRQ", "KWT"])));
    assert_eq!((after - apart, of_both - after), (2 * index, 4 * index));
}

/// Runs on one thread, in just the memory that the ensemble needs without any values: the first round in which
/// values differ is the last. Gives the summary after that round, the bytes that it needs beyond that memory, and its draws.
fn stopped(
    ensemble: &Ensemble,
    begun: EnsembleSummary,
    draws: Range<u64>,
) -> (EnsembleSummary, u64, Range<u64>) {
    let least = ensemble.least_memory();
    let ensemble = Ensemble { memory: MemoryLimit::new(least), ..ensemble.clone() };
    let first = draws.start;
    let mut rounds = Vec::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let refused = pool.install(|| {
        ensemble.resume(begun, draws, |progress| {
            rounds.push((progress.summary(), progress.done));
            ControlFlow::Continue(())
        })
    });
    let Err(MergeError::Memory(error)) = refused else { panic!("not refused") };
    assert_eq!((error.limit, rounds.len()), (least, 1));
    let (summary, done) = rounds.remove(0);
    (summary, error.needed - least, first..first + done)
}

fn levels(levels: &LevelDistributions, plan: &Plan) -> Vec<Distribution> {
    let months = plan.as_of().through(plan.through());
    let both = |month| [levels.strength(month).unwrap(), levels.residual(month).unwrap()];
    months.flat_map(both).cloned().collect()
}

/// All distributions of levels, then all others.
fn distributions(ensemble: &Ensemble, summary: &EnsembleSummary) -> [Vec<Distribution>; 2] {
    let (mut of_levels, mut others) = (Vec::new(), Vec::new());
    for outcomes in summary.outcomes() {
        of_levels.extend(levels(outcomes.theatre(), &ensemble.plan));
        for by in ensemble.group_by.iter().copied() {
            of_levels.extend(outcomes.groups(by).flat_map(|(_, l)| levels(l, &ensemble.plan)));
        }
        others.extend(outcomes.deadlines().iter().map(|chances| chances.slip().clone()));
        others.extend([outcomes.completion().clone(), outcomes.troop_months().clone()]);
        others.extend(outcomes.costs().map(|(_, costs)| costs.clone()));
    }
    for difference in summary.differences() {
        others.extend([difference.completion().clone(), difference.troop_months().clone()]);
        others.extend(difference.costs().map(|(_, costs)| costs.clone()));
    }
    others.extend(summary.joint_deadlines().iter().map(|joint| joint.met_in().clone()));
    [of_levels, others]
}

/// How many of the values, in the order of the draws, are in a table: the last one is kept beside it, and comes into it
/// when another one follows.
fn in_table(values: impl IntoIterator<Item = i128>) -> u64 {
    let (mut table, mut last) = (BTreeSet::new(), None);
    for value in values {
        if let Some(before) = last.replace(value).filter(|before| *before != value) {
            table.insert(before);
        }
    }
    table.len() as u64
}

/// In how many bytes of tables and of a summary the values of draws are: 40 in a table, and 32 in the summary of all
/// draws, in which each is in the end. The next round may bring twice as many, so that thrice as many must fit.
const OF_VALUE: u64 = 3 * (40 + 32);

/// The values of a summary of earlier draws, of 32 bytes, are held twice.
const OF_EARLIER_VALUE: u64 = 2 * 32;

/// An ensemble of everything that is counted in tables of values.
fn counted(plan: &Plan) -> Ensemble {
    Ensemble {
        variants: variants(plan),
        group_by: vec![GroupBy::Host, GroupBy::Mission],
        joint_deadlines: vec![vec!["half".to_owned(), "rest".to_owned()]],
        ..Ensemble::new(plan, 7)
    }
}

#[test]
fn a_run_needs_the_same_for_each_value_of_each_table() {
    let plan = doubtful();
    let ensemble = counted(&plan);
    let (_, needed, draws) = stopped(&ensemble, ensemble.empty(), 0..100_000);
    // The value of each distribution in each draw, from a summary of that draw alone.
    let one = |number| distributions(&ensemble, &ensemble.run(number..number + 1)).concat();
    let of_draws: Vec<Vec<Distribution>> = draws.map(one).collect();
    let column = |i: usize| of_draws.iter().filter_map(move |draw| draw[i].min());
    let tables: u64 = (0..of_draws[0].len()).map(|i| in_table(column(i))).sum();
    assert_eq!(needed, OF_VALUE * tables);
}

#[test]
fn the_values_of_earlier_draws_count_as_well() {
    let plan = doubtful();
    let ensemble = counted(&plan);
    let begun = ensemble.run(0..50);
    let [of_levels, _] = distributions(&ensemble, &begun);
    let earlier: usize = of_levels.iter().map(|values| values.counts().len()).sum();
    let (_, fresh, _) = stopped(&ensemble, ensemble.empty(), 50..100_000);
    let (_, resumed, _) = stopped(&ensemble, begun, 50..100_000);
    assert_eq!(resumed - fresh, OF_EARLIER_VALUE * earlier as u64);
}

#[test]
fn a_run_needs_the_same_for_each_pair_of_an_input_and_an_outcome() {
    let plan = doubtful();
    let recording = recorded(&plan, 7);
    // The same draws with and without a record of sensitivities: what they need beyond the memory of no values.
    let (summary, with_pairs, draws) = stopped(&recording, recording.empty(), 0..100_000);
    let unrecorded = Ensemble::new(&plan, 7);
    let (_, without, the_same) = stopped(&unrecorded, unrecorded.empty(), 0..100_000);
    assert_eq!(draws, the_same);
    let record = serde_json::to_value(&summary).unwrap()["sensitivity"].clone();
    let inputs = record["inputs"].as_array().unwrap().iter();
    let joint = inputs.flat_map(|input| input["joint"].as_array().unwrap());
    let pairs: usize = joint.map(|joint| joint[2].as_array().unwrap().len()).sum();
    assert_eq!(with_pairs - without, OF_VALUE * pairs as u64);
}
