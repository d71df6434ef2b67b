//! Reads observed figures from csv (rules#observed).

use csv::StringRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind, CsvErrors, Reported};
use crate::observed::observations::{Observations, ObservedFigure};
use crate::values::day::Day;
use crate::values::text::excerpt;
use crate::values::troops::Troops;
use crate::values::year_month::ParseDateError;

const MAX_ROWS: usize = 2_000_000;

/// The columns that every file has, and the one that it may have.
const COLUMNS: [&str; 6] = ["month", "contributor", "host", "mission", "strength", "source"];
const PUBLISHED: &str = "published";

impl Observations {
    /// The most bytes that a file of observed figures may have, here and for [`Observed::from_csv`]: 256 MiB. A program
    /// that reads a file of somebody else needs to read no more than one byte beyond: that is an error already.
    ///
    /// ```
    /// use std::io::Read;
    ///
    /// use drawdown::observed::Observations;
    ///
    /// let file = b"month,contributor,host,mission,strength,source\n2025-06,USA,IRQ,,2300,press\n";
    /// let mut bytes = Vec::new();
    /// file.take(Observations::MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    /// assert_eq!(Observations::from_csv(&bytes)?.rows.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [`Observed::from_csv`]: crate::observed::Observed::from_csv
    pub const MAX_FILE_BYTES: usize = 256 * 1024 * 1024;

    /// Reads observed figures: csv with the columns `month,contributor,host,mission,strength,source` and, if it has
    /// it, `published`, in any order; other columns are ignored.
    ///
    /// - `month` is a month, or a day, which counts as the month end nearest to it.
    /// - An empty `contributor`, `host` or `mission` stands for all of them together.
    /// - An empty `strength` is missing; `0` is nobody.
    /// - `published` is a month or a day; without it a row was published on its own day.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with its line and column, up to 1,000 errors: a file of more than 256 MiB or
    /// 2,000,000 rows, or one that is not UTF-8; a column that is missing or stands there twice; a row with more or
    /// fewer fields than the first line; a malformed day, code, mission or head-count.
    ///
    /// ```
    /// use drawdown::observed::Observations;
    ///
    /// let file = "month,contributor,host,mission,strength,source\n2025-06-03,USA,IRQ,,2300,press\n";
    /// let observations = Observations::from_csv(file.as_bytes())?;
    /// assert_eq!(observations.rows[0].month, "2025-05".parse()?); // the month end nearest to the day
    ///
    /// let wrong = "month,contributor,host,mission,strength,source\n2025-06,USA,IRQ,,about 2300,press\n";
    /// assert_eq!(
    ///     Observations::from_csv(wrong.as_bytes()).unwrap_err().to_string(),
    ///     "line 2, strength: \"about 2300\" is not a whole number of troops; write digits only, such as 2500"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_csv(bytes: &[u8]) -> Result<Self, CsvErrors> {
        let mut errors = CsvDiagnostics::default();
        let observations = read(bytes, &mut errors).unwrap_or_default();
        errors.into_result(observations)
    }
}

