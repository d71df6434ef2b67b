//! Text that fits its place and cannot break a chart, whatever names a plan gives.

/// Widths of the characters from space to tilde in Helvetica, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The font on the reader's machine may run wider than Helvetica, and bold does.
const SLACK: f64 = 1.08;

/// More marks than this on one letter would climb into the lines above.
const MOST_MARKS: usize = 2;

/// A text on one line: control characters and line ends become spaces, what XML or the direction
/// of the text around it would trip over is left out.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        let c = if c.is_control() || c.is_whitespace() { ' ' } else { c };
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let is_dropped = match c {
            ' ' => cleaned.is_empty() || cleaned.ends_with(' '),
            c => marks > MOST_MARKS || is_unseen(c),
        };
        if !is_dropped {
            cleaned.push(c);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    if cleaned.is_empty() { "(no name)".to_owned() } else { cleaned }
}

/// Whether a character turns the direction of a text, has no width, or is none at all in XML.
fn is_unseen(c: char) -> bool {
    let is_none = u32::from(c) & 0xfffe == 0xfffe;
    is_none
        || matches!(
            u32::from(c),
            0x61c | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfdd0..=0xfdef
                | 0xfeff | 0xfff9..=0xfffb
        )
}

/// How wide a text comes out at most.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size / 1000.0 * SLACK
}

fn char_width(c: char) -> f64 {
    let ascii = u32::from(c).checked_sub(32).and_then(|i| WIDTHS.get(usize::try_from(i).ok()?));
    if let Some(width) = ascii {
        return f64::from(*width);
    }
    match u32::from(c) {
        _ if is_mark(c) => 0.0,
        0x200c..=0x200d | 0x2066..=0x2069 => 0.0,
        0xa0..=0x24f | 0x370..=0x77f | 0x8a0..=0x8ff | 0x10a0..=0x10ff => 660.0,
        0x2010..=0x2013 | 0x2018..=0x201f => 560.0,
        0xfdf0..=0xfdfc => 4_000.0,
        0xfdfd => 12_000.0, // a whole sentence in one character
        0x2e3a => 2_000.0,  // a dash of two
        0x2e3b | 0x12000..=0x1254f => 3_000.0, // one of three, and cuneiform
        _ => 1_000.0,
    }
}

/// Whether a character is drawn onto the one before it.
fn is_mark(c: char) -> bool {
    matches!(
        u32::from(c),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf..=0x5c7 | 0x610..=0x61a
            | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6ed | 0x730..=0x74a
            | 0x8d3..=0x8ff | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e | 0x1ab0..=0x1aff
            | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f
            | 0xe0100..=0xe01ef
    )
}

/// A text of any origin in one line no wider than `most`, with an ellipsis where it was longer.
pub(super) fn fitted(text: &str, size: f64, most: f64) -> String {
    wrapped(text, size, most, 1).pop().unwrap_or_default()
}

/// A text of any origin in at most so many lines, none wider than `most`, broken between words
/// where that can be, with an ellipsis where even these do not hold it.
pub(super) fn wrapped(text: &str, size: f64, most: f64, lines: usize) -> Vec<String> {
    lines_of(&clean(text), size, most, lines)
}

/// The same for a sentence made of texts that have been through here.
pub(super) fn lines_of(mut rest: &str, size: f64, most: f64, lines: usize) -> Vec<String> {
    let mut broken = Vec::new();
    while !rest.is_empty() && broken.len() + 1 < lines {
        let end = first_line(rest, size, most);
        broken.push(isolated(rest[..end].trim_end()));
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() {
        broken.push(isolated(&shortened(rest, size, most)));
    }
    broken
}

/// Where the first line of a text ends: after its last word that fits, or within its first one.
fn first_line(text: &str, size: f64, most: f64) -> usize {
    let fits = longest(text, size, most);
    if fits == text.len() {
        return fits;
    }
    let word_end = text[..fits].rfind(' ').filter(|_| !text[fits..].starts_with(' '));
    match word_end.unwrap_or(fits) {
        // Not even one character fits; it is drawn nevertheless.
        0 => text.chars().next().map_or(0, char::len_utf8),
        end => end,
    }
}

/// How many bytes of a text fit.
fn longest(text: &str, size: f64, most: f64) -> usize {
    let mut sum = 0.0;
    for (i, c) in text.char_indices() {
        sum += char_width(c) * size / 1000.0 * SLACK;
        if sum > most {
            return i;
        }
    }
    text.len()
}

fn shortened(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let end = longest(text, size, most - width("…", size));
    format!("{}…", text[..end].trim_end_matches([' ', '\u{200c}', '\u{200d}']))
}

/// A text whose direction does not carry over to what stands beside it.
fn isolated(text: &str) -> String {
    if text.chars().any(is_right_to_left) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(
        u32::from(c),
        0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff
    )
}
