//! Phases without a deadline, days counted back, any day as an estimate, shares of the first strength.

use super::*;

fn at_a_rate(more: &Value) -> Value {
    let phase = json!({ "name": "open", "target": "remainder", "pace": { "rate": 300 } });
    with(phase, more)
}

#[test]
fn a_phase_at_a_rate_needs_no_deadline() {
    let outcome = projected(&of(1_000, json!({ "phase": [at_a_rate(&json!({}))] })));
    assert_eq!(strengths(&outcome)[..5], [700, 400, 100, 0, 0]);
    assert_eq!(line(&outcome, 0), "open,,,,,,,,,2024-01,300,300,false");
    assert_eq!(outcome.months.last().unwrap(), "2024-12"); // as_of + 12
    assert!(
        refused(&of(1_000, json!({ "phase": [{ "name": "open", "target": "remainder" }] })))
            .contains("no deadline")
    );
}

#[test]
fn with_an_until_it_is_replaced() {
    let outcome =
        projected(&of(1_000, json!({ "phase": [at_a_rate(&json!({ "until": "2024-02" }))] })));
    assert_eq!(strengths(&outcome)[..4], [700, 400, 400, 400]);
    assert_eq!(line(&outcome, 0), "open,,,,,,,,,2024-01,300,300,true");
}

#[test]
fn what_follows_a_phase_without_an_end_says_when_it_starts() {
    let then =
        |first: Value, more: &Value| of(1_000, json!({ "phase": [first, phase("then", more)] }));
    let reduce = json!({ "target": { "reduce_to": 400 } });
    assert!(refused(&then(at_a_rate(&reduce), &json!({}))).contains("which has no end"));
    // 1,000 - 600 in January and February; from June 400 over seven months: 57, 114, 171, ..
    let outcome = projected(&then(at_a_rate(&reduce), &json!({ "starts": "2024-06" })));
    assert_eq!(strengths(&outcome)[..7], [700, 400, 400, 400, 400, 343, 286]);
    // a start in February is moved behind its end: the phase ends in February, so March
    let outcome = projected(&then(at_a_rate(&reduce), &json!({ "starts": "2024-02" })));
    assert_eq!(strengths(&outcome)[..4], [700, 400, 360, 320]);
    // with an until there is an end
    let until = with(at_a_rate(&reduce), &json!({ "until": "2024-01" }));
    assert_eq!(strengths(&projected(&then(until, &json!({}))))[..2], [700, 637]);
}

#[test]
fn residuals_are_kept_as_of_its_start() {
    // no b, so the floors of s and s + 1 count: 250 of January, 400 of February, so W = 1,000 - 400
    let outcome = projected(&of(
        1_000,
        json!({
            "phase": [at_a_rate(&json!({}))],
            "residual": [
                { "strength": 250 },
                { "strength": 150, "from": "2024-02" },
                { "strength": 100, "from": "2024-03" },
            ],
        }),
    ));
    // 600 at 300 a month; March protects 500, and in February only 200 more may leave: level 700 to 400 in February
    assert_eq!(strengths(&outcome)[..3], [700, 400, 400]);
}

#[test]
fn days_are_counted_back() {
    // sixty days before 11 November 2025 is 12 September, 12 days after 31 August
    let due_before = |date: &str, count: Value| {
        let deadline = with(json!({ "before": "election" }), &count);
        let outcome = projected(&of(
            1_200,
            json!({
                "event": [{ "id": "election", "date": date }],
                "phase": [all(&json!({ "deadline": deadline }))],
            }),
        ));
        (
            due(&outcome, 0).deadline.clone().unwrap(),
            due(&outcome, 0).binding_month.clone().unwrap(),
        )
    };
    let is = |day: &str, month: &str| (day.to_owned(), month.to_owned());
    assert_eq!(due_before("2025-11-11", json!({ "days": 60 })), is("2025-09-12", "2025-08"));
    // three months before 31 May is the last of February; a month stays a month
    assert_eq!(due_before("2024-05-31", json!({ "months": 3 })), is("2024-02-29", "2024-02"));
    assert_eq!(due_before("2024-05", json!({ "months": 3 })), is("2024-02-29", "2024-02"));
    assert_eq!(due_before("2024-04", json!({ "days": 30 })), is("2024-03-31", "2024-03"));
    let both = json!({ "before": "e", "after": "e", "days": 1 });
    let plan =
        of(1, json!({ "event": [{ "id": "e" }], "phase": [all(&json!({ "deadline": both }))] }));
    assert!(refused(&plan).contains("both after and before"));
}

