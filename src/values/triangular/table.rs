//! The inverse of a triangular distribution as a table: the words at which the drawn number steps.

use crate::values::philox::uniform;
use crate::values::triangular::triangular;

/// What each 53-bit word draws.
///
/// Both branches of [`triangular`] rise with the uniform, as each of their operations does, and at
/// `mode` both round to it: the number never steps down.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// From which word on it is at least 1, 2, up to `span`, and a word that never comes.
    steps: Vec<u64>,
    /// The number at the start of each 256th of the range of words.
    starts: Vec<u8>,
}

/// Uniforms have so many bits.
const BITS: u32 = 53;
const END: u64 = 1 << BITS;

impl Table {
    /// `None` where that many steps would take longer to find than they save.
    pub(crate) fn new(mode: u32, span: u32) -> Option<Self> {
        let span = u8::try_from(span).ok()?;
        let mut steps: Vec<u64> = (1..=span).map(|to| step(mode, span.into(), to.into())).collect();
        let below = |part: u64| steps.iter().filter(|&&step| step <= part << (BITS - 8)).count();
        let starts = (0..256).map(|part| u8::try_from(below(part)).unwrap_or(span)).collect();
        steps.push(END);
        Some(Self { steps, starts })
    }

    /// What a word draws.
    #[inline]
    pub(crate) fn draw(&self, word: u64) -> u32 {
        let (part, word) = (usize::from(word.to_be_bytes()[0]), word >> (u64::BITS - BITS));
        let mut drawn = usize::from(self.starts[part]);
        while word >= self.steps[drawn] {
            drawn += 1;
        }
        u32::try_from(drawn).unwrap_or(u32::MAX)
    }
}

/// The first word that draws at least `to`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a guess, and clamped: whatever it is, the search goes on from there"
)]
fn step(mode: u32, span: u32, to: u32) -> u64 {
    let is_below = |word: u64| triangular(mode, span, uniform(word << (u64::BITS - BITS))) < to;
    // Where the distribution comes to half below `to`, but for rounding.
    let (middle, mode, width) = (f64::from(to) - 0.5, f64::from(mode), f64::from(span));
    let share = if middle < mode {
        middle * middle / (width * mode)
    } else {
        1.0 - (width - middle) * (width - middle) / (width * (width - mode))
    };
    let guess = ((share * 2_f64.powi(53)) as u64).min(END);
    // All below `low` draw less and all from `high` on do not.
    let (mut low, mut high) = (guess, guess);
    let mut stride = 1;
    while low > 0 && !is_below(low - 1) {
        (low, high) = (low.saturating_sub(stride), low - 1);
        stride *= 2;
    }
    while high < END && is_below(high) {
        (low, high) = (high + 1, high.saturating_add(stride).min(END));
        stride *= 2;
    }
    while low < high {
        let middle = low.midpoint(high);
        if is_below(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words to either side of every step, and evenly over all the range.
    fn words(table: &Table) -> impl Iterator<Item = u64> {
        let near = table.steps.iter().flat_map(|&step| step.saturating_sub(700)..step + 700);
        near.chain((0..=1 << 12).map(|part| part << (BITS - 12))).filter(|&word| word < END)
    }

    #[test]
    fn a_table_draws_what_the_inverse_draws() -> Result<(), &'static str> {
        let shapes = [(0, 0), (0, 1), (1, 1), (3, 12), (0, 180), (90, 180), (180, 180), (7, 255)];
        for (mode, span) in shapes {
            let table = Table::new(mode, span).ok_or("too wide")?;
            for word in words(&table).map(|word| word << (u64::BITS - BITS)) {
                let drawn = triangular(mode, span, uniform(word));
                assert_eq!(table.draw(word), drawn, "({mode}, {span}), {word}");
            }
            assert_eq!(table.draw(u64::MAX), triangular(mode, span, uniform(u64::MAX)));
        }
        assert!(Table::new(0, 256).is_none());
        Ok(())
    }
}
