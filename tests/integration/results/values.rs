//! What small values share with the standard library's numbers.

use std::collections::HashSet;

use drawdown::chrono::{Months, NaiveDate};
use drawdown::spec::SourceDate;
use drawdown::values::{InputValue, Mean, Probability};
use drawdown::{Cap, Country, Day, Mission, Percent, PlanSpec, Scope, Troops, When, YearMonth};
use proptest::prelude::*;

fn day() -> impl Strategy<Value = Day> {
    let date = (1_800..3_000_i32, 1..=12_u32, 1..=31_u32);
    (date, any::<bool>()).prop_filter_map("no such day", |((year, month, day), is_month)| {
        if is_month {
            YearMonth::new(year, month).map(Day::from)
        } else {
            Day::new(year, month, day)
        }
    })
}

proptest! {
    #![proptest_config(crate::cases(256))]

    #[test]
    fn days_are_ordered_by_their_dates(a in day(), b in day()) {
        if a.date() != b.date() {
            prop_assert_eq!(a.cmp(&b), a.date().cmp(&b.date()));
        }
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(InputValue::from(a).partial_cmp(&b.into()), Some(a.cmp(&b)));
        prop_assert_eq!(InputValue::from(a).partial_cmp(&5_u32.into()), None);
    }

    #[test]
    fn a_day_lies_in_the_month_of_its_date(day in day()) {
        prop_assert_eq!(Ok(YearMonth::from(day)), YearMonth::try_from(day.date()));
    }

    #[test]
    fn troops_are_numbers(a: u32, b: u32) {
        let sum = u64::from(a) + u64::from(b);
        let (x, y) = (Troops(a), Troops(b));
        prop_assert_eq!(x.checked_add(y), Troops::try_from(sum).ok());
        prop_assert_eq!(x + y, Troops(u32::try_from(sum).unwrap_or(u32::MAX)));
        prop_assert_eq!([x, y].iter().sum::<u64>(), sum);
        prop_assert_eq!([x, y].into_iter().sum::<Troops>(), x + y);
        prop_assert_eq!(x.checked_sub(y), a.checked_sub(b).map(Troops));
        prop_assert_eq!(x.saturating_sub(y), Troops(a.saturating_sub(b)));
        prop_assert_eq!(x.to_string().parse(), Ok(x));
        prop_assert_eq!(u32::from(x), a);
    }

    #[test]
    fn a_percentage_comes_from_its_float(count in 0..=u64::from(u32::MAX) * 10_000) {
        let percent = Percent::from_ten_thousandths(count).unwrap();
        prop_assert_eq!(percent.ten_thousandths(), count);
        prop_assert_eq!(Percent::try_from(percent.to_f64()), Ok(percent));
    }

    #[test]
    fn a_probability_comes_from_its_float(value in 0.0..=1.0_f64) {
        let probability = Probability::try_from(value).unwrap();
        prop_assert_eq!(f64::from(probability).to_bits(), value.to_bits());
        prop_assert_eq!(probability.to_string().parse(), Ok(probability));
    }

    #[test]
    fn months_add_up_to_the_end_of_the_calendar(month in day(), months: u32) {
        let month = YearMonth::from(month);
        let count = i32::try_from(months).unwrap_or(i32::MAX);
        let sum = month.checked_add(count).unwrap_or(YearMonth::MAX);
        prop_assert_eq!(month + Months::new(months), sum);
        let difference = month.checked_add(-count).unwrap_or(YearMonth::MIN);
        prop_assert_eq!(month - Months::new(months), difference);
    }
}

#[test]
fn days_and_months_sort_as_they_come() {
    let mut days: Vec<Day> = ["2025-01", "2024-06-15", "2026-01-01", "2024-02", "2024-02-29"]
        .map(|day| day.parse().unwrap())
        .to_vec();
    days.sort_unstable();
    let sorted: Vec<String> = days.iter().map(Day::to_string).collect();
    assert_eq!(sorted, ["2024-02-29", "2024-02", "2024-06-15", "2025-01", "2026-01-01"]);
}

#[test]
fn what_is_out_of_range_is_refused() {
    for text in ["", "-1", "+5", "2,500", "4294967296", "5 ", "x"] {
        let message =
            format!("{text:?} is not a whole number of troops; write digits only, such as 2500");
        assert_eq!(text.parse::<Troops>().unwrap_err().to_string(), message);
    }
    for number in [-0.1, f64::NAN, f64::INFINITY, 4_294_967_296.0] {
        let message = format!(
            "\"{number}\" is not a percentage; write digits with at most 4 decimals, such as \"33.3\""
        );
        assert_eq!(Percent::try_from(number).unwrap_err().to_string(), message);
    }
    assert_eq!(Percent::from_ten_thousandths(u64::from(u32::MAX) * 10_000 + 1), None);
    for number in [-0.1, 1.1, f64::NAN] {
        let message =
            format!("\"{number}\" is not a probability; write a number from 0 to 1, such as 0.04");
        assert_eq!(Probability::try_from(number).unwrap_err().to_string(), message);
    }
    let date = NaiveDate::from_ymd_opt(3_000, 1, 1).unwrap();
    assert_eq!(
        YearMonth::try_from(date).unwrap_err().to_string(),
        "\"3000-01-01\" is not a day between 1800-01-01 and 2999-12-31"
    );
}

