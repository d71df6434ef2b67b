//! The records of a csv file, and the lines that they begin on.

use csv::ByteRecord;

/// The records of a file, each with its line, counted from 1. Blank lines are no records.
pub(super) struct Records<'b> {
    records: csv::ByteRecordsIntoIter<&'b [u8]>,
    lines: Lines<'b>,
}

impl<'b> Records<'b> {
    pub(super) fn new(bytes: &'b [u8], separator: u8) -> Self {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(separator);
        Self {
            records: reader.from_reader(bytes).into_byte_records(),
            lines: Lines { bytes, at: 0, line: 1 },
        }
    }
}

impl Iterator for Records<'_> {
    type Item = (u64, ByteRecord);

    fn next(&mut self) -> Option<Self::Item> {
        // Bytes in memory, of any length and encoding, are always read.
        let record = self.records.next()?.ok()?;
        let start = record.position().map_or(0, csv::Position::byte);
        Some((self.lines.at(usize::try_from(start).unwrap_or(usize::MAX)), record))
    }
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

/// The text of one field, without the spaces around it; empty where it is not UTF-8.
pub(super) fn field(record: &ByteRecord, position: usize) -> &str {
    record.get(position).and_then(|field| str::from_utf8(field).ok()).unwrap_or_default().trim()
}
