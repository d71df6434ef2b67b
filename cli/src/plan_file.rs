//! Plans from files, with the variants chosen.

use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use drawdown::error::PlanError;
use drawdown::table::Table;
use drawdown::values::closest;
use drawdown::{Plan, PlanErrors, Variant, YearMonth};

use crate::args::{FormatArgs, PlanArgs};
use crate::chosen::Choice;
use crate::input;
use crate::out::Output;
use crate::rows;
use crate::visible::{on_one_line, shown};
use crate::waiting;

/// A plan, and the variants chosen.
pub(crate) struct Loaded {
    pub(crate) plan: Plan,
    /// The text of its file.
    pub(crate) text: String,
    pub(crate) variants: Vec<Variant>,
    /// Whether the plan itself is left out.
    only: bool,
}

impl Loaded {
    /// The plan, and where the answer about it goes: not over the plan's own file.
    pub(crate) fn open<'a>(
        plan: &PlanArgs,
        format: &'a FormatArgs,
    ) -> Result<(Self, Output<'a>), Box<dyn Error>> {
        let loaded = Self::from_args(plan)?;
        let output = format.output()?;
        output.is_not(&plan.plan)?;
        Ok((loaded, output))
    }

    pub(crate) fn from_args(args: &PlanArgs) -> Result<Self, Box<dyn Error>> {
        let mut loaded = Self::read(&args.plan, args.through)?;
        for choice in &args.chosen.choices {
            let variant = chosen(&loaded.plan, choice)?;
            if loaded.variants.iter().any(|other| other.name == variant.name) {
                return Err(format!("{:?} is chosen twice", variant.name).into());
            }
            loaded.variants.push(variant);
        }
        loaded.only = args.chosen.only;
        loaded.warn();
        Ok(loaded)
    }

    /// A plan without variants chosen, projected through a month other than its own if one is given.
    pub(crate) fn read(path: &Path, through: Option<YearMonth>) -> Result<Self, Box<dyn Error>> {
        let (plan, text) = read(path)?;
        let plan = match through {
            Some(month) => plan.with_through(month).map_err(|errors| format!("--{errors}"))?,
            None => plan,
        };
        Ok(Self { plan, text, variants: Vec::new(), only: false })
    }

    /// Writes the plan's warnings to standard error, which may be closed.
    pub(crate) fn warn(&self) {
        let warnings = self.plan.warnings();
        if !warnings.is_empty() {
            waiting::end();
        }
        for warning in &warnings {
            let _ = writeln!(io::stderr(), "warning: {}", on_one_line(&warning.to_string()));
        }
        waiting::begin();
    }

    /// Whether tables have a column for the variant.
    pub(crate) const fn is_named(&self) -> bool {
        !self.variants.is_empty()
    }

    /// A table whose first column is the variant; without that column if no variant is chosen.
    pub(crate) fn named<'a>(&self, table: Table<'a>) -> Table<'a> {
        if self.is_named() { table } else { rows::without_variant(table) }
    }

    /// Fails where the plan is left out and nothing else is chosen.
    pub(crate) fn check_only(&self) -> Result<(), Box<dyn Error>> {
        if self.only && self.variants.is_empty() {
            return Err(
                "--only leaves the plan out; choose variants with --variant or --adjust".into()
            );
        }
        Ok(())
    }

    /// The plan and the variants chosen, or these only, each with its name.
    pub(crate) fn plans(&self) -> Result<Vec<(String, Plan)>, Box<dyn Error>> {
        self.check_only()?;
        Ok(self.each_plan().collect::<Result<_, _>>()?)
    }

    /// The same plans, each made when it is asked for: a plan may take megabytes, and have a thousand variants.
    pub(crate) fn each_plan(&self) -> impl Iterator<Item = Result<(String, Plan), String>> + use<> {
        let own = (!self.only).then(|| Ok((Variant::AS_PLANNED.to_owned(), self.plan.clone())));
        let plan = self.plan.clone();
        let variants = self.variants.clone().into_iter();
        own.into_iter().chain(variants.map(move |variant| variant_plan(&plan, &variant)))
    }

    /// The plan under each variant chosen.
    pub(crate) fn variant_plans(&self) -> Result<Vec<(String, Plan)>, String> {
        self.variants.iter().map(|variant| variant_plan(&self.plan, variant)).collect()
    }

    pub(crate) const fn leaves_the_plan_out(&self) -> bool {
        self.only
    }
}

