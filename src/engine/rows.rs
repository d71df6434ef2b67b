//! Rows of troops, one number for each contingent or for each in a phase's scope.

use crate::engine::basis::Basis;
use crate::engine::even::SHORT;

/// All of some troops, of whom nobody is counted twice: no more than the `u32::MAX` that there can be.
pub(crate) fn sum(troops: &[u32]) -> u32 {
    troops.iter().fold(0, |sum, &troops| sum.wrapping_add(troops))
}

pub(crate) fn add(rows: &mut [u32], others: &[u32]) {
    for (row, &other) in rows.iter_mut().zip(others) {
        *row += other;
    }
}

pub(crate) fn subtract(rows: &mut [u32], others: &[u32]) {
    for (row, &other) in rows.iter_mut().zip(others) {
        *row -= other;
    }
}

/// Writes a row again and again: contingent by contingent where it is short, else in few copies, each of all
/// that is there.
pub(crate) fn repeat(row: &[u32], rows: &mut [u32]) {
    let count = row.len();
    if count < SHORT {
        for (c, &troops) in row.iter().enumerate() {
            rows.chunks_exact_mut(count).for_each(|month| month[c] = troops);
        }
        return;
    }
    let mut done = count.min(rows.len());
    rows[..done].copy_from_slice(&row[..done]);
    while done < rows.len() {
        let more = done.min(rows.len() - done);
        rows.copy_within(..more, done);
        done += more;
    }
}

/// Adds what stands side by side for a phase's scope to a row of all contingents.
pub(crate) fn add_in_scope(basis: Basis<'_>, phase: usize, row: &mut [u32], others: &[u32]) {
    if let Some(span) = basis.terms(phase).span {
        return add(&mut row[span.places()], others);
    }
    for (leg, &other) in basis.plan.wiring.phases[phase].scope.iter().zip(others) {
        row[leg.contingent] += other;
    }
}

/// Takes what stands side by side for a phase's scope from a row of all contingents.
pub(crate) fn subtract_in_scope(basis: Basis<'_>, phase: usize, row: &mut [u32], others: &[u32]) {
    if let Some(span) = basis.terms(phase).span {
        return subtract(&mut row[span.places()], others);
    }
    for (leg, &other) in basis.plan.wiring.phases[phase].scope.iter().zip(others) {
        row[leg.contingent] -= other;
    }
}

/// Adds those who leave a phase's scope to where they arrive.
pub(crate) fn add_where_they_arrive(
    basis: Basis<'_>,
    phase: usize,
    row: &mut [u32],
    going: &[u32],
) {
    if basis.terms(phase).span.is_some() {
        return; // at home
    }
    for (leg, &going) in basis.plan.wiring.phases[phase].scope.iter().zip(going) {
        if let Some(to) = leg.to {
            row[to] += going;
        }
    }
}
