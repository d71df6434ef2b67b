//! What values say of themselves, and their sums.

use std::cmp::Ordering;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use drawdown::values::Probability;
use drawdown::{Country, Day, Estimate, Pace, Percent, Phase, Target, Troops, YearMonth};

#[test]
fn debug_text_of_days_and_months_is_their_text() {
    let day: Day = "2024-09-06".parse().unwrap();
    let month: YearMonth = "2024-09".parse().unwrap();
    assert_eq!(format!("{day:?} {month:?}"), "2024-09-06 2024-09");
}

#[test]
fn troops_are_added() {
    let mut troops = Troops::from(2);
    troops += Troops(3);
    assert_eq!(troops, Troops(5));
    assert_eq!([troops, Troops(7)].iter().sum::<Troops>(), Troops(12));
}

#[test]
fn probabilities_are_ordered_and_hashed_by_their_number() {
    let [low, high] = [0.25, 0.5].map(|share| Probability::new(share).unwrap());
    assert_eq!(low.partial_cmp(&high), Some(Ordering::Less));
    let hash = |p: Probability| BuildHasherDefault::<DefaultHasher>::default().hash_one(p);
    #[cfg(feature = "ensemble")]
    assert_eq!(hash(low), hash(drawdown::values::Proportion::new(1, 4).probability().unwrap()));
    assert_ne!(hash(low), hash(high));
}

#[test]
fn signs_are_no_digits_of_a_percentage() {
    for text in ["+5", "5.+1", "+5.5"] {
        assert_eq!(text.parse::<Percent>().ok(), None, "{text}");
    }
}

#[test]
fn countries_are_found_by_either_code() {
    let found =
        |text: &str| Country::search(text).iter().map(Country::to_string).collect::<Vec<_>>();
    assert_eq!(found("irq"), ["IRQ"]);
    // "iq" is within other names too, as in Martinique.
    assert!(found("iq").contains(&"IRQ".to_owned()), "{:?}", found("iq"));
}

#[test]
fn an_estimate_of_values_may_have_another_best() {
    let read = |text: &str| serde_json::from_str::<Estimate<Troops>>(text);
    let estimate = read(r#"{ "values": [10, 20, 30], "best": 30 }"#).unwrap();
    assert_eq!(
        (estimate.low(), estimate.best(), estimate.high()),
        (Troops(10), Troops(30), Troops(30))
    );
    let both = read(r#"{ "values": [10, 20], "low": 10 }"#).unwrap_err().to_string();
    assert!(both.starts_with("an estimate has either values or low and high, not both"), "{both}");
}

#[test]
fn a_phase_at_a_rate_has_that_pace() {
    let phase = Phase::at_rate("all", Target::Remainder, Troops(800));
    assert_eq!(phase.pace, Pace::Rate(Troops(800).into()));
}

#[test]
fn what_a_seek_finds_is_written_as_in_a_file() {
    assert_eq!(drawdown::spec::Find::Least.to_string(), "least");
    assert_eq!(format!("{:>6}", drawdown::spec::Find::Most), "  most");
}
