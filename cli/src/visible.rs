//! Text from files and from the command line, made safe for a terminal.

/// A text without what a terminal would obey or hide: control characters, and characters that change the direction
/// of the text or cannot be seen, are written as escapes. Line ends stay.
pub(crate) fn visible(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && (c.is_control() || is_invisible(c)) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A text on one line: line ends are escaped as well.
pub(crate) fn on_one_line(text: &str) -> String {
    visible(text).replace('\n', "\\n")
}

/// Characters that no one sees, and those that stand for none, which a page may not hold.
const fn is_invisible(c: char) -> bool {
    let is_no_character = matches!(c as u32 & 0xffff, 0xfffe | 0xffff);
    is_no_character
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(visible("a\x1b[31mb\rc\u{202e}d"), "a\\u{1b}[31mb\\u{d}c\\u{202e}d");
        assert_eq!(on_one_line("one\ntwo"), "one\\ntwo");
    }

    #[test]
    fn other_text_stays() {
        let text = "Opération «Barkhane», 作戦, عملية\nline two";
        assert_eq!(visible(text), text);
    }
}
