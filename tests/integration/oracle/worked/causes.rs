//! What stands against a missed deadline.

use super::*;

#[test]
fn the_residual_is_what_the_goal_cannot_have() {
    // L = 1,000, W = 750: 250 stay, and the goal is 100
    let outcome = projected(&of(
        1_000,
        json!({
            "phase": [all(&json!({ "target": { "reduce_to": 100 } }))],
            "residual": [{ "strength": 250 }],
        }),
    ));
    assert_eq!(due(&outcome, 0).shortfall, Some(150));
    assert_eq!(outcome.causes[0], [cause("residual", "", 150)]);
}

#[test]
fn the_pace_is_what_it_has_not_moved_by_the_deadline() {
    // 100 a month from January through May: 500 of 1,000
    let phase = all(&json!({ "pace": { "rate": 100 }, "deadline": "2024-05" }));
    let outcome = projected(&of(1_000, json!({ "phase": [phase] })));
    assert_eq!(due(&outcome, 0).shortfall, Some(500));
    assert_eq!(outcome.causes[0], [cause("pace", "", 500)]);
    // of a raise likewise
    let raise = all(
        &json!({ "target": { "raise_by": 300 }, "pace": { "rate": 100 }, "deadline": "2024-02" }),
    );
    assert_eq!(projected(&of(0, json!({ "phase": [raise] }))).causes[0], [cause("pace", "", 100)]);
}

#[test]
fn a_deadline_before_the_planned_start_is_its_own_cause() {
    let plan = of(1_200, json!({ "phase": [all(&json!({ "starts": "2024-06" }))] }));
    let sooner = json!([{ "deadline": { "phase": "all", "deadline": "2024-02" } }]);
    let outcome = varied(&plan, &sooner);
    // s0 is June, b February: nobody has left
    assert_eq!(outcome.causes[0], [cause("deadline", "", 1_200)]);
    assert_eq!(
        line(&outcome, 0),
        "all,2024-02-29,2024-02,0,1200,false,2024-06,4,1200,2024-06,1200,1200,false"
    );
}

#[test]
fn another_phase_owes_what_it_has_not_sent() {
    // a hold from March through June: the first phase keeps 100 back, the second 100, 200 and 300
    let outcome = projected(&of(
        900,
        json!({
            "phase": [
                phase("first", &json!({ "target": { "reduce_by": 300 }, "deadline": "2024-03" })),
                phase("second", &json!({ "target": { "reduce_by": 300 }, "deadline": "2024-06" })),
            ],
            "hold": [{ "name": "h", "from": "2024-03", "through": "2024-06" }],
        }),
    ));
    assert_eq!(due(&outcome, 1).shortfall, Some(400));
    assert_eq!(outcome.causes[1], [cause("hold", "h", 600), cause("phase", "first", 100)]);
    // the first is served first, and owes nobody else's
    assert_eq!(outcome.causes[0], [cause("hold", "h", 100)]);
}

#[test]
fn what_a_start_counts_from_delays_it() {
    // undated, so n0 is January: by then 100, 200 and 300 would have left
    let starts = json!({ "after": "signed", "days": 30 });
    let phase = all(&json!({ "starts": starts, "deadline": "2024-03" }));
    let outcome = projected(&of(300, json!({ "event": [{ "id": "signed" }], "phase": [phase] })));
    assert_eq!(outcome.causes[0], [cause("event", "signed", 600)]);
}

#[test]
fn an_awaited_event_comes_before_what_a_start_counts_from() {
    let starts = json!({ "after": "first", "days": 30 });
    let phase = all(&json!({ "starts": starts, "deadline": "2024-03", "waits_for": ["second"] }));
    let events = json!([{ "id": "first" }, { "id": "second" }]);
    let outcome = projected(&of(300, json!({ "event": events, "phase": [phase] })));
    assert_eq!(outcome.causes[0], [cause("event", "second", 600)]);
}

#[test]
fn a_preceding_phase_delays_no_longer_than_its_until() {
    // "first" waits for what is undated, until March; "second" is planned from January 2024 (skipped: no), in fact
    // from April
    let plan = of(
        600,
        json!({
            "event": [{ "id": "signed" }],
            "phase": [
                phase("first", &json!({ "target": { "reduce_by": 300 }, "deadline": "2024-03", "waits_for": ["signed"] })),
                phase("second", &json!({ "starts": "2024-04", "deadline": "2024-06" })),
            ],
        }),
    );
    // s0 of the second is April; without an until, the first never ends: 200, 400, 600
    assert_eq!(projected(&plan).causes[1], [cause("phase", "first", 1_200)]);
    // until May, the second starts in June and is not late: all leave in one month
    let until = json!([{ "until": { "phase": "first", "until": "2024-05" } }]);
    assert_eq!(
        line(&varied(&plan, &until), 1),
        "second,2024-06-30,2024-06,0,0,true,2024-06,0,0,2024-06,600,200,false"
    );
    // under a cap of 150, 450 stay; late by May's 200 and 400, in June by nothing
    let capped = json!([
        { "until": { "phase": "first", "until": "2024-05" } },
        { "cap": { "name": "road", "per_month": 150 } },
    ]);
    assert_eq!(
        varied(&plan, &capped).causes[1],
        [cause("phase", "first", 600), cause("cap", "road", 450)]
    );
}

#[test]
fn the_pace_of_a_phase_that_began_early_is_that_from_its_planned_start() {
    // planned from April at 100 a month: 500 by August, of the cut of 1,000 that it has; in fact from January, so 200
    // are left
    let plan = of(
        1_000,
        json!({
            "event": [{ "id": "signed", "date": "2024-03" }],
            "phase": [all(&json!({ "pace": { "rate": 100 }, "deadline": "2024-08", "waits_for": ["signed"] }))],
        }),
    );
    let early = varied(&plan, &json!([{ "shift": { "event": "signed", "months": -3 } }]));
    assert_eq!(due(&early, 0).shortfall, Some(200));
    assert_eq!(early.causes[0], [cause("pace", "", 500)]);
}