#[test]
fn what_names_things_can_be_a_key() {
    let scopes: HashSet<Scope> = [Scope::EVERYONE, Scope::EVERYONE].into();
    assert_eq!(scopes.len(), 1);
    let caps: HashSet<Cap> = [Cap::new("a", Troops(1)), Cap::new("b", Troops(1))].into();
    assert_eq!(caps.len(), 2);
    let zeros: HashSet<Probability> =
        [0.0, -0.0].map(|zero| Probability::new(zero).unwrap()).into();
    assert_eq!(zeros.len(), 1);
    let day: Day = "2024-06-15".parse().unwrap();
    let when: When = day.into();
    assert_eq!(Ok(when), "2024-06-15".parse());
}

#[test]
fn values_convert_to_what_takes_them() {
    let month: YearMonth = "2024-12".parse().unwrap();
    assert_eq!(When::from(month), "2024-12".parse().unwrap());
    let day: Day = "2024-12-24".parse().unwrap();
    assert_eq!(SourceDate::from(day), "2024-12-24".parse().unwrap());
    assert_eq!(f64::from(Percent::try_from(33.3).unwrap()).to_bits(), 33.3_f64.to_bits());
    let us: Country = "USA".parse().unwrap();
    let texts: [&str; 2] = [us.as_ref(), Mission::Training.as_ref()];
    assert_eq!(texts, ["USA", "training"]);
    assert_eq!(Mean::new(7, 0).to_f64().to_bits(), 7.0_f64.to_bits());
    assert_eq!(Mean::new(-i128::MAX, 2).to_f64().to_bits(), (-2.0_f64.powi(126)).to_bits());
    let months = month.through("2025-02".parse().unwrap());
    let in_it = ["2024-11", "2024-12", "2025-02", "2025-03"]
        .map(|text| months.contains(text.parse().unwrap()));
    assert_eq!(in_it, [false, true, true, false]);
}

#[test]
fn equal_draws_are_equal() {
    let plan = drawdown::example::iraq_2024().unwrap();
    assert_eq!(plan.draw(1, 2), plan.clone().draw(1, 2));
    assert_ne!(plan.draw(1, 2), plan.draw(1, 3));
    assert_ne!(plan.draw(1, 2), plan.draw(2, 2));
    let late = plan.named_variant("announced six months late").unwrap();
    assert_ne!(plan.draw(1, 2), late.draw(1, 2));
}

/// What is collected at once and what is added later is the same.
#[test]
fn collections_can_be_added_to() {
    fn parts<T: FromIterator<I> + Extend<I> + PartialEq + std::fmt::Debug, I: Clone>(items: &[I]) {
        let whole: T = items.iter().cloned().collect();
        for i in 0..=items.len() {
            let mut built: T = items[..i].iter().cloned().collect();
            built.extend(items[i..].iter().cloned());
            assert_eq!(built, whole);
        }
    }
    let errors = PlanSpec::new("", "2024-08".parse().unwrap());
    let errors: Vec<_> = drawdown::Plan::new(errors).unwrap_err().into_iter().collect();
    assert_eq!(errors.len(), 2);
    parts::<drawdown::PlanErrors, _>(&errors);
    #[cfg(feature = "ensemble")]
    parts::<drawdown::ensemble::Distribution, _>(&[Some(5), None, Some(-2), Some(5), None]);
    #[cfg(feature = "history")]
    parts::<drawdown::history::LatenessDistribution, _>(&[(3, 1), (0, 2), (3, 4), (9, 0)]);
    #[cfg(feature = "csv")]
    {
        use drawdown::observed::{Observation, Observations, Observed, ObservedFigure};
        let month: YearMonth = "2024-08".parse().unwrap();
        let of = |source: &str| ObservedFigure::new(month, Some(Troops(5)), source);
        parts::<Observations, _>(&[of("a"), of("b")]);
        let [us, iraq] = ["USA", "IRQ"].map(|code| code.parse().unwrap());
        parts::<Observed, _>(&[Observation::new(month, us, iraq, Some(Troops(5)))]);
    }
}

/// Too many errors are cut off, however they come.
#[test]
fn added_errors_keep_to_the_limit() {
    use drawdown::error::{PlanError, PlanErrorKind};
    let error = PlanError::new(drawdown::error::Place::default(), PlanErrorKind::Missing);
    let mut errors: drawdown::PlanErrors = vec![error.clone()].into();
    errors.extend(std::iter::repeat_n(error, 100_000));
    let last = errors.as_slice().last().map(|error| error.problem.code());
    assert_eq!((errors.len() < 10_000, last), (true, Some("too_many_errors")));
}

#[cfg(feature = "history")]
#[test]
fn a_lateness_distribution_is_its_weights() {
    let past: drawdown::history::LatenessDistribution = [(0, 3), (4, 1)].into_iter().collect();
    let json = serde_json::json!({ "0": 3, "4": 1 });
    assert_eq!(serde_json::json!(past), json);
    assert_eq!(
        serde_json::from_value::<drawdown::history::LatenessDistribution>(json).unwrap(),
        past
    );
    // A weight of 0 is none.
    let with_none = serde_json::json!({ "0": 3, "4": 1, "5": 0 });
    assert_eq!(
        serde_json::from_value::<drawdown::history::LatenessDistribution>(with_none).unwrap(),
        past
    );
}
