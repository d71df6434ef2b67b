//! The command line.

use std::error::Error;
use std::ops::Range;
use std::path::PathBuf;

use drawdown::YearMonth;
use drawdown::projection::GroupBy;
use lexopt::ValueExt;

use crate::ink::Ink;
use crate::outlook::About;
use crate::rows::Format;

pub(crate) const USAGE: &str = "\
usage: project PLAN [--variant NAME]... [--what levels|deadlines|totals|why|compare]
               [--format table|csv|json|parquet] [--out FILE] [--through YYYY-MM] [--chart OUT.svg]
       project PLAN [--draws N | --range A..B] [--seed S] [--save FILE]
               [--by contributor|host|mission|contingent]... [--variant NAME]...
               [--what bands|chances|drivers] [--format table|csv|json|parquet] [--out FILE]
               [--through YYYY-MM] [--chart OUT.svg]
               defaults: 10,000 draws, seed 0, bands; A..B does not include B;
               an existing FILE is resumed
";

pub(crate) struct Args {
    pub(crate) plan: PathBuf,
    pub(crate) variants: Vec<String>,
    pub(crate) what: Option<What>,
    pub(crate) format: Format,
    /// The file to write the answer to; standard output by default.
    pub(crate) out: Option<PathBuf>,
    pub(crate) through: Option<YearMonth>,
    pub(crate) draws: Draws,
    pub(crate) chart: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Levels,
    Deadlines,
    Totals,
    Why,
    Compare,
    /// A question about many draws.
    Ensemble(About),
}

/// Which draws to run, and the file that keeps them.
pub(crate) struct Draws {
    pub(crate) range: Option<Range<u64>>,
    pub(crate) seed: Option<u64>,
    pub(crate) save: Option<PathBuf>,
    pub(crate) by: Vec<GroupBy>,
}

/// The default number of draws.
pub(crate) const DRAWS: u64 = 10_000;

impl Args {
    /// The arguments given; `None` if help was asked for.
    pub(crate) fn from_command_line() -> Result<Option<Self>, Box<dyn Error>> {
        use lexopt::Arg::{Long, Short, Value};

        let mut plan = None;
        let mut args = Self {
            plan: PathBuf::new(),
            variants: Vec::new(),
            what: None,
            format: Format::Table,
            out: None,
            through: None,
            draws: Draws { range: None, seed: None, save: None, by: Vec::new() },
            chart: None,
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Value(path) if plan.is_none() => plan = Some(PathBuf::from(path)),
                Long("variant") => args.variants.push(parser.value()?.string()?),
                Long("what") => {
                    let what = match parser.value()?.string()?.as_str() {
                        "levels" => What::Levels,
                        "deadlines" => What::Deadlines,
                        "totals" => What::Totals,
                        "why" => What::Why,
                        "compare" => What::Compare,
                        other => What::Ensemble(About::named(other).ok_or_else(|| {
                            let known = "levels, deadlines, totals, why, compare, bands, chances \
                                         or drivers";
                            format!("--what {other:?}: expected {known}")
                        })?),
                    };
                    args.what = Some(what);
                }
                Long("format") => {
                    args.format = Format::named(&parser.value()?.string()?)?;
                }
                Long("out") => args.out = Some(parser.value()?.into()),
                Long("through") => {
                    let month = parser.value()?.string()?;
                    args.through =
                        Some(month.parse().map_err(|error| format!("--through {error}"))?);
                }
                Long("draws") => {
                    let draws: u64 = parser.value()?.parse()?;
                    args.draws.set_range(0..draws)?;
                }
                Long("range") => {
                    args.draws.set_range(range(&parser.value()?.string()?)?)?;
                }
                Long("seed") => args.draws.seed = Some(parser.value()?.parse()?),
                Long("save") => args.draws.save = Some(parser.value()?.into()),
                Long("by") => args.draws.by.push(grouping(&parser.value()?.string()?)?),
                Long("chart") => args.chart = Some(parser.value()?.into()),
                Short('h') | Long("help") => return Ok(None),
                other => return Err(format!("{}\n{USAGE}", other.unexpected()).into()),
            }
        }
        args.plan = plan.ok_or_else(|| format!("no plan given\n{USAGE}"))?;
        let of_draws = matches!(args.what, None | Some(What::Ensemble(_)));
        if args.draws.are_asked() && !of_draws {
            let draws = "--draws, --range, --seed, --save and --by";
            return Err(format!("{draws} need --what bands, chances or drivers").into());
        }
        Ok(Some(args))
    }

    /// Whether the answer is coloured.
    pub(crate) fn ink(&self) -> Ink {
        if self.out.is_some() { Ink::Plain } else { Ink::of_standard_output() }
    }
}

impl Draws {
    /// Whether any option about draws was given.
    pub(crate) fn are_asked(&self) -> bool {
        self.range.is_some() || self.save.is_some() || self.seed.is_some() || !self.by.is_empty()
    }

    fn set_range(&mut self, range: Range<u64>) -> Result<(), &'static str> {
        if self.range.replace(range).is_some() {
            return Err("give --draws or --range, only one of them and only once");
        }
        Ok(())
    }
}

/// The draws `A..B`, without `B`.
fn range(text: &str) -> Result<Range<u64>, String> {
    let wrong =
        || format!("--range {text:?}: expected A..B, the first draw and the one after the last");
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let (from, to) = (from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?);
    if from > to { Err(wrong()) } else { Ok(from..to) }
}

fn grouping(name: &str) -> Result<GroupBy, String> {
    match name {
        "contributor" => Ok(GroupBy::Contributor),
        "host" => Ok(GroupBy::Host),
        "mission" => Ok(GroupBy::Mission),
        "contingent" => Ok(GroupBy::Contingent),
        other => Err(format!("--by {other:?}: expected contributor, host, mission or contingent")),
    }
}
