//! A plan at a glance: levels, deadlines, sums with their windows, and what is assumed.

use std::error::Error;
use std::fmt::Write as _;

use drawdown::spec::{Assumption, AssumptionKind};
use drawdown::table::{Cell, Table};
use drawdown::values::{Period, grouped};
use drawdown::{Plan, ScopeView, YearMonth};

use crate::answers;
use crate::args::{By, LevelsArgs};
use crate::columns::{align, shown};
use crate::history;
use crate::page::Page;
use crate::plan_file::Loaded;
use crate::rows::Format;
use crate::table::{self, Shape};
use crate::visible::on_one_line;

pub(crate) fn run(args: &LevelsArgs) -> Result<(), Box<dyn Error>> {
    if args.table.format.format != Format::Table {
        return answers::levels(args);
    }
    let (loaded, output) = Loaded::open(&args.table.plan, &args.table.format)?;
    loaded.check_only()?;
    let page = Page::of(&output);
    let shape =
        Shape { by: args.by.unwrap_or(By::Contingent).grouping(), every: args.every.period() };
    output.write(|out| -> Result<(), Box<dyn Error>> {
        for (i, plan) in loaded.each_plan().enumerate() {
            let (name, plan) = plan?;
            let name = loaded.is_named().then_some(name.as_str());
            let between = if i > 0 { "\n" } else { "" };
            let levels = table::levels(&plan, name, shape, page);
            write!(out, "{between}{levels}\n{}", sums(&plan))?;
        }
        out.write_all(assumptions(&loaded.plan, page).as_bytes())?;
        Ok(out.write_all(history::past_deadlines(&loaded.plan, page).as_bytes())?)
    })
}

/// A monthly figure, summed over the projection.
pub(crate) fn flow(view: &ScopeView, figure: fn(&ScopeView, YearMonth) -> Option<u64>) -> u64 {
    view.by_month(figure).map(|(_, troops)| troops).sum()
}

/// What is summed over the months after `as_of`, with the window.
fn sums(plan: &Plan) -> String {
    let projection = plan.project();
    let Some(window) = projection.sum_window() else { return String::new() };
    let theatre = projection.theatre();
    let mut rows = vec![
        ("troop-months".to_owned(), grouped(theatre.total_troop_months())),
        ("left for home".to_owned(), grouped(flow(&theatre, ScopeView::home_departures))),
    ];
    let others = [
        ("changed host or mission", flow(&theatre, ScopeView::moved)),
        ("came as reinforcements", flow(&theatre, ScopeView::gained)),
    ];
    let others = others.into_iter().filter(|(_, troops)| *troops > 0);
    rows.extend(others.map(|(name, troops)| (name.to_owned(), grouped(troops))));
    // The sums of the currencies come last, without a month.
    for row in Table::costs(&projection, Period::Month).rows {
        if let [Cell::Empty, _, currency, cost] = row.as_slice() {
            rows.push((format!("cost, {currency}"), shown(cost)));
        }
    }
    let (names, figures) =
        rows.into_iter().map(|(name, figure)| (format!("  {name}"), figure)).unzip();
    format!("Sums, {window}\n{}", align(&[names, figures]))
}

/// What no source states, and what a source gives as a range.
fn assumptions(plan: &Plan, page: Page) -> String {
    let all = plan.spec().assumptions();
    let mut text = String::new(); // writing to which cannot fail
    for &kind in AssumptionKind::ALL {
        let of_kind: Vec<&Assumption> = all.iter().filter(|one| one.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}", kind.heading());
        for one in of_kind {
            let _ =
                writeln!(text, "{}", page.line(&format!("  {}", on_one_line(&one.to_string()))));
        }
    }
    text
}
