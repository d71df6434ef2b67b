//! Entries that contradict others, or say what cannot be.

use serde_json::{Value, json};

use super::{assert_place, assert_places, place, plan, read, set, table};

#[test]
fn a_name_is_taken_by_another_entry() {
    for (list, key, place) in [
        ("source", "id", "source[1].id"),
        ("event", "id", "event[1].id"),
        ("hold", "name", "hold[1].name"),
        ("cap", "name", "cap[1].name"),
        ("cost", "name", "cost[1].name"),
        ("hazard", "name", "hazard[1].name"),
        ("variant", "name", "variant[1].name"),
        ("phase", "name", "phase[3].name"),
    ] {
        let last = place.split(['[', ']']).nth(1).unwrap();
        let mut plan = plan();
        // Nothing else names these.
        plan["variant"][0]["adjust"] = json!([]);
        plan["event"][1]["source"] = Value::Null;
        for entry in [
            "/contingent/0",
            "/event/1",
            "/residual/0",
            "/phase/0",
            "/hold/0",
            "/cap/1",
            "/cost/0",
            "/hazard/0",
            "/variant/0",
        ] {
            table(&mut plan, entry).remove("source");
        }
        plan["phase"][0]["waits_for"] = json!([]);
        plan["phase"][2]["deadline"] = json!("2027-03");
        let first = plan[list][0][key].clone();
        set(&mut plan, &format!("/{list}/{last}/{key}"), first);
        let errors = read(&plan).unwrap_err();
        assert_eq!(super::places(&errors), [place], "{errors}");
    }
    assert_places(
        |plan| {
            plan["variant"][0]["adjust"] = json!([]);
            plan["phase"][3]["name"] = json!("ratified"); // phases and events share their names
        },
        &["phase[3].name"],
    );
    assert_place("/contingent/1/mission", json!("combat"), "contingent[1]");
    assert_place("/variant/1/name", json!("as planned"), "variant[1].name");
}

#[test]
fn a_name_is_blank_or_too_long() {
    for pointer in [
        "/title",
        "/source/0/id",
        "/event/2/id",
        "/event/0/name",
        "/phase/3/name",
        "/hold/0/name",
        "/cap/1/name",
        "/cost/0/name",
        "/cost/1/currency",
        "/hazard/1/name",
        "/variant/0/name",
    ] {
        for name in [String::new(), " ".into(), "n".repeat(201)] {
            let mut plan = plan();
            plan["variant"][0]["adjust"] = json!([]);
            for (_, entries) in plan.as_object_mut().unwrap().iter_mut() {
                for entry in entries.as_array_mut().into_iter().flatten() {
                    entry.as_object_mut().unwrap().remove("source");
                }
            }
            set(&mut plan, pointer, json!(name));
            assert_eq!(super::places(&read(&plan).unwrap_err()), [place(pointer)]);
        }
    }
}

#[test]
fn a_reference_leads_nowhere() {
    for pointer in [
        "/contingent/0/source",
        "/event/1/source",
        "/residual/0/source",
        "/phase/0/source",
        "/hold/0/source",
        "/cap/1/source",
        "/cost/0/source",
        "/hazard/0/source",
        "/variant/0/source",
        "/event/1/date/after",
        "/phase/0/waits_for/1",
        "/phase/1/deadline/after",
        "/phase/1/target/in_proportion_to",
        "/hold/0/through/after",
        "/residual/1/from/after",
        "/variant/0/adjust/0/shift/event",
        "/variant/0/adjust/1/shift/phase",
        "/variant/0/adjust/2/pace/phase",
        "/variant/0/adjust/3/target/phase",
        "/variant/0/adjust/8/cancel/phase",
    ] {
        for name in ["nothing of the kind", "", "late"] {
            assert_place(pointer, json!(name), &place(pointer));
        }
    }
}

#[test]
fn a_reference_is_to_something_of_another_kind() {
    for (pointer, name) in [
        ("/contingent/0/source", "agreed"),
        ("/event/1/date/after", "first year"),
        ("/phase/0/waits_for/0", "allies"),
        ("/phase/1/target/in_proportion_to", "agreed"),
        ("/variant/0/adjust/0/shift/event", "allies"),
        ("/variant/0/adjust/8/cancel/phase", "agreed"),
    ] {
        assert_place(pointer, json!(name), &place(pointer));
    }
}

#[test]
fn a_reference_is_to_something_later() {
    for (pointer, name) in [
        ("/event/1/date/after", "announced"),
        ("/event/1/date/after", "ratified"),
        ("/phase/1/deadline/after", "allies"),
        ("/phase/1/deadline/after", "return"),
        ("/phase/1/target/in_proportion_to", "allies"),
        ("/phase/1/target/in_proportion_to", "the remainder"),
    ] {
        assert_place(pointer, json!(name), &place(pointer));
    }
}

