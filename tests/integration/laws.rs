//! Laws: what holds for every plan.

mod apportioning;
mod files;
mod levels;
mod listing;
mod months;
mod records;
mod replaced;
mod schedule;
mod stepper;
mod values;
mod variants;

use std::collections::BTreeSet;

use drawdown::projection::MonthRecord;
use drawdown::{Contingent, Country, Day, Mission, Phase, Plan, PlanSpec, Target, YearMonth};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::plans::{FEATURES, any_plan, features};

fn months(plan: &Plan) -> Vec<MonthRecord> {
    plan.month_records().collect()
}

/// Which contingent troops who leave `from` in this phase arrive in; none if they go home.
fn destination(phase: &Phase, from: &Contingent) -> Option<(Country, Country, Mission)> {
    let to = phase.destination?;
    Some((from.contributor, to.host.unwrap_or(from.host), to.mission.unwrap_or(from.mission)))
}

fn identity(contingent: &Contingent) -> (Country, Country, Mission) {
    (contingent.contributor, contingent.host, contingent.mission)
}

/// The contingents that a phase moves: those of its scope that are not their own destination.
fn moved_by(spec: &PlanSpec, phase: &Phase) -> Vec<usize> {
    let moves = |contingent: &Contingent| {
        phase.scope.matches(contingent)
            && destination(phase, contingent) != Some(identity(contingent))
    };
    (0..spec.contingents.len()).filter(|&c| moves(&spec.contingents[c])).collect()
}

/// The contingents that receive the troops a phase moves.
fn reached_by(spec: &PlanSpec, phase: &Phase) -> Vec<usize> {
    let movers = moved_by(spec, phase);
    let reached: Vec<_> =
        movers.iter().filter_map(|&c| destination(phase, &spec.contingents[c])).collect();
    let arrives = |c: &usize| reached.contains(&identity(&spec.contingents[*c]));
    (0..spec.contingents.len()).filter(arrives).collect()
}

/// The first month of a phase or window that begins on this day. A day given as a month stands for its first day.
fn opened_by(day: Day) -> Option<YearMonth> {
    day.as_month().or_else(|| day.nearest_month_end()?.checked_add(1))
}

/// How many troops a target moves at this level if no floor limits it; none for a target in proportion to a phase.
fn target_size(target: &Target, level: u64) -> Option<u64> {
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
    for _ in 0..2_000 {
        let plan = plans.new_tree(&mut runner).unwrap().current();
        for feature in features(&plan) {
            missing.remove(feature);
        }
        if missing.is_empty() {
            return;
        }
    }
    panic!("none of 2,000 plans uses {missing:?}");
}
