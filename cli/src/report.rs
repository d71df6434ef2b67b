//! The report: one self-contained HTML page about a plan, or about several side by side.

mod basis;
mod chances;
mod cost;
mod deadlines;
mod grid;
mod headline;
mod inline_chart;
mod levels;
mod one_plan;
mod several_plans;
mod sources;
mod template;
mod variants;

use std::error::Error;
use std::path::Path;

use drawdown::values::Period;

use crate::args::ReportArgs;
use crate::out::Output;
use crate::plan_file::Loaded;

pub(crate) fn run(args: &ReportArgs) -> Result<(), Box<dyn Error>> {
    let output = Output::new(args.to.out.as_deref());
    for plan in files(args) {
        output.is_not(plan)?;
    }
    is_page(args.to.out.as_deref())?;
    let page = if args.compare.is_empty() {
        template::one_plan(&one_plan::page(args, &Loaded::from_args(&args.plan)?)?)?
    } else {
        let plans: Result<Vec<Loaded>, _> =
            files(args).map(|path| Loaded::read(path, args.plan.through)).collect();
        let plans = plans?;
        plans.iter().for_each(Loaded::warn);
        template::several_plans(&several_plans::page(args, &plans)?)?
    };
    output.text(&page)
}

/// The plan files that are read.
fn files(args: &ReportArgs) -> impl Iterator<Item = &Path> {
    std::iter::once(&args.plan.plan).chain(&args.compare).map(AsRef::as_ref)
}

fn fiscal_year(args: &ReportArgs) -> Period {
    Period::FiscalYear(args.fiscal_from)
}

/// A file name that promises another format than HTML is an error.
fn is_page(path: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let Some(path) = path else { return Ok(()) };
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some(
            "svg" | "png" | "jpg" | "jpeg" | "gif" | "webp" | "pdf" | "csv" | "json" | "parquet"
            | "toml" | "md" | "docx",
        ) => {
            let shown = path.display();
            Err(format!("--out {shown}: a report is a page; give a name that ends in .html").into())
        }
        _ => Ok(()),
    }
}
