//! Single values are read back from their text.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use drawdown::table::Decimal;
use drawdown::values::Mean;
use drawdown::{Country, Day, Mission, Percent, YearMonth};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Read back from its text, and from the same text in JSON.
fn reads_back<T>(value: T) -> Result<(), TestCaseError>
where
    T: Copy
        + Debug
        + PartialEq
        + Display
        + FromStr<Err: Debug + PartialEq>
        + Serialize
        + DeserializeOwned,
{
    prop_assert_eq!(value.to_string().parse(), Ok(value));
    let json = serde_json::to_string(&value).unwrap();
    prop_assert_eq!(&json, &format!("\"{value}\""));
    prop_assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
    Ok(())
}

proptest! {
    #![proptest_config(crate::cases(1_000))]

    #[test]
    fn months_read_back(year in 1_790..3_010, month in 0..=13_u32) {
        let text = format!("{year:04}-{month:02}");
        match YearMonth::new(year, month) {
            Some(value) => {
                prop_assert_eq!((value.to_string(), value.year(), value.month()), (text, year, month));
                reads_back(value)?;
            }
            None => prop_assert!(text.parse::<YearMonth>().is_err()),
        }
    }

    #[test]
    fn days_read_back(year in 1_790..3_010, month in 0..=13_u32, day in 0..=32_u32) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        match Day::new(year, month, day) {
            Some(value) => {
                prop_assert_eq!(value.to_string(), text);
                prop_assert_eq!(value.as_month(), None);
                reads_back(value)?;
            }
            None => prop_assert!(text.parse::<Day>().is_err()),
        }
    }

    #[test]
    fn months_given_as_days_read_back_as_months(year in 1_800..3_000, month in 1..=12_u32) {
        let month = YearMonth::new(year, month).unwrap();
        let day = Day::from(month);
        prop_assert_eq!(day.to_string(), month.to_string());
        prop_assert_eq!(day.to_string().parse::<Day>().unwrap().as_month(), Some(month));
        reads_back(day)?;
    }

    #[test]
    fn percentages_read_back_to_the_last_decimal(
        whole in any::<u32>(),
        places in 1..=4_usize,
        fraction in 0..10_000_u32,
    ) {
        let decimals = &format!("{fraction:04}")[..places];
        let percent: Percent = format!("{whole}.{decimals}").parse().unwrap();
        let ten_thousandths: u64 = format!("{decimals:0<4}").parse().unwrap();
        prop_assert_eq!(percent.of(1_000_000), u64::from(whole) * 10_000 + ten_thousandths);
        reads_back(percent)?;
    }

    #[test]
    fn percentages_are_taken_exactly_and_rounded_down(parts in 0..=2_000_000_u32, whole in 0..=1_u64 << 40) {
        let percent: Percent = format!("{}.{:04}", parts / 10_000, parts % 10_000).parse().unwrap();
        prop_assert_eq!(percent.of(whole), whole * u64::from(parts) / 1_000_000);
    }

    #[test]
    fn a_mean_has_the_same_decimals_as_text_and_in_a_table(
        sum in -(1_i128 << 80)..1_i128 << 80,
        count in 0_u64..1_000,
        places in 0..=9_u8,
    ) {
        let mean = Mean::new(sum, count);
        let text = format!("{mean:.*}", usize::from(places));
        prop_assert_eq!(Decimal::of(mean, places).to_string(), text);
    }

    #[test]
    fn countries_read_back(code in "[A-Z]{3}") {
        match Country::new(&code) {
            Some(country) => {
                prop_assert_eq!(country.to_string(), code);
                reads_back(country)?;
            }
            None => prop_assert!(code.parse::<Country>().is_err()),
        }
    }

    #[test]
    fn missions_read_back(mission in prop::sample::select(Mission::ALL.to_vec())) {
        reads_back(mission)?;
    }
}
