//! What do the shipped plans look like? Writes every chart of every plan as an SVG file, into the directory
//! given on the command line or into `target/gallery`.
//!
//! This example demonstrates in particular: every kind of chart, and the input that each needs.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use drawdown::chart::{Chart, DeadlineProbabilities, Fan};
use drawdown::ensemble::Ensemble;
use drawdown::projection::GroupBy;
use drawdown::{Plan, Scope};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| "target/gallery".into(), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let mut plans: Vec<PathBuf> = fs::read_dir("examples/plans")?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, io::Error>>()?;
    plans.sort();
    for path in plans {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let plan = Plan::from_toml(&fs::read_to_string(&path)?)?;
        for (name, chart) in charts(&plan)? {
            write(&folder.join(format!("{stem}-{name}.svg")), &chart)?;
        }
    }
    Ok(())
}

fn charts(plan: &Plan) -> Result<Vec<(&'static str, Chart)>, Box<dyn Error>> {
    let projection = plan.project();
    let summary = Ensemble::new(plan, 2024).run(0..10_000);
    Ok(vec![
        ("levels", Chart::levels(&projection, projection.telling_grouping())),
        ("by-contributor", Chart::levels(&projection, GroupBy::Contributor)),
        ("by-host", Chart::levels(&projection, GroupBy::Host)),
        ("by-mission", Chart::levels(&projection, GroupBy::Mission)),
        ("variants", Chart::variants(plan, &plan.spec().variants)?),
        ("deadlines", Chart::deadlines(&projection, &DeadlineProbabilities::from(&summary))),
        ("fan", Chart::fan(&projection, &Fan::from(&summary))),
        ("outflow", Chart::outflow(&projection, &Scope::EVERYONE)),
    ])
}

fn write(path: &Path, chart: &Chart) -> Result<(), Box<dyn Error>> {
    fs::write(path, chart.svg()).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(writeln!(io::stdout(), "{}", path.display())?)
}
