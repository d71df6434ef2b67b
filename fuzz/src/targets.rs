//! What is fuzzed. A case fails by a panic.

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary};
use drawdown::observed::{ColumnMapping, Observed};
use fastrand::Rng;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::mutate::mutated;
use crate::tests::{engine, oracle, plans, track};

/// One kind of input.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Runs the case of a seed.
    pub(crate) run: fn(u64),
}

/// All of them.
pub(crate) const TARGETS: [Target; 6] = [
    Target { name: "plan", run: plan },
    Target { name: "track", run: track },
    Target { name: "toml", run: toml },
    Target { name: "json", run: json },
    Target { name: "csv", run: csv },
    Target { name: "summary", run: summary },
];

macro_rules! files {
    ($($path:literal),* $(,)?) => { [$(include_bytes!(concat!("../../", $path)).as_slice()),*] };
}

const PLANS: [&[u8]; 8] = files![
    "examples/plans/afghanistan-2014.toml",
    "examples/plans/afghanistan-2020.toml",
    "examples/plans/darfur-2017.toml",
    "examples/plans/iraq-2007.toml",
    "examples/plans/iraq-2009.toml",
    "examples/plans/iraq-2024.toml",
    "examples/plans/liberia-2007.toml",
    "examples/plans/vietnam-1969.toml",
];

const TABLES: [&[u8]; 3] =
    files!["tests/data/ipi.csv", "tests/data/troopdata.csv", "tests/data/un-contributors.csv"];

/// A random value of the tests.
fn random<S: Strategy>(strategy: &S, seed: u64) -> S::Value {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    strategy.new_tree(&mut runner).expect("a value").current()
}

/// A random plan and its variants, in every number of every month, against the oracle of the tests.
fn plan(seed: u64) {
    let document = random(&plans::any_plan(), seed);
    let plan = engine::plan(&document);
    let equals = |plan: &Plan, variant: Option<&str>| {
        let expected = oracle::project(&document, variant, None).expect("a valid plan");
        engine::equals(&plan.project(), &expected)
            .unwrap_or_else(|error| panic!("{error}\n{document:#}"));
    };
    equals(&plan, None);
    for varied in plan.variant_plans(&plan.spec().variants) {
        let (name, plan) = varied.expect("variants are checked on loading");
        equals(&plan, Some(&name));
    }
}

/// A random plan beside random observed strengths, in every figure, against the oracle of the tests.
fn track(seed: u64) {
    let (document, given) = random(&track::random::observed(plans::any_plan()), seed);
    let plan = engine::plan(&document);
    let agrees = |plan: &Plan, variant: Option<&str>| {
        track::agree(&document, plan, variant, &given)
            .unwrap_or_else(|error| panic!("{error}\n{document:#}\n{given:#?}"));
    };
    agrees(&plan, None);
    for varied in plan.variant_plans(&plan.spec().variants) {
        let (name, plan) = varied.expect("variants are checked on loading");
        agrees(&plan, Some(&name));
    }
}

/// What is asked of every plan that is read, but for the longest.
fn ask(plan: &Plan) {
    if plan.months().len() > 1_200 {
        return;
    }
    let projection = plan.project();
    for outcome in projection.deadlines() {
        let _ = (outcome.to_string(), outcome.explanation());
    }
    let _ = (plan.warnings(), plan.spec().assumptions());
    let _ = Ensemble::new(plan, 1).run(0..2);
}

fn toml(seed: u64) {
    let bytes = mutated(&PLANS, &mut Rng::with_seed(seed));
    match Plan::from_toml_bytes(&bytes) {
        Ok(plan) => ask(&plan),
        Err(errors) => drop(errors.to_string()),
    }
}

fn json(seed: u64) {
    thread_local! {
        static DOCUMENTS: Vec<Vec<u8>> = PLANS
            .iter()
            .map(|plan| Plan::from_toml_bytes(plan).expect("a plan").to_json().expect("a plan").into_bytes())
            .collect();
    }
    let bytes = DOCUMENTS.with(|documents| {
        let corpus: Vec<&[u8]> = documents.iter().map(Vec::as_slice).collect();
        mutated(&corpus, &mut Rng::with_seed(seed))
    });
    match Plan::from_json_bytes(&bytes) {
        Ok(plan) => ask(&plan),
        Err(errors) => drop(errors.to_string()),
    }
}

fn csv(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let bytes = mutated(&TABLES, &mut rng);
    let mapping = match rng.u8(..3) {
        0 => ColumnMapping::troopdata(),
        1 => ColumnMapping::un_contributors(),
        _ => ColumnMapping::ipi(),
    };
    if let Err(errors) = Observed::from_csv(&bytes, &mapping) {
        drop(errors.to_string());
    }
}

/// A damaged summary is refused, and what is read merges with itself or says why not.
fn summary(seed: u64) {
    thread_local! {
        static SUMMARY: Vec<u8> = {
            let plan = Plan::from_toml_bytes(PLANS[5]).expect("a plan");
            Ensemble::new(&plan, 1).run(0..20).to_bytes()
        };
    }
    let bytes = SUMMARY.with(|summary| mutated(&[summary.as_slice()], &mut Rng::with_seed(seed)));
    match EnsembleSummary::from_bytes(&bytes) {
        Ok(summary) => drop(summary.clone().merge(&summary).map_err(|error| error.to_string())),
        Err(error) => drop(error.to_string()),
    }
}
