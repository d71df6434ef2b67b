//! Text that fits its place and cannot break a chart, whatever names a plan has.

/// The greatest widths of the characters from space to tilde among `DejaVu Sans`, Liberation Sans (as wide as
/// Arial and Helvetica) and Noto Sans, in thousandths of the size. A reader may have any of these fonts.
const WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 551, 838, 318, 361, 318, 372, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667,
    611, 778, 752, 339, 500, 667, 558, 907, 760, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686,
    667, 686, 391, 372, 391, 838, 557, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 413, 521, 393, 634, 592, 818, 592, 592, 525, 637, 551, 637, 838,
];

/// By how much bold letters are wider.
pub(super) const BOLD: f64 = 1.15;

/// More marks on one letter would reach into the lines above.
const MAX_MARKS: usize = 2;

/// Makes a text one line: control characters and line ends become spaces; characters that XML forbids,
/// that have no width or that change the direction of text are removed.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        let c = if c.is_control() || c.is_whitespace() { ' ' } else { c };
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let is_dropped = match c {
            ' ' => cleaned.is_empty() || cleaned.ends_with(' '),
            c => marks > MAX_MARKS || is_unseen(c),
        };
        if !is_dropped {
            cleaned.push(c);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    if cleaned.is_empty() { "(no name)".to_owned() } else { cleaned }
}

/// Whether a character has no width, changes the direction of text, or is forbidden in XML.
fn is_unseen(c: char) -> bool {
    let is_noncharacter = u32::from(c) & 0xfffe == 0xfffe;
    is_noncharacter
        || matches!(
            u32::from(c),
            0x61c | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfdd0..=0xfdef
                | 0xfeff | 0xfff9..=0xfffb
        )
}

/// The greatest width that a text is likely to have.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size / 1000.0
}

fn char_width(c: char) -> f64 {
    let ascii = u32::from(c).checked_sub(32).and_then(|i| WIDTHS.get(i as usize));
    if let Some(width) = ascii {
        return f64::from(*width);
    }
    match u32::from(c) {
        _ if is_mark(c) => 0.0,
        0x200c..=0x200d | 0x2066..=0x2069 => 0.0,
        0xa0 => 318.0,
        0xa1..=0x24f | 0x370..=0x77f | 0x8a0..=0x8ff | 0x10a0..=0x10ff => 800.0,
        0x2010..=0x2013 | 0x2018..=0x201f => 560.0,
        0xfdf0..=0xfdfc => 4_000.0,
        0xfdfd => 12_000.0, // a whole sentence in one character
        0x2e3a => 2_000.0,  // a two-em dash
        0x2e3b | 0x12000..=0x1254f => 3_000.0, // a three-em dash, and cuneiform
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

/// A text of any origin on one line, shortened by an ellipsis if it is too wide.
pub(super) fn fit(text: &str, size: f64, max_width: f64) -> String {
    wrap_clean(text, size, max_width, 1).pop().unwrap_or_default()
}

/// A text of any origin on up to `max_lines` lines.
pub(super) fn wrap_clean(text: &str, size: f64, max_width: f64, max_lines: usize) -> Vec<String> {
    wrap(&clean(text), size, max_width, max_lines)
}

/// A text whose names are clean already on up to `max_lines` lines, broken between words where possible
/// and shortened by an ellipsis if that is not enough.
pub(super) fn wrap(mut rest: &str, size: f64, max_width: f64, max_lines: usize) -> Vec<String> {
    let mut lines = Vec::new();
    while !rest.is_empty() && lines.len() + 1 < max_lines {
        let end = first_line(rest, size, max_width);
        lines.push(isolated(rest[..end].trim_end()));
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() {
        lines.push(isolated(&shortened(rest, size, max_width)));
    }
    lines
}

/// Where the first line of a text ends: after the last word that fits, or within the first word, but after
/// at least one character.
fn first_line(text: &str, size: f64, max_width: f64) -> usize {
    let (fitting, rest) = text.split_at(fitting(text, size, max_width));
    let ends_with_word = rest.is_empty() || rest.starts_with(' ');
    let word_end = fitting.rfind(' ').filter(|_| !ends_with_word);
    let one_character = text.chars().next().map_or(0, char::len_utf8);
    word_end.unwrap_or(fitting.len()).max(one_character)
}

/// How many bytes of a text fit.
fn fitting(text: &str, size: f64, max_width: f64) -> usize {
    let mut width = 0.0;
    for (i, c) in text.char_indices() {
        width += char_width(c) * size / 1000.0;
        if width > max_width {
            return i;
        }
    }
    text.len()
}

fn shortened(text: &str, size: f64, max_width: f64) -> String {
    if width(text, size) <= max_width {
        return text.to_owned();
    }
    let end = fitting(text, size, max_width - width("…", size));
    format!("{}…", text[..end].trim_end_matches([' ', '\u{200c}', '\u{200d}']))
}

/// A text whose direction does not affect what is beside it.
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
