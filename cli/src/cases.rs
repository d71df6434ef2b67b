//! The cases that a question about past drawdowns is about.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use drawdown::history::{AnnouncedPlan, Case};
use drawdown::observed::ObservedFigure;

use crate::observed::unlisted_lines;
use crate::out::Output;
use crate::visible::{on_one_line, shown, visible};

/// Cases, each with its folder if it is not built in.
pub(crate) struct Cases<'a>(Vec<(Case, Option<&'a Path>)>);

impl<'a> Cases<'a> {
    pub(crate) fn built_in() -> Self {
        Self(Case::all_built_in().into_iter().map(|case| (case, None)).collect())
    }

    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// These and others: names of built-in cases, which count once, and folders, each of which may be given once.
    pub(crate) fn and(mut self, others: &'a [PathBuf]) -> Result<Self, Box<dyn Error>> {
        for path in others {
            self.add(path)?;
        }
        self.tell_apart();
        Ok(self)
    }

    fn add(&mut self, path: &'a Path) -> Result<(), Box<dyn Error>> {
        if let Some(built_in) = path.to_str().and_then(Case::built_in) {
            let is_there = |(case, folder): &(Case, Option<_>)| {
                folder.is_none() && case.name() == built_in.name()
            };
            if !self.0.iter().any(is_there) {
                self.0.push((built_in, None));
            }
            return Ok(());
        }
        let place = path.canonicalize().ok();
        let same = |other: &&Path| place.is_some() && other.canonicalize().ok() == place;
        if let Some(other) = self.0.iter().filter_map(|(_, folder)| *folder).find(same) {
            return Err(format!("{}: this is the folder {}", shown(path), shown(other)).into());
        }
        self.0.push((read(path)?, Some(path)));
        Ok(())
    }

    /// Names a case by its folder as it was given where another has the same name.
    fn tell_apart(&mut self) {
        let names: Vec<String> = self.0.iter().map(|(case, _)| case.name().to_owned()).collect();
        for (case, folder) in &mut self.0 {
            let is_common = names.iter().filter(|name| *name == case.name()).count() > 1;
            if let (true, Some(folder)) = (is_common, folder) {
                *case = case.clone().with_name(shown(folder));
            }
        }
    }

    pub(crate) fn all(&self) -> Vec<Case> {
        self.0.iter().map(|(case, _)| case.clone()).collect()
    }

    /// Refuses to write over a file that a case is read from. `option` is that which names the output.
    pub(crate) fn are_not(&self, option: &str, output: &Output<'_>) -> Result<(), Box<dyn Error>> {
        for (case, folder) in &self.0 {
            let Some(folder) = folder else { continue };
            let plans = case.plans().iter().map(AnnouncedPlan::file);
            for file in ["case.toml", "observed.csv", "about.md"].into_iter().chain(plans) {
                output.of_option_is_not(option, &folder.join(file))?;
            }
        }
        Ok(())
    }
}

/// The case of a folder; what it cannot use of one is reported.
fn read(folder: &Path) -> Result<Case, Box<dyn Error>> {
    if !folder.is_dir() {
        let known: Vec<String> =
            Case::all_built_in().iter().map(|case| case.name().to_owned()).collect();
        let known = known.join(", ");
        return Err(
            format!("{}: no such case or folder; the cases are {known}", folder.display()).into()
        );
    }
    let case = Case::read(folder).map_err(|error| {
        let lines = error.to_string();
        let lines = lines.lines().map(|line| format!("{}: {}", folder.display(), visible(line)));
        lines.collect::<Vec<_>>().join("\n")
    })?;
    for line in unlisted_lines(&unlisted(&case), "no plan of the case lists") {
        let file = folder.join("observed.csv");
        let text = on_one_line(&format!("{}, {line}", file.display()));
        // Standard error may be closed.
        let _ = writeln!(io::stderr(), "warning: {text}");
    }
    Ok(case)
}

/// The rows about contingents that no plan of a case lists.
fn unlisted(case: &Case) -> Vec<ObservedFigure> {
    let mut plans = case.plans().iter().map(|plan| plan.observations().unlisted());
    let Some(first) = plans.next() else { return Vec::new() };
    let others: Vec<&[ObservedFigure]> = plans.collect();
    let is_unlisted = |row: &&ObservedFigure| others.iter().all(|rows| rows.contains(row));
    first.iter().filter(is_unlisted).cloned().collect()
}
