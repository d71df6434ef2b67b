//! Writers that fail, and invalid tables.

use std::io::{self, Write};

use drawdown::Plan;
use drawdown::table::{Cell, Column, ColumnKind, Table, TableError};
use serde_json::json;

/// Accepts a number of bytes, then fails.
struct Full {
    left: usize,
    taken: Vec<u8>,
    kind: io::ErrorKind,
}

impl Full {
    fn after(left: usize, kind: io::ErrorKind) -> Self {
        Self { left, taken: Vec::new(), kind }
    }
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.left);
        if taken == 0 && !bytes.is_empty() {
            return Err(io::Error::new(self.kind, "no more"));
        }
        self.left -= taken;
        self.taken.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Accepts everything, but cannot be flushed.
struct NeverFlushed;

impl Write for NeverFlushed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::StorageFull, "not passed on"))
    }
}

fn plan() -> Plan {
    crate::engine::plan(&json!({
        "title": "Two contingents",
        "as_of": "2024-08",
        "through": "2034-08", // more than a writer buffers
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": 2500 },
            { "contributor": "ESP", "host": "IRQ", "strength": 187 },
        ],
    }))
}

fn csv(table: Table<'_>, out: &mut dyn Write) -> Result<(), TableError> {
    table.write_csv(out)
}

#[cfg(feature = "parquet")]
fn parquet(table: Table<'_>, out: &mut dyn Write) -> Result<(), TableError> {
    table.write_parquet(out)
}

type Writes = fn(Table<'_>, &mut dyn Write) -> Result<(), TableError>;

const WRITES: &[Writes] = &[
    csv,
    #[cfg(feature = "parquet")]
    parquet,
];

#[test]
fn a_failing_writer_is_reported_wherever_it_fails() {
    let plan = plan();
    let table = || Table::levels_streaming(&plan);
    for write in WRITES {
        let mut whole = Vec::new();
        write(table(), &mut whole).unwrap();
        assert!(whole.len() > 1_000);
        for kind in [io::ErrorKind::BrokenPipe, io::ErrorKind::StorageFull] {
            for left in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
                let mut out = Full::after(left, kind);
                let error = write(table(), &mut out).unwrap_err();
                assert!(matches!(error, TableError::Write(_)), "after {left}: {error}");
                assert_eq!(error.to_string(), "the table cannot be written");
                let source = std::error::Error::source(&error).map(ToString::to_string);
                assert_eq!(source.as_deref(), Some("no more"));
                assert_eq!(io::Error::from(error).kind(), kind, "after {left}");
                assert_eq!(out.taken, whole[..left]);
            }
        }
        let mut out = Full::after(whole.len(), io::ErrorKind::StorageFull);
        write(table(), &mut out).unwrap();
        assert_eq!(out.taken, whole);
    }
}

#[test]
fn a_failing_flush_is_reported() {
    let plan = plan();
    for write in WRITES {
        let error = write(Table::levels_streaming(&plan), &mut NeverFlushed).unwrap_err();
        assert_eq!(io::Error::from(error).kind(), io::ErrorKind::StorageFull);
    }
}

#[track_caller]
fn fails(table: impl Fn() -> Table<'static>, message: &str) {
    for write in WRITES {
        let error = write(table(), &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(io::Error::from(error).kind(), io::ErrorKind::InvalidInput);
    }
}

#[test]
fn invalid_tables_are_refused() {
    let columns =
        || vec![Column::new("phase", ColumnKind::Text), Column::new("month", ColumnKind::Month)];
    let whole = || vec![Cell::from("all"), Cell::Empty];
    fails(
        || Table::new(columns(), [whole(), vec![Cell::from("all")]]),
        "row 1 has 1 cells instead of 2",
    );
    fails(
        || Table::new(columns(), [whole(), whole(), vec!["all".into(), "2024-08".into()]]),
        "row 2, month: expected month, found \"2024-08\"",
    );
    let twins = || vec![Column::new("all", ColumnKind::Text), Column::new("all", ColumnKind::Text)];
    fails(|| Table::new(twins(), [whole()]), "duplicate column name \"all\"; rename one of them");
    fails(|| Table::new(twins(), []), "duplicate column name \"all\"; rename one of them");
    fails(|| Table::new(Vec::new(), [vec![]]), "the table has no columns");
    for write in WRITES {
        let mut out = Vec::new();
        assert!(write(Table::new(twins(), []), &mut out).is_err());
        assert!(out.is_empty(), "nothing is written");
    }
}

#[test]
fn each_kind_accepts_its_own_cells() {
    let month: drawdown::YearMonth = "2024-08".parse().unwrap();
    let cells = [
        Cell::from("text"),
        Cell::Number(1),
        Cell::Decimal(drawdown::table::Decimal::new(15, 1)),
        Cell::Bool(true),
        Cell::Month(month),
        Cell::Day(month.last_day()),
        Cell::Empty,
    ];
    let accepts = |kind: ColumnKind| cells.each_ref().map(|cell| u8::from(kind.accepts(cell)));
    assert_eq!(accepts(ColumnKind::Text), [1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(accepts(ColumnKind::Number), [0, 1, 0, 0, 0, 0, 1]);
    assert_eq!(accepts(ColumnKind::Decimal), [0, 1, 1, 0, 0, 0, 1]);
    assert_eq!(accepts(ColumnKind::Bool), [0, 0, 0, 1, 0, 0, 1]);
    assert_eq!(accepts(ColumnKind::Month), [0, 0, 0, 0, 1, 0, 1]);
    assert_eq!(accepts(ColumnKind::Day), [0, 0, 0, 0, 0, 1, 1]);
}
