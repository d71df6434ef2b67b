//! Structs that users write have a start for the fields that they leave out, so that a new field breaks nobody.
//!
//! The sources are read: a struct that is added without a constructor fails by its name.

use std::fs;
use std::path::{Path, PathBuf};

/// Structs without required fields of which none may be left out, and the constructor that they have instead.
const OTHER_STARTS: [(&str, &str); 1] = [("Destination", "host")];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    folders.iter().flat_map(|folder| sources(folder)).chain(files).collect()
}

/// The text between the line that begins with `start` and the `}` that ends it.
fn block<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split("\n}\n").next()
}

/// The structs of a file that are exhaustive and have public fields, with the attributes above them.
fn literals(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut attributes = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("pub struct ") {
            let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
            let fields = block(text, &format!("\n{line}\n")).unwrap_or_default();
            let has_fields = line.ends_with('{') && fields.contains("    pub ");
            if has_fields && !attributes.contains("non_exhaustive") {
                found.push((name[..end].to_owned(), attributes.clone()));
            }
        }
        if line.starts_with("#[") {
            attributes += line;
        } else if !line.starts_with("    ") && !line.starts_with(")]") {
            attributes.clear();
        }
    }
    found
}

/// Whether the struct's own `impl` in its file has a public function of this name.
fn has_function(text: &str, name: &str, function: &str) -> bool {
    let starts = [format!("\nimpl {name} {{"), format!("\nimpl<'a> {name}<'a> {{")];
    let bodies = starts.iter().flat_map(|start| text.split(start.as_str()).skip(1));
    bodies.filter_map(|rest| rest.split("\n}\n").next()).any(|body| {
        [format!("pub fn {function}"), format!("pub const fn {function}")].iter().any(|start| {
            let mut found = body.split(start.as_str()).skip(1);
            found.any(|rest| rest.starts_with(['(', '<']))
        })
    })
}

#[test]
fn every_struct_that_users_write_has_a_start() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for file in sources(&root) {
        let text = fs::read_to_string(file).unwrap();
        for (name, attributes) in literals(&text) {
            let has_default = attributes.contains("Default")
                || text.contains(&format!("impl Default for {name} "));
            let other = OTHER_STARTS.iter().find(|(of, _)| *of == name);
            let constructor = other.map_or("new", |(_, constructor)| constructor);
            assert!(
                has_default || has_function(&text, &name, constructor),
                "{name} has neither `new` nor `Default`; if it is a result, it is #[non_exhaustive]"
            );
            found.push(name);
        }
    }
    assert!(found.len() >= 40, "only {} were found", found.len());
    for (name, _) in OTHER_STARTS {
        assert!(found.iter().any(|literal| literal == name), "{name} is no longer there");
    }
}
