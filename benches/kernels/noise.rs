//! The random numbers of ensembles by hand, four draws at a time: Philox4x64-10 (Salmon et al., 2011), its key the seed
//! and the FNV-1a hash of the name of what is drawn, its counter a quarter of the draw's number and the month.

/// The four words of a block, one for each of four draws.
#[inline]
fn block(four: u64, month: u64, [mut k0, mut k1]: [u64; 2]) -> [u64; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = [four, month, 0, 0];
    for _ in 0..10 {
        let (low0, high0) = 0xD2E7_470E_E14C_6C93_u64.carrying_mul(c0, 0);
        let (low1, high1) = 0xCA5A_8263_9512_1157_u64.carrying_mul(c2, 0);
        (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
        k0 = k0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        k1 = k1.wrapping_add(0xBB67_AE85_84CA_A73B);
    }
    [c0, c1, c2, c3]
}

fn key(seed: u64, name: &str) -> [u64; 2] {
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    [seed, name.bytes().fold(0xcbf2_9ce4_8422_2325, add)]
}

/// 2^53, the number of values that a word can stand for.
const UNIFORMS: f64 = 9_007_199_254_740_992.0;

/// An estimate, as its best and its high lie above its low.
#[derive(Clone, Debug)]
pub(crate) struct Estimate {
    key: [u64; 2],
    pub(crate) mode: u32,
    pub(crate) span: u32,
}

impl Estimate {
    pub(crate) fn new(seed: u64, name: &str, mode: u32, span: u32) -> Self {
        Self { key: key(seed, name), mode, span }
    }

    /// How far above its low it is in each of four draws.
    #[inline]
    pub(crate) fn draw(&self, four: u64, month: u64) -> [u32; 4] {
        block(four, month, self.key).map(|word| self.at(word))
    }

    /// The inverse of the triangular distribution (0, `mode`, `span`), rounded half up.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to `span`")]
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit an f64 exactly")]
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
#[derive(Clone, Debug)]
pub(crate) struct Hazard {
    key: [u64; 2],
    /// It starts where 53 bits are below this.
    bound: u64,
    least: u32,
    lasts: Estimate,
}

impl Hazard {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a chance of 2^53")]
    pub(crate) fn new(seed: u64, name: &str, chance: f64, [low, best, high]: [u32; 3]) -> Self {
        Self {
            key: key(seed, &format!("hazard[\"{name}\"].monthly_chance")),
            bound: (chance * UNIFORMS).ceil() as u64,
            least: low,
            lasts: Estimate::new(
                seed,
                &format!("hazard[\"{name}\"].lasts"),
                best - low,
                high - low,
            ),
        }
    }

    /// The months in which it is under way in each of four draws: bit t for month t, up to `last`.
    #[inline]
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
