//! The laws: what holds for every plan, whatever it says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod apportioning;
mod files;
mod levels;
mod listing;
mod months;
mod schedule;
mod stepper;
mod types;
mod values;
mod variants;

use std::collections::BTreeSet;

use drawdown::{
    Contingent, Country, Day, Mission, MonthRecord, Phase, Plan, PlanSpec, Target, YearMonth,
};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::plans::{self, FEATURES, features};

/// The random plans of [`plans`], boxed: unboxed they are too large to be held with anything else on a test's stack.
fn any_plan() -> BoxedStrategy<Value> {
    plans::any_plan().boxed()
}

fn plan_without_variants() -> BoxedStrategy<Value> {
    plans::plan_without_variants().boxed()
}

fn one_scope_plan_with_cap() -> BoxedStrategy<Value> {
    plans::one_scope_plan_with_cap().boxed()
}

fn plan_where_nothing_waits() -> BoxedStrategy<Value> {
    plans::plan_where_nothing_waits().boxed()
}

/// Runs a test where the strategies of one-scope plans, the largest of all, find room even unoptimized.
fn with_room(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1 << 24).spawn(test).unwrap();
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

/// The plan of a document, then each of its variants.
fn plan_and_variants(document: &Value) -> Vec<Plan> {
    let plan = crate::engine::plan(document);
    let variants: Vec<Plan> = plan
        .spec()
        .variants
        .iter()
        .map(|variant| plan.named_variant(&variant.name).unwrap())
        .collect();
    std::iter::once(plan).chain(variants).collect()
}

fn months(plan: &Plan) -> Vec<MonthRecord> {
    plan.months().collect()
}

/// Where those go who leave a contingent in this phase, if not home.
fn destination(phase: &Phase, from: &Contingent) -> Option<(Country, Country, Mission)> {
    let to = phase.destination?;
    Some((from.contributor, to.host.unwrap_or(from.host), to.mission.unwrap_or(from.mission)))
}

fn identity(contingent: &Contingent) -> (Country, Country, Mission) {
    (contingent.contributor, contingent.host, contingent.mission)
}

/// The contingents that a phase moves: those in its scope that are not their own destination.
fn moved_by(spec: &PlanSpec, phase: &Phase) -> Vec<usize> {
    let moves = |contingent: &Contingent| {
        phase.scope.matches(contingent)
            && destination(phase, contingent) != Some(identity(contingent))
    };
    (0..spec.contingents.len()).filter(|&c| moves(&spec.contingents[c])).collect()
}

/// The contingents in which those arrive whom a phase moves.
fn reached_by(spec: &PlanSpec, phase: &Phase) -> Vec<usize> {
    let movers = moved_by(spec, phase);
    let reached: Vec<_> =
        movers.iter().filter_map(|&c| destination(phase, &spec.contingents[c])).collect();
    let arrives = |c: &usize| reached.contains(&identity(&spec.contingents[*c]));
    (0..spec.contingents.len()).filter(arrives).collect()
}

/// The month that a day opens as the first of a phase or a window: a month stands for its first day.
fn opened_by(day: Day) -> Option<YearMonth> {
    day.as_month().or_else(|| day.nearest_month_end()?.checked_add(1))
}

/// How many of so many a target moves where no floor stands in its way; nothing is said of a target
/// that is kept in proportion to another phase.
fn asked(target: &Target, level: u64) -> Option<u64> {
    match target {
        Target::ReduceTo(n) => Some(level.saturating_sub(n.best().into())),
        Target::ReduceBy(n) => Some(level.min(n.best().into())),
        Target::ReduceByPercent(percent) => Some(percent.of(level)),
        Target::Remainder => Some(level),
        Target::RaiseTo(n) => Some(u64::from(n.best()).saturating_sub(level)),
        Target::RaiseBy(n) => Some(n.best().into()),
        _ => None,
    }
}

#[test]
fn random_plans_use_every_feature() {
    let mut runner = TestRunner::deterministic();
    let plans = any_plan();
    let mut missing: BTreeSet<&str> = FEATURES.iter().copied().collect();
    for _ in 0..400 {
        let plan = plans.new_tree(&mut runner).unwrap().current();
        for feature in features(&plan) {
            missing.remove(feature);
        }
    }
    assert!(missing.is_empty(), "no plan of 400 uses {missing:?}");
}