fn variant_plan(plan: &Plan, variant: &Variant) -> Result<(String, Plan), String> {
    let plan = plan.with_variant(variant);
    let plan = plan.map_err(|errors| format!("{}: {errors}", variant.name))?;
    Ok((variant.name.clone(), plan))
}

/// The variant that is meant; one given on the command line is applied to the plan, so that its errors name the option.
fn chosen(plan: &Plan, choice: &Choice) -> Result<Variant, Box<dyn Error>> {
    match choice {
        Choice::Variant(name) => {
            let variants = &plan.spec().variants;
            let variant = variants.iter().find(|variant| variant.name == *name);
            variant.cloned().ok_or_else(|| {
                let names = variants.iter().map(|variant| variant.name.as_str());
                unknown("--variant", name, "variants", names).into()
            })
        }
        Choice::Adjust(text) => {
            let at_option = |errors: PlanErrors| format!("--adjust {text:?}: {errors}");
            let variant = Variant::from_toml(text).map_err(at_option)?;
            plan.with_variant(&variant).map_err(at_option)?;
            Ok(variant)
        }
    }
}

/// That a list of the plan has no such entry.
pub(crate) fn unknown<'a>(
    option: &str,
    name: &str,
    list: &str,
    names: impl Iterator<Item = &'a str>,
) -> String {
    let names: Vec<&str> = names.collect();
    if let Some(meant) = closest(name, names.iter().copied()) {
        return format!("{option} {name:?}: the plan has no such name; did you mean {meant:?}?");
    }
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    match names.as_slice() {
        [] => format!("{option} {name:?}: the plan has no {list}"),
        names => format!("{option} {name:?}: the plan's {list} are {}", names.join(", ")),
    }
}

/// Reads a plan file, and gives its text as well: JSON if its name ends in `.json` or it begins with a brace, otherwise
/// TOML.
fn read(path: &Path) -> Result<(Plan, String), Box<dyn Error>> {
    let bytes = input::read(path, Plan::MAX_FILE_BYTES)?;
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let plan = if is_json || begins_with_brace(&bytes) {
        Plan::from_json_bytes(&bytes)
    } else {
        Plan::from_toml_bytes(&bytes)
    };
    let plan = plan.map_err(|errors| format!("{}: {}", shown(path), Marked(&errors)))?;
    Ok((plan, String::from_utf8_lossy(&bytes).into_owned()))
}

/// Whether the first character is a brace, after the byte-order mark that some editors write.
fn begins_with_brace(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"{")
}

/// The errors of a plan file, each with the line that it is in, marked.
struct Marked<'a>(&'a PlanErrors);

impl fmt::Display for Marked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.0;
        let count = errors.iter().len();
        if count > 1 {
            writeln!(f, "{count} errors")?;
        }
        for (i, error) in errors.iter().enumerate() {
            let line_end = if i > 0 { "\n" } else { "" };
            write!(f, "{line_end}{error}")?;
            mark(f, error)?;
        }
        Ok(())
    }
}

/// The line of an error, and a mark below its column.
fn mark(f: &mut fmt::Formatter<'_>, error: &PlanError) -> fmt::Result {
    let Some(position) = &error.position else { return Ok(()) };
    let line = position.text.replace('\t', " ");
    write!(f, "\n{:>5} | {}", position.line, on_one_line(&line))?;
    let before: String = line.chars().take(position.column - 1).collect();
    if before.chars().count() + 1 == position.column {
        let width = unicode_width::UnicodeWidthStr::width(on_one_line(&before).as_str());
        write!(f, "\n      | {:width$}^", "")?;
    }
    Ok(())
}
