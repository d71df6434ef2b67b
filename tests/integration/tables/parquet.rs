//! Tables as Parquet, read back.

use bytes::Bytes;
use drawdown::YearMonth;
use drawdown::table::{Cell, Column, ColumnKind, Decimal, Table};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;

use super::{LEVELS, TOTALS, deadlines, led_by, levels, plans, totals};
use crate::oracle::Deadline;

/// The names of the columns, and the rows.
fn read(table: Table<'_>) -> (Vec<String>, Vec<Vec<Field>>) {
    let mut file = Vec::new();
    table.write_parquet(&mut file).unwrap();
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr();
    let names = schema.columns().iter().map(|column| column.name().to_owned()).collect();
    let rows = reader.get_row_iter(None).unwrap();
    let row = |row: parquet::record::Row| row.into_columns().into_iter().map(|(_, field)| field);
    (names, rows.map(|r| row(r.unwrap()).collect()).collect())
}

/// A field as the text that csv has for it; a month is stored as its last day.
fn text(field: &Field, kind: ColumnKind) -> String {
    let day = |days: i32| {
        let epoch = drawdown::chrono::NaiveDate::default();
        epoch + drawdown::chrono::Days::new(u64::try_from(days).unwrap_or(0))
            - drawdown::chrono::Days::new(u64::try_from(-i64::from(days)).unwrap_or(0))
    };
    match (field, kind) {
        (Field::Null, _) => String::new(),
        (Field::Str(text), ColumnKind::Text) => text.clone(),
        (Field::Long(number), ColumnKind::Number) => number.to_string(),
        (Field::Bool(truth), ColumnKind::Bool) => truth.to_string(),
        (Field::Date(days), ColumnKind::Day) => day(*days).to_string(),
        (Field::Date(days), ColumnKind::Month) => {
            let date = day(*days).to_string();
            let month: YearMonth = date[..7].parse().unwrap();
            assert_eq!(month.last_day().to_string(), date);
            month.to_string()
        }
        other => panic!("{other:?}"),
    }
}

/// The names of the columns, and the rows as texts.
fn texts(table: Table<'_>) -> (Vec<String>, Vec<Vec<String>>) {
    let kinds: Vec<ColumnKind> = table.columns.iter().map(|column| column.kind).collect();
    let (names, rows) = read(table);
    let row = |row: Vec<Field>| row.iter().zip(&kinds).map(|(f, kind)| text(f, *kind)).collect();
    (names, rows.into_iter().map(row).collect())
}

proptest! {
    #![proptest_config(crate::cases(60))]

    #[test]
    fn parquet_says_what_the_projection_says(document in crate::plans::any_plan()) {
        for (name, plan) in plans(&document) {
            let projection = plan.project();
            let (names, rows) = texts(Table::levels(&projection));
            prop_assert_eq!(names, LEVELS);
            prop_assert_eq!(rows, levels(&projection));
            let (names, rows) = texts(Table::deadlines(projection.deadlines()));
            prop_assert_eq!(names, Deadline::COLUMNS);
            prop_assert_eq!(rows, deadlines(&projection));
            let named = Table::variants([(name.clone(), Table::totals(&projection))]);
            let (names, rows) = texts(named);
            prop_assert_eq!(&names[1..], TOTALS);
            prop_assert_eq!(rows, led_by(&name, totals(&projection)));
        }
    }

    #[test]
    fn every_day_and_month_there_is_comes_back(months in 0..14_400_i32, day in 1..29_u32) {
        let month = YearMonth::MIN.checked_add(months).unwrap();
        let day = drawdown::chrono::Datelike::with_day(&month.last_day(), day).unwrap();
        let columns = vec![Column::new("m", ColumnKind::Month), Column::new("d", ColumnKind::Day)];
        let (_, rows) = texts(Table::new(columns, [vec![Cell::Month(month), Cell::Day(day)]]));
        prop_assert_eq!(&rows[0], &[month.to_string(), day.to_string()]);
    }
}

#[test]
fn texts_are_not_escaped_and_other_cells_of_a_text_column_are_text() {
    let names = ["=cmd()", "@x", "", "الانسحاب", "two\nlines", "a, \"b\""];
    let cells = names.into_iter().map(Cell::from).chain([Cell::Number(-2), Cell::Empty]);
    let table = Table::new(vec![Column::new("x", ColumnKind::Text)], cells.map(|cell| vec![cell]));
    let (_, rows) = read(table);
    let found: Vec<&Field> = rows.iter().map(|row| &row[0]).collect();
    let text = |text: &str| Field::Str(text.to_owned());
    let mut expected = names.map(text).to_vec();
    expected.extend([text("-2"), Field::Null]);
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
}

#[test]
fn numbers_are_exact_up_to_64_bits() {
    let table = |number: i128| {
        let rows = [vec![Cell::Number(0)], vec![Cell::Number(number)]];
        Table::new(vec![Column::new("n", ColumnKind::Number)], rows)
    };
    for number in [i64::MIN, -1, i64::MAX] {
        assert_eq!(read(table(number.into())).1[1][0], Field::Long(number));
    }
    let error = table(i128::from(i64::MAX) + 1).write_parquet(Vec::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "row 1, n: 9223372036854775808 does not fit into the 64-bit integers of Parquet"
    );
}

#[test]
fn decimals_are_the_nearest_floats() {
    let cells = [Cell::Decimal(Decimal::new(24_312, 1)), Cell::Number(7), Cell::Empty];
    let rows = cells.map(|cell| vec![cell]);
    let (_, rows) = read(Table::new(vec![Column::new("mean", ColumnKind::Decimal)], rows));
    let found: Vec<Field> = rows.into_iter().flatten().collect();
    assert_eq!(found, [Field::Double(2431.2), Field::Double(7.0), Field::Null]);
}

#[test]
fn a_table_of_several_row_groups_is_whole() {
    let cell = |row: u32| if row.is_multiple_of(3) { Cell::Empty } else { Cell::from(row) };
    let count = 2 * 65_536 + 10;
    let rows = (0..count).map(|row| vec![cell(row)]);
    let (_, rows) = read(Table::new(vec![Column::new("n", ColumnKind::Number)], rows));
    assert_eq!(rows.len(), count as usize);
    for (row, found) in (0..).zip(rows) {
        let expected = if row % 3 == 0 { Field::Null } else { Field::Long(row) };
        assert_eq!(found[0], expected, "row {row}");
    }
}

#[test]
fn a_table_without_rows_has_its_columns() {
    let (names, rows) = texts(Table::deadlines([]));
    assert_eq!(names, Deadline::COLUMNS);
    assert!(rows.is_empty());
}
