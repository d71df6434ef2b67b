//! Paces: all seven, on a hundred troops over seven months, and raises.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{contingent, deadline_row, plan, strengths, usa};

/// A hundred troops, all of them out by July: s = 1, b = 7, cut = 100, n = 7 unless by a rate.
fn out_by_july(pace: &Value) -> Plan {
    plan(json!({
        "through": "2023-10",
        "contingent": [usa("IRQ", 100)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-07-31", "pace": pace }],
    }))
}

#[test]
fn even_moves_the_same_share_every_month() {
    // floor(100 k / 7) = 14 28 42 57 71 85 100
    assert_eq!(
        strengths(&out_by_july(&json!("even")), 0),
        [100, 86, 72, 58, 43, 29, 15, 0, 0, 0, 0]
    );
}

#[test]
fn front_loaded_moves_most_at_the_start() {
    // (49 - (7 - k)^2) / 49 = 13 24 33 40 45 48 49 forty-ninths
    // of 100: 26.5 48.9 67.3 81.6 91.8 97.9 100
    assert_eq!(
        strengths(&out_by_july(&json!("front-loaded")), 0),
        [100, 74, 52, 33, 19, 9, 3, 0, 0, 0, 0]
    );
}

#[test]
fn back_loaded_moves_most_at_the_end() {
    // k^2 / 49 = 1 4 9 16 25 36 49 forty-ninths; of 100: 2.0 8.1 18.3 32.6 51.0 73.4 100
    assert_eq!(
        strengths(&out_by_july(&json!("back-loaded")), 0),
        [100, 98, 92, 82, 68, 49, 27, 0, 0, 0, 0]
    );
}

#[test]
fn an_s_curve_moves_most_in_the_middle() {
    // k^2 (21 - 2k) / 343 = 19 68 135 208 275 324 343 over 343
    // of 100: 5.5 19.8 39.3 60.6 80.1 94.4 100
    assert_eq!(
        strengths(&out_by_july(&json!("s-curve")), 0),
        [100, 95, 81, 61, 40, 20, 6, 0, 0, 0, 0]
    );
}

#[test]
fn at_start_moves_all_in_the_first_month_and_at_deadline_all_in_the_last() {
    assert_eq!(strengths(&out_by_july(&json!("at-start")), 0), [100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(
        strengths(&out_by_july(&json!("at-deadline")), 0),
        [100, 100, 100, 100, 100, 100, 100, 0, 0, 0, 0]
    );
}

#[test]
fn a_rate_can_end_before_its_deadline() {
    // e = 1 + ceil(100 / 30) - 1 = 4; moved 30 60 90 100
    let plan = out_by_july(&json!({ "rate": 30 }));
    assert_eq!(strengths(&plan, 0), [100, 70, 40, 10, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-07-31 2023-07 goal 0 strength 0 met in 2023-04 slip -3 short 0"
    );
}

#[test]
fn a_rate_too_slow_for_its_deadline_continues_after_it() {
    // e = 1 + ceil(100 / 12) - 1 = 9; by month 7, 84 have moved.
    let plan = out_by_july(&json!({ "rate": 12 }));
    assert_eq!(strengths(&plan, 0), [100, 88, 76, 64, 52, 40, 28, 16, 4, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-07-31 2023-07 goal 0 strength 16 missed in 2023-09 slip 2 short 16"
    );
}

#[test]
fn a_rate_is_split_by_the_cuts_and_rounded_down_in_each_contingent() {
    // cut = 70, apportioned by 50, 33, 17: 35, 23.1, 11.9, so 35, 23, 12.
    // p = 30/70, 60/70, 1: of 35 15 30 35, of 23 9.8 19.7 23, of 12 5.1 10.2 12.
    let plan = plan(json!({
        "through": "2023-04",
        "contingent": [usa("IRQ", 50), contingent("GBR", "IRQ", 33), contingent("ITA", "IRQ", 17)],
        "phase": [{
            "name": "seventy",
            "target": { "reduce_by": 70 },
            "deadline": "2023-04-30",
            "pace": { "rate": 30 },
        }],
    }));
    assert_eq!(strengths(&plan, 0), [50, 35, 20, 15, 15]);
    assert_eq!(strengths(&plan, 1), [33, 24, 14, 10, 10]);
    assert_eq!(strengths(&plan, 2), [17, 12, 7, 5, 5]);
}

#[test]
fn an_even_raise_is_apportioned_by_strength() {
    // gain = 100 over 200 and 100: 66.67 and 33.33, so 67 and 33.
    // floor(67 k / 7) = 9 19 28 38 47 57 67; floor(33 k / 7) = 4 9 14 18 23 28 33
    let plan = plan(json!({
        "through": "2023-08",
        "contingent": [usa("IRQ", 200), contingent("GBR", "IRQ", 100)],
        "phase": [{ "name": "surge", "target": { "raise_by": 100 }, "deadline": "2023-07-31" }],
    }));
    assert_eq!(strengths(&plan, 0), [200, 209, 219, 228, 238, 247, 257, 267, 267]);
    assert_eq!(strengths(&plan, 1), [100, 104, 109, 114, 118, 123, 128, 133, 133]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-07-31 2023-07 goal 400 strength 400 met in 2023-07 slip 0 short 0"
    );
}

/// Nine hundred troops, a thousand by July.
fn a_thousand_by_july(pace: &Value) -> Plan {
    plan(json!({
        "through": "2023-08",
        "contingent": [usa("IRQ", 900)],
        "phase": [{
            "name": "surge",
            "target": { "raise_to": 1_000 },
            "deadline": "2023-07-31",
            "pace": pace,
        }],
    }))
}

#[test]
fn a_raise_along_an_s_curve_mirrors_a_cut() {
    // gain = 1,000 - 900 = 100: 5 19 39 60 80 94 100
    assert_eq!(
        strengths(&a_thousand_by_july(&json!("s-curve")), 0),
        [900, 905, 919, 939, 960, 980, 994, 1_000, 1_000]
    );
}

#[test]
fn a_raise_at_a_rate_ends_when_it_is_complete() {
    // e = 1 + ceil(100 / 30) - 1 = 4
    let plan = a_thousand_by_july(&json!({ "rate": 30 }));
    assert_eq!(strengths(&plan, 0), [900, 930, 960, 990, 1_000, 1_000, 1_000, 1_000, 1_000]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-07-31 2023-07 goal 1000 strength 1000 met in 2023-04 slip -3 short 0"
    );
}

#[test]
fn a_raise_of_empty_contingents_is_apportioned_equally() {
    // All weights are 0 and count as 1: 2.5 each, the tie to the earlier listed.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("IRQ", 0), contingent("GBR", "IRQ", 0)],
        "phase": [{
            "name": "surge",
            "target": { "raise_by": 5 },
            "deadline": "2023-02-28",
            "pace": "at-start",
        }],
    }));
    assert_eq!(strengths(&plan, 0), [0, 3, 3]);
    assert_eq!(strengths(&plan, 1), [0, 2, 2]);
}

#[test]
fn the_largest_force_over_centuries_is_exact() {
    // 4,000,000,000 over n = 2,000 months, to August 2189: troops times k^2 (3n - 2k) is up to 2^65.
    let plan = plan(json!({
        "through": "2189-08",
        "contingent": [usa("IRQ", 4_000_000_000)],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2189-08-31",
            "pace": "s-curve",
        }],
    }));
    // k / n = 1/4, 1/2, 3/4: x^2 (3 - 2x) = 5/32, 1/2, 27/32
    let strengths = strengths(&plan, 0);
    let quarters = [500, 1_000, 1_500, 2_000].map(|month| strengths[month]);
    assert_eq!(quarters, [3_375_000_000, 2_000_000_000, 625_000_000, 0]);
}

#[test]
fn an_even_pace_over_a_thousand_years_is_exact_in_every_month() {
    // n = 11,419 months, to July 2974; in month k = 11,417 a level in 2^27ths that declines by rounded steps would be
    // one too low.
    let (troops, n) = (4_294_965_666_u32, 11_419);
    let plan = plan(json!({
        "through": "2974-07",
        "contingent": [usa("IRQ", troops)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2974-07-31" }],
    }));
    let troops = u64::from(troops);
    let exact: Vec<u64> = (0..=n).map(|k| troops - troops * k / n).collect();
    let strengths: Vec<u64> = strengths(&plan, 0).into_iter().map(u64::from).collect();
    assert_eq!(exact[11_417], 752_250);
    assert!(strengths == exact);
}
