//! Decimal numbers: exact both ways.

use drawdown::table::Decimal;
use proptest::prelude::*;

proptest! {
    #![proptest_config(crate::cases(500))]

    #[test]
    fn a_decimal_is_read_back(units in any::<i128>(), places in any::<u8>()) {
        let decimal = Decimal::new(units, places);
        let text = decimal.to_string();
        prop_assert_eq!(text.parse(), Ok(decimal), "{}", text);
        prop_assert_eq!(text.split_once('.').map_or(0, |(_, part)| part.len()), usize::from(places));
    }

    #[test]
    fn its_float_is_the_nearest(tenths in -1_000_000_000_i32..1_000_000_000) {
        let decimal = Decimal::new(tenths.into(), 1);
        prop_assert_eq!(decimal.to_f64().to_bits(), (f64::from(tenths) / 10.0).to_bits());
    }
}

#[test]
fn texts_that_are_not_decimals_are_refused() {
    let long = "9".repeat(40);
    for text in ["", "-", ".", ".5", "5.", "1.2.3", "+1", "1e3", " 1", "1,5", "--1", "=1", &long] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
}
