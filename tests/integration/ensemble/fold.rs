//! Every number of a summary equals a plain fold over the projections of its draws.

use std::collections::BTreeSet;

use drawdown::ensemble::{
    DeadlineChances, Distribution, EnsembleSummary, LevelDistributions, PairedDifference,
    PlanOutcomes,
};
use drawdown::projection::GroupBy;
use drawdown::values::Proportion;
use drawdown::{DeadlineOutcome, Mission, Plan, Projection, ScopeView, YearMonth};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{GROUPINGS, any_plan, counted, counts, everything};

/// The draws of one plan, projected one by one; numbers come only from the public methods of projections.
struct Draws<'p> {
    plan: &'p Plan,
    projections: Vec<Projection>,
}

impl<'p> Draws<'p> {
    fn of(plan: &'p Plan, seed: u64, numbers: std::ops::Range<u64>) -> Self {
        Self { plan, projections: numbers.map(|k| plan.draw(seed, k).project()).collect() }
    }

    fn each<'a, T>(
        &'a self,
        figure: impl Fn(&'a Projection) -> T + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        self.projections.iter().map(figure)
    }

    fn completion(&self, projection: &Projection) -> Option<i128> {
        Some(projection.completion()?.months_since(self.plan.as_of()).into())
    }

    fn troop_months(projection: &Projection) -> i128 {
        projection.theatre().total_troop_months().into()
    }
}

fn twelfths(projection: &Projection, currency: &str) -> Option<i128> {
    let totals = projection.costs().totals();
    let amount = totals.iter().find(|amount| amount.currency() == currency)?;
    Some(amount.twelfths().try_into().unwrap())
}

/// Strength and residual in each month of a projection.
type Levels = Vec<(u64, u64)>;

fn levels(projection: &Projection, view: &ScopeView) -> Levels {
    let of = |month| Some((view.strength(month)?, view.residual(month)?));
    projection.months().map(|month| of(month).expect("a month of the projection")).collect()
}

/// The levels of a projection by a grouping, with their names.
fn groups(projection: &Projection, by: GroupBy) -> Vec<(String, Levels)> {
    fn named<K: ToString>(p: &Projection, views: Vec<(K, ScopeView)>) -> Vec<(String, Levels)> {
        views.into_iter().map(|(key, view)| (key.to_string(), levels(p, &view))).collect()
    }
    match by {
        GroupBy::Contributor => named(projection, projection.by_contributor()),
        GroupBy::Host => named(projection, projection.by_host()),
        GroupBy::Mission => missions(projection),
        _ => named(projection, projection.contingents().collect()),
    }
}

/// By mission; residual presence under the mission of the residual. Some missions only residuals have.
fn missions(projection: &Projection) -> Vec<(String, Levels)> {
    let (views, theatre) = (projection.by_mission(), projection.theatre());
    let mut names: Vec<Mission> = views.iter().map(|(mission, _)| *mission).collect();
    for residual in &projection.plan().spec().residuals {
        if !names.contains(&residual.mission) {
            names.push(residual.mission);
        }
    }
    let of = |mission: Mission, month: YearMonth| {
        let view = views.iter().find(|(other, _)| *other == mission);
        let strength = view.map_or(0, |(_, view)| view.strength(month).unwrap());
        let residuals = theatre.residual_by_mission(month);
        let residual = residuals.iter().find(|(other, _)| *other == mission);
        (strength, residual.map_or(0, |(_, troops)| *troops))
    };
    let levels = |mission| projection.months().map(|month| of(mission, month)).collect();
    names.into_iter().map(|mission| (mission.to_string(), levels(mission))).collect()
}

fn same(
    distribution: &Distribution,
    draws: impl Iterator<Item = Option<i128>>,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(counts(distribution), counted(draws));
    Ok(())
}

