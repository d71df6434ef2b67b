//! What the messages say about text that is not a day, mission, percentage or estimate.

use std::fmt::Display;
use std::str::FromStr;

use drawdown::values::Quantity;
use drawdown::{Day, Estimate, Mission, Percent, Troops, YearMonth};

#[track_caller]
fn assert_refused<T: FromStr<Err: Display> + std::fmt::Debug>(cases: &[(&str, &str)]) {
    for (text, message) in cases {
        assert_eq!(text.parse::<T>().unwrap_err().to_string(), *message, "of {text:?}");
    }
}

#[test]
fn of_days() {
    assert_refused::<Day>(&[
        ("", r#"found "", but expected YYYY-MM-DD or YYYY-MM"#),
        ("soon", r#"found "soon", but expected YYYY-MM-DD or YYYY-MM"#),
        ("2024", r#"found "2024", but expected YYYY-MM-DD or YYYY-MM"#),
        ("2024-9-6", r#"found "2024-9-6"; write 2024-09-06"#),
        ("06.09.2024", r#"found "06.09.2024"; write 2024-06-09 or 2024-09-06"#),
        ("2024-09-06T12:00", r#"found "2024-09-06T12:00", but expected YYYY-MM-DD or YYYY-MM"#),
        (" 2024-09", r#"found " 2024-09", but expected YYYY-MM-DD or YYYY-MM"#),
        ("2024-02-30", r#""2024-02-30" is not a day: February 2024 has 29 days"#),
        ("1799-12-31", r#""1799-12-31" is not a day between 1800-01-01 and 2999-12-31"#),
        ("3000-01", r#""3000-01" is not a day between 1800-01-01 and 2999-12-31"#),
        (
            "the day after the last of the troops have gone",
            r#"found "the day after the last of the troops hav…", but expected YYYY-MM-DD or YYYY-MM"#,
        ),
    ]);
}

#[test]
fn of_months() {
    assert_refused::<YearMonth>(&[
        ("", r#"found "", but expected YYYY-MM"#),
        ("2024-08-31", r#"found "2024-08-31", but expected YYYY-MM"#),
        ("August 2024", r#"found "August 2024", but expected YYYY-MM"#),
        ("+024-08", r#"found "+024-08", but expected YYYY-MM"#),
    ]);
}

#[test]
fn of_months_that_are_none() {
    assert_refused::<YearMonth>(&[
        ("2024-13", r#""2024-13" is not a month between 1800-01 and 2999-12"#),
        ("1799-12", r#""1799-12" is not a month between 1800-01 and 2999-12"#),
    ]);
}

#[test]
fn of_missions() {
    let missions = "the missions are combat, advise-and-assist, training, support, force-protection, \
                    special-operations, headquarters, logistics, engineering, air, naval, medical, police, \
                    observers, staff, civilian, unspecified";
    assert_refused::<Mission>(&[
        ("", &format!(r#""" is not a mission; {missions}"#)),
        ("Combat", &format!(r#""Combat" is not a mission; did you mean combat? {missions}"#)),
        (
            "advise\nand assist",
            &format!(
                r#""advise\nand assist" is not a mission; did you mean advise-and-assist? {missions}"#
            ),
        ),
    ]);
}

#[test]
fn of_percentages() {
    let advice = r#"is not a percentage; write digits with at most 4 decimals, such as "33.3""#;
    for text in ["", "33,3", "33.33333", "-5", ".5", "5.", "1e2", "1/3"] {
        assert_refused::<Percent>(&[(text, &format!("{text:?} {advice}"))]);
    }
    let advice = r#""33.3 %" is not a percentage; write 33.3 or "33.3", without the percent sign"#;
    assert_refused::<Percent>(&[("33.3 %", advice)]);
}

#[track_caller]
fn assert_disordered<T: Quantity + From<T> + std::fmt::Debug>(
    low: T,
    best: T,
    high: T,
    message: &str,
) {
    let error = Estimate::new(low, best, high).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn of_estimates() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let [low, best, high] = [200, 500, 900].map(Troops);
    assert_disordered(
        best,
        low,
        high,
        "low 500, best 200, high 900: low <= best <= high must hold",
    );
    assert_disordered(
        low,
        high,
        best,
        "low 200, best 900, high 500: low <= best <= high must hold",
    );
    assert_disordered(
        day("2024-09"),
        day("2025-03"),
        day("2024-12"),
        "low 2024-09, best 2025-03, high 2024-12: low <= best <= high must hold",
    );
    assert_disordered(
        day("2024-09"),
        day("2024-09-15"),
        day("2024-10"),
        "low 2024-09, best 2024-09-15, high 2024-10: give all three as days or all three as months",
    );
}

#[test]
fn of_estimates_without_a_best() {
    let between =
        |low: u32, high: u32| Estimate::between(Troops(low), Troops(high)).unwrap_err().to_string();
    assert_eq!(between(900, 200), "low 900, high 200: low <= high must hold");
}
