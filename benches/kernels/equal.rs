//! The kernels give what the library gives, number by number.

use drawdown::{Distribution, EnsembleSummary, GroupBy, LevelDistributions, Plan, Stepper};

use super::ensemble::{Counts, DrawnPlan};
use super::levels::{PlainPlan, projection, strengths};
use super::tally::Tally;

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
    assert_eq!(plan.months().len(), months + 1);
    for (t, month) in plan.months().enumerate() {
        assert!(month.scheduled.iter().map(|troops| troops.0).eq(rows.scheduled[t]));
        assert!(month.strength.iter().map(|troops| troops.0).eq(rows.strength[t]));
        assert!(month.withdrawn.iter().map(|troops| troops.0).eq(rows.withdrawn[t]));
    }
}

/// Every count of an ensemble by contributor, and every sensitivity. `cost` is what the contingent that is paid for
/// costs a month and head.
pub(crate) fn assert_ensemble<const N: usize>(
    plan: &DrawnPlan<N>,
    counts: &Counts,
    summary: &EnsembleSummary,
    cost: u32,
) {
    let outcomes = summary.as_planned();
    let never = u32::try_from(plan.last).unwrap_or(0) + 1;
    let groups: Vec<(&str, &LevelDistributions)> = std::iter::once(("all", outcomes.theatre()))
        .chain(outcomes.groups(GroupBy::Contributor))
        .collect();
    assert_eq!(groups.len(), counts.strengths.len());
    for (g, (name, levels)) in groups.into_iter().enumerate() {
        assert_eq!(outcomes.months().len(), counts.strengths[g].len());
        for (t, month) in outcomes.months().enumerate() {
            let what = format!("{name}, {month}");
            assert_counts(levels.strength(month), &counts.strengths[g][t], 1, 0, None, &what);
            assert_counts(levels.residual(month), &counts.residuals[g][t], 1, 0, None, &what);
        }
    }
    for ((chances, tally), phase) in
        outcomes.deadlines().iter().zip(&counts.reached).zip(&plan.phases)
    {
        let last = i128::try_from(phase.last).unwrap_or(0);
        assert_counts(Some(chances.slip()), tally, 1, last, Some(never), chances.phase());
        let in_time = tally.iter().filter(|&(reached, _)| i128::from(reached) <= last);
        let met: u32 = in_time.map(|(_, count)| count).sum();
        assert_eq!(chances.met().count, u64::from(met), "{}", chances.phase());
    }
    let completion = Some(outcomes.completion());
    assert_counts(completion, &counts.completion, 1, 0, Some(never), "completion");
    let troop_months = Some(outcomes.troop_months());
    assert_counts(troop_months, &counts.troop_months, 1, 0, None, "troop-months");
    for (currency, costs) in outcomes.costs() {
        assert_counts(Some(costs), &counts.paid_months, cost, 0, None, currency);
    }
    assert_sensitivities(plan, counts, summary);
}

/// A distribution against counts of `factor` times less that are `from` too high; `never` stands for no value.
fn assert_counts(
    distribution: Option<&Distribution>,
    tally: &Tally<u32>,
    factor: u32,
    from: i128,
    never: Option<u32>,
    what: &str,
) {
    let of_never = tally.iter().find(|&(value, _)| Some(value) == never);
    let counts = tally.sorted().into_iter().filter(|&(value, _)| Some(value) != never);
    let counts = counts.map(|(value, n)| (i128::from(value) * i128::from(factor) - from, n.into()));
    let distribution = distribution.unwrap_or_else(|| panic!("{what} is missing"));
    assert!(distribution.counts().eq(counts), "{what}");
    let of_never = of_never.map_or(0, |(_, n)| n.into());
    assert_eq!(distribution.beyond_horizon().count, of_never, "{what}");
}

fn assert_sensitivities<const N: usize>(
    plan: &DrawnPlan<N>,
    counts: &Counts,
    summary: &EnsembleSummary,
) {
    // What the library says of an outcome, from the kernel's: slips count from a phase's last month.
    let lasts = plan.phases.iter().map(|phase| phase.last);
    let from: Vec<usize> = [0, 0].into_iter().chain(lasts).collect();
    let value = |o: usize, outcome: u32| {
        let is_never = o != 1 && outcome as usize > plan.last;
        (!is_never).then(|| i64::from(outcome) - i64::try_from(from[o]).unwrap_or(0))
    };
    let alone = plan.clone().alone();
    let inputs = summary.sensitivities().unwrap_or_default();
    assert_eq!(inputs.len(), counts.pairs.len());
    for (i, input) in inputs.iter().enumerate() {
        assert_eq!(input.effects.len(), counts.pairs[i].len());
        for (o, effect) in input.effects.iter().enumerate() {
            let what = format!("{} on {}", input.input, effect.outcome);
            let correlation = counts.pairs[i][o].rank_correlation();
            let apart = effect.rank_correlation.zip(correlation).map_or(0.0, |(a, b)| a - b);
            assert_eq!(effect.rank_correlation.is_some(), correlation.is_some(), "{what}");
            assert!(apart.abs() < 1e-12, "{what}");
            if let Some([low, high]) = alone.get(i) {
                assert_eq!(
                    (effect.at_low, effect.at_high),
                    (value(o, low[o]), value(o, high[o])),
                    "{what}"
                );
            }
        }
    }
}
