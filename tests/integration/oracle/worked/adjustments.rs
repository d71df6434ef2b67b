//! The adjustments that version 2 added.

use super::*;

fn halted() -> Value {
    of(
        1_200,
        json!({
            "event": [{ "id": "signed" }],
            "phase": [all(&json!({}))],
            "hold": [{ "name": "halt", "from": "2024-02", "through": "2024-03" }],
            "cap": [{ "name": "road", "per_month": 150, "from": "2024-05-10" }],
            "hazard": [{ "name": "crisis", "monthly_chance": 0.1, "lasts": 2 }],
            "cost": [{ "name": "pay", "currency": "USD", "per_month": 1 }],
        }),
    )
}

#[test]
fn anything_named_can_be_cancelled() {
    let only_phase =
        of(1_200, json!({ "event": [{ "id": "signed" }], "phase": [all(&json!({}))] }));
    let cancelled = varied(
        &halted(),
        &json!([
            { "cancel": { "hold": "halt" } },
            { "cancel": { "cap": "road" } },
            { "cancel": { "hazard": "crisis" } },
            { "cancel": { "cost": "pay" } },
        ]),
    );
    assert_eq!(cancelled, projected(&only_phase));
    let mut none = halted();
    none["variant"] = json!([{ "name": "v", "adjust": [{ "cancel": { "cap": "halt" } }] }]);
    assert!(refused(&none).contains("to cancel"));
}

#[test]
fn a_hold_and_a_cap_are_shifted_with_both_ends() {
    let shifted = |shift: Value| varied(&halted(), &json!([{ "shift": shift }]));
    // the halt over March and April: 100, 200, then 400 are due in May, of which the road lets 150 go
    let outcome = shifted(json!({ "hold": "halt", "months": 1 }));
    assert_eq!(strengths(&outcome)[..6], [1_100, 1_000, 1_000, 1_000, 850, 700]);
    // 10 June counts as 31 May: the cap starts in June; in April, May and June 300, 100 and 100 leave
    let outcome = shifted(json!({ "cap": "road", "months": 1 }));
    assert_eq!(strengths(&outcome)[..6], [1_100, 1_100, 1_100, 800, 700, 600]);
    // two shifts add up, and a hold that is replaced starts without
    let twice = json!([
        { "shift": { "hold": "halt", "months": 3 } },
        { "shift": { "hold": "halt", "months": -2 } },
    ]);
    let once = shifted(json!({ "hold": "halt", "months": 1 }));
    assert_eq!(varied(&halted(), &twice), once);
    let replaced = json!([
        { "shift": { "hold": "halt", "months": 3 } },
        { "hold": { "name": "halt", "from": "2024-02", "through": "2024-03" } },
        { "shift": { "hold": "halt", "months": 1 } },
    ]);
    assert_eq!(varied(&halted(), &replaced), once);
}

#[test]
fn days_are_set_whether_there_were_any_or_not() {
    let waiting = of(
        1_200,
        json!({
            "event": [{ "id": "signed" }],
            "phase": [all(&json!({ "waits_for": ["signed"] }))],
        }),
    );
    let never = strengths(&projected(&waiting));
    assert!(never.iter().all(|&n| n == 1_200));
    // a shift moves nothing: an undated event stays so
    let shift = json!([{ "shift": { "event": "signed", "months": -3 } }]);
    assert_eq!(strengths(&varied(&waiting, &shift)), never);
    // signed in June: from July on, 200 a month; s0 stays January, for as written it is undated
    let date = json!([
        { "shift": { "event": "signed", "months": 5 } },
        { "date": { "event": "signed", "date": "2024-05" } },
        { "shift": { "event": "signed", "months": 1 } },
    ]);
    let dated = varied(&waiting, &date);
    assert_eq!(strengths(&dated)[5..8], [1_200, 1_000, 800]);
    assert_eq!(due(&dated, 0).planned_busiest, Some(100));

    // a phase at a rate gets a deadline and an until
    let open = of(
        1_000,
        json!({
            "phase": [{ "name": "open", "target": "remainder", "pace": { "rate": 100 } }],
        }),
    );
    let deadline = json!([{ "deadline": { "phase": "open", "deadline": "2024-05" } }]);
    assert_eq!(due(&varied(&open, &deadline), 0).shortfall, Some(500));
    let until = json!([{ "until": { "phase": "open", "until": { "values": ["2024-02"] } } }]);
    assert_eq!(strengths(&varied(&open, &until))[..4], [900, 800, 800, 800]);
    // with a named pace it must have a deadline, at the end of all adjustments
    let mut paced = open.clone();
    let even = json!({ "pace": { "phase": "open", "pace": "even" } });
    paced["variant"] = json!([{ "name": "v", "adjust": [even] }]);
    assert!(refused(&paced).contains("no deadline"));
    let both = json!([even, { "deadline": { "phase": "open", "deadline": "2024-05" } }]);
    assert_eq!(due(&varied(&open, &both), 0).shortfall, Some(0));
}

#[test]
fn a_phase_shift_moves_its_until_and_a_cascade_the_later_ones() {
    let plan = of(
        1_200,
        json!({
            "phase": [
                all(&json!({ "until": "2024-03" })),
                phase("then", &json!({ "starts": "2024-04", "until": "2024-06", "deadline": "2024-09" })),
            ],
        }),
    );
    // 100 a month through March, then 900 over six months through June
    assert_eq!(strengths(&projected(&plan))[2..7], [900, 750, 600, 450, 450]);
    let alone = json!([{ "shift": { "phase": "then", "months": 1 } }]);
    assert_eq!(strengths(&varied(&plan, &alone))[2..8], [900, 900, 750, 600, 450, 450]);
    // 1,200 over thirteen months: 92, 184, 276, 369 are gone by April; of 831 in six months 138, 277, 415
    let cascade = json!([{ "shift": { "phase": "all", "months": 1, "cascade": true } }]);
    assert_eq!(strengths(&varied(&plan, &cascade))[2..8], [924, 831, 693, 554, 416, 416]);
}

#[test]
fn a_phase_is_added_where_it_belongs() {
    // the two steps of the third phase: listed last, the second would come after everyone has left
    let phases = [
        phase("phase 3", &json!({ "target": { "reduce_by": 4_000 }, "deadline": "2024-06" })),
        phase("phase 4", &json!({ "deadline": "2024-12" })),
    ];
    let plan = of(13_586, json!({ "phase": phases }));
    let in_two_steps = |before: Value| {
        let second = json!({
            "name": "phase 3b", "target": { "reduce_by": 2_000 }, "starts": "2024-07", "deadline": "2024-09",
        });
        varied(
            &plan,
            &json!([
                { "target": { "phase": "phase 3", "target": { "reduce_by": 2_000 } } },
                { "add": with(json!({ "phase": second }), &before) },
            ]),
        )
    };
    let outcome = in_two_steps(json!({ "before": "phase 4" }));
    assert_eq!([6, 9, 12].map(|t| outcome.totals[t].strength), [11_586, 9_586, 0]);
    let names: Vec<&str> = outcome.deadlines.iter().map(|row| row.phase.as_str()).collect();
    assert_eq!(names, ["phase 3", "phase 3b", "phase 4"]);
    // last: it starts after December, with nobody left to leave; L = W = 0, goal max(0, 0 - 2,000), missed in September
    let outcome = in_two_steps(json!({}));
    assert_eq!(due(&outcome, 2).met, Some(false));
    assert_eq!(outcome.causes[2][0].0, "phase");
}