#[test]
fn a_scope_matches_nobody() {
    for entry in ["/residual/1", "/phase/3", "/hold/1", "/cap/1", "/cost/1", "/hazard/1"] {
        for scope in [
            json!({ "host": "AFG" }),
            json!({ "mission": [] }),
            json!({ "contributor": "ESP", "host": "KWT" }),
        ] {
            let pointer = format!("{entry}/scope");
            assert_place(&pointer, scope, &place(&pointer));
        }
    }
    for (adjustment, expected) in [
        ("/variant/0/adjust/4/residual", "variant[0].adjust[4].residual.scope"),
        ("/variant/0/adjust/5/cap", "variant[0].adjust[5].cap.scope"),
        ("/variant/0/adjust/6/hold", "variant[0].adjust[6].hold.scope"),
        ("/variant/0/adjust/7/strength", "variant[0].adjust[7].strength.scope"),
        ("/variant/0/adjust/9/add/phase", "variant[0].adjust[9].add.phase.scope"),
    ] {
        assert_place(&format!("{adjustment}/scope"), json!({ "host": "AFG" }), expected);
    }
}

#[test]
fn a_destination_is_nowhere() {
    assert_place("/phase/0/destination", json!({ "host": "SYR" }), "phase[0].destination");
    // Those in Iraq have none, and those in Kuwait neither.
    assert_places(
        |plan| plan["phase"][0]["destination"] = json!({ "mission": "support" }),
        &["phase[0].destination", "phase[0].destination"],
    );
    assert_place("/phase/0/destination", json!({}), "phase[0].destination");
    assert_place("/phase/3/destination", json!({ "host": "IRQ" }), "phase[3].destination");
    assert_places(
        |plan| {
            plan["phase"][3]["target"] = json!({ "raise_to": 500 });
            plan["phase"][3]["destination"] = json!({ "mission": "training" });
        },
        &["phase[3].destination"],
    );
}

#[test]
fn a_proportion_is_to_what_gives_none() {
    assert_places(
        |plan| {
            table(plan, "/phase/0").remove("destination");
            plan["phase"][0]["target"] = json!({ "raise_by": 1 });
        },
        &["phase[1].target.in_proportion_to"],
    );
    assert_places(
        |plan| {
            plan["phase"][0]["deadline"] = json!("2024-08-31");
            plan["phase"][1]["deadline"] = json!("2025-10");
        },
        &["phase[1].target.in_proportion_to"],
    );
}

#[test]
fn a_number_is_out_of_range() {
    for (pointer, value) in [
        ("/phase/3/target/reduce_by_percent", json!("100.0001")),
        ("/phase/0/pace/rate/low", json!(0)),
        ("/phase/0/blocks", json!(0)),
        ("/hazard/0/monthly_chance", json!(1.5)),
        ("/hazard/0/monthly_chance", json!(-0.1)),
        ("/contingent/3/strength", json!(u32::MAX)),
        ("/variant/0/adjust/0/shift/months", json!(12_001)),
        ("/variant/0/adjust/0/shift/months", json!(-12_001)),
    ] {
        let expected = match pointer {
            "/phase/0/pace/rate/low" => "phase[0].pace.rate".to_owned(),
            _ => place(pointer),
        };
        assert_place(pointer, value, &expected);
    }
    assert_places(
        |plan| {
            for rate in ["per_troop_year", "per_withdrawn", "per_month"] {
                table(plan, "/cost/0").remove(rate);
            }
        },
        &["cost[0]"],
    );
    assert_place("/phase/3/target", json!({ "raise_by": u32::MAX }), "phase[3].target.raise_by");
    assert_place(
        "/variant/0/adjust/7/strength/percent",
        json!(u32::MAX),
        "variant[0].adjust[7].strength.percent",
    );
}

#[test]
fn days_contradict_each_other() {
    assert_place("/phase/2/deadline", json!("2025-10-15"), "phase[2].deadline");
    assert_place("/phase/3/deadline", json!("2025-09"), "phase[3].deadline");
    assert_place("/phase/2/starts", json!("2028-10"), "phase[2].deadline");
    assert_place("/phase/3/starts", json!("2025-09"), "phase[3].starts");
    assert_place(
        "/phase/1/starts",
        json!({ "after": "agreed", "months": 20 }),
        "phase[1].deadline",
    );
    assert_place("/hold/0/through", json!("2025-09-30"), "hold[0].through");
    assert_place("/hold/0/from", json!("2026-02"), "hold[0].through");
    assert_place("/hold/0/through/months", json!(12), "hold[0].through");
    assert_place("/cap/0/through", json!("2024-08"), "cap[0].through");
    assert_place("/residual/0/from", json!("2030-01-01"), "residual[0].through");
    assert_place("/through", json!("2024-07"), "through");
    assert_places(
        |plan| {
            plan["as_of"] = json!("1900-01");
            plan["through"] = json!("2900-02");
        },
        &["through"],
    );
}

#[test]
fn a_day_is_in_no_calendar() {
    for pointer in [
        "/as_of",
        "/through",
        "/source/0/date",
        "/event/0/date",
        "/residual/0/through",
        "/phase/0/deadline",
        "/phase/0/starts",
        "/hold/0/from",
        "/cap/0/from",
        "/cap/0/through",
    ] {
        for day in ["1799-12", "3000-01", "2024-00", "2024-13"] {
            assert_place(pointer, json!(day), &place(pointer));
        }
    }
    for pointer in ["/hold/0/through/months", "/residual/1/from/months"] {
        let day = pointer.rsplit_once('/').unwrap().0;
        assert_place(pointer, json!(u32::MAX), &place(day));
        assert_place(pointer, json!({ "low": 20, "high": 12_000 }), &place(day));
    }
}
