//! Finds places in the text of a JSON file. The text was parsed before, so it is known to be valid.

use std::collections::HashMap;
use std::ops::Range;

use crate::plan::place::{Place, Segment};

/// Where the entries of a file's lists begin: they are found once, for there may be thousands of places to find.
pub(crate) struct JsonEntries<'t> {
    text: &'t str,
    /// By key, where each entry of the list begins.
    lists: HashMap<String, Vec<usize>>,
}

impl<'t> JsonEntries<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
        let mut lists = HashMap::new();
        scanner.skip_space();
        scanner.skip(b'{');
        while scanner.peek() == Some(b'"') {
            let key = scanner.skip_string();
            scanner.skip(b':');
            let start = scanner.at;
            if scanner.peek() == Some(b'[')
                && let Ok(key) = serde_json::from_str(&text[key])
            {
                // The parser refuses a key that comes twice.
                lists.insert(key, scanner.entries());
                scanner.at = start;
            }
            scanner.skip_value();
            scanner.skip(b',');
        }
        Self { text, lists }
    }

    /// The byte where a place begins: its key or else its value, or the nearest value around it.
    pub(crate) fn start_of(&self, place: &Place, at_key: bool) -> usize {
        let mut scanner = Scanner { text: self.text.as_bytes(), at: 0 };
        scanner.skip_space();
        let mut segments = place.segments();
        if let [Segment::Key(list), Segment::Index(index), within @ ..] = segments
            && let Some(&start) = self.lists.get(list.as_ref()).and_then(|list| list.get(*index))
        {
            scanner.at = start;
            segments = within;
        }
        let mut start = scanner.at;
        for segment in segments {
            let found = match (scanner.peek(), segment) {
                (Some(b'{'), Segment::Key(key)) => scanner.enter_key(self.text, key),
                (Some(b'['), Segment::Index(index)) => scanner.enter_index(*index),
                _ => None,
            };
            let Some(key_start) = found else { break };
            start = if at_key { key_start } else { scanner.at };
        }
        start
    }
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

    /// Where each element of the list that begins here begins.
    fn entries(&mut self) -> Vec<usize> {
        let mut entries = Vec::new();
        self.skip(b'[');
        while self.peek().is_some_and(|byte| byte != b']') {
            entries.push(self.at);
            self.skip_value();
            self.skip(b',');
        }
        entries
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
