//! Which draws were run.

use std::iter::once;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Draws by number: disjoint ranges in ascending order, none empty, none touching the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ranges(Vec<Range<u64>>);

impl Ranges {
    pub(crate) fn as_slice(&self) -> &[Range<u64>] {
        &self.0
    }

    pub(crate) fn draws(&self) -> u64 {
        count(&self.0)
    }

    /// Whether the ranges are as described above. What a file holds may be anything.
    pub(crate) fn is_valid(&self) -> bool {
        self.0.iter().all(|range| !range.is_empty()) && self.0.is_sorted_by(|a, b| a.end < b.start)
    }

    /// The first draws that are in both.
    pub(crate) fn overlap(&self, other: &Self) -> Option<Range<u64>> {
        self.0.iter().find_map(|range| {
            let next = other.0.partition_point(|other| other.end <= range.start);
            let other = other.0.get(next)?;
            let both = range.start.max(other.start)..range.end.min(other.end);
            (!both.is_empty()).then_some(both)
        })
    }

    /// Adds ranges; draws that are in it already stay in it once.
    pub(crate) fn add(&mut self, others: &[Range<u64>]) {
        self.0.extend(others.iter().filter(|range| !range.is_empty()).cloned());
        self.0.sort_unstable_by_key(|range| range.start);
        self.0.dedup_by(|later, earlier| {
            let touches = later.start <= earlier.end;
            if touches {
                earlier.end = earlier.end.max(later.end);
            }
            touches
        });
    }

    /// The draws of a range that are not in it.
    pub(crate) fn missing(&self, range: &Range<u64>) -> Vec<Range<u64>> {
        let starts = once(0).chain(self.0.iter().map(|done| done.end));
        let ends = self.0.iter().map(|done| done.start).chain(once(u64::MAX));
        let gaps = starts.zip(ends).map(|(start, end)| start.max(range.start)..end.min(range.end));
        gaps.filter(|gap| !gap.is_empty()).collect()
    }
}

/// How many draws there are in ranges that are disjoint.
pub(crate) fn count(ranges: &[Range<u64>]) -> u64 {
    ranges.iter().map(|range| range.end - range.start).sum()
}
