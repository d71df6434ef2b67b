//! A plan at a glance: levels, deadlines, sums with their windows, and what is assumed.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Write as _;

use drawdown::spec::{Assumption, AssumptionKind};
use drawdown::table::{Cell, Table};
use drawdown::values::{Period, grouped};
use drawdown::{Plan, ScopeView, Variant, YearMonth};

use crate::answers;
use crate::args::{By, LevelsArgs};
use crate::columns::{align, shown};
use crate::history::Record;
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
        // Variants have the plan's contingents.
        let mut basis = Basis::new(Record::beside(&loaded.plan));
        for (i, plan) in loaded.each_plan().enumerate() {
            let (name, plan) = plan?;
            let name = loaded.is_named().then_some(name.as_str());
            let between = if i > 0 { "\n" } else { "" };
            let levels = table::levels(&plan, name, shape, page);
            write!(out, "{between}{levels}\n{}", sums(&plan))?;
            basis.add(&plan, name, page);
        }
        Ok(out.write_all(basis.text().as_bytes())?)
    })
}

/// What the plans shown assume, and what became of past deadlines with their notice: of the first plan all, of each other
/// what it adds.
struct Basis {
    record: Record,
    assumed: String,
    past: String,
    said: HashSet<String>,
}

impl Basis {
    fn new(record: Record) -> Self {
        Self { record, assumed: String::new(), past: String::new(), said: HashSet::new() }
    }

    fn add(&mut self, plan: &Plan, name: Option<&str>, page: Page) {
        let assumed = plan.spec().assumptions().into_iter();
        let assumed: Vec<Assumption> =
            assumed.filter(|one| self.said.insert(one.to_string())).collect();
        let under = name.filter(|name| *name != Variant::AS_PLANNED);
        self.assumed += &assumptions(&assumed, under, page);
        let past = self.record.sentences(plan).into_iter();
        let past: Vec<String> = past.filter(|one| self.said.insert(one.clone())).collect();
        self.past += &self.record.paragraph(&past, under, page);
    }

    fn text(&self) -> String {
        format!("{}{}", self.assumed, self.past)
    }
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

/// What no source states, and what a source gives as a range; of a variant with its name.
fn assumptions(all: &[Assumption], under: Option<&str>, page: Page) -> String {
    let under = under.map(|name| format!(", under {}", on_one_line(name))).unwrap_or_default();
    let mut text = String::new(); // writing to which cannot fail
    for &kind in AssumptionKind::ALL {
        let of_kind: Vec<&Assumption> = all.iter().filter(|one| one.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}{under}", kind.heading());
        for one in of_kind {
            let _ =
                writeln!(text, "{}", page.line(&format!("  {}", on_one_line(&one.to_string()))));
        }
    }
    text
}
