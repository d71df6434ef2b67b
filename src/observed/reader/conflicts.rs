//! Rows of the same month, contingent and operation (rules#observed-conflicts).

use std::collections::{BTreeMap, HashMap};

use crate::observed::mapping::OnConflict;
use crate::observed::note::Note;
use crate::observed::series::Observation;
use crate::observed::skipped::{SkipReason, SkippedRow};
use crate::values::troops::Troops;

/// What is left of the observations of a file.
#[derive(Default)]
pub(super) struct Resolved {
    pub(super) rows: Vec<Observation>,
    pub(super) left_out: Vec<SkippedRow>,
    pub(super) notes: Vec<Note>,
}

/// Keeps at most one observation of each month, contingent and operation.
pub(super) fn resolve(found: Vec<Observation>, on_conflict: OnConflict) -> Resolved {
    let mut resolved = Resolved::default();
    let mut doubled = doubled(&found);
    let mut kept: Vec<Option<Observation>> = found.into_iter().map(Some).collect();
    for group in doubled.values_mut() {
        let rows: Vec<Observation> =
            group.iter().filter_map(|i| kept.get_mut(*i)?.take()).collect();
        if let Some(row) = resolved.one_of(rows, on_conflict)
            && let Some(place) = group.first().and_then(|i| kept.get_mut(*i))
        {
            *place = Some(row);
        }
    }
    resolved.rows = kept.into_iter().flatten().collect();
    resolved
}

/// The positions of the observations that have others of their month, contingent and operation, by the
/// first of each.
fn doubled(found: &[Observation]) -> BTreeMap<usize, Vec<usize>> {
    let mut first = HashMap::new();
    let mut doubled: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, row) in found.iter().enumerate() {
        let operation = row.operation.as_ref().map(|operation| operation.to_lowercase());
        let earlier = *first.entry((row.month, row.key(), operation)).or_insert(i);
        if earlier != i {
            doubled.entry(earlier).or_insert_with(|| vec![earlier]).push(i);
        }
    }
    doubled
}

impl Resolved {
    /// The one that counts of rows that are alike, if any. The others are reported.
    fn one_of(&mut self, rows: Vec<Observation>, on_conflict: OnConflict) -> Option<Observation> {
        if on_conflict == OnConflict::Sum {
            return self.sum(rows);
        }
        let figures: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].strength.is_some()).collect();
        let used = match (on_conflict, &figures[..]) {
            (_, []) => 0,
            (_, [only]) => *only,
            (OnConflict::Error, [first, others @ ..]) => {
                let differs = |i: &&usize| rows[**i].strength != rows[*first].strength;
                let Some(second) = others.iter().find(differs) else {
                    return self.only(rows, *first);
                };
                let lines = (rows[*first].line, rows[*second].line);
                for row in &rows {
                    let other = if row.line == lines.0 { lines.1 } else { lines.0 };
                    self.leave_out(row, doubled_by(row, other));
                }
                return None;
            }
            (OnConflict::Last, [.., last]) => *last,
            (OnConflict::Maximum, figures) => {
                // The first of equal ones.
                figures.iter().rev().copied().max_by_key(|i| rows[*i].strength)?
            }
            (_, [first, ..]) => *first,
        };
        self.only(rows, used)
    }

    /// One of the rows; the others are reported.
    fn only(&mut self, rows: Vec<Observation>, used: usize) -> Option<Observation> {
        let used_line = rows.get(used)?.line;
        for (_, row) in rows.iter().enumerate().filter(|(i, _)| *i != used) {
            self.leave_out(row, gives_way(row, used_line));
        }
        rows.into_iter().nth(used)
    }

    /// The sum of all rows, which is missing if one of them is.
    fn sum(&mut self, rows: Vec<Observation>) -> Option<Observation> {
        let total: Option<u64> = rows.iter().map(|row| row.strength.map(u64::from)).sum();
        let Ok(strength) = total.map(u32::try_from).transpose() else {
            for row in &rows {
                self.leave_out(row, SkipReason::TooMany);
            }
            return None;
        };
        let mut rows = rows.into_iter();
        let first = rows.next()?;
        self.notes.extend(rows.map(|row| Note::Added { line: row.line, to: first.line }));
        Some(Observation { strength: strength.map(Troops), ..first })
    }

    fn leave_out(&mut self, row: &Observation, why: SkipReason) {
        self.left_out.push(SkippedRow { line: row.line, column: None, why });
    }
}

const fn doubled_by(row: &Observation, other: u64) -> SkipReason {
    let Observation { month, contributor, host, mission, .. } = *row;
    SkipReason::Doubled { month, contributor, host, mission, other }
}

const fn gives_way(row: &Observation, used: u64) -> SkipReason {
    let Observation { month, contributor, host, mission, .. } = *row;
    SkipReason::GivesWay { month, contributor, host, mission, used }
}