fn bands(bands: &LevelDistributions, plan: &Plan, draws: &[&Levels]) -> Result<(), TestCaseError> {
    let (before, after) = (plan.as_of(), plan.through());
    for (i, month) in before.through(after).enumerate() {
        let strength = bands.strength(month).expect("a month of the projection");
        same(strength, draws.iter().map(|levels| Some(levels[i].0.into())))?;
        let residual = bands.residual(month).expect("a month of the projection");
        same(residual, draws.iter().map(|levels| Some(levels[i].1.into())))?;
    }
    prop_assert_eq!(bands.strength(before.checked_add(-1).unwrap()), None);
    prop_assert_eq!(bands.residual(after.checked_add(1).unwrap()), None);
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Met,
    Late,
    Never,
    Undecided,
    Unjudged,
}

fn fate(outcome: &DeadlineOutcome) -> Fate {
    match (outcome.goal, outcome.met, outcome.met_in) {
        (None, ..) => Fate::Unjudged,
        _ if outcome.replaced => Fate::Unjudged,
        (_, Some(true), _) => Fate::Met,
        (_, Some(false), Some(_)) => Fate::Late,
        (_, Some(false), None) => Fate::Never,
        (_, None, _) => Fate::Undecided,
    }
}

fn deadlines(
    all: &[DeadlineChances],
    draws: &Draws<'_>,
    fates: &mut BTreeSet<Fate>,
) -> Result<(), TestCaseError> {
    let planned = draws.plan.project().deadlines();
    prop_assert_eq!(all.len(), planned.len());
    let outcomes: Vec<Vec<DeadlineOutcome>> = draws.each(Projection::deadlines).collect();
    for (i, (chances, planned)) in all.iter().zip(planned).enumerate() {
        prop_assert_eq!(chances.phase(), &planned.phase);
        prop_assert_eq!(chances.deadline(), planned.deadline);
        prop_assert_eq!(chances.binding_month(), planned.binding_month);
        let came: Vec<Fate> = outcomes.iter().map(|draw| fate(&draw[i])).collect();
        for (fate, frequency) in [
            (Fate::Met, chances.met()),
            (Fate::Late, chances.late()),
            (Fate::Never, chances.beyond_horizon()),
            (Fate::Undecided, chances.undecided()),
            (Fate::Unjudged, chances.not_assessed()),
        ] {
            let count = came.iter().filter(|other| **other == fate).count() as u64;
            let expected = Proportion::new(count, came.len() as u64);
            prop_assert_eq!(frequency, expected, "{:?} {}", fate, chances.phase());
        }
        let judged =
            outcomes.iter().map(|draw| &draw[i]).filter(|outcome| fate(outcome) != Fate::Unjudged);
        same(chances.slip(), judged.map(|outcome| outcome.slip_months.map(i128::from)))?;
        fates.extend(came);
    }
    Ok(())
}

fn of_theatre(
    outcomes: &PlanOutcomes,
    draws: &Draws<'_>,
    fates: &mut BTreeSet<Fate>,
) -> Result<(), TestCaseError> {
    let months: Vec<_> = outcomes.months().collect();
    prop_assert_eq!(months, draws.plan.project().months().collect::<Vec<_>>());
    let theatre: Vec<Levels> = draws.each(|p| levels(p, &p.theatre())).collect();
    bands(outcomes.theatre(), draws.plan, &theatre.iter().collect::<Vec<_>>())?;
    deadlines(outcomes.deadlines(), draws, fates)?;
    same(outcomes.completion(), draws.each(|p| draws.completion(p)))?;
    let mut completions: Vec<Option<YearMonth>> = draws.each(Projection::completion).collect();
    for month in outcomes.months() {
        let by = completions.iter().filter(|done| done.is_some_and(|done| done <= month)).count();
        let expected = Proportion::new(by as u64, completions.len() as u64);
        prop_assert_eq!(outcomes.completed_by(month), Some(expected));
    }
    let after = draws.plan.through().checked_add(1).and_then(|month| outcomes.completed_by(month));
    prop_assert_eq!(after, None);
    completions.sort_by_key(|month| (month.is_none(), *month));
    let half = completions[completions.len().div_ceil(2) - 1];
    prop_assert_eq!(outcomes.completion_quantile(50.into()), half);
    same(outcomes.troop_months(), draws.each(|p| Some(Draws::troop_months(p))))?;
    let currencies: Vec<String> = (draws.plan.project().costs().totals().iter())
        .map(|amount| amount.currency().to_owned())
        .collect();
    prop_assert_eq!(&currencies, &outcomes.costs().map(|(name, _)| name).collect::<Vec<_>>());
    for (currency, costs) in outcomes.costs() {
        same(costs, draws.each(|p| twelfths(p, currency)))?;
    }
    Ok(())
}

