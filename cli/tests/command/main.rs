//! The command as its users run it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod answers;
mod ensembles;
mod files;
mod guide;
mod history;
mod hostile;
mod judged;
mod observed;
mod options;
mod people;
mod remedies;
mod report;
mod seek;
mod seeks;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The plans that the repository ships.
fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/plans");
    let mut plans: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    plans.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    plans.sort();
    assert!(plans.len() >= 5, "{plans:?}");
    plans
}

fn iraq() -> String {
    let plan = shipped().into_iter().find(|path| path.ends_with("iraq-2024.toml"));
    plan.unwrap().to_str().unwrap().to_owned()
}

fn drawdown(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
    command.args(arguments).output().unwrap()
}

/// What a question prints on standard output.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = drawdown(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a question that is not answered prints on standard error; nothing stands on standard output.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let output = drawdown(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A folder of a test's own, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Four who are there, one phase that an airlift holds up, and a variant.
const SMALL: &str = r#"
title = "One flight a week"
as_of = "2024-08"
through = "2025-02"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 2500

[[contingent]]
contributor = "GBR"
host = "IRQ"
mission = "training"
strength = 100

[[phase]]
name = "all"
target = "remainder"
deadline = "2024-12-31"

[[cap]]
name = "airlift"
per_month = 520

[[cost]]
name = "operations"
currency = "USD"
per_troop_year = 100

[[cost]]
name = "bases"
currency = "USD"
per_month = 7

[[variant]]
name = "two flights"
adjust = [ { cap = { name = "airlift", per_month = 1040 } } ]
"#;
