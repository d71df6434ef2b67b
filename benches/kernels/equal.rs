//! The kernels give what the library gives, number by number.

use drawdown::Plan;
use drawdown::engine::Stepper;
use drawdown::ensemble::{Distribution, EnsembleSummary};
use drawdown::projection::GroupBy;

use super::ensemble::{Counts, DrawnPlan, Tally};
use super::levels::{PlainPlan, projection, strengths};

/// Every strength of a plan.
pub(crate) fn assert_strengths<const N: usize>(
    plain: &PlainPlan<N>,
    plan: &Plan,
    rows: &mut [[u32; N]],
) {
    strengths(plain, rows);
    let (mut stepper, mut buffer, schedule) = (Stepper::default(), Vec::new(), plan.schedule());
    stepper.strengths_into(&schedule, &mut buffer);
    assert_eq!(rows.as_flattened(), buffer, "strengths");
    let mut visited = Vec::new();
    stepper.for_each_month(&schedule, |_, row| visited.extend_from_slice(row));
    assert_eq!(visited, buffer, "strengths visited");
}

/// What the kernel of W1 delivers.
pub(crate) fn assert_projection<const N: usize>(plain: &PlainPlan<N>, plan: &Plan, months: usize) {
    let rows = projection(plain, months);
    assert_eq!(plan.month_records().len(), months + 1);
    for (t, month) in plan.month_records().enumerate() {
        assert!(month.scheduled.iter().map(|troops| troops.0).eq(rows.scheduled[t]));
        assert!(month.strength.iter().map(|troops| troops.0).eq(rows.strength[t]));
        assert!(month.withdrawn.iter().map(|troops| troops.0).eq(rows.withdrawn[t]));
    }
}

/// Every count of an ensemble by contributor, and every rank correlation. `cost` is what the contingent that is paid
/// for costs a month and head.
pub(crate) fn assert_ensemble<const N: usize>(
    plan: &DrawnPlan<N>,
    counts: &Counts,
    summary: &EnsembleSummary,
    cost: i128,
) {
    let outcomes = summary.as_planned();
    let none = Distribution::default();
    let contributors = outcomes.groups(GroupBy::Contributor).map(|(_, levels)| levels);
    let groups = std::iter::once(outcomes.theatre()).chain(contributors);
    for ((levels, strengths), residuals) in groups.zip(&counts.strengths).zip(&counts.residuals) {
        for ((month, strength), residual) in outcomes.months().zip(strengths).zip(residuals) {
            let number = |value: u32| Some(value.into());
            assert_counts(levels.strength(month).unwrap_or(&none), strength, number);
            assert_counts(levels.residual(month).unwrap_or(&none), residual, number);
        }
    }
    // A month that never comes is no value; slips count from the phase's last month.
    let month = |t: u32| (t as usize <= plan.last).then_some(i128::from(t));
    assert_counts(outcomes.completion(), &counts.outcomes[0], month);
    assert_counts(outcomes.troop_months(), &counts.outcomes[1], |value| Some(value.into()));
    for (i, chances) in outcomes.deadlines().iter().enumerate() {
        let slip = |t| month(t).map(|t| t - plan.phases[i].last as i128);
        assert_counts(chances.slip(), &counts.outcomes[2 + i], slip);
        assert_eq!(chances.met(), chances.slip().at_most(0));
    }
    for (_, costs) in outcomes.costs() {
        assert_counts(costs, &counts.paid_months, |months| Some(i128::from(months) * cost));
    }
    let inputs = summary.sensitivities().unwrap_or_default();
    assert_eq!(inputs.len(), counts.pairs.len());
    for (input, pairs) in inputs.iter().zip(&counts.pairs) {
        assert_eq!(input.effects.len(), pairs.len());
        for (effect, pairs) in input.effects.iter().zip(pairs) {
            assert_eq!(effect.rank_correlation, pairs.rank_correlation(), "{}", effect.outcome);
        }
    }
}

/// A distribution against counts of what `value` makes values of it, or none.
fn assert_counts(library: &Distribution, own: &Tally, value: impl Fn(u32) -> Option<i128>) {
    let (mut counts, mut none) = (Vec::new(), 0);
    for (&key, &count) in own {
        match value(key) {
            Some(value) => counts.push((value, u64::from(count))),
            None => none += u64::from(count),
        }
    }
    counts.sort_unstable();
    assert_eq!(library.counts().collect::<Vec<_>>(), counts);
    assert_eq!(library.beyond_horizon().count, none);
}
