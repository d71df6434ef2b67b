//! Sharing out by largest remainder, without a division for each weight and without sorting.

/// `2^52`: added to a smaller f64, it leaves that number's nearest whole in the low bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Parts that the range of remainders is cut into, to find the last remainder that gains.
const PARTS: usize = 64;

/// Shares `total` out by weights that add up to `sum`, into `shares`.
///
/// `total <= sum`, `0 < sum < 2^30` and `N < 256` must hold.
///
/// A share's nearest whole by a reciprocal in f64 is off by less than one, so that the remainder is
/// less than `sum` to either side of 0: it comes out exact of products that wrap, and its sign says
/// whether the whole is one too many.
#[inline]
pub(crate) fn share_out<const N: usize>(
    total: u32,
    weights: &[u32; N],
    sum: u32,
    shares: &mut [u32; N],
) {
    let ratio = f64::from(total) / f64::from(sum);
    let mut rests = [0_i32; N];
    let mut given = 0_u32;
    for ((&weight, share), rest) in weights.iter().zip(shares.iter_mut()).zip(&mut rests) {
        let near = f64::from(weight.cast_signed()) * ratio + WHOLE;
        let near = (near.to_bits() & 0xffff_ffff) as u32;
        let off = weight.wrapping_mul(total).wrapping_sub(near.wrapping_mul(sum)).cast_signed();
        let below = off >> 31; // -1 where the whole is one too many
        *rest = off + (below & sum.cast_signed());
        *share = near.wrapping_add(below.cast_unsigned());
        given = given.wrapping_add(*share);
    }
    let left = total.wrapping_sub(given);
    if left > 0 {
        give_left(left, &mut rests, sum, shares);
    }
}

/// Gives one each to the largest remainders, ties to the earlier.
///
/// Remainders are counted by the part of their range that they lie in; all in the upper parts gain,
/// and of those in the last part that is reached, the largest.
#[expect(clippy::cast_possible_truncation, reason = "parts and counts of them fit bytes")]
#[inline]
fn give_left<const N: usize>(left: u32, rests: &mut [i32; N], sum: u32, shares: &mut [u32; N]) {
    let scale = ((PARTS as u64) << 32) / u64::from(sum);
    let mut parts = [0_u8; N];
    for (part, &rest) in parts.iter_mut().zip(rests.iter()) {
        *part = ((u64::from(rest.cast_unsigned()) * scale) >> 32) as u8;
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
    let mut wanted = left + u32::from(counts[last]) - reached;
    let last = last as u8;
    if reached == left {
        for (share, &part) in shares.iter_mut().zip(&parts) {
            *share += u32::from(part >= last);
        }
        return;
    }
    for (share, &part) in shares.iter_mut().zip(&parts) {
        *share += u32::from(part > last);
    }
    while wanted > 0 {
        let (mut most, mut at) = (-1, 0);
        for (i, (&rest, &part)) in rests.iter().zip(&parts).enumerate() {
            if part == last && rest > most {
                (most, at) = (rest, i);
            }
        }
        shares[at] += 1;
        rests[at] = -1;
        wanted -= 1;
    }
}
