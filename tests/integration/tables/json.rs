//! Tables as JSON, read back.

use drawdown::table::{Cell, Column, ColumnKind, Decimal, Table, TableError};
use drawdown::{Plan, YearMonth};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::plans;

fn written(table: Table<'_>) -> String {
    let mut bytes = Vec::new();
    table.write_json(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn each_kind_of_cell_has_its_json() {
    let names = ["text", "number", "decimal", "truth", "month", "empty"];
    let columns = names.map(|name| Column::new(name, ColumnKind::Text));
    let month: YearMonth = "2024-08".parse().unwrap();
    let row = vec![
        Cell::from("a \"quoted\"\nline"),
        Cell::from(2_500_u32),
        Cell::from(Decimal::new(24_312, 1)),
        Cell::from(true),
        Cell::from(month),
        Cell::Empty,
    ];
    assert_eq!(
        written(Table::new(columns.to_vec(), [row])),
        "[\n  {\"text\": \"a \\\"quoted\\\"\\nline\", \"number\": 2500, \"decimal\": 2431.2, \"truth\": true, \
         \"month\": \"2024-08\", \"empty\": null}\n]\n"
    );
}

#[test]
fn a_table_without_rows_is_an_empty_list() {
    let columns = vec![Column::new("a", ColumnKind::Text)];
    assert_eq!(written(Table::new(columns, [])), "[\n]\n");
}

#[test]
fn invalid_tables_are_refused() {
    let error = Table::new(vec![], [vec![]]).write_json(Vec::new()).unwrap_err();
    assert!(matches!(error, TableError::NoColumns));
}

proptest! {
    #![proptest_config(crate::cases(50))]

    #[test]
    fn json_says_what_the_cells_say(document in crate::plans::any_plan()) {
        for (_, plan) in plans(&document) {
            let tables: [for<'a> fn(&'a Plan) -> Table<'a>; 3] = [
                |plan| Table::levels_streaming(plan),
                |plan| Table::totals(&plan.project()),
                |plan| Table::deadlines(plan.project().deadlines()),
            ];
            for table in tables {
                let read: Vec<Value> = serde_json::from_str(&written(table(&plan))).unwrap();
                let names: Vec<String> = table(&plan).columns.into_iter().map(|c| c.name).collect();
                let rows = table(&plan).rows.map(|row| {
                    let value = |cell: Cell<'_>| match cell {
                        Cell::Empty => Value::Null,
                        Cell::Bool(truth) => truth.into(),
                        Cell::Number(number) => json!(i64::try_from(number).unwrap()),
                        other => other.to_string().into(),
                    };
                    Value::Object(names.iter().cloned().zip(row.into_iter().map(value)).collect())
                });
                prop_assert_eq!(read, rows.collect::<Vec<_>>());
            }
        }
    }
}
