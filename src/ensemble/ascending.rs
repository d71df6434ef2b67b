//! Ascending numbers, each with a count, in few bytes.

use std::slice;

/// Numbers in ascending order and how often each came. As they may be as many as there are draws, they
/// are kept as their steps and counts, seven bits to a byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ascending {
    first: i128,
    last: i128,
    len: usize,
    /// The sum of the counts.
    draws: u64,
    /// For each number its step from the one before, 0 for the first, and its count.
    bytes: Vec<u8>,
}

impl Ascending {
    /// Adds a number above all others; its count is not 0.
    #[inline]
    pub(crate) fn push(&mut self, value: i128, count: u64) {
        if self.len == 0 {
            (self.first, self.last) = (value, value);
        }
        write(&mut self.bytes, value.wrapping_sub(self.last).cast_unsigned());
        write(&mut self.bytes, count.into());
        self.last = value;
        self.len += 1;
        self.draws = self.draws.saturating_add(count);
    }

    pub(crate) fn iter(&self) -> Iter<'_> {
        Iter { value: self.first, left: self.len, bytes: self.bytes.iter() }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn draws(&self) -> u64 {
        self.draws
    }

    pub(crate) fn first(&self) -> Option<i128> {
        (self.len > 0).then_some(self.first)
    }

    pub(crate) fn last(&self) -> Option<i128> {
        (self.len > 0).then_some(self.last)
    }

    /// Gives back the room that it does not need.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// Together with others, which ascend as well.
    pub(crate) fn merged(&self, others: impl IntoIterator<Item = (i128, u64)>) -> Self {
        let bytes = Vec::with_capacity(self.bytes.len());
        let mut both = Self { bytes, ..Self::default() };
        let (mut a, mut b) = (self.iter(), others.into_iter());
        let (mut next_a, mut next_b) = (a.next(), b.next());
        loop {
            match (next_a, next_b) {
                (Some(x), Some(y)) if x.0 == y.0 => {
                    both.push(x.0, x.1.saturating_add(y.1));
                    (next_a, next_b) = (a.next(), b.next());
                }
                (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                    both.push(x.0, x.1);
                    next_a = a.next();
                }
                (_, Some(y)) => {
                    both.push(y.0, y.1);
                    next_b = b.next();
                }
                _ => break,
            }
        }
        both.shrink();
        both
    }
}

impl FromIterator<(i128, u64)> for Ascending {
    fn from_iter<I: IntoIterator<Item = (i128, u64)>>(counts: I) -> Self {
        let mut ascending = Self::default();
        for (value, count) in counts {
            ascending.push(value, count);
        }
        ascending.shrink();
        ascending
    }
}

/// Numbers in ascending order, each with its count.
#[derive(Clone, Debug)]
pub(crate) struct Iter<'a> {
    value: i128,
    left: usize,
    bytes: slice::Iter<'a, u8>,
}

impl Iterator for Iter<'_> {
    type Item = (i128, u64);

    #[inline]
    fn next(&mut self) -> Option<(i128, u64)> {
        let step = read(&mut self.bytes)?;
        let count = u64::try_from(read(&mut self.bytes)?).ok()?;
        self.value = self.value.wrapping_add(step.cast_signed());
        self.left -= 1;
        Some((self.value, count))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Iter<'_> {}

/// Seven bits to a byte, the lowest first; the eighth says that more follow.
#[inline]
fn write(bytes: &mut Vec<u8>, mut number: u128) {
    while number > 0x7f {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// What [`write`] wrote; `None` at the end.
#[inline]
fn read(bytes: &mut slice::Iter<'_, u8>) -> Option<u128> {
    let (mut number, mut bits) = (0, 0);
    loop {
        let &byte = bytes.next()?;
        number |= u128::from(byte & 0x7f) << bits;
        if byte <= 0x7f {
            return Some(number);
        }
        bits += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let far = [i128::MIN, -(1 << 124), -129, -1, 0, 1, 127, 128, 16_511, 1 << 90, i128::MAX];
        let counts = [1, u64::from(u32::MAX) + 1, 127, 128, 1, 1, 300, 2, 1, 9, 1];
        for from in 0..far.len() {
            let pairs = || far.into_iter().zip(counts).skip(from);
            let ascending: Ascending = pairs().collect();
            assert!(ascending.iter().eq(pairs()));
            assert_eq!(ascending.iter().len(), far.len() - from);
            let ends = (ascending.first(), ascending.last());
            assert_eq!(ends, (Some(far[from]), Some(i128::MAX)));
            assert_eq!(ascending.draws(), pairs().map(|(_, count)| count).sum::<u64>());
        }
    }

    #[test]
    fn both_together_are_as_if_put_in_together() {
        let of = |values: &[i128]| values.iter().map(|&value| (value, 1)).collect::<Ascending>();
        let (odd, even) = (of(&[-5, -3, 1, 7, 900]), of(&[-4, -3, 2, 7]));
        let both = [(-5, 1), (-4, 1), (-3, 2), (1, 1), (2, 1), (7, 2), (900, 1)];
        let both: Ascending = both.into_iter().collect();
        assert_eq!(odd.merged(even.iter()), both);
        assert_eq!(even.merged(odd.iter()), both);
        assert_eq!(both.merged([]), both);
        assert_eq!(Ascending::default().merged(both.iter()), both);
    }
}
