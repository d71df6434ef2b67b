//! Tables as csv, read back.

use drawdown::table::{Cell, Column, ColumnKind, Table};
use proptest::prelude::*;
use proptest::sample::select;

use super::{LEVELS, TOTALS, deadlines, led_by, levels, plans, totals};
use crate::oracle::Deadline;

fn written(table: Table<'_>) -> String {
    let mut bytes = Vec::new();
    table.write_csv(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The first line and the others, each in its fields.
fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = reader.records().map(|r| row(r.unwrap())).collect();
    (rows.remove(0), rows)
}

fn of_texts<'a>(rows: impl IntoIterator<Item = Vec<Cell<'a>>, IntoIter: Send + 'a>) -> Table<'a> {
    let columns = ["a", "b"].map(|name| Column::new(name, ColumnKind::Text));
    Table::new(columns.to_vec(), rows)
}

proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn csv_says_what_the_projection_says(document in crate::plans::any_plan()) {
        for (_, plan) in plans(&document) {
            let projection = plan.project();
            let (names, rows) = read(&written(Table::levels(&projection)));
            prop_assert_eq!(names, LEVELS);
            prop_assert_eq!(rows, levels(&projection));
            let (names, rows) = read(&written(Table::deadlines(projection.deadlines())));
            prop_assert_eq!(names, Deadline::COLUMNS);
            prop_assert_eq!(rows, deadlines(&projection));
            let (names, rows) = read(&written(Table::totals(&projection)));
            prop_assert_eq!(names, TOTALS);
            prop_assert_eq!(rows, totals(&projection));
        }
    }

    #[test]
    fn variants_are_stacked(document in crate::plans::any_plan()) {
        let plans = plans(&document);
        let tables = plans.iter().map(|(name, plan)| (name.as_str(), Table::totals(&plan.project())));
        let (names, rows) = read(&written(Table::variants(tables)));
        prop_assert_eq!(&names[..1], ["variant"]);
        prop_assert_eq!(&names[1..], TOTALS);
        let each = plans.iter().flat_map(|(name, plan)| led_by(name, totals(&plan.project())));
        prop_assert_eq!(rows, each.collect::<Vec<_>>());
    }

    #[test]
    fn a_text_is_read_as_it_is_unless_it_looks_like_a_formula(
        first in select(vec!["", "=", "+", "-", "@", "\t", "\r", "'", "\"", ",", "\n", " ", "ب"]),
        rest in ".{0,12}",
    ) {
        let text = format!("{first}{rest}");
        prop_assume!(!text.chars().all(|c| c.is_ascii_digit() || "+-. ".contains(c)));
        let (_, rows) = read(&written(of_texts([vec![Cell::from("x"), Cell::from(text.as_str())]])));
        let is_formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'].iter().any(|&start| text.starts_with(start));
        let expected = if is_formula { format!("'{text}") } else { text.clone() };
        prop_assert_eq!(&rows[0][1], &expected);
    }

    #[test]
    fn runs_of_numbers_are_no_formulas(runs in proptest::collection::vec((-99..99_i64, 0..9_i64), 1..4)) {
        let runs: Vec<String> = runs.iter().map(|(first, n)| format!("{first}..{}", first + n)).collect();
        let text = runs.join(" ");
        let (_, rows) = read(&written(of_texts([vec![Cell::from("x"), Cell::from(text.as_str())]])));
        prop_assert_eq!(&rows[0][1], &text);
    }

    #[test]
    fn a_number_is_never_touched(number in any::<i128>(), places in 0..40_u8) {
        let decimal = drawdown::table::Decimal::new(number, places);
        let columns = ["whole", "part"].map(|name| Column::new(name, ColumnKind::Decimal));
        let table = Table::new(columns.to_vec(), [vec![number.into(), decimal.into()]]);
        let (_, rows) = read(&written(table));
        prop_assert_eq!(&rows[0], &[number.to_string(), decimal.to_string()]);
    }
}

#[test]
fn quoting_is_that_of_rfc_4180_and_lines_end_with_lf() {
    let table = of_texts([
        vec![Cell::from("plain"), Cell::from("a, b")],
        vec![Cell::from("the \"surge\""), Cell::from("two\nlines")],
        vec![Cell::Empty, Cell::from("=HYPERLINK(\"x\",\"y\")")],
        vec![Cell::from("-2"), Cell::from(-2)],
    ]);
    assert_eq!(
        written(table),
        "a,b\nplain,\"a, b\"\n\"the \"\"surge\"\"\",\"two\nlines\"\n\
         ,\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\n-2,-2\n"
    );
}

#[test]
fn column_names_are_escaped_too() {
    let table = Table::new(vec![Column::new("=1+1", ColumnKind::Text)], []);
    assert_eq!(written(table), "'=1+1\n");
}
