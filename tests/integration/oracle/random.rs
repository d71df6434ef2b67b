//! Section 7: the random numbers of a draw, from seed, number and name alone.
//!
//! "Every uniform comes from Philox4x64-10" (Salmon, Moraes, Dror, Shaw 2011), keyed by the seed and the FNV-1a hash of
//! the name of what is drawn; its counter is a quarter of the draw's number and, of a hazard, the month; the number's
//! remainder picks one of the four words of the block.

/// "drawn from the triangular distribution (low, best, high) by one uniform and its inverse; whole numbers by rounding
/// half up", above low: `mode` is best - low and `width` is high - low.
///
/// What is drawn comes to `k` or more where it is k - 1/2 or more, that is where the distribution function at k - 1/2
/// does not exceed the uniform. That function is x^2 / (width mode) up to the mode and
/// 1 - (width - x)^2 / (width (width - mode)) from there on. With x = odd/2 and the uniform = fine / 2^53, all is in
/// whole numbers, and nothing needs to be inverted or rounded.
pub(crate) fn triangular(mode: i64, width: i64, word: u64) -> i64 {
    let (mode, width) = (u128::from(mode.unsigned_abs()), u128::from(width.unsigned_abs()));
    let (fine, one) = (u128::from(word >> 11), 1_u128 << 53);
    let comes_to = |k: u128| {
        let odd = 2 * k - 1;
        if odd <= 2 * mode {
            odd * odd * one <= 4 * width * mode * fine
        } else {
            let left = 2 * width - odd;
            left * left * one >= 4 * width * (width - mode) * (one - fine)
        }
    };
    let (mut reached, mut beyond) = (0, width + 1);
    while beyond - reached > 1 {
        let k = u128::midpoint(reached, beyond);
        if comes_to(k) {
            reached = k;
        } else {
            beyond = k;
        }
    }
    reached as i64
}

/// Section 11: "the value number floor(word * n / 2^64), from 0 in the order written, the whole 64-bit word".
pub(crate) fn one_of<T: Copy>(values: &[T], word: u64) -> T {
    values[((u128::from(word) * values.len() as u128) >> 64) as usize]
}

/// In [0, 1), by the upper 53 bits.
#[allow(clippy::cast_precision_loss, reason = "53 bits are exact")]
pub(crate) fn uniform(word: u64) -> f64 {
    (word >> 11) as f64 / 2_f64.powi(53)
}

/// The random word of what is drawn: section 7, "keyed by (seed, draw number, what is drawn)".
pub(crate) fn word(seed: u64, number: u64, name: &str, month: u64) -> u64 {
    philox([number / 4, month, 0, 0], [seed, fnv1a(name)])[(number % 4) as usize]
}

/// Philox4x64-10: ten rounds, in each of which two words are multiplied and the halves of the products mixed with the
/// other two and the key; the key is bumped from round to round by the golden ratio and by the root of 3 less 1.
fn philox(mut counter: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    let halves = |product: u128| ((product >> 64) as u64, product as u64);
    for round in 0..10 {
        let bump = |key: u64, by: u64| key.wrapping_add(by.wrapping_mul(round));
        let (high_0, low_0) = halves(u128::from(counter[0]) * 0xD2E7_470E_E14C_6C93);
        let (high_2, low_2) = halves(u128::from(counter[2]) * 0xCA5A_8263_9512_1157);
        counter = [
            high_2 ^ counter[1] ^ bump(key[0], 0x9E37_79B9_7F4A_7C15),
            low_2,
            high_0 ^ counter[3] ^ bump(key[1], 0xBB67_AE85_84CA_A73B),
            low_0,
        ];
    }
    counter
}

fn fnv1a(text: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    hash
}
