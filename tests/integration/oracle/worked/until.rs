//! `until`: a phase that a later decision replaces.

use super::*;

#[test]
fn after_its_until_nothing_more_is_scheduled() {
    // 100 a month through June, 6 * 100 = 600; the deadline still has a goal, but no verdict
    let outcome = projected(&of(1_200, json!({ "phase": [all(&json!({ "until": "2024-06" }))] })));
    assert_eq!(strengths(&outcome)[4..8], [700, 600, 600, 600]);
    assert_eq!(line(&outcome, 0), "all,2024-12-31,2024-12,0,,,,,,2024-01,100,100,true");
    assert_eq!(due(&outcome, 0).chance(), "not judged");
    assert!(outcome.causes[0].is_empty());
    // "those replaced included": the projection ends a year after December 2024
    assert_eq!(outcome.months.last().unwrap(), "2025-12");
}

#[test]
fn an_until_in_its_last_month_changes_nothing() {
    let plain = projected(&of(1_200, json!({ "phase": [all(&json!({}))] })));
    // 16 December 2024: 16 days after 30 November, 15 before 31 December
    for until in ["2024-12", "2024-12-16", "2025-02"] {
        let phase = all(&json!({ "until": until }));
        assert_eq!(projected(&of(1_200, json!({ "phase": [phase] }))), plain, "{until}");
    }
    assert_eq!(
        line(&plain, 0),
        "all,2024-12-31,2024-12,0,0,true,2024-12,0,0,2024-01,100,100,false"
    );
}

#[test]
fn a_day_counts_as_the_nearest_month_end() {
    // 15 June: 15 days after 31 May and 15 before 30 June, so the earlier: May, 5 * 100 = 500
    let phase = all(&json!({ "until": "2024-06-15" }));
    let outcome = projected(&of(1_200, json!({ "phase": [phase] })));
    assert_eq!(strengths(&outcome)[3..6], [800, 700, 700]);
}

#[test]
fn the_next_phase_starts_after_the_until() {
    // n0 is July (t = 7); of 600 left, 200 a month through September
    let phases =
        [all(&json!({ "until": "2024-06" })), phase("sooner", &json!({ "deadline": "2024-09" }))];
    let outcome = projected(&of(1_200, json!({ "phase": phases })));
    assert_eq!(strengths(&outcome)[5..9], [600, 400, 200, 0]);
    // without an until it would start in January 2025, after its deadline
    let phases = [all(&json!({})), phase("sooner", &json!({ "deadline": "2024-09" }))];
    assert!(refused(&of(1_200, json!({ "phase": phases }))).contains("before it starts"));
}

#[test]
fn what_was_kept_back_still_leaves_after_the_until() {
    // a hold over May and June keeps 100 and 100 back, which leave in July
    let outcome = projected(&of(
        1_200,
        json!({
            "phase": [all(&json!({ "until": "2024-06" }))],
            "hold": [{ "name": "h", "from": "2024-05", "through": "2024-06" }],
        }),
    ));
    assert_eq!(strengths(&outcome)[3..8], [800, 800, 800, 600, 600]);
    assert_eq!(line(&outcome, 0), "all,2024-12-31,2024-12,0,,,,,,2024-07,200,100,true");
}

#[test]
fn a_phase_replaced_before_it_starts_does_not_start() {
    // signed opens in September as a variant has it, after the until: nothing moves; the next phase has waited until
    // July for it, as it would have with nothing before it but a start in July
    let plan = of(
        1_200,
        json!({
            "event": [{ "id": "signed", "date": "2024-01" }],
            "phase": [
                all(&json!({ "until": "2024-06", "waits_for": ["signed"] })),
                phase("sooner", &json!({ "deadline": "2024-09" })),
            ],
        }),
    );
    let late = varied(&plan, &json!([{ "shift": { "event": "signed", "months": 7 } }]));
    assert_eq!(strengths(&late)[5..9], [1_200, 800, 400, 0]);
    // s0 is February (t = 2), so the phase is judged as if it had started there: goal 0, and nothing else
    assert_eq!(line(&late, 0), "all,2024-12-31,2024-12,0,,,,,,,,,true");
}

#[test]
fn a_phase_that_waits_for_nothing_blocks_until_its_until() {
    let undated = |more: &Value| {
        of(
            1_200,
            json!({
                "event": [{ "id": "signed" }],
                "phase": [
                    with(all(&json!({ "waits_for": ["signed"] })), more),
                    phase("sooner", &json!({ "starts": "2025-01", "deadline": "2025-03" })),
                ],
            }),
        )
    };
    // without an until, the later phase never starts
    assert_eq!(*strengths(&projected(&undated(&json!({})))).last().unwrap(), 1_200);
    // with one, it goes on after June
    let until = undated(&json!({ "until": "2024-06" }));
    assert_eq!(strengths(&projected(&until))[11..15], [1_200, 800, 400, 0]);
    // and with `skip` it is as if the first were not listed
    let skip = undated(&json!({ "if_undated": "skip" }));
    assert_eq!(strengths(&projected(&skip))[11..15], [1_200, 800, 400, 0]);
}

#[test]
fn what_is_in_proportion_to_a_phase_that_did_not_start_counts_as_undated_after_its_until() {
    let plan = |if_undated: &str| {
        let mut plan = of(
            1_200,
            json!({
                "event": [{ "id": "signed", "date": "2024-01" }],
                "phase": [
                    with(all(&json!({ "until": "2024-06", "waits_for": ["signed"] })), &json!({ "scope": { "contributor": "USA" } })),
                    { "name": "allies", "scope": { "contributor": "GBR" }, "target": { "in_proportion_to": "all" },
                      "deadline": "2024-04", "if_undated": if_undated },
                    phase("last", &json!({ "scope": { "contributor": "GBR" }, "deadline": "2024-09" })),
                ],
            }),
        );
        plan["contingent"] = json!([
            { "contributor": "USA", "host": "IRQ", "strength": 1_200 },
            { "contributor": "GBR", "host": "IRQ", "strength": 300 },
        ]);
        varied(&plan, &json!([{ "shift": { "event": "signed", "months": 9 } }]))
    };
    // from July on "allies" counts as waiting for something undated: "last" never starts ..
    assert_eq!(plan("block").totals[12].strength, 1_500);
    // .. or, if they are skipped, goes on in July: 100 a month through September
    let skipped = plan("skip");
    assert_eq!(strengths(&skipped)[5..9], [1_500, 1_400, 1_300, 1_200]);
}

#[test]
fn a_plan_must_replace_a_phase_after_its_start() {
    let starting = |until: &str| {
        let phase = all(&json!({ "starts": "2024-03", "until": until }));
        of(1_200, json!({ "phase": [phase] }))
    };
    assert!(refused(&starting("2024-02")).contains("before it starts"));
    assert_eq!(strengths(&projected(&starting("2024-03")))[1..4], [1_200, 1_080, 1_080]);
    // an until before the plan's first month: the phase is past, whatever its deadline
    let past = projected(&starting("2023-12"));
    assert_eq!(line(&past, 0), "all,2024-12-31,2024-12,,,,,,,,,,true");
    // in a variant it only does not start: it is judged by its s0 (t = 3), which lies after its u
    let plain = of(1_200, json!({ "phase": [all(&json!({ "starts": "2024-03" }))] }));
    let until = json!([{ "until": { "phase": "all", "until": "2023-11" } }]);
    assert_eq!(line(&varied(&plain, &until), 0), "all,2024-12-31,2024-12,,,,,,,,,,true");
}
