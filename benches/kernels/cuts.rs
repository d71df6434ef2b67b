//! What a phase takes, and from which contingents.

/// What a phase sets out to take.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    To(u32),
    By(u32),
    Percent(u32),
    All,
}

/// What each contingent gives in a phase, and the strength that the phase is to leave. `level` is the strength of its
/// scope, `spare` what each contingent can give, and `most` what all can.
#[inline]
pub(crate) fn cut<const N: usize>(
    takes: Takes,
    level: u32,
    spare: &[u32; N],
    most: u32,
) -> ([u32; N], u32) {
    let wanted = match takes {
        Takes::To(troops) => level.saturating_sub(troops),
        Takes::By(troops) => troops,
        Takes::Percent(percent) => level * percent / 100,
        Takes::All => most,
    };
    let goal = if let Takes::To(troops) = takes { troops } else { level.saturating_sub(wanted) };
    if wanted >= most {
        return (*spare, goal);
    }
    (apportion(wanted, spare, most), goal)
}

/// Added to a smaller f64, it leaves that number's nearest whole in the low bits.
const TWO_TO_52: f64 = 4_503_599_627_370_496.0;

/// Apportions `total` by weights that add up to `sum`, by largest remainder, without a division for each weight and
/// without sorting; N < 256. `total <= sum` and `0 < sum < 2^30` must hold.
///
/// A share's nearest whole by a reciprocal in f64 is off by less than one, so that the remainder is less than `sum`
/// to either side of 0: it comes out exact of products that wrap, and its sign says whether the whole is one too
/// many.
#[inline]
pub(crate) fn apportion<const N: usize>(total: u32, weights: &[u32; N], sum: u32) -> [u32; N] {
    let ratio = f64::from(total) / f64::from(sum);
    let (mut shares, mut remainders) = ([0; N], [0_i32; N]);
    let mut given = 0_u32;
    for ((&weight, share), remainder) in weights.iter().zip(&mut shares).zip(&mut remainders) {
        let near = f64::from(weight.cast_signed()) * ratio + TWO_TO_52;
        let near = (near.to_bits() & 0xffff_ffff) as u32;
        let off = weight.wrapping_mul(total).wrapping_sub(near.wrapping_mul(sum)).cast_signed();
        let below = off >> 31; // -1 where the whole is one too many
        *remainder = off + (below & sum.cast_signed());
        *share = near.wrapping_add(below.cast_unsigned());
        given = given.wrapping_add(*share);
    }
    let left = total.wrapping_sub(given);
    if left > 0 {
        give_left(left, &mut remainders, sum, &mut shares);
    }
    shares
}

/// Parts that the range of remainders is cut into, to find the last one that gains without sorting them.
const PARTS: usize = 64;

/// Gives one each to the `left` largest remainders, ties to the earlier: to all in the upper parts of their range and,
/// of those in the last part that is reached, to the largest.
#[inline]
fn give_left<const N: usize>(
    left: u32,
    remainders: &mut [i32; N],
    sum: u32,
    shares: &mut [u32; N],
) {
    let scale = ((PARTS as u64) << 32) / u64::from(sum);
    let mut parts = [0_u8; N];
    for (part, &remainder) in parts.iter_mut().zip(remainders.iter()) {
        *part = ((u64::from(remainder.cast_unsigned()) * scale) >> 32) as u8;
    }
    let mut counts = [0_u8; PARTS];
    for &part in &parts {
        counts[usize::from(part) % PARTS] += 1;
    }
    let (mut last, mut reached) = (PARTS - 1, u32::from(counts[PARTS - 1]));
    while reached < left {
        last -= 1;
        reached += u32::from(counts[last]);
    }
    // All of the last part gain, or its largest.
    let gains = if reached == left { last } else { last + 1 } as u8;
    for (share, &part) in shares.iter_mut().zip(&parts) {
        *share += u32::from(part >= gains);
    }
    if reached == left {
        return;
    }
    for _ in reached - u32::from(counts[last])..left {
        let (mut most, mut at) = (-1, 0);
        for (i, (&remainder, &part)) in remainders.iter().zip(&parts).enumerate() {
            if usize::from(part) == last && remainder > most {
                (most, at) = (remainder, i);
            }
        }
        shares[at] += 1;
        remainders[at] = -1;
    }
}
