//! Files that are nearly right: a corpus, changed here and there.

use fastrand::Rng;

/// What readers of plans and tables treat in a way of their own.
const TOKENS: [&str; 40] = [
    "0",
    "1",
    "-1",
    "4294967295",
    "4294967296",
    "1e9",
    "0.5",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ";",
    "\n",
    "\r\n",
    "\t",
    "#",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "2024-02-29",
    "2024-12",
    "9999-99",
    "1800-01",
    "2999-12",
    "[[phase]]",
    "[[hold]]",
    "[[cap]]",
    "[[variant]]",
    "after",
    "before",
    "until",
    "through",
    "values",
    "low",
    "remainder",
    "USA",
];

/// The corpus's text with one to eight changes.
pub(crate) fn mutated(corpus: &[&[u8]], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = corpus[rng.usize(..corpus.len())].to_vec();
    for _ in 0..rng.usize(1..=8) {
        change(&mut bytes, corpus, rng);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, corpus: &[&[u8]], rng: &mut Rng) {
    let at = rng.usize(..=bytes.len());
    match rng.u8(..8) {
        0 if at < bytes.len() => bytes[at] = rng.u8(..),
        1 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(..8),
        2 => bytes.truncate(at),
        3 => drop(bytes.splice(at..at, TOKENS[rng.usize(..TOKENS.len())].bytes())),
        // A number, or a word, becomes another.
        4 => {
            let is_part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
            let start = bytes[..at].iter().rposition(|b| !is_part(b)).map_or(0, |i| i + 1);
            let end = bytes[at..].iter().position(|b| !is_part(b)).map_or(bytes.len(), |i| at + i);
            bytes.splice(start..end, TOKENS[rng.usize(..TOKENS.len())].bytes());
        }
        // A line goes, comes twice, or comes from another file.
        5 => drop(bytes.drain(line_at(bytes, at))),
        6 => {
            let line = bytes[line_at(bytes, at)].to_vec();
            let to = line_at(bytes, rng.usize(..=bytes.len())).start;
            bytes.splice(to..to, line);
        }
        _ => {
            let other = corpus[rng.usize(..corpus.len())];
            let line = &other[line_at(other, rng.usize(..=other.len()))];
            let to = line_at(bytes, at).start;
            bytes.splice(to..to, line.iter().copied());
        }
    }
}

/// The line around a position, with its end.
fn line_at(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| at + i + 1);
    start..end
}
