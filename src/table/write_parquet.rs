//! Tables as Parquet.

use std::io::Write;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_error::TableError;
use crate::table::table_type::{Table, check_columns};

/// The number of rows that are held in memory and written at once.
const ROWS_PER_GROUP: usize = 1 << 16;

impl Table<'_> {
    /// Writes the table as a Parquet file, which R's arrow, pandas and `DuckDB` open without options,
    /// each column with its type.
    ///
    /// | kind | in Parquet |
    /// |---|---|
    /// | text | `STRING`; never escaped |
    /// | number | `INT64` |
    /// | decimal | `DOUBLE`, the nearest |
    /// | true or false | `BOOLEAN` |
    /// | month | `DATE`, its last day: the one on which its strength holds |
    /// | day | `DATE` |
    ///
    /// An empty cell is a null. Pages are dictionary-encoded and not compressed. Rows are written as
    /// they are made, some tens of thousands at once.
    ///
    /// # Errors
    ///
    /// If `out` fails, which leaves it with an invalid file; if a whole number does not fit into 64
    /// bits (only a cost can be that large); or if the table is invalid.
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut file = Vec::new();
    /// Table::levels(&plan.project()).write_parquet(&mut file)?;
    /// assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_parquet(self, mut out: impl Write) -> Result<(), TableError> {
        let columns = self.columns.clone();
        check_columns(&columns)?;
        let schema = schema(&columns).map_err(failed)?;
        let properties = Arc::new(WriterProperties::builder().build());
        // Written to memory first, so that an error of `out` keeps its kind.
        let mut file =
            SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties).map_err(failed)?;
        let mut rows = (0..).zip(self.validated_rows()).map(|(i, row)| {
            let row = row?;
            check_64_bits(i, &columns, &row)?;
            Ok::<_, TableError>(row)
        });
        loop {
            let rows: Vec<_> = rows.by_ref().take(ROWS_PER_GROUP).collect::<Result<_, _>>()?;
            if rows.is_empty() {
                break;
            }
            let mut group = file.next_row_group().map_err(failed)?;
            for (i, column) in columns.iter().enumerate() {
                if let Some(writer) = group.next_column().map_err(failed)? {
                    write_column(column.kind, rows.iter().map(|row| &row[i]), writer)
                        .map_err(failed)?;
                }
            }
            group.close().map_err(failed)?;
            hand_on(&mut file, &mut out)?;
        }
        file.finish().map_err(failed)?;
        hand_on(&mut file, &mut out)?;
        out.flush().map_err(TableError::Write)
    }
}

/// Moves to `out` what has been written to memory.
fn hand_on(
    file: &mut SerializedFileWriter<Vec<u8>>,
    out: &mut impl Write,
) -> Result<(), TableError> {
    // Memory does not fail.
    file.flush().map_err(TableError::Write)?;
    out.write_all(file.inner()).map_err(TableError::Write)?;
    file.inner_mut().clear(); // the writer counts bytes itself
    Ok(())
}

fn schema(columns: &[Column]) -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnKind::Number => (Physical::INT64, None),
            ColumnKind::Decimal => (Physical::DOUBLE, None),
            ColumnKind::Bool => (Physical::BOOLEAN, None),
            ColumnKind::Month | ColumnKind::Day => (Physical::INT32, Some(LogicalType::Date)),
        };
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL);
        field.build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    Type::group_type_builder("table").with_fields(fields).build()
}

fn check_64_bits(row: u64, columns: &[Column], cells: &[Cell<'_>]) -> Result<(), TableError> {
    for (column, cell) in columns.iter().zip(cells) {
        if let (ColumnKind::Number, &Cell::Number(number)) = (column.kind, cell)
            && i64::try_from(number).is_err()
        {
            return Err(TableError::TooLarge { row, column: column.name.clone(), number });
        }
    }
    Ok(())
}

/// Writes a column of checked cells.
fn write_column<'c>(
    kind: ColumnKind,
    cells: impl Iterator<Item = &'c Cell<'c>>,
    writer: SerializedColumnWriter<'_>,
) -> Result<(), ParquetError> {
    match kind {
        ColumnKind::Text => write_values::<ByteArrayType>(cells.map(text), writer),
        ColumnKind::Number => write_values::<Int64Type>(cells.map(integer), writer),
        ColumnKind::Decimal => write_values::<DoubleType>(cells.map(float), writer),
        ColumnKind::Bool => write_values::<BoolType>(cells.map(boolean), writer),
        ColumnKind::Month | ColumnKind::Day => write_values::<Int32Type>(cells.map(days), writer),
    }
}

fn write_values<T: DataType>(
    cells: impl Iterator<Item = Option<T::T>>,
    mut writer: SerializedColumnWriter<'_>,
) -> Result<(), ParquetError> {
    let cells: Vec<Option<T::T>> = cells.collect();
    let is_there: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    writer.typed::<T>().write_batch(&values, Some(&is_there), None)?;
    writer.close()
}

fn text(cell: &Cell<'_>) -> Option<ByteArray> {
    (*cell != Cell::Empty).then(|| cell.to_string().into_bytes().into())
}

fn integer(cell: &Cell<'_>) -> Option<i64> {
    if let Cell::Number(number) = cell { i64::try_from(*number).ok() } else { None }
}

#[expect(clippy::cast_precision_loss, reason = "the nearest float is written")]
fn float(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number as f64),
        Cell::Decimal(decimal) => Some(decimal.to_f64()),
        _ => None,
    }
}

fn boolean(cell: &Cell<'_>) -> Option<bool> {
    if let Cell::Bool(value) = cell { Some(*value) } else { None }
}

/// The days from 1970-01-01 to a day, or to a month's last day.
fn days(cell: &Cell<'_>) -> Option<i32> {
    let day = match cell {
        Cell::Month(month) => month.last_day(),
        Cell::Day(day) => *day,
        _ => return None,
    };
    Some(day.num_days_from_ce() - NaiveDate::default().num_days_from_ce())
}

/// No type of the Parquet library stands in the interface.
#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
fn failed(error: ParquetError) -> TableError {
    TableError::Parquet { message: error.to_string() }
}
