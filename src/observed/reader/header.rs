//! Where the columns of a mapping are in a csv file: the header is the first line that names them
//! (rules#observed-header).

use std::collections::HashMap;

use csv::ByteRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind, Reported};
use crate::observed::mapping::{ColumnMapping, DateSource};
use crate::observed::reader::date_column::DateColumn;
use crate::observed::reader::names;
use crate::observed::reader::records::{Records, field};
use crate::values::country::Country;
use crate::values::text::excerpt;
use crate::values::year_month::YearMonth;

/// How many lines may stand before the header.
const MAX_LINES_BEFORE: usize = 50;

pub(super) struct Header<'c> {
    /// What separates fields.
    pub(super) separator: u8,
    /// The line of the header, and the number of records through it.
    pub(super) line: u64,
    pub(super) records: usize,
    /// The number of columns in the file.
    pub(super) width: usize,
    /// The position of each column that the mapping names.
    positions: HashMap<&'c str, usize>,
    pub(super) wide: Wide,
}

/// The columns of a wide table (rules#observed-wide) that the mapping does not name; none in another.
#[derive(Default)]
pub(super) struct Wide {
    /// Those that hold strengths.
    pub(super) across: Vec<Across>,
    /// The names of the others, which are neither countries nor dates.
    pub(super) unread: Vec<String>,
    /// How the dates in the names of columns are read.
    pub(super) dates: Option<DateColumn>,
}

/// A column of strengths whose name is a country or a month.
pub(super) struct Across {
    pub(super) name: String,
    position: usize,
    pub(super) stands_for: StandsFor,
}

#[derive(Clone, Copy)]
pub(super) enum StandsFor {
    Country(Country),
    Month(YearMonth),
}

impl<'c> Header<'c> {
    /// Finds the header, and what separates fields.
    pub(super) fn find(
        bytes: &[u8],
        columns: &'c ColumnMapping,
        errors: &mut CsvDiagnostics,
    ) -> Result<Self, Reported> {
        let names = columns.column_names();
        let mut nearest: Option<(usize, u64, ByteRecord)> = None;
        for separator in separators(bytes) {
            let lines = Records::new(bytes, separator).take(MAX_LINES_BEFORE);
            for (before, (line, record)) in lines.enumerate() {
                let found = names.iter().filter(|name| has(&record, name)).count();
                let wide = Wide::new(&record, &names, columns);
                if found == names.len() && (columns.across() == 0 || !wide.across.is_empty()) {
                    let positions = all_positions(&record, &names, line, errors)?;
                    let (records, width) = (before + 1, record.len());
                    return Ok(Self { separator, line, records, width, positions, wide });
                }
                if nearest.as_ref().is_none_or(|(most, ..)| found > *most) {
                    nearest = Some((found, line, record));
                }
            }
        }
        Err(match nearest {
            Some((_, line, record)) => missing_columns(&record, &names, line, errors),
            None => errors.add(None, None, CsvErrorKind::Empty),
        })
    }

    /// The value of a column in a row, without the spaces around it.
    pub(super) fn value<'r>(&self, record: &'r ByteRecord, column: &str) -> &'r str {
        self.positions.get(column).map_or("", |position| field(record, *position))
    }
}

impl Across {
    pub(super) fn value<'r>(&self, record: &'r ByteRecord) -> &'r str {
        field(record, self.position)
    }
}

/// What may separate fields: what a first line such as `sep=;` says, or all that is usual.
fn separators(bytes: &[u8]) -> Vec<u8> {
    match bytes {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator, b'\r' | b'\n', ..]
            if separator.is_ascii() && !matches!(separator, b'"' | b'\r' | b'\n') =>
        {
            vec![*separator]
        }
        _ => vec![b',', b';', b'\t', b'|'],
    }
}

/// The positions of the columns with this name, or else of those that differ in case alone.
fn positions(header: &ByteRecord, name: &str) -> Vec<usize> {
    let columns_like = |is_alike: fn(&str, &str) -> bool| -> Vec<usize> {
        (0..header.len()).filter(|i| is_alike(field(header, *i), name.trim())).collect()
    };
    let same = columns_like(|a, b| a == b);
    if same.is_empty() { columns_like(str::eq_ignore_ascii_case) } else { same }
}

fn has(header: &ByteRecord, name: &str) -> bool {
    !positions(header, name).is_empty()
}

/// The position of each column, which no other has the name of.
fn all_positions<'c>(
    header: &ByteRecord,
    names: &[&'c str],
    line: u64,
    errors: &mut CsvDiagnostics,
) -> Result<HashMap<&'c str, usize>, Reported> {
    let mut found = HashMap::new();
    for (i, &name) in names.iter().enumerate() {
        match positions(header, name)[..] {
            _ if names[..i].contains(&name) => {}
            [position] => _ = found.insert(name, position),
            _ => _ = errors.add(Some(line), Some(name), CsvErrorKind::ColumnTwice),
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(Reported) }
}

/// Reports what the line with the most of the mapping's columns does not have.
fn missing_columns(
    header: &ByteRecord,
    names: &[&str],
    line: u64,
    errors: &mut CsvDiagnostics,
) -> Reported {
    for (i, name) in names.iter().enumerate() {
        if !has(header, name) && !names[..i].contains(name) {
            let known = (0..header.len()).take(20).map(|i| excerpt(field(header, i))).collect();
            errors.add(Some(line), Some(name), CsvErrorKind::NoColumn { known });
        }
    }
    if errors.is_empty() {
        errors.add(Some(line), None, CsvErrorKind::NothingAcross)
    } else {
        Reported
    }
}

impl Wide {
    fn new(header: &ByteRecord, names: &[&str], columns: &ColumnMapping) -> Self {
        if columns.across() == 0 {
            return Self::default();
        }
        let taken: Vec<usize> = names.iter().flat_map(|name| positions(header, name)).collect();
        let is_other = |i: &usize| !taken.contains(i) && !field(header, *i).is_empty();
        let others: Vec<usize> = (0..header.len()).filter(is_other).collect();
        let texts = others.iter().map(|i| field(header, *i));
        let dates = match columns.date {
            DateSource::ColumnNames(form) => {
                Some(DateColumn::new(texts, form, columns.days_count_as))
            }
            _ => None,
        };
        let stands_for = |name: &str| match &dates {
            Some(dates) => dates.month(name).map(StandsFor::Month),
            None => names::country(name, &columns.countries).map(StandsFor::Country),
        };
        let (mut across, mut unread) = (Vec::new(), Vec::new());
        for position in others {
            let name = field(header, position);
            match stands_for(name) {
                Ok(stands_for) => {
                    across.push(Across { name: name.to_owned(), position, stands_for });
                }
                Err(_) => unread.push(excerpt(name)),
            }
        }
        Self { across, unread, dates }
    }
}
