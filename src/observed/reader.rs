//! Reads observed strengths from csv by a mapping of its columns.

mod cells;
mod header;
mod row;

use csv::StringRecord;

use crate::observed::csv_error::{CsvErrorKind, CsvErrors};
use crate::observed::mapping::ColumnMapping;
use crate::observed::series::Observed;
use header::Found;
use row::Reading;

/// The largest file that is read, in bytes.
const SIZE: usize = 256 * 1024 * 1024;
/// The most rows that are read.
const ROWS: usize = 2_000_000;

impl Observed {
    /// Reads strengths from csv as spreadsheets, R and pandas write it: commas between fields,
    /// quotes where needed, LF or CRLF, UTF-8 with or without a byte-order mark. The first line
    /// names the columns; rows without any value are not looked at.
    ///
    /// - Head-counts are digits. What a program makes of a whole number that went through a float
    ///   (`12.0`, `1e+05`) is read, and exactly; thousands separators and fractions are refused.
    /// - Rows about a country that cannot be told are in [`left_out`](Self::left_out), the others
    ///   in [`rows`](Self::rows).
    ///
    /// # Errors
    ///
    /// All that is wrong, each with its line and column, the first 1,000 of it:
    ///
    /// - a file of more than 256 MiB or 2,000,000 rows, or one that is not UTF-8;
    /// - a column of the mapping that is not there, or a filter that no row passes;
    /// - a row with more or fewer fields than the first line, or without a date;
    /// - a code, number, date or head-count that is none;
    /// - a code and a Correlates-of-War number of different countries;
    /// - two rows about the same month, contingent and operation.
    ///
    /// ```
    /// use drawdown::{ColumnMapping, Observed};
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
    ///     Some(r#"line 1, Contributor_ISO-3: no column is called so; there are "year", "troops""#)
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_csv(bytes: &[u8], columns: &ColumnMapping) -> Result<Self, CsvErrors> {
        let mut errors = CsvErrors::none();
        if bytes.len() > SIZE {
            let problem = CsvErrorKind::TooLarge { size: bytes.len(), limit: SIZE };
            errors.add(None, None, problem);
            return Err(errors);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Err(error) = std::str::from_utf8(bytes) {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            errors.add(Some(line as u64), None, CsvErrorKind::NotUtf8);
            return Err(errors);
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let header = match reader.headers() {
            Ok(header) if header.is_empty() => Err(CsvErrorKind::Empty),
            Ok(header) => Ok(header.clone()),
            Err(error) => Err(CsvErrorKind::Unreadable { message: error.to_string() }),
        };
        let header = match header {
            Ok(header) => header,
            Err(problem) => {
                errors.add(None, None, problem);
                return Err(errors);
            }
        };
        let Some(found) = Found::of(columns, &header, &mut errors) else { return Err(errors) };
        let mut reading = Reading::new(columns, found, errors);
        let mut lines = Lines { bytes, at: 0, line: 1 };
        let mut record = StringRecord::new();
        let mut rows = 0;
        while !reading.errors.is_full() {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let problem = CsvErrorKind::Unreadable { message: error.to_string() };
                    reading.errors.add(None, None, problem);
                    break;
                }
            }
            rows += 1;
            if rows > ROWS {
                reading.errors.add(None, None, CsvErrorKind::TooManyRows { limit: ROWS });
                break;
            }
            let start = record.position().map_or(0, csv::Position::byte);
            lines.go_to(usize::try_from(start).unwrap_or(usize::MAX));
            reading.row(&record, lines.line, header.len());
        }
        reading.end()
    }
}

/// The line of each row. The reader's own count goes wrong after CRLF and blank lines, which it
/// takes for the beginning of the next row.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// Goes on to a row, and over the line ends before it.
    fn go_to(&mut self, start: usize) {
        while let Some(byte) = self.bytes.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                return;
            }
            self.at += 1;
            let ends = match byte {
                b'\n' => true,
                b'\r' => self.bytes.get(self.at) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
        }
    }
}
