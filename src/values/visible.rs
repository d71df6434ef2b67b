//! Makes untrusted text safe to display.

/// A text as one line that shows everything that is in it: control characters, and characters that cannot be seen or
/// that turn the direction of text, are written as escapes.
///
/// Names in plans may hold such characters, and terminals obey them. Everything that the crate itself says of a plan
/// file is written so; what a program shows of names, titles and file names should be as well.
///
/// ```
/// use drawdown::values::visible;
///
/// let name = "first\u{202e} year"; // from here on, a terminal would show the letters from right to left
/// assert_eq!(visible(name), "first\\u{202e} year");
/// assert_eq!(visible("Opération «Barkhane», 作戦, عملية"), "Opération «Barkhane», 作戦, عملية");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            c if c.is_control() || is_invisible(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// Whether a character cannot be seen, or turns the direction of the text around it. Joiners are not meant: some
/// languages are written with them.
pub(crate) const fn is_invisible(c: char) -> bool {
    let is_no_character = matches!(c as u32 & 0xffff, 0xfffe | 0xffff);
    is_no_character
        || matches!(
            c,
            '\u{ad}' // soft hyphen
                | '\u{61c}' // Arabic letter mark
                | '\u{115f}'..='\u{1160}' // Hangul fillers
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180e}'
                | '\u{200b}' // zero width space
                | '\u{200e}'..='\u{200f}' // direction marks
                | '\u{2028}'..='\u{202e}' // line and paragraph separators, embeddings and overrides
                | '\u{2060}'..='\u{206f}' // word joiner, isolates
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}' // no characters
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e007f}' // tags
        )
}