fn read(bytes: &[u8], errors: &mut CsvDiagnostics) -> Result<Observations, Reported> {
    if bytes.len() > Observations::MAX_FILE_BYTES {
        let problem =
            CsvErrorKind::TooLarge { size: bytes.len(), limit: Observations::MAX_FILE_BYTES };
        return Err(errors.add(None, None, problem));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = line_after(&bytes[..error.valid_up_to()]);
        return Err(errors.add(Some(line), None, CsvErrorKind::NotUtf8));
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let (mut record, mut header, mut rows) = (StringRecord::new(), None, Vec::new());
    let (mut at, mut line) = (0, 1);
    loop {
        let unreadable =
            |error: csv::Error| CsvErrorKind::Unreadable { message: error.to_string() };
        let read = reader.read_record(&mut record).map_err(unreadable);
        if errors.is_full() || !read.map_err(|problem| errors.add(None, None, problem))? {
            break;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let start = first_of_row(bytes, usize::try_from(start).unwrap_or(usize::MAX));
        line += line_after(&bytes[at..start]) - 1;
        at = start;
        let Some(columns) = &header else {
            header = Some(Columns::find(&record, errors)?);
            continue;
        };
        if rows.len() == MAX_ROWS {
            errors.add(None, None, CsvErrorKind::TooManyRows { limit: MAX_ROWS });
            break;
        }
        if record.iter().any(|field| !field.trim().is_empty()) {
            rows.extend(columns.row(&record, line, errors));
        }
    }
    if header.is_none() {
        return Err(errors.add(None, None, CsvErrorKind::Empty));
    }
    Ok(Observations { rows })
}

/// Where a row begins: after the line ends that the csv reader takes for its beginning.
fn first_of_row(bytes: &[u8], start: usize) -> usize {
    let start = start.min(bytes.len());
    let ends = bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    start + ends
}

/// The line after some bytes, counted from 1.
fn line_after(before: &[u8]) -> u64 {
    let is_end = |(i, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => before.get(i + 1) != Some(&b'\n'),
        _ => false,
    };
    before.iter().enumerate().filter(|&byte| is_end(byte)).count() as u64 + 1
}

/// Where the columns stand.
struct Columns {
    fields: usize,
    /// In the order of `COLUMNS`.
    positions: [usize; 6],
    published: Option<usize>,
}

impl Columns {
    fn find(header: &StringRecord, errors: &mut CsvDiagnostics) -> Result<Self, Reported> {
        let mut problem = Ok(());
        let mut position = |name: &str| {
            let mut found = header.iter().enumerate().filter(|(_, other)| other.trim() == name);
            let first = found.next().map(|(i, _)| i);
            if found.next().is_some() {
                problem = Err(errors.add(Some(1), Some(name), CsvErrorKind::ColumnTwice));
            } else if first.is_none() && name != PUBLISHED {
                let known = header.iter().take(20).map(excerpt).collect();
                problem = Err(errors.add(Some(1), Some(name), CsvErrorKind::NoColumn { known }));
            }
            first
        };
        let positions = COLUMNS.map(|name| position(name).unwrap_or(0));
        let published = position(PUBLISHED);
        problem?;
        Ok(Self { fields: header.len(), positions, published })
    }

    fn row(
        &self,
        record: &StringRecord,
        line: u64,
        errors: &mut CsvDiagnostics,
    ) -> Option<ObservedFigure> {
        if record.len() != self.fields {
            let problem = CsvErrorKind::WrongLength { found: record.len(), expected: self.fields };
            errors.add(Some(line), None, problem);
            return None;
        }
        let field = |i: usize| record.get(i).unwrap_or_default().trim();
        let [month, contributor, host, mission, strength, source] = self.positions.map(field);
        let mut add = |column: &str, problem| {
            errors.add(Some(line), Some(column), problem);
        };
        let day = value(month, |text| text.parse::<Day>().map_err(CsvErrorKind::Day));
        let day = match day {
            Ok(Some(day)) => Some(day),
            Ok(None) => Err(CsvErrorKind::Missing).map_err(|problem| add("month", problem)).ok(),
            Err(problem) => Err(problem).map_err(|problem| add("month", problem)).ok(),
        };
        let country = |text: &str| text.parse().map_err(CsvErrorKind::Country);
        let contributor =
            value(contributor, country).map_err(|problem| add("contributor", problem));
        let host = value(host, country).map_err(|problem| add("host", problem));
        let mission = value(mission, |text| text.parse().map_err(CsvErrorKind::Mission));
        let mission = mission.map_err(|problem| add("mission", problem));
        let strength = value(strength, head_count).map_err(|problem| add("strength", problem));
        let published = self.published.map_or("", field);
        let published = value(published, |text| text.parse::<Day>().map_err(CsvErrorKind::Day));
        let published = published.map_err(|problem| add(PUBLISHED, problem));
        let day = day?;
        let Some(month) = day.nearest_month_end() else {
            add("month", CsvErrorKind::Day(ParseDateError::OutOfRange { value: day.to_string() }));
            return None;
        };
        Some(ObservedFigure {
            month,
            contributor: contributor.ok()?,
            host: host.ok()?,
            mission: mission.ok()?,
            strength: strength.ok()?,
            source: source.to_owned(),
            published: published.ok()?.unwrap_or(day).date(),
            line,
        })
    }
}

/// The value of a field; `None` if it is empty.
fn value<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, CsvErrorKind>,
) -> Result<Option<T>, CsvErrorKind> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn head_count(text: &str) -> Result<Troops, CsvErrorKind> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CsvErrorKind::NotWhole { value: excerpt(text) });
    }
    text.parse().map(Troops).map_err(|_| CsvErrorKind::TooMany)
}
