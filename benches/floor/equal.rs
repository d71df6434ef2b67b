//! The floor comes to what the library comes to, number by number.

use drawdown::{Distribution, EnsembleSummary, Percent, Plan, Stepper, YearMonth};

use super::draws::Counts;
use super::levels::{Work, strengths};
use super::library;
use super::reference::Failed;
use super::small::projection;

/// Every strength of a plan.
pub(crate) fn assert_strengths<const N: usize>(
    work: &Work<N>,
    plan: &Plan,
    rows: &mut [[u32; N]],
    buffer: &mut Vec<u32>,
) {
    strengths(work, rows);
    let mut stepper = Stepper::default();
    library::fill(&mut stepper, plan, buffer);
    assert_eq!(rows.as_flattened(), buffer.as_slice(), "strengths");
    let mut months = 0;
    library::visit(&mut stepper, plan, |t, row| {
        assert_eq!(row, rows[t], "strengths visited");
        months += 1;
    });
    assert_eq!(months, rows.len());
}

/// What the floor of W1 delivers, against a projection.
pub(crate) fn assert_projection(work: &Work<2>, plan: &Plan, months: usize) {
    let rows = projection(work, months);
    let collected: Vec<_> = plan.months().collect();
    assert_eq!(rows.scheduled.len(), collected.len());
    for (t, month) in collected.iter().enumerate() {
        assert_eq!(
            month.scheduled.iter().map(|troops| troops.0).collect::<Vec<_>>(),
            rows.scheduled[t]
        );
        assert_eq!(
            month.strength.iter().map(|troops| troops.0).collect::<Vec<_>>(),
            rows.strength[t]
        );
        assert_eq!(
            month.withdrawn.iter().map(|troops| troops.0).collect::<Vec<_>>(),
            rows.withdrawn[t]
        );
    }
}

/// Every count of an ensemble.
pub(crate) fn assert_counts(counts: &Counts, summary: &EnsembleSummary) -> Result<(), Failed> {
    let outlook = summary.as_planned();
    let as_of: YearMonth = outlook.months().next().ok_or("no months")?;
    for (month, total) in outlook.months().zip(&counts.totals) {
        let strength = outlook.theatre().strength(month).ok_or("no such month")?;
        assert_same(strength, total.sorted(), 0, &format!("totals of {month}"));
    }
    for (deadline, slips) in outlook.deadlines().iter().zip(&counts.slips) {
        let (never, slips) = slips.split_last().ok_or("no slips")?;
        let reached = (-64_i128..).zip(slips.iter().copied()).filter(|&(_, count)| count > 0);
        assert_same(deadline.slip(), reached, *never, deadline.phase());
        let met: u64 = slips[..=64].iter().sum();
        assert_eq!(deadline.met().count, met, "{}", deadline.phase());
    }
    let (never, months) = counts.completion.split_last().ok_or("no months")?;
    let done = (0_i128..).zip(months.iter().copied()).filter(|&(_, count)| count > 0);
    assert_same(outlook.completion(), done, *never, "completion");
    assert_same(outlook.troop_months(), counts.troop_months.sorted(), 0, "troop-months");
    let median = outlook.completion_quantile(Percent::from(50)).ok_or("never done")?;
    assert!(median > as_of);
    Ok(())
}

fn assert_same<K: Into<i128>, C: Into<u64>>(
    library: &Distribution,
    floor: impl IntoIterator<Item = (K, C)>,
    never: u64,
    of: &str,
) {
    let floor: Vec<(i128, u64)> = floor.into_iter().map(|(k, n)| (k.into(), n.into())).collect();
    assert_eq!(library.counts().collect::<Vec<_>>(), floor, "{of}");
    assert_eq!(library.beyond_horizon().count, never, "{of}");
}
