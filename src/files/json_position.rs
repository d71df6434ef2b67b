//! Finds places in the text of a JSON file. The text was parsed before, so it is known to be valid.

use std::ops::Range;

use crate::plan::place::{Place, Segment};

/// The byte where a place begins: its key or else its value, or the nearest value around it.
pub(crate) fn start_of(text: &str, place: &Place, at_key: bool) -> usize {
    let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
    scanner.skip_space();
    let mut start = scanner.at;
    for segment in place.segments() {
        let found = match (scanner.peek(), segment) {
            (Some(b'{'), Segment::Key(key)) => scanner.enter_key(text, key),
            (Some(b'['), Segment::Index(index)) => scanner.enter_index(*index),
            _ => None,
        };
        let Some(key_start) = found else { break };
        start = if at_key { key_start } else { scanner.at };
    }
    start
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes past a byte, and the space around it, if it is the next one.
    fn skip(&mut self, byte: u8) -> bool {
        self.skip_space();
        let is_next = self.peek() == Some(byte);
        if is_next {
            self.at += 1;
        }
        self.skip_space();
        is_next
    }

    /// Goes to the value of a key of the table that begins here, and gives where the key begins.
    fn enter_key(&mut self, text: &str, key: &str) -> Option<usize> {
        self.skip(b'{');
        while self.peek() == Some(b'"') {
            let own = self.skip_string();
            self.skip(b':');
            let is_it = serde_json::from_str::<String>(&text[own.clone()]).is_ok_and(|k| k == key);
            if is_it {
                return Some(own.start);
            }
            self.skip_value();
            self.skip(b',');
        }
        None
    }

    /// Goes to an element of the list that begins here, and gives where it begins.
    fn enter_index(&mut self, index: usize) -> Option<usize> {
        self.skip(b'[');
        for _ in 0..index {
            if self.peek() == Some(b']') {
                return None;
            }
            self.skip_value();
            self.skip(b',');
        }
        (self.peek()? != b']').then_some(self.at)
    }

    /// Goes past the string that begins here, and gives where it stands, with its quotes.
    fn skip_string(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
        start..self.at
    }

    /// Goes past the value that begins here.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' | b',' if depth == 0 => return, // of what is around it
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
                return;
            }
        }
    }
}
