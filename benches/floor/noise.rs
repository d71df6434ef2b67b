//! The library's noise by hand, four draws at a time.
//!
//! The same published generator under the same keys: Philox4x64-10, its key the seed and the FNV-1a
//! hash of what is drawn, its counter a quarter of the draw's number and the month, so that four
//! draws share a block. A hazard's chance is a bound on the word itself; an estimate's value is
//! looked up among the words at which the inverse of the triangular distribution steps.

const MULTIPLIERS: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
const WEYL: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];
const ROUNDS: usize = 10;

/// The key of each round.
type Keys = [[u64; 2]; ROUNDS];

fn keys(seed: u64, what: u64) -> Keys {
    let mut keys = [[seed, what]; ROUNDS];
    for round in 1..ROUNDS {
        let [k0, k1] = keys[round - 1];
        keys[round] = [k0.wrapping_add(WEYL[0]), k1.wrapping_add(WEYL[1])];
    }
    keys
}

/// The high and the low half of a product.
#[inline]
fn halves(a: u64, b: u64) -> (u64, u64) {
    let (low, high) = a.carrying_mul(b, 0);
    (high, low)
}

#[inline]
fn rounds([mut c0, mut c1, mut c2, mut c3]: [u64; 4], keys: &[[u64; 2]]) -> [u64; 4] {
    for &[k0, k1] in keys {
        let (high0, low0) = halves(MULTIPLIERS[0], c0);
        let (high1, low1) = halves(MULTIPLIERS[1], c2);
        (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
    }
    [c0, c1, c2, c3]
}

/// FNV-1a.
pub(crate) fn hash(name: &str) -> u64 {
    let add = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, add)
}

/// A hazard that may start in any month and lasts one.
#[derive(Debug)]
pub(crate) struct Monthly {
    keys: Keys,
    /// A word below this starts it.
    bound: u64,
    /// What the second round makes of each month, whatever the draw: the counter's months are the
    /// same for all draws, and so is the first round but for a key.
    months: Vec<(u64, u64)>,
}

impl Monthly {
    /// A chance below 1, in so many months.
    pub(crate) fn new(seed: u64, name: &str, chance: f64, months: u64) -> Self {
        let keys = keys(seed, hash(name));
        // A uniform of 53 bits is below the chance where its word is.
        let bits = first_not(1 << 53, |word| uniform(word) < chance);
        let second = |month| halves(MULTIPLIERS[0], month ^ keys[0][0]);
        Self { keys, bound: bits << 11, months: (1..=months).map(second).collect() }
    }

    /// The months in which it is under way in each of four draws: bit t - 1 for month t.
    #[inline]
    pub(crate) fn draw(&self, quarter: u64) -> [u64; 4] {
        let [first, second, third, ..] = self.keys;
        // Of the first three rounds, all but one product is the same in all months.
        let (high, low) = halves(MULTIPLIERS[0], quarter);
        let (high_b, low_b) = halves(MULTIPLIERS[1], high ^ first[1]);
        let (high_c, low_c) = halves(MULTIPLIERS[0], high_b ^ second[0]);
        let (mix2, mix3) = (low ^ second[1], high_c ^ third[1]);
        let mut under_way = [0; 4];
        for (t, &(high_a, low_a)) in self.months.iter().enumerate() {
            let (high, low) = halves(MULTIPLIERS[1], high_a ^ mix2);
            let counter = [high ^ low_b ^ third[0], low, low_a ^ mix3, low_c];
            let words = rounds(counter, &self.keys[3..]);
            for (under_way, word) in under_way.iter_mut().zip(words) {
                *under_way |= u64::from(word < self.bound) << t;
            }
        }
        under_way
    }
}

/// An estimate between 0 and `span`.
#[derive(Debug)]
pub(crate) struct Triangular {
    keys: Keys,
    /// For each 256th of the range of words: the value at its start, and the word from which on it
    /// is one more.
    steps: Vec<(u32, u64)>,
}

impl Triangular {
    pub(crate) fn new(seed: u64, name: &str, mode: u32, span: u32) -> Self {
        let cuts = cuts(mode, span);
        let steps = (0..256_u64).map(|part| {
            let (from, to) = (part << 45, (part + 1) << 45);
            let below = cuts.iter().filter(|&&cut| cut <= from).count();
            let mut within = cuts.iter().filter(|&&cut| from < cut && cut < to);
            let step = within.next().copied().unwrap_or(to);
            assert!(within.next().is_none(), "two cuts in one part");
            (u32::try_from(below).unwrap_or(span), step << 11)
        });
        Self { keys: keys(seed, hash(name)), steps: steps.collect() }
    }

    /// Its value in each of four draws.
    #[inline]
    pub(crate) fn draw(&self, quarter: u64) -> [u32; 4] {
        rounds([quarter, 0, 0, 0], &self.keys).map(|word| {
            let (value, step) = self.steps[usize::from(word.to_be_bytes()[0])];
            value + u32::from(step != 0 && word >= step)
        })
    }
}

/// The cuts found by bisection are where the inverse steps, for 4,096 words to either side of each.
pub(crate) fn assert_cuts(mode: u32, span: u32) {
    for (cut, less) in cuts(mode, span).into_iter().zip(0..) {
        for word in cut.saturating_sub(4_096)..(cut + 4_096).min(1 << 53) {
            assert_eq!(inverse(mode, span, uniform(word)) > less, word >= cut, "cut {less}");
        }
    }
}

/// The 53-bit words from which on the inverse is 1, 2, up to `span`.
fn cuts(mode: u32, span: u32) -> Vec<u64> {
    let is_less = |word, value| inverse(mode, span, uniform(word)) < value;
    (1..=span).map(|value| first_not(1 << 53, |word| is_less(word, value))).collect()
}

/// 53 bits as a number in [0, 1).
#[expect(clippy::cast_precision_loss, reason = "53 bits fit an f64 exactly")]
fn uniform(bits: u64) -> f64 {
    bits as f64 / (1_u64 << 53) as f64
}

/// The inverse of the triangular distribution (0, `mode`, `span`), rounded half up.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to `span`")]
fn inverse(mode: u32, span: u32, uniform: f64) -> u32 {
    let (mode, width) = (f64::from(mode), f64::from(span));
    let drawn = if uniform * width < mode {
        (uniform * (width * mode)).sqrt()
    } else {
        width - ((1.0 - uniform) * (width * (width - mode))).sqrt()
    };
    let whole = drawn as u32;
    (whole + u32::from(drawn - f64::from(whole) >= 0.5)).min(span)
}

/// The first number up to `most` for which something is no longer so.
fn first_not(most: u64, is_so: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low.midpoint(high);
        if is_so(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
