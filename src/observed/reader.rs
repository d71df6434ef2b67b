//! Reads observed strengths from csv files.

mod cells;
mod collector;
mod header;
mod row;

use csv::StringRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind, CsvErrors, Reported};
use crate::observed::mapping::ColumnMapping;
use crate::observed::series::Observed;
use collector::Collector;
use header::Header;

const MAX_BYTES: usize = 256 * 1024 * 1024;
const MAX_ROWS: usize = 2_000_000;

impl Observed {
    /// Reads strengths from csv as spreadsheets, R and pandas write it: commas between fields,
    /// quotes where needed, LF or CRLF, UTF-8 with or without a byte-order mark. The first line
    /// names the columns; rows without any value are ignored.
    ///
    /// - Head-counts are digits, or whole numbers as programs write them that were floats (`12.0`,
    ///   `1e+05`). Thousands separators and fractions are errors.
    /// - Rows whose country cannot be determined are in [`left_out`](Self::left_out), the others in
    ///   [`rows`](Self::rows).
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with its line and column, up to 1,000 errors:
    ///
    /// - a file of more than 256 MiB or 2,000,000 rows, or one that is not UTF-8;
    /// - a column of the mapping that the file does not have, or a filter that passes no row;
    /// - a row with more or fewer fields than the first line, or without a date;
    /// - a malformed code, number, date or head-count;
    /// - a code and a Correlates-of-War number of different countries;
    /// - two rows of the same month, contingent and operation.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, Observed};
    ///
    /// let file = "isocode3,mission_acronym,personnel_type,male_personnel,female_personnel,last_reporting_date\n\
    ///             GHA,UNMIL,Troops,700,20,2012-03-31\n\
    ///             GHA,UNMIL,Individual Police,20,10,2012-03-31\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::un_contributors())?;
    /// assert_eq!(observed.rows.len(), 1);
    /// assert_eq!(observed.rows[0].strength.map(u64::from), Some(720));
    ///
    /// let errors = Observed::from_csv(b"year,troops\n2012,720\n", &ColumnMapping::ipi()).unwrap_err();
    /// assert_eq!(
    ///     errors.iter().next().map(ToString::to_string).as_deref(),
    ///     Some(r#"line 1, Contributor_ISO-3: no such column; the columns are "year", "troops""#)
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_csv(bytes: &[u8], columns: &ColumnMapping) -> Result<Self, CsvErrors> {
        let mut errors = CsvDiagnostics::default();
        let observed = read(bytes, columns, &mut errors).unwrap_or_default();
        errors.into_result(observed)
    }
}

fn read(
    bytes: &[u8],
    columns: &ColumnMapping,
    errors: &mut CsvDiagnostics,
) -> Result<Observed, Reported> {
    if bytes.len() > MAX_BYTES {
        let problem = CsvErrorKind::TooLarge { size: bytes.len(), limit: MAX_BYTES };
        return Err(errors.add(None, None, problem));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        return Err(errors.add(Some(line as u64), None, CsvErrorKind::NotUtf8));
    }
    let unreadable = |error: csv::Error| CsvErrorKind::Unreadable { message: error.to_string() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let first_line = match reader.headers() {
        Ok(names) if names.is_empty() => Err(CsvErrorKind::Empty),
        names => names.cloned().map_err(unreadable),
    };
    let first_line = first_line.map_err(|problem| errors.add(None, None, problem))?;
    let mut collector = Collector::new(columns, Header::new(columns, &first_line, errors)?);
    let mut lines = Lines { bytes, at: 0, line: 1 };
    let mut record = StringRecord::new();
    while !errors.is_full()
        && (reader.read_record(&mut record))
            .map_err(|error| errors.add(None, None, unreadable(error)))?
    {
        if collector.rows == MAX_ROWS {
            errors.add(None, None, CsvErrorKind::TooManyRows { limit: MAX_ROWS });
            break;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        collector.row(&record, line, errors);
    }
    Ok(collector.finish(errors))
}

/// Counts lines. The csv reader's own count is wrong after CRLF and blank lines, which it takes for
/// the beginning of the next row.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at `start`, or after the line ends there.
    fn at(&mut self, start: usize) -> u64 {
        while let Some(byte) = self.bytes.get(self.at)
            && (self.at < start || matches!(byte, b'\r' | b'\n'))
        {
            self.at += 1;
            let is_crlf = *byte == b'\r' && self.bytes.get(self.at) == Some(&b'\n');
            self.line += u64::from(matches!(byte, b'\r' | b'\n') && !is_crlf);
        }
        self.line
    }
}
