//! Text from files and from the command line, made safe for a terminal.

use std::path::Path;

/// A text on one line, without what a terminal would obey or hide.
pub(crate) use drawdown::values::visible as on_one_line;

/// A text without what a terminal would obey or hide, but with its line ends.
pub(crate) fn visible(text: &str) -> String {
    text.split('\n').map(on_one_line).collect::<Vec<_>>().join("\n")
}

/// A file's name in a message.
pub(crate) fn shown(path: &Path) -> String {
    on_one_line(&path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(visible("a\x1b[31mb\rc\u{202e}d"), "a\\u{1b}[31mb\\u{d}c\\u{202e}d");
        assert_eq!(on_one_line("one\ntwo"), "one\\ntwo");
        assert_eq!(shown(Path::new("plan\nerror: none.toml")), "plan\\nerror: none.toml");
    }

    #[test]
    fn other_text_stays() {
        let text = "Opération «Barkhane», 作戦, عملية\nline two";
        assert_eq!(visible(text), text);
    }
}
