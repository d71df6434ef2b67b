//! The same in TOML.

use drawdown::Plan;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use super::junk::{KEYS, TEXTS};
use super::{any_plan, assert_decent, cases};

/// Pieces of TOML, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(&KEYS[..]).prop_map(str::to_owned),
        2 => select(&KEYS[..]).prop_map(|key| format!("\n[[{key}]]\n")),
        1 => select(&KEYS[..]).prop_map(|key| format!("\n[{key}]\n")),
        3 => select(&TEXTS[..]).prop_map(|text| format!("{text:?}")),
        2 => (-5..5000_i64).prop_map(|number| number.to_string()),
        4 => Just(" = ".to_owned()),
        3 => Just("\n".to_owned()),
        4 => select(&["{ ", " }", "[", "]", ", ", ".", "'", "\"\"\"", "#", "2024-09-30", "1.5", "nan", "true", "0x_f", "\r\n"][..])
            .prop_map(str::to_owned),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Lines `key = value` under headers: nearly always TOML.
fn lines() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        select(&TEXTS[..]).prop_map(|text| Value::from(text).to_string()),
        (-5..5000_i64).prop_map(|number| number.to_string()),
        select(
            &[
                "2024-09-30",
                "1.5",
                "true",
                "inf",
                "[]",
                "{}",
                "['a', 5]",
                "{ low = 5 }",
                "{ after = 'a', days = 1 }"
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    let line = prop_oneof![
        4 => (select(&KEYS[..]), value).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => select(&KEYS[3..13]).prop_map(|key| format!("[[{key}]]")),
    ];
    vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn any_bytes_as_toml(bytes in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        assert_decent(Plan::from_toml(&text), &text);
    }

    #[test]
    fn any_pieces_as_toml(text in pieces()) {
        assert_decent(Plan::from_toml(&text), &text);
    }

    #[test]
    fn any_lines_as_toml(text in lines()) {
        assert_decent(Plan::from_toml(&text), &text);
    }

    /// A shipped plan with a piece cut out and something put in.
    #[test]
    fn a_shipped_plan_with_a_cut(from in any::<Index>(), length in 0..30_usize, piece in pieces()) {
        let plan: Vec<char> = include_str!("../../../../examples/plans/iraq-2024.toml").chars().collect();
        let from = from.index(plan.len());
        let through = (from + length).min(plan.len());
        let text: String = plan[..from].iter().copied().chain(piece.chars().take(20)).chain(plan[through..].iter().copied()).collect();
        assert_decent(Plan::from_toml(&text), &text);
    }

    #[test]
    fn json_is_not_toml(plan in any_plan()) {
        assert!(Plan::from_toml(&plan.to_string()).is_err());
    }
}
