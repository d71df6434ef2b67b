//! Plan files in TOML: the plan's own keys, then each entry with one key to a line.

use std::fmt::{self, Write};

use crate::files::to_tree;
use crate::files::value_tree::Tree;
use crate::spec::PlanSpec;

impl PlanSpec {
    /// The plan as a file in TOML, valid or not.
    ///
    /// ```
    /// let spec = drawdown::PlanSpec::new("No one yet", "2024-08".parse()?);
    /// assert_eq!(spec.to_toml(), "title = \"No one yet\"\nas_of = \"2024-08\"\n");
    /// # Ok::<(), drawdown::error::ParseDateError>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut file = String::new();
        // The types of a plan can always be serialized, and text can always be written.
        if let Ok(Tree::Table(entries)) = to_tree::of(self) {
            let _ = write_file(&mut file, &entries);
        }
        file
    }
}

fn write_file(file: &mut String, entries: &[(String, Tree)]) -> fmt::Result {
    let is_list = |tree: &Tree| matches!(tree, Tree::List(_));
    write_entries(file, entries.iter().filter(|(_, tree)| !is_list(tree)))?;
    for (list, tree) in entries {
        let Tree::List(elements) = tree else { continue };
        for element in elements {
            let Tree::Table(entries) = element else { continue };
            writeln!(file, "\n[[{list}]]")?;
            write_entries(file, entries)?;
        }
    }
    Ok(())
}

fn write_entries<'t>(
    file: &mut String,
    entries: impl IntoIterator<Item = &'t (String, Tree)>,
) -> fmt::Result {
    // The keys of a plan need no quotes.
    entries.into_iter().try_for_each(|(key, tree)| writeln!(file, "{key} = {}", Inline(tree)))
}

/// A value on one line.
struct Inline<'t>(&'t Tree);

impl fmt::Display for Inline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Tree::Null => Ok(()), // left out of tables, never in a list
            Tree::Bool(value) => write!(f, "{value}"),
            Tree::Unsigned(value) => write!(f, "{value}"),
            Tree::Signed(value) => write!(f, "{value}"),
            Tree::Float(value) => write!(f, "{value:?}"), // 1.0, not 1
            Tree::Text(text) | Tree::Date(text) => write_text(f, text),
            Tree::List(elements) => {
                let elements: Vec<String> =
                    elements.iter().map(|tree| Inline(tree).to_string()).collect();
                write!(f, "[{}]", elements.join(", "))
            }
            Tree::Table(entries) if entries.is_empty() => f.write_str("{}"),
            Tree::Table(entries) => {
                let entry = |(key, tree): &(String, Tree)| format!("{key} = {}", Inline(tree));
                let entries: Vec<String> = entries.iter().map(entry).collect();
                write!(f, "{{ {} }}", entries.join(", "))
            }
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
