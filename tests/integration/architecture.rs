//! The source tree: imports run strictly downward, and no file grows past one idea.

use std::fs;
use std::path::{Path, PathBuf};

/// The top-level modules: each imports only from itself and from those before it.
const MODULES: [&str; 17] = [
    "values",
    "spec",
    "plan",
    "engine",
    "projection",
    "cost",
    "ensemble",
    "seek",
    "observed",
    "files",
    "history",
    "table",
    "chart",
    "calendar",
    "error",
    "schema",
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

/// The position of the top-level module that a file of `src` belongs to.
fn module(file: &Path) -> Option<usize> {
    let first = file.strip_prefix(source()).unwrap().components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    MODULES.iter().position(|module| *module == name)
}

/// The code of a file without its comments, whose examples may use the whole crate.
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
fn every_file_is_in_a_known_module() {
    for file in files(&source()) {
        let name = file.strip_prefix(source()).unwrap().display().to_string();
        assert!(name == "lib.rs" || module(&file).is_some(), "{name} is in no known module");
    }
}

#[test]
fn imports_run_strictly_downward() {
    for file in files(&source()) {
        let Some(own) = module(&file) else { continue };
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            let target = MODULES.iter().position(|module| *module == import);
            let shown = file.display();
            // A name re-exported at the root hides its module.
            let target = target.unwrap_or_else(|| panic!("{shown} imports crate::{import}"));
            assert!(target <= own, "{shown} imports from {import}, which is above it");
        }
    }
}

#[test]
fn files_stay_one_idea_long() {
    for file in files(&source()) {
        // Comments are not counted.
        let lines = code(&fs::read_to_string(&file).unwrap()).lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
    }
}

#[test]
fn without_features_the_crate_depends_on_chrono_serde_and_thiserror_alone() {
    let manifest = fs::read_to_string(source().with_file_name("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let is_optional = |dependency: &toml::Value| {
        dependency.get("optional").and_then(toml::Value::as_bool) == Some(true)
    };
    let mut required: Vec<&String> = (manifest["dependencies"].as_table().unwrap().iter())
        .filter(|(_, dependency)| !is_optional(dependency))
        .map(|(name, _)| name)
        .collect();
    required.sort();
    assert_eq!(required, ["chrono", "serde", "thiserror"]);
}

/// The files that a file imports from.
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
    let all = files(&source());
    let mut left: Vec<_> = all.iter().map(|file| (file, imported_files(file, &all))).collect();
    while !left.is_empty() {
        // Remove every file that imports none of the others left.
        let before: Vec<&PathBuf> = left.iter().map(|(file, _)| *file).collect();
        left.retain(|(_, imported)| imported.iter().any(|file| before.contains(&file)));
        assert!(left.len() < before.len(), "these import each other in a circle: {before:#?}");
    }
}
