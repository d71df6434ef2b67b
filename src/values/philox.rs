//! Philox4x64-10: a published counter-based generator of uniforms (Salmon, Moraes, Dror, Shaw,
//! "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011), keyed as rules#philox says.

const MULTIPLIERS: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
const WEYL: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];

const ROUNDS: usize = 10;

/// The block of four words that a key gives a counter.
pub(crate) fn block([mut c0, mut c1, mut c2, mut c3]: [u64; 4], mut key: [u64; 2]) -> [u64; 4] {
    for _ in 0..ROUNDS {
        let (low0, high0) = product(MULTIPLIERS[0], c0);
        let (low1, high1) = product(MULTIPLIERS[1], c2);
        (c0, c1, c2, c3) = (high1 ^ c1 ^ key[0], low1, high0 ^ c3 ^ key[1], low0);
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    [c0, c1, c2, c3]
}

/// The lower and the upper half of a product.
#[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart here")]
fn product(a: u64, b: u64) -> (u64, u64) {
    let product = u128::from(a) * u128::from(b);
    (product as u64, (product >> 64) as u64)
}

/// A word as a number in [0, 1), of 53 bits.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit an f64 exactly")]
pub(crate) fn uniform(word: u64) -> f64 {
    const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
    (word >> 11) as f64 * STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known-answer vectors that the authors publish with the generator.
    #[test]
    fn it_answers_as_its_authors_say() {
        assert_eq!(
            block([0; 4], [0; 2]),
            [
                0x1655_4d9e_ca36_314c,
                0xdb20_fe9d_672d_0fdc,
                0xd7e7_72ce_e186_176b,
                0x7e68_b68a_ec7b_a23b
            ]
        );
        assert_eq!(
            block([u64::MAX; 4], [u64::MAX; 2]),
            [
                0x87b0_92c3_013f_e90b,
                0x438c_3c67_be8d_0224,
                0x9cc7_d7c6_9cd7_77b6,
                0xa09c_aebf_594f_0ba0
            ]
        );
        assert_eq!(
            block(
                [
                    0x243f_6a88_85a3_08d3,
                    0x1319_8a2e_0370_7344,
                    0xa409_3822_299f_31d0,
                    0x082e_fa98_ec4e_6c89
                ],
                [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c],
            ),
            [
                0xa528_f454_03e6_1d95,
                0x38c7_2dbd_566e_9788,
                0xa5a1_610e_72fd_18b5,
                0x57bd_43b5_e52b_7fe6
            ]
        );
    }

    #[test]
    fn uniforms_fill_the_unit_interval_without_its_end() {
        assert!(uniform(0).abs() < f64::EPSILON);
        assert!(uniform(u64::MAX) < 1.0);
        assert!((uniform(1 << 63) - 0.5).abs() < f64::EPSILON);
    }
}
