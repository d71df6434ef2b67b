//! Lines and columns of many places in one text, each found without reading the text from its beginning.

use crate::plan::errors::Position;

/// The characters of a line that are shown below an error.
const MAX_LINE: usize = 200;

/// About how many bytes lie between two marks.
const STEP: usize = 1_024;

/// A text, with marks along it.
pub(crate) struct Positions<'t> {
    text: &'t str,
    marks: Vec<Mark>,
}

/// A byte, its line and its column, and where that line begins.
#[derive(Clone, Copy)]
struct Mark {
    byte: usize,
    line: usize,
    column: usize,
    line_start: usize,
}

impl Mark {
    /// After one more character.
    fn after(self, c: char) -> Self {
        let byte = self.byte + c.len_utf8();
        if c == '\n' {
            Self { byte, line: self.line + 1, column: 1, line_start: byte }
        } else {
            Self { byte, column: self.column + 1, ..self }
        }
    }
}

impl<'t> Positions<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut at = Mark { byte: 0, line: 1, column: 1, line_start: 0 };
        let mut marks = vec![at];
        let mut next = STEP;
        for c in text.chars() {
            at = at.after(c);
            if at.byte >= next {
                marks.push(at);
                next = at.byte + STEP;
            }
        }
        Self { text, marks }
    }

    /// The line and column of a byte.
    pub(crate) fn of(&self, byte: usize) -> Position {
        let next = self.marks.partition_point(|mark| mark.byte <= byte);
        let mark = self.marks[next.saturating_sub(1)];
        let between = self.text.get(mark.byte..byte).unwrap_or_default();
        let at = between.chars().fold(mark, Mark::after);
        let line = self.text[at.line_start..].chars().take_while(|c| *c != '\n').take(MAX_LINE);
        let line: String = line.collect();
        let text = line.strip_suffix('\r').map_or_else(|| line.clone(), str::to_owned);
        Position { line: at.line, column: at.column, text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_that_of_counting_from_the_beginning() {
        let line = "strength = \"作戦 é\" # ".repeat(100);
        let text = format!("title\r\n\n{line}\n{line}{line}\nlast");
        let positions = Positions::new(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..byte];
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let own = text[start..].lines().next().unwrap_or_default();
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: before[start..].chars().count() + 1,
                text: own.chars().take(MAX_LINE).collect(),
            };
            assert_eq!(positions.of(byte), expected);
        }
    }
}
