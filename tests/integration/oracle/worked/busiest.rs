//! Busiest months, surges, and the order of caps.

use super::*;

#[test]
fn a_halt_of_ten_months_ends_on_time_by_a_surge() {
    // 100 in January; February to November are held; in December 1,000 kept back and 100 due
    let lists = json!({
        "phase": [all(&json!({}))],
        "hold": [{ "name": "halt", "from": "2024-02", "through": "2024-11" }],
    });
    let outcome = projected(&of(1_200, lists));
    assert_eq!(
        line(&outcome, 0),
        "all,2024-12-31,2024-12,0,0,true,2024-12,0,0,2024-12,1100,100,false"
    );
    assert_eq!(due(&outcome, 0).chance(), "met by a surge");
}

#[test]
fn the_planned_busiest_month_is_that_of_the_phase_started_as_planned() {
    // a year and a half late: s is July 2025, and with `compress` all 1,200 leave at once
    let plan = of(
        1_200,
        json!({
            "event": [{ "id": "signed", "date": "2023-12" }],
            "phase": [all(&json!({ "waits_for": ["signed"] }))],
        }),
    );
    let late = varied(&plan, &json!([{ "shift": { "event": "signed", "months": 18 } }]));
    assert_eq!(
        line(&late, 0),
        "all,2024-12-31,2024-12,0,1200,false,2025-07,7,1200,2025-07,1200,100,false"
    );
    assert_eq!(due(&late, 0).chance(), "late");
    // uneven paces: back-loaded 1,200 k^2/144, of which the last month is 1,200 (144 - 121)/144 = 191.67
    let back = of(1_200, json!({ "phase": [all(&json!({ "pace": "back-loaded" }))] }));
    let row = &projected(&back).deadlines[0];
    // 1,200 * 121 / 144 = 1,008.3, so 192 in December
    assert_eq!((row.busiest, row.planned_busiest), (Some(192), Some(192)));
    assert_eq!(row.chance(), "met at the planned pace");
}

#[test]
fn the_planned_busiest_month_ends_with_the_until_not_with_the_projection() {
    // back-loaded through June of twelve months: 1,200 (36 - 25)/144 = 91.67; 300 - 208 = 92 in June
    let phase = all(&json!({ "pace": "back-loaded", "until": "2024-06" }));
    let outcome = projected(&of(1_200, json!({ "phase": [phase] })));
    assert_eq!(line(&outcome, 0), "all,2024-12-31,2024-12,0,,,,,,2024-06,92,92,true");
    // a projection that ends in March has seen 1,200 (9 - 4)/144 = 41.67, but December's 192 is planned
    let mut short = of(1_200, json!({ "phase": [all(&json!({ "pace": "back-loaded" }))] }));
    short["through"] = json!("2024-03");
    let outcome = projected(&short);
    // 8, 33, 75: 8, 25 and 42; undecided, and not yet met
    assert_eq!(line(&outcome, 0), "all,2024-12-31,2024-12,0,,,,,,2024-03,42,192,false");
    assert_eq!(due(&outcome, 0).chance(), "undecided");
}

#[test]
fn no_month_after_2999_is_planned() {
    // One a month of 24,000: in blocks of 20,000 the first would leave in the 20,000th month, of which 2999-12 is the
    // 11,712th; in blocks of 5,000 two leave by then.
    for (block, planned) in [(20_000, 0), (5_000, 5_000)] {
        let phase =
            json!({ "name": "all", "target": "remainder", "pace": { "rate": 1 }, "blocks": block });
        let outcome = projected(&of(24_000, json!({ "phase": [phase], "through": "2024-12" })));
        assert_eq!(outcome.deadlines[0].planned_busiest, Some(planned));
    }
}

#[test]
fn where_nobody_left_the_busiest_month_is_the_start() {
    let phase = all(&json!({ "starts": "2024-03" }));
    let outcome = projected(&of(1_200, json!({ "phase": [phase], "hold": [{ "name": "h" }] })));
    assert_eq!(line(&outcome, 0), "all,2024-12-31,2024-12,0,1200,false,,,1200,2024-03,0,120,false");
    assert_eq!(due(&outcome, 0).chance(), "never");
}

