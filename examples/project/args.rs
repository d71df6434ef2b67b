//! The command line.

use std::error::Error;
use std::path::PathBuf;

use drawdown::YearMonth;
use lexopt::ValueExt;

pub(crate) const USAGE: &str = "\
usage: project PLAN [--variant NAME]... [--what levels|deadlines|totals|why|compare]
               [--format table|csv|json] [--through YYYY-MM] [--chart OUT.svg]
";

pub(crate) struct Args {
    pub(crate) plan: PathBuf,
    pub(crate) variants: Vec<String>,
    pub(crate) what: What,
    pub(crate) format: Format,
    pub(crate) through: Option<YearMonth>,
    pub(crate) chart: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Levels,
    Deadlines,
    Totals,
    Why,
    Compare,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Csv,
    Json,
}

impl Args {
    /// What was asked for; `None` where that is help.
    pub(crate) fn from_command_line() -> Result<Option<Self>, Box<dyn Error>> {
        use lexopt::Arg::{Long, Short, Value};

        let mut plan = None;
        let mut args = Self {
            plan: PathBuf::new(),
            variants: Vec::new(),
            what: What::Levels,
            format: Format::Table,
            through: None,
            chart: None,
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Value(path) if plan.is_none() => plan = Some(PathBuf::from(path)),
                Long("variant") => args.variants.push(parser.value()?.string()?),
                Long("what") => {
                    args.what = match parser.value()?.string()?.as_str() {
                        "levels" => What::Levels,
                        "deadlines" => What::Deadlines,
                        "totals" => What::Totals,
                        "why" => What::Why,
                        "compare" => What::Compare,
                        other => {
                            let known = "levels, deadlines, totals, why or compare";
                            return Err(format!("--what {other:?}: give {known}").into());
                        }
                    }
                }
                Long("format") => {
                    args.format = match parser.value()?.string()?.as_str() {
                        "table" => Format::Table,
                        "csv" => Format::Csv,
                        "json" => Format::Json,
                        other => {
                            return Err(
                                format!("--format {other:?}: give table, csv or json").into()
                            );
                        }
                    }
                }
                Long("through") => {
                    let month = parser.value()?.string()?;
                    args.through =
                        Some(month.parse().map_err(|error| format!("--through {error}"))?);
                }
                Long("chart") => args.chart = Some(parser.value()?.into()),
                Short('h') | Long("help") => return Ok(None),
                other => return Err(format!("{}\n{USAGE}", other.unexpected()).into()),
            }
        }
        args.plan = plan.ok_or_else(|| format!("which plan?\n{USAGE}"))?;
        Ok(Some(args))
    }
}
