//! The triangular distribution, by its inverse (rules#triangular).

/// The whole number that one uniform draws from the triangular distribution (0, `mode`, `span`),
/// rounded half up.
///
/// `mode <= span` must hold. Only `+ - * / sqrt`, which IEEE 754 rounds the same everywhere.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is cast lies between 0 and `span`"
)]
pub(crate) fn triangular(mode: u32, span: u32, uniform: f64) -> u32 {
    let (mode, width) = (f64::from(mode), f64::from(span));
    let drawn = if uniform * width < mode {
        (uniform * (width * mode)).sqrt()
    } else {
        width - ((1.0 - uniform) * (width * (width - mode))).sqrt()
    };
    let whole = drawn as u32;
    let rounded = if drawn - f64::from(whole) < 0.5 { whole } else { whole.saturating_add(1) };
    rounded.min(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_is_worked_by_hand() {
        // (0, 1, 4): F(x) = x²/4 up to 1, then 1 - (4 - x)²/12.
        assert_eq!(triangular(1, 4, 0.0), 0);
        assert_eq!(triangular(1, 4, 0.0624), 0); // sqrt(0.2496) = 0.4996
        assert_eq!(triangular(1, 4, 0.0625), 1); // sqrt(0.25) = 0.5, half up
        assert_eq!(triangular(1, 4, 0.25), 1); // the mode itself
        assert_eq!(triangular(1, 4, 0.479), 1); // 4 - sqrt(6.252) = 1.4996
        assert_eq!(triangular(1, 4, 0.480), 2); // 4 - sqrt(6.24) = 1.502
        assert_eq!(triangular(1, 4, 0.999_999), 4);
    }

    #[test]
    fn nothing_is_drawn_outside_the_estimate() {
        let almost_one = 1.0 - f64::EPSILON / 2.0;
        for (mode, span) in [(0, 0), (0, u32::MAX), (u32::MAX, u32::MAX), (7, 7), (0, 1)] {
            assert_eq!(triangular(mode, span, 0.0), 0);
            assert!(triangular(mode, span, almost_one) <= span);
        }
    }
}