#[test]
fn of_a_raise_the_arrivals_count() {
    let phase = all(&json!({ "target": { "raise_to": 1_500 }, "deadline": "2024-03" }));
    let outcome = projected(&of(1_200, json!({ "phase": [phase] })));
    assert_eq!(
        line(&outcome, 0),
        "all,2024-03-31,2024-03,1500,1500,true,2024-03,0,0,2024-01,100,100,false"
    );
}

fn one_airfield(caps: &[Value; 2]) -> Outcome {
    let mut plan = of(
        600,
        json!({
            "phase": [
                phase("Iraq", &json!({ "scope": { "host": "IRQ" }, "deadline": "2024-03" })),
                phase("Syria", &json!({ "scope": { "host": "SYR" }, "deadline": "2024-03" })),
            ],
            "cap": caps,
        }),
    );
    plan["contingent"] = json!([
        { "contributor": "USA", "host": "IRQ", "strength": 600 },
        { "contributor": "USA", "host": "SYR", "strength": 300 },
    ]);
    projected(&plan)
}

#[test]
fn the_narrowest_cap_comes_first() {
    // due 200 and 100; the road takes Syria's to 50; of 200 and 50 the airfield lets 200 go: 160 and 40.
    // (Airfield first: 133 and 67, of which the road lets 50 go, 183 in all.)
    let airfield = json!({ "name": "airfield", "per_month": 200 });
    let road = json!({ "name": "road", "scope": { "host": "SYR" }, "per_month": 50 });
    let wide_first = one_airfield(&[airfield.clone(), road.clone()]);
    let withdrawn = |t: usize| wide_first.cells[t].iter().map(|c| c.withdrawn).collect::<Vec<_>>();
    assert_eq!(withdrawn(1), [160, 40]);
    // then due 240 and 160; 240 and 50 share 200 as 165.5 and 34.5: 166 (remainder 150 of 290) and 34 (140 of 290)
    assert_eq!(withdrawn(2), [166, 34]);
    let narrow_first = one_airfield(&[road, airfield]);
    assert_eq!(wide_first.cells, narrow_first.cells);
    // causes keep the listing order among equals only: Syria's road kept 50 + 110 + .. back
    assert_eq!(wide_first.causes[1][0].1, "road");
}

#[test]
fn caps_over_as_many_keep_their_order() {
    // both over one contingent: 100 then 80 let 80 go, and the first keeps 20 of 120 back, the second 20 of 100
    let caps = json!([{ "name": "a", "per_month": 100 }, { "name": "b", "per_month": 80 }]);
    let phase = all(&json!({ "deadline": "2024-01", "target": { "reduce_by": 120 } }));
    let outcome = projected(&of(1_200, json!({ "phase": [phase], "cap": caps })));
    assert_eq!(outcome.causes[0], [cause("cap", "a", 20), cause("cap", "b", 20)]);
}

#[test]
fn sums_leave_the_opening_month_out() {
    // 100 troops, 50 left at the end of January and none in February: 50 troop-months.
    // 120 a year is 120 twelfths a month each: 50 * 120; 10 for each of 100 who go home; 5 in each of 14 months.
    let phase = all(&json!({ "deadline": "2024-02" }));
    let cost = json!({ "name": "c", "currency": "USD", "per_troop_year": 120, "per_withdrawn": 10, "per_month": 5 });
    let outcome = projected(&of(100, json!({ "phase": [phase], "cost": [cost] })));
    assert_eq!(outcome.totals.len(), 15);
    assert_eq!(outcome.sums.troop_months, 50);
    let twelfths = 50 * 120 + 12 * 10 * 100 + 12 * 5 * 14;
    assert_eq!(outcome.sums.costs, [("c".to_owned(), "USD".to_owned(), twelfths)]);
}