#[test]
fn any_day_may_be_an_estimate() {
    // "by 2015": 2014-12 at the earliest, 2015-12 at best; without a best, the midpoint
    let deadline = |deadline: Value| {
        let outcome =
            projected(&of(1_200, json!({ "phase": [all(&json!({ "deadline": deadline }))] })));
        due(&outcome, 0).deadline.clone().unwrap()
    };
    assert_eq!(
        deadline(json!({ "low": "2024-06", "best": "2024-12", "high": "2024-12" })),
        "2024-12-31"
    );
    assert_eq!(deadline(json!({ "low": "2024-05", "high": "2024-08" })), "2024-06-30");
    assert_eq!(deadline(json!({ "low": "2024-06-10", "high": "2024-06-13" })), "2024-06-11");
    // of values, the lower median: 2024-03 of four
    let values = json!({ "values": ["2024-09", "2024-02", "2024-03", "2024-06"] });
    assert_eq!(deadline(values), "2024-03-31");
    // a month in `starts` and `from` stands for its first day
    let starts = json!({ "low": "2024-03", "high": "2024-05" });
    let outcome = projected(&of(900, json!({ "phase": [all(&json!({ "starts": starts }))] })));
    assert_eq!(strengths(&outcome)[2..5], [900, 800, 700]); // nine months from April on
}

#[test]
fn values_stand_where_an_estimate_may() {
    let strength = |strength: Value| {
        let mut plan = of(0, json!({ "phase": [all(&json!({}))] }));
        plan["contingent"][0]["strength"] = strength;
        plan
    };
    let best = |written: Value| projected(&strength(written)).totals[0].strength;
    assert_eq!(best(json!({ "values": [40, 10, 30, 20] })), 20);
    assert_eq!(best(json!({ "values": [40, 10, 30] })), 30);
    assert_eq!(best(json!({ "values": [40, 10, 30], "best": 25 })), 25);
    assert!(refused(&strength(json!({ "values": [] }))).contains("no values"));
    assert!(
        refused(&strength(json!({ "values": [1, 2], "low": 0 }))).contains("no list of values")
    );
}

#[test]
fn a_share_of_the_first_strength() {
    // 338,800 leave in four equal shares of what was there first: 70, 40 and 10 percent stay
    let phases = [(1991, 70), (1992, 40), (1993, 10)].map(|(year, percent)| {
        json!({ "name": year.to_string(), "target": { "reduce_to_percent": percent }, "deadline": format!("{year}-12") })
    });
    let mut plan = of(338_800, json!({ "phase": phases }));
    plan["as_of"] = json!("1990-12");
    let outcome = projected(&plan);
    let at = |t: usize| outcome.totals[t].strength;
    assert_eq!((at(12), at(24), at(36)), (237_160, 135_520, 33_880));
    let goals: Vec<u64> = outcome.deadlines.iter().map(|row| row.goal.unwrap()).collect();
    assert_eq!(goals, [237_160, 135_520, 33_880]);
    // half of the strength that a variant scales: 169,400 becomes 84,700
    let scaled = varied(&plan, &json!([{ "strength": { "percent": 50 } }]));
    assert_eq!(due(&scaled, 1).goal, Some(67_760));
}
