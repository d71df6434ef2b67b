//! The house: imports run strictly downward, and no file grows past one idea.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms: each imports only from itself and from those before it.
const ROOMS: [&str; 12] = [
    "values",
    "spec",
    "plan",
    "engine",
    "projection",
    "ensemble",
    "observed",
    "files",
    "table",
    "chart",
    "calendar",
    "example",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The position of the room that a file of `src` is in.
fn room(file: &Path) -> Option<usize> {
    let first = file.strip_prefix(source()).unwrap().components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    ROOMS.iter().position(|room| *room == name)
}

/// The code of a file without its comments, whose examples use the whole crate.
fn code(text: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

/// What follows each `crate::` in code.
fn imports(text: &str) -> Vec<String> {
    code(text)
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn every_file_is_in_a_room() {
    for file in files(&source()) {
        let name = file.strip_prefix(source()).unwrap().display().to_string();
        assert!(name == "lib.rs" || room(&file).is_some(), "{name} is in no room");
    }
}

#[test]
fn imports_run_strictly_downward() {
    for file in files(&source()) {
        let Some(own) = room(&file) else { continue };
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            let target = ROOMS.iter().position(|room| *room == import);
            let shown = file.display();
            // A name at the root hides its room.
            let target = target.unwrap_or_else(|| panic!("{shown} imports crate::{import}"));
            assert!(target <= own, "{shown} imports from {import}, a room above");
        }
    }
}

#[test]
fn files_stay_one_idea_long() {
    for file in files(&source()) {
        // Examples in comments are not counted; tables are data.
        let lines = code(&fs::read_to_string(&file).unwrap()).lines().count();
        assert!(lines <= 400 || file.ends_with("states.rs"), "{} has {lines}", file.display());
    }
}

#[test]
fn the_bare_engine_depends_on_chrono_serde_and_thiserror_alone() {
    let manifest = fs::read_to_string(source().with_file_name("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
    let dependencies = dependencies.split("\n[").next().unwrap();
    let required: Vec<&str> = (dependencies.lines())
        .filter(|line| line.contains(" = ") && !line.starts_with('#'))
        .filter(|line| !line.contains("optional = true"))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(required, ["chrono", "serde", "thiserror"]);
}

/// The files that a file imports from, as paths below `src` without their ending.
fn imported_files(file: &Path, all: &[PathBuf]) -> Vec<PathBuf> {
    let text = code(&fs::read_to_string(file).unwrap());
    let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
    let mut imported = Vec::new();
    for other in all.iter().filter(|other| *other != file) {
        let stem = other.file_stem().unwrap().to_str().unwrap();
        let folder = other.parent().unwrap();
        let by_super = folder == file.parent().unwrap()
            && (text.contains(&format!("super::{stem}::"))
                || text.split("use super::{").skip(1).any(|list| {
                    let list = list.split('}').next().unwrap();
                    list.split(',').any(|name| name.trim() == stem)
                }));
        let path = other.strip_prefix(source()).unwrap().with_extension("");
        let path = path.to_str().unwrap().replace('/', "::");
        if by_super || text.contains(&format!("crate::{path}::")) {
            imported.push(other.clone());
        }
    }
    imported
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut left = files(&source());
    loop {
        // Take away whatever imports nothing that is left, until nothing is left.
        let (keep, free): (Vec<_>, Vec<_>) =
            left.iter().cloned().partition(|file| !imported_files(file, &left).is_empty());
        assert!(!free.is_empty(), "these import each other in a circle: {keep:#?}");
        if keep.is_empty() {
            break;
        }
        left = keep;
    }
}
