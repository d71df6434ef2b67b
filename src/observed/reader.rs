//! Reads observed strengths from csv files.

mod collector;
mod conflicts;
mod date_column;
mod dates;
mod header;
mod names;
mod numbers;
mod records;
mod row;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind, CsvErrors, Reported};
use crate::observed::mapping::{ColumnMapping, DateForm, DateSource, DayCounting};
use crate::observed::note::Note;
use crate::observed::observations::Observations;
use crate::observed::series::Observed;
use collector::Collector;
use date_column::DateColumn;
use header::Header;
use records::Records;

const MAX_ROWS: usize = 2_000_000;

impl Observed {
    /// Reads strengths from csv as people hold it, by the rules under
    /// [observed data](crate::rules#observed-data).
    ///
    /// The header is the first of the first 50 lines that names the mapping's columns. Fields are
    /// separated by commas, semicolons, tabs or bars, whichever finds the columns. Rows that cannot be
    /// used are in [`left_out`](Self::left_out), each with the reason; the others in
    /// [`rows`](Self::rows). [`counts`](Self::counts) says what became of all of them, and
    /// [`notes`](Self::notes) what was taken for granted.
    ///
    /// # Errors
    ///
    /// What is wrong with the file as a whole, or with the mapping:
    ///
    /// - a file of more than 256 MiB or 2,000,000 rows, an empty one, or one in UTF-16;
    /// - a column of the mapping that the file does not have or has twice, or a filter that passes no
    ///   row;
    /// - a mapping without strengths, or whose month is not 1 to 12.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, Observed};
    ///
    /// let file = "isocode3,mission_acronym,personnel_type,male_personnel,female_personnel,last_reporting_date\n\
    ///             GHA,UNMIL,Troops,700,20,31-Mar-2012\n\
    ///             GHA,UNMIL,Individual Police,20,10,31-Mar-2012\n\
    ///             TGO,UNMIL,Troops,about 90,0,31-Mar-2012\n";
    /// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::un_contributors())?;
    /// assert_eq!(observed.rows.len(), 1);
    /// assert_eq!(observed.rows[0].strength.map(u64::from), Some(720));
    /// assert_eq!(
    ///     observed.left_out[0].to_string(),
    ///     r#"line 4, male_personnel: "about 90" is not a whole number of troops; write digits, or set marks or words"#
    /// );
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

impl ColumnMapping {
    /// The ready mapping for a file, by its header; `None` where no ready layout has these columns.
    /// A file of *troopdata* without months is one of its yearly tables.
    ///
    /// ```
    /// use drawdown::observed::{ColumnMapping, Observed};
    ///
    /// let file = b"ccode;iso3c;year;month;troops_ad\n645;IRQ;2024;June;2450\n";
    /// let columns = ColumnMapping::recognized(file).ok_or("an unknown layout")?;
    /// assert_eq!(columns, ColumnMapping::troopdata());
    /// assert_eq!(Observed::from_csv(file, &columns)?.rows.len(), 1);
    /// assert_eq!(ColumnMapping::recognized(b"country,soldiers\nIraq,2450\n"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn recognized(bytes: &[u8]) -> Option<Self> {
        [Self::troopdata(), Self::troopdata_yearly(), Self::un_contributors(), Self::ipi()]
            .into_iter()
            .find(|columns| {
                let bytes = without_mark(bytes);
                Header::find(bytes, columns, &mut CsvDiagnostics::default()).is_ok()
            })
    }
}

fn read(
    bytes: &[u8],
    columns: &ColumnMapping,
    errors: &mut CsvDiagnostics,
) -> Result<Observed, Reported> {
    check_mapping(columns, errors)?;
    let bytes = check_bytes(bytes, errors)?;
    let header = Header::find(bytes, columns, errors)?;
    let rows = || Records::new(bytes, header.separator).skip(header.records);
    let own_dates = match &columns.date {
        DateSource::Date { column, form } => {
            let days = rows().map(|(_, row)| header.value(&row, column).to_owned());
            DateColumn::new(days, *form, columns.days_count_as)
        }
        _ => DateColumn::new(std::iter::empty::<&str>(), DateForm::Any, columns.days_count_as),
    };
    let dates = header.wide.dates.as_ref().unwrap_or(&own_dates);
    let mut collector = Collector::new(columns, &header, dates);
    for (i, (line, record)) in rows().enumerate() {
        if i == MAX_ROWS {
            return Err(errors.add(None, None, CsvErrorKind::TooManyRows { limit: MAX_ROWS }));
        }
        collector.row(line, &record);
    }
    let mut observed = collector.finish(errors);
    let mut notes = notes(columns, &header, dates);
    notes.append(&mut observed.notes);
    Ok(Observed { notes, ..observed })
}

fn check_mapping(columns: &ColumnMapping, errors: &mut CsvDiagnostics) -> Result<(), Reported> {
    let problem = match (columns.across(), columns.strength.len()) {
        (0, 0) => CsvErrorKind::NoStrengths,
        (1, 1..) => CsvErrorKind::StrengthsAcross,
        (2.., _) => CsvErrorKind::TwoFromNames,
        _ => match columns.date {
            DateSource::Year { month, .. } if !(1..=12).contains(&month) => {
                CsvErrorKind::NoMonth { month }
            }
            _ => return Ok(()),
        },
    };
    Err(errors.add(None, None, problem))
}

/// The bytes of the text, which is UTF-8 or nearly so.
fn check_bytes<'b>(bytes: &'b [u8], errors: &mut CsvDiagnostics) -> Result<&'b [u8], Reported> {
    if bytes.len() > Observations::MAX_FILE_BYTES {
        let problem =
            CsvErrorKind::TooLarge { size: bytes.len(), limit: Observations::MAX_FILE_BYTES };
        return Err(errors.add(None, None, problem));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(errors.add(Some(1), None, CsvErrorKind::NotUtf8));
    }
    Ok(without_mark(bytes))
}

/// Without the byte-order mark that spreadsheets write.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// What was taken for granted in a file.
fn notes(columns: &ColumnMapping, header: &Header<'_>, dates: &DateColumn) -> Vec<Note> {
    let mut notes = Vec::new();
    if header.separator != b',' {
        notes.push(Note::Separator { separator: char::from(header.separator) });
    }
    if header.line > 1 {
        notes.push(Note::LinesBeforeHeader { header: header.line });
    }
    let unread = header.wide.unread.iter().cloned();
    notes.extend(unread.map(|column| Note::ColumnNotRead { column }));
    notes.extend(dates.order.map(|form| Note::OrderOfDays { form }));
    if dates.has_two_digit_years {
        notes.push(Note::TwoDigitYears);
    }
    if dates.is_all_on_the_first && columns.days_count_as == DayCounting::NearestMonthEnd {
        notes.push(Note::AllOnTheFirst);
    }
    if let DateSource::Year { month, .. } = columns.date {
        notes.push(Note::OneFigureAYear { month });
    }
    notes
}
