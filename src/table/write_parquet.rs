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

/// How many rows are written at once; they are held in memory.
const GROUP: usize = 1 << 16;

impl Table<'_> {
    /// Writes the table as a Parquet file, which R's arrow, pandas and `DuckDB` open without options,
    /// each column with its type.
    ///
    /// | kind | in Parquet |
    /// |---|---|
    /// | text | `STRING`; never defused |
    /// | number | `INT64` |
    /// | decimal | `DOUBLE`, the nearest |
    /// | truth | `BOOLEAN` |
    /// | month | `DATE`, its last day: the one on which its strength holds |
    /// | day | `DATE` |
    ///
    /// An empty cell is a null. Pages are dictionary-encoded and not compressed. Rows are written as
    /// they are made, some tens of thousands at once.
    ///
    /// # Errors
    ///
    /// Where what is written to fails, which leaves it with what is no Parquet file; where a whole
    /// number is beyond 64 bits (only a cost can be); or where the table is none.
    ///
    /// ```
    /// use drawdown::{Contingent, Plan, PlanSpec, Table, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let mut file = Vec::new();
    /// Table::levels(&plan.project()).write_parquet(&mut file)?;
    /// assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_parquet(self, mut out: impl Write) -> Result<(), TableError> {
        let columns = self.columns.clone();
        check_columns(&columns)?;
        let schema = schema(&columns)?;
        let properties = Arc::new(WriterProperties::builder().build());
        // Written to memory and handed on, so that what `out` says comes back as it said it.
        let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties)?;
        let mut rows = self.validated_rows();
        let mut first = 0;
        loop {
            let mut parts: Vec<Part> =
                columns.iter().map(|column| Part::new(column.kind)).collect();
            let mut count = 0;
            for row in rows.by_ref().take(GROUP) {
                for ((part, column), cell) in parts.iter_mut().zip(&columns).zip(row?) {
                    part.push(&cell).map_err(|number| TableError::TooLarge {
                        row: first + count,
                        column: column.name.clone(),
                        number,
                    })?;
                }
                count += 1;
            }
            if count == 0 {
                break;
            }
            first += count;
            let mut group = file.next_row_group()?;
            for part in &parts {
                if let Some(writer) = group.next_column()? {
                    part.write(writer)?;
                }
            }
            group.close()?;
            hand_on(&mut file, &mut out)?;
        }
        file.finish()?;
        hand_on(&mut file, &mut out)?;
        out.flush().map_err(TableError::Write)
    }
}

/// What has been written to memory goes to where it belongs.
fn hand_on(
    file: &mut SerializedFileWriter<Vec<u8>>,
    out: &mut impl Write,
) -> Result<(), TableError> {
    // Memory takes everything.
    file.flush().map_err(TableError::Write)?;
    out.write_all(file.inner()).map_err(TableError::Write)?;
    file.inner_mut().clear(); // the writer counts what it has written
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

/// A column of some rows: for each whether it is there, and the values of those that are.
struct Part {
    is_there: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<i64>),
    Decimal(Vec<f64>),
    Bool(Vec<bool>),
    Day(Vec<i32>),
}

impl Part {
    fn new(kind: ColumnKind) -> Self {
        let values = match kind {
            ColumnKind::Text => Values::Text(Vec::new()),
            ColumnKind::Number => Values::Number(Vec::new()),
            ColumnKind::Decimal => Values::Decimal(Vec::new()),
            ColumnKind::Bool => Values::Bool(Vec::new()),
            ColumnKind::Month | ColumnKind::Day => Values::Day(Vec::new()),
        };
        Self { is_there: Vec::new(), values }
    }

    /// Adds a cell of the column's kind; a number beyond 64 bits comes back.
    fn push(&mut self, cell: &Cell<'_>) -> Result<(), i128> {
        let is_there = match (&mut self.values, cell) {
            (_, Cell::Empty) => false,
            (Values::Text(texts), cell) => {
                texts.push(cell.to_string().into_bytes().into());
                true
            }
            (Values::Number(numbers), &Cell::Number(number)) => {
                numbers.push(i64::try_from(number).map_err(|_| number)?);
                true
            }
            (Values::Decimal(decimals), &Cell::Decimal(decimal)) => {
                decimals.push(decimal.to_f64());
                true
            }
            #[expect(clippy::cast_precision_loss, reason = "the nearest is what is written")]
            (Values::Decimal(decimals), &Cell::Number(number)) => {
                decimals.push(number as f64);
                true
            }
            (Values::Bool(truths), &Cell::Bool(truth)) => {
                truths.push(truth);
                true
            }
            (Values::Day(days), &Cell::Month(month)) => {
                days.push(since_1970(month.last_day()));
                true
            }
            (Values::Day(days), &Cell::Day(day)) => {
                days.push(since_1970(day));
                true
            }
            _ => false, // the rows are checked
        };
        self.is_there.push(i16::from(is_there));
        Ok(())
    }

    fn write(&self, writer: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match &self.values {
            Values::Text(texts) => self.write_as::<ByteArrayType>(texts, writer),
            Values::Number(numbers) => self.write_as::<Int64Type>(numbers, writer),
            Values::Decimal(decimals) => self.write_as::<DoubleType>(decimals, writer),
            Values::Bool(truths) => self.write_as::<BoolType>(truths, writer),
            Values::Day(days) => self.write_as::<Int32Type>(days, writer),
        }
    }

    fn write_as<T: DataType>(
        &self,
        values: &[T::T],
        mut writer: SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        writer.typed::<T>().write_batch(values, Some(&self.is_there), None)?;
        writer.close()
    }
}

fn since_1970(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - NaiveDate::default().num_days_from_ce()
}

impl From<ParquetError> for TableError {
    fn from(error: ParquetError) -> Self {
        Self::Parquet { message: error.to_string() }
    }
}
