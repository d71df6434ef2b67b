//! Which grouping says most: shares of the theatre, month by month.

use drawdown::projection::GroupBy;
use serde_json::{Value, json};

use super::{contingent, plan};

/// Americans and Britons, 250 of each in Iraq and in Kuwait. In month 1 a hundred move from Iraq to Kuwait, 50 of each.
fn telling(through: &str, more_phases: &[Value]) -> GroupBy {
    let both =
        ["IRQ", "KWT"].map(|host| [contingent("USA", host, 250), contingent("GBR", host, 250)]);
    let moved = json!({
        "name": "moved",
        "scope": { "host": "IRQ" },
        "target": { "reduce_by": 100 },
        "deadline": "2023-01-31",
        "destination": { "host": "KWT" },
    });
    let phases = [&[moved], more_phases].concat();
    let document = json!({
        "through": through,
        "contingent": both.concat(),
        "phase": phases,
    });
    plan(document).project().telling_grouping()
}

fn in_february(contributor: &str, target: &Value) -> Value {
    json!({
        "name": contributor,
        "scope": { "contributor": contributor },
        "target": target,
        "deadline": "2023-02-28",
    })
}

#[test]
fn the_host_says_most_of_a_move() {
    // Of the hosts' shares a tenth moves, of the contributors' none.
    assert_eq!(telling("2023-01", &[]), GroupBy::Host);
}

#[test]
fn few_who_are_left_count_as_much_as_many() {
    // In month 2 all but 20 Americans, 8 in Iraq and 12 in Kuwait, go home: the contributors' shares move by a half, the
    // hosts' by a tenth in both months.
    let phases =
        [in_february("GBR", &json!("remainder")), in_february("USA", &json!({ "reduce_to": 20 }))];
    assert_eq!(telling("2023-02", &phases), GroupBy::Contributor);
}

#[test]
fn months_without_troops_have_no_shares() {
    let phases = [in_february("GBR", &json!("remainder")), in_february("USA", &json!("remainder"))];
    assert_eq!(telling("2023-06", &phases), GroupBy::Host);
}
