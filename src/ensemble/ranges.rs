//! Which draws were run.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Draws by number: disjoint stretches in ascending order, none empty, none touching the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ranges(Vec<Range<u64>>);

impl Ranges {
    pub(crate) fn as_slice(&self) -> &[Range<u64>] {
        &self.0
    }

    pub(crate) fn draws(&self) -> u64 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    /// Whether it is as its type says; a file that was made otherwise may not be.
    pub(crate) fn is_sound(&self) -> bool {
        self.0.iter().all(|range| range.start < range.end)
            && self.0.is_sorted_by(|a, b| a.end < b.start)
    }

    /// The first stretch that both have.
    pub(crate) fn overlap(&self, other: &Self) -> Option<Range<u64>> {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let (start, end) = (x.start.max(y.start), x.end.min(y.end));
            if start < end {
                return Some(start..end);
            }
            if x.end <= y.end {
                a.next()
            } else {
                b.next()
            };
        }
        None
    }

    /// Adds what is not yet in it.
    pub(crate) fn add(&mut self, others: &[Range<u64>]) {
        self.0.extend(others.iter().filter(|range| range.start < range.end).cloned());
        self.0.sort_unstable_by_key(|range| range.start);
        self.0.dedup_by(|later, first| {
            let touches = later.start <= first.end;
            if touches {
                first.end = first.end.max(later.end);
            }
            touches
        });
    }

    /// What of a range is not in it.
    pub(crate) fn missing(&self, range: Range<u64>) -> Vec<Range<u64>> {
        let mut missing = Vec::new();
        let mut from = range.start;
        for done in &self.0 {
            if done.end <= from || done.start >= range.end {
                continue;
            }
            if from < done.start {
                missing.push(from..done.start);
            }
            from = done.end;
        }
        if from < range.end {
            missing.push(from..range.end);
        }
        missing
    }
}
