//! The random numbers of ensembles by hand, four draws at a time: Philox4x64-10 (Salmon et al., 2011), its key the seed
//! and the FNV-1a hash of the name of what is drawn, its counter a quarter of the draw's number and the month.

use super::plans::SEED;

/// The four words of a block, one for each of four draws.
#[inline]
fn block(four: u64, month: u64, [mut k0, mut k1]: [u64; 2]) -> [u64; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = [four, month, 0, 0];
    for _ in 0..10 {
        let (low0, high0) = product(0xD2E7_470E_E14C_6C93, c0);
        let (low1, high1) = product(0xCA5A_8263_9512_1157, c2);
        (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
        k0 = k0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        k1 = k1.wrapping_add(0xBB67_AE85_84CA_A73B);
    }
    [c0, c1, c2, c3]
}

/// The lower and the upper half of a product.
#[inline]
fn product(a: u64, b: u64) -> (u64, u64) {
    let product = u128::from(a) * u128::from(b);
    (product as u64, (product >> 64) as u64)
}

fn key(name: &str) -> [u64; 2] {
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    [SEED, name.bytes().fold(0xcbf2_9ce4_8422_2325, add)]
}

/// 2^53, the number of values that a word can stand for.
const UNIFORMS: f64 = 9_007_199_254_740_992.0;

/// An estimate, as its best and its high lie above its low.
#[derive(Clone)]
pub(crate) struct Estimate {
    key: [u64; 2],
    mode: u32,
    pub(crate) span: u32,
}

impl Estimate {
    pub(crate) fn new(name: &str, [low, best, high]: [u32; 3]) -> Self {
        Self { key: key(name), mode: best - low, span: high - low }
    }

    /// How far above its low it is in each of four draws.
    pub(crate) fn draw(&self, four: u64, month: u64) -> [u32; 4] {
        block(four, month, self.key).map(|word| self.at(word))
    }

    /// The inverse of the triangular distribution (0, `mode`, `span`), rounded half up.
    fn at(&self, word: u64) -> u32 {
        let uniform = (word >> 11) as f64 / UNIFORMS;
        let (mode, span) = (f64::from(self.mode), f64::from(self.span));
        let drawn = if uniform * span < mode {
            (uniform * (span * mode)).sqrt()
        } else {
            span - ((1.0 - uniform) * (span * (span - mode))).sqrt()
        };
        let whole = drawn as u32;
        (whole + u32::from(drawn - f64::from(whole) >= 0.5)).min(self.span)
    }
}

/// A hazard, which starts in a month with a chance and then lasts at least one.
#[derive(Clone)]
pub(crate) struct Hazard {
    key: [u64; 2],
    /// It starts where 53 bits are below this.
    bound: u64,
    least: u32,
    lasts: Estimate,
}

impl Hazard {
    pub(crate) fn new(name: &str, monthly_chance: f64, lasts: [u32; 3]) -> Self {
        let name = format!("hazard[\"{name}\"]");
        Self {
            key: key(&format!("{name}.monthly_chance")),
            bound: (monthly_chance * UNIFORMS).ceil() as u64,
            least: lasts[0],
            lasts: Estimate::new(&format!("{name}.lasts"), lasts),
        }
    }

    /// The months in which it is under way in each of four draws: bit t for month t, up to `last`.
    pub(crate) fn draw(&self, four: u64, last: usize) -> [u64; 4] {
        let mut under_way = [0; 4];
        for t in 1..=last as u64 {
            for (lane, word) in block(four, t, self.key).into_iter().enumerate() {
                if word >> 11 < self.bound && under_way[lane] >> t & 1 == 0 {
                    let months = self.least + self.lasts.draw(four, t)[lane];
                    under_way[lane] |= ((1 << months) - 1) << t;
                }
            }
        }
        under_way.map(|months| months & (u64::MAX >> (63 - last)))
    }
}
