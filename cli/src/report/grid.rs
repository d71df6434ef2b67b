//! Tables and lists of a page.

use drawdown::table::{ColumnKind, Table};
use serde::Serialize;

use crate::columns::shown;

/// A table: the first cell of each row is its heading.
#[derive(Serialize)]
pub(super) struct Grid {
    /// What it shows, with its unit and its months.
    pub(super) caption: String,
    pub(super) columns: Vec<Heading>,
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) is_number: bool,
}

impl Grid {
    /// A table of texts in its first column and of numbers in the others.
    pub(super) fn of_numbers(
        caption: String,
        columns: Vec<String>,
        rows: Vec<Vec<String>>,
    ) -> Self {
        let heading = |(i, text)| Heading { text, is_number: i > 0 };
        Self { caption, columns: columns.into_iter().enumerate().map(heading).collect(), rows }
    }

    /// A table of texts.
    pub(super) fn of_texts(caption: String, columns: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let heading = |text| Heading { text, is_number: false };
        Self { caption, columns: columns.into_iter().map(heading).collect(), rows }
    }

    /// The columns of a table, without those that are left out.
    pub(super) fn of_table(caption: String, table: Table<'_>, left_out: &[&str]) -> Self {
        let is_kept: Vec<bool> = (table.columns.iter())
            .map(|column| !left_out.contains(&column.name.as_str()))
            .collect();
        let kept = || is_kept.iter().copied();
        let columns = table.columns.iter().zip(kept()).filter(|(_, is_kept)| *is_kept);
        let columns = columns.map(|(column, _)| Heading {
            text: column.name.replace('_', " "),
            is_number: column.kind == ColumnKind::Number,
        });
        let row = |row: Vec<_>| {
            let cells = row.iter().zip(kept()).filter(|(_, is_kept)| *is_kept);
            cells.map(|(cell, _)| shown(cell)).collect()
        };
        Self { caption, columns: columns.collect(), rows: table.rows.map(row).collect() }
    }
}
