//! A plain text is what the `toml` crate makes of it, and a text that is no TOML is not plain.

use crate::files::toml::plain::tree as plain_tree;
use crate::files::toml::tree as whole_tree;
use crate::files::value_tree::{Node, Tree};

const KEYS: [&str; 18] = [
    "a",
    "b",
    "\"a\"",
    "'a'",
    "\"\\u0061\"",
    "''",
    "a.b",
    "b . a",
    "a-b",
    "1",
    "1.2",
    "é",
    "\"é\"",
    "a b",
    ".a",
    "a.",
    "true",
    "\"a\nb\"",
];

const VALUES: [&str; 72] = [
    "1",
    "1_000",
    "1__0",
    "_1",
    "0x10",
    "0xDEAD_beef",
    "0o17",
    "0b101",
    "+5",
    "-5",
    "-0",
    "00",
    "01",
    "1e3",
    "1.5",
    "-0.0",
    "1.",
    ".5",
    "inf",
    "-inf",
    "nan",
    "0x",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "1e400",
    "2024-09-27",
    "2024-02-30",
    "2024-09",
    "2024-09-27T10:00:00Z",
    "2024-09-27 10:00:00",
    "10:00:00",
    "10:00",
    "25:00:00",
    "0000-01-01",
    "true",
    "True",
    "null",
    "''",
    "'a\\n'",
    "\"a\\n\"",
    "\"\\u0049\"",
    "\"\\uD800\"",
    "\"\\x41\"",
    "\"\\q\"",
    "\"a\tb\"",
    "\"a\u{1}b\"",
    "\"\"\"\na\\\n   b\"\"\"",
    "'''\r\na\r\nb'''",
    "'''a\rb'''",
    "\"unclosed",
    "\"\"\"unclosed",
    "\"é漢\"",
    "é",
    "[]",
    "[1,]",
    "[,]",
    "[1 2]",
    "[ 1, # c\n 2 ]",
    "[[1],[2]]",
    "[{a=1},{a=2}]",
    "{}",
    "{a=1,}",
    "{a=1\n}",
    "{a=1,a=2}",
    "{a.b=1}",
    "{a={b=1},a.c=2}",
    "{''=1}",
    "{a}",
    "{=1}",
    "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
    "1 2",
];

const ENDS: [&str; 10] =
    ["\n", "\r\n", "\r", " # c\n", "# \u{1}\n", "#\r\n", " \t\n", "", "\u{c}\n", "\n\u{feff}"];

/// A tree without positions, its keys in order.
fn shown(tree: &Tree<'_>) -> String {
    match &tree.node {
        Node::Table(entries) => {
            let shown = entries.iter().map(|e| format!("{:?} = {}", e.key, shown(&e.value)));
            let mut entries: Vec<String> = shown.collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        Node::List(list) => format!("{:?}", list.iter().map(shown).collect::<Vec<_>>()),
        node => format!("{node:?}"),
    }
}

/// How many of some texts are plain.
fn plain(texts: impl Iterator<Item = String>) -> usize {
    let is_plain = |text: String| {
        let Some(plain) = plain_tree(&text) else { return false };
        let whole = whole_tree(&text).ok().map(|tree| shown(&tree));
        assert_eq!(Some(shown(&plain)), whole, "{text:?}");
        true
    };
    texts.map(is_plain).filter(|&is_plain| is_plain).count()
}

#[test]
fn a_key_and_a_value_are_what_they_are_to_toml() {
    let all = KEYS.iter().flat_map(|key| VALUES.iter().map(move |value| (key, value)));
    let lines = all.clone().flat_map(|(key, value)| {
        ENDS.iter().flat_map(move |end| {
            ["", "[[z]]\n"].map(|header| format!("{header}{key} = {value}{end}b = 1\n"))
        })
    });
    assert!(plain(lines) > 1_000);
    let within = all.map(|(key, value)| format!("q = {{ {key} = {value}, b = [{value}] }}\n"));
    assert!(plain(within) > 100);
}

#[test]
fn tables_and_lists_are_what_they_are_to_toml() {
    let parts = [
        "[[a]]\n",
        "[a]\n",
        "[[b]]\n",
        "[a.b]\n",
        "[[a.b]]\n",
        "a = 1\n",
        "a = []\n",
        "b = {}\n",
        "a.b = 2\n",
    ];
    let of_four = (0..parts.len().pow(4)).map(|mut number| {
        let mut text = String::new();
        for _ in 0..4 {
            text += parts[number % parts.len()];
            number /= parts.len();
        }
        text
    });
    assert!(plain(of_four) > 100);
}
