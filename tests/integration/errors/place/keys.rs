//! Keys taken out, keys misspelt, values of another kind.

use serde_json::{Value, json};

use super::{PlanErrorKind, assert_places, leaves, place, places, plan, read, set, table, tables};

/// The keys that a plan cannot do without.
const REQUIRED: [&str; 33] = [
    "/title",
    "/as_of",
    "/source/0/id",
    "/source/1/title",
    "/contingent/0/contributor",
    "/contingent/1/host",
    "/contingent/2/strength",
    "/event/1/id",
    "/event/1/date/after",
    "/residual/0/strength",
    "/phase/0/name",
    "/phase/1/name",
    "/phase/2/target",
    "/phase/3/deadline",
    "/phase/1/deadline/after",
    "/hold/1/name",
    "/cap/0/name",
    "/cap/1/per_month",
    "/cost/0/name",
    "/cost/1/currency",
    "/hazard/0/name",
    "/hazard/0/monthly_chance",
    "/hazard/1/lasts",
    "/variant/0/name",
    "/variant/1/adjust",
    "/variant/0/adjust/0/shift/months",
    "/variant/0/adjust/2/pace/pace",
    "/variant/0/adjust/3/target/target",
    "/variant/0/adjust/4/residual/strength",
    "/variant/0/adjust/5/cap/per_month",
    "/variant/0/adjust/6/hold/name",
    "/variant/0/adjust/7/strength/percent",
    "/variant/0/adjust/9/add/phase/deadline",
];

#[test]
fn a_required_key_is_missing() {
    for pointer in REQUIRED {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let take = |plan: &mut Value| _ = table(plan, parent).remove(key).unwrap();
        assert_places(take, &[&place(pointer)]);
    }
}

#[test]
fn the_contingents_are_missing() {
    assert_places(|plan| _ = table(plan, "").remove("contingent"), &["contingent"]);
}

/// Whether one place lies around another: the table or the entry that it is in.
fn around(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// Without these somebody or something else is meant, in other entries too.
const FAR_REACHING: [&str; 8] = [
    "/contingent",
    "/event",
    "/phase",
    "/source",
    "/contingent/0/mission",
    "/contingent/3/mission",
    "/phase/0/scope",
    "/phase/0/scope/mission",
];

/// The errors of a plan in which one key is misspelt: the key, as it should be and as it is, and the places.
fn misspelt() -> Vec<(String, String, String, Vec<String>)> {
    let mut all = Vec::new();
    for (parent, keys) in tables() {
        for key in keys {
            let (pointer, wrong) = (format!("{parent}/{key}"), format!("{parent}/{key}_"));
            let mut plan = plan();
            let table = table(&mut plan, &parent);
            let value = table.remove(&key).unwrap();
            table.insert(format!("{key}_"), value);
            let errors = read(&plan).expect_err(&wrong);
            let (right, wrong) = (place(&pointer), place(&wrong));
            all.push((pointer, right, wrong, places(&errors)));
        }
    }
    all
}

#[test]
fn a_key_is_misspelt() {
    for (pointer, right, wrong, places) in misspelt() {
        assert_eq!(
            places.iter().filter(|&place| *place == wrong).count(),
            1,
            "{wrong} in {places:?}"
        );
        if FAR_REACHING.contains(&pointer.as_str()) {
            continue;
        }
        for place in places.iter().filter(|&place| *place != wrong) {
            assert!(*place == right || around(place, &right), "{wrong}, but also {place}");
        }
    }
}

#[test]
fn a_key_is_misspelt_and_nothing_else_is_wrong() {
    for (_, right, wrong, mut places) in misspelt() {
        // That a required key is missing may be said as well.
        let table = right.rsplit_once('.').map_or("", |(table, _)| table).to_owned();
        places.retain(|place| *place != right && *place != table);
        assert_eq!(places, [wrong]);
    }
}

#[test]
fn an_unknown_key_is_reported_as_unknown() {
    for (parent, _) in tables() {
        let mut plan = plan();
        let unknown = format!("{parent}/troops");
        set(&mut plan, &unknown, json!(5));
        let errors = read(&plan).expect_err(&unknown);
        // In a table of one key, a second is one too many.
        let choice = ["/target", "/pace", "/rate"].iter().any(|key| parent.ends_with(key))
            || parent.contains("/adjust");
        if !choice {
            assert_eq!(places(&errors), [place(&unknown)]);
            let problem = &errors.iter().next().unwrap().problem;
            assert!(
                matches!(problem, PlanErrorKind::UnknownKey { known, .. } if !known.contains(&"troops")),
                "{errors}"
            );
        }
    }
}

/// The places of the errors of a plan in which one value is of another kind.
fn of_another_kind() -> Vec<(String, Vec<String>)> {
    let errors = |pointer: &String| {
        let mut plan = plan();
        let value = if pointer.ends_with("/cascade") { json!(5) } else { json!(true) };
        set(&mut plan, pointer, value);
        (place(pointer), places(&read(&plan).expect_err(pointer)))
    };
    leaves().iter().map(errors).collect()
}

#[test]
fn a_value_is_of_another_kind() {
    for (expected, places) in of_another_kind() {
        assert_eq!(
            places.iter().filter(|&place| *place == expected).count(),
            1,
            "{expected} in {places:?}"
        );
        // Without its mission a scope is wider, and more would need a destination.
        for place in places
            .iter()
            .filter(|&place| *place != expected && expected != "phase[0].scope.mission[0]")
        {
            assert!(around(place, &expected), "{expected}, but also {place}");
        }
    }
}

#[test]
fn a_value_is_of_another_kind_and_nothing_else_is_wrong() {
    for (expected, places) in of_another_kind() {
        assert_eq!(places, [expected]);
    }
}

#[test]
fn a_value_is_null() {
    for pointer in leaves() {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        if key.bytes().all(|b| b.is_ascii_digit()) {
            continue; // an element of a list
        }
        let (mut null, mut without) = (plan(), plan());
        set(&mut null, &pointer, Value::Null);
        table(&mut without, parent).remove(key);
        // A null key counts as missing.
        let places = |plan| read(plan).map(|_| ()).map_err(|errors| places(&errors));
        assert_eq!(places(&null), places(&without), "{pointer}");
    }
}

#[test]
fn an_entry_is_not_a_table() {
    for list in crate::plans::LISTS {
        for value in [json!(5), json!("five"), json!(null), json!(true), json!(0.5)] {
            let mut plan = plan();
            table(&mut plan, "").entry(list).or_insert(json!([null]));
            set(&mut plan, &format!("/{list}/0"), value);
            let places = places(&read(&plan).unwrap_err());
            assert_eq!(places[0], format!("{list}[0]"));
            assert!(places.iter().all(|place| place.starts_with(&places[0])), "{places:?}");
        }
        for value in [json!(5), json!({}), json!("five")] {
            let mut plan = plan();
            set(&mut plan, &format!("/{list}"), value);
            let errors = read(&plan).unwrap_err();
            assert_eq!(places(&errors)[0], list, "{errors}");
        }
    }
}