fn outcomes(
    outcomes: &PlanOutcomes,
    draws: &Draws<'_>,
    fates: &mut BTreeSet<Fate>,
) -> Result<(), TestCaseError> {
    of_theatre(outcomes, draws, fates)?;
    for by in GROUPINGS {
        let planned = groups(&draws.plan.project(), by);
        let names: Vec<&str> = planned.iter().map(|(name, _)| name.as_str()).collect();
        let told: Vec<(&str, &LevelDistributions)> = outcomes.groups(by).collect();
        prop_assert_eq!(names, told.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let each: Vec<Vec<(String, Levels)>> = draws.each(|p| groups(p, by)).collect();
        for (i, (_, of_group)) in told.into_iter().enumerate() {
            let levels: Vec<&Levels> = each.iter().map(|groups| &groups[i].1).collect();
            bands(of_group, draws.plan, &levels)?;
        }
    }
    Ok(())
}

/// Whether one completes before the other; one that never does comes last.
fn is_earlier(one: Option<i128>, other: Option<i128>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one < other,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn difference(
    difference: &PairedDifference,
    base: &Draws<'_>,
    other: &Draws<'_>,
) -> Result<(), TestCaseError> {
    let pairs = || base.projections.iter().zip(&other.projections);
    let completions: Vec<(Option<i128>, Option<i128>)> =
        pairs().map(|(b, o)| (base.completion(b), other.completion(o))).collect();
    let frequency = |test: fn(Option<i128>, Option<i128>) -> bool| {
        let count = completions.iter().filter(|(b, o)| test(*b, *o)).count() as u64;
        Proportion::new(count, completions.len() as u64)
    };
    prop_assert_eq!(difference.completes_sooner(), frequency(|b, o| is_earlier(o, b)));
    prop_assert_eq!(difference.completes_later(), frequency(is_earlier));
    same(difference.completion(), completions.iter().map(|(b, o)| Some((*o)? - (*b)?)))?;
    let troop_months = pairs().map(|(b, o)| Some(Draws::troop_months(o) - Draws::troop_months(b)));
    same(difference.troop_months(), troop_months)?;
    for (currency, costs) in difference.costs() {
        same(costs, pairs().map(|(b, o)| Some(twelfths(o, currency)? - twelfths(b, currency)?)))?;
    }
    prop_assert_eq!(difference.costs().len(), other.projections[0].costs().totals().len());
    Ok(())
}

/// Compares a summary of a plan and its variants with their draws.
fn check(
    summary: &EnsembleSummary,
    plan: &Plan,
    seed: u64,
    numbers: std::ops::Range<u64>,
    fates: &mut BTreeSet<Fate>,
) -> Result<(), TestCaseError> {
    let variants = super::variants(plan);
    let names = variants.iter().map(|(name, _)| name.as_str());
    let names: Vec<&str> = std::iter::once("as planned").chain(names).collect();
    prop_assert_eq!(names, summary.outcomes().iter().map(PlanOutcomes::name).collect::<Vec<_>>());
    prop_assert_eq!(summary.differences().len(), variants.len());
    let base = Draws::of(plan, seed, numbers.clone());
    outcomes(summary.as_planned(), &base, fates)?;
    for (i, (name, varied)) in variants.iter().enumerate() {
        let draws = Draws::of(varied, seed, numbers.clone());
        outcomes(&summary.outcomes()[1 + i], &draws, fates)?;
        prop_assert_eq!(summary.differences()[i].variant(), name);
        difference(&summary.differences()[i], &base, &draws)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::cases(80))]

    #[test]
    fn every_distribution_is_a_fold_over_the_draws(
        document in any_plan(),
        seed in any::<u64>(),
        // Draws near both ends of the range of numbers.
        first in prop_oneof![0..1_000_u64, (u64::MAX - 1_000)..(u64::MAX - 30)],
        count in 10..=20_u64,
    ) {
        let plan = crate::engine::plan(&document);
        let numbers = first..first + count;
        let summary = everything(&plan, seed).run(numbers.clone());
        prop_assert_eq!((summary.seed(), summary.draws()), (seed, count));
        prop_assert_eq!(summary.ranges(), std::slice::from_ref(&numbers));
        check(&summary, &plan, seed, numbers, &mut BTreeSet::new())?;
    }
}

#[test]
fn a_plan_in_which_everything_is_drawn_is_a_fold_over_its_draws() {
    let plan = super::doubtful();
    let mut seen = BTreeSet::new();
    check(&everything(&plan, 7).run(0..200), &plan, 7, 0..200, &mut seen).unwrap();
    assert!(seen.is_superset(&[Fate::Met, Fate::Late, Fate::Never].into()), "{seen:?}");
    assert_eq!(everything(&plan, 7).run(0..10).sensitivities().unwrap().len(), 6); // five estimates and a hazard
}

/// Residual presence follows the projected levels, not the scheduled ones.
#[test]
fn a_late_residual_counts_troops_that_a_hazard_kept() {
    let plan = super::plan(serde_json::json!({
        "through": "2023-08",
        "contingent": [super::usa(10)],
        // The residual of eight holds from month 6 on; all are to leave by month 3.
        "residual": [{ "strength": 8, "from": "2023-06" }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-03" }],
        "hazard": [{ "name": "storm", "monthly_chance": 0.5, "lasts": { "low": 1, "high": 9 } }],
    }));
    let seed = 1;
    let summary = everything(&plan, seed).run(0..100);
    let june = summary.as_planned().theatre().residual("2023-06".parse().unwrap()).unwrap();
    // A hazard may have kept some or all of the ten until then; eight of them count.
    assert!(june.at_most(0).count > 0 && june.max() == Some(8), "{june:?}");
    check(&summary, &plan, seed, 0..100, &mut BTreeSet::new()).unwrap();
}

/// A residual on a mission that no contingent is on counts under that mission, and under no other.
#[test]
fn residual_presence_counts_under_the_mission_of_the_residual() {
    let plan = super::plan(serde_json::json!({
        "through": "2023-08",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": { "low": 4, "high": 12 }, "mission": "combat" },
            { "contributor": "GBR", "host": "IRQ", "strength": 5, "mission": "headquarters" },
        ],
        "residual": [
            { "strength": { "low": 2, "high": 4 }, "mission": "training" },
            { "scope": { "contributor": "GBR" }, "strength": 2, "mission": "combat" },
        ],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06" }],
    }));
    let summary = everything(&plan, 3).run(0..100);
    check(&summary, &plan, 3, 0..100, &mut BTreeSet::new()).unwrap();
    let groups: Vec<(&str, &LevelDistributions)> =
        summary.as_planned().groups(GroupBy::Mission).collect();
    let names: Vec<&str> = groups.iter().map(|(mission, _)| *mission).collect();
    assert_eq!(names, ["combat", "headquarters", "training"]);
    let end = plan.through();
    let most = |i: usize| {
        let (_, bands): (&str, &LevelDistributions) = groups[i];
        (bands.strength(end).unwrap().max(), bands.residual(end).unwrap().max())
    };
    // Two of the British stay for combat, up to four of all for training; nobody for a headquarters.
    assert_eq!([most(0).1, most(1).1, most(2).1], [Some(2), Some(0), Some(4)]);
    assert_eq!(most(2).0, Some(0)); // whatever they stay for, they belong where they came from
}

/// The random plans give every kind of outcome.
#[test]
fn random_plans_give_every_kind_of_outcome() {
    let (mut runner, plans) = (TestRunner::deterministic(), any_plan());
    let mut seen = BTreeSet::new();
    for _ in 0..60 {
        let plan = crate::engine::plan(&plans.new_tree(&mut runner).unwrap().current());
        let outcomes = (0..5).flat_map(|k| plan.draw(1, k).project().deadlines());
        seen.extend(outcomes.map(|outcome| fate(&outcome)));
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
}
