//! Variants compared with the plan as written, and the causes of delay in each.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fmt::Write;

use drawdown::cost::Money;
use drawdown::ensemble::MemoryLimit;
use drawdown::projection::{Cause, PlanResult};
use drawdown::table::Table;
use drawdown::values::grouped;
use drawdown::{Comparison, DeadlineOutcome, Plan, Variant};

use crate::aligned::fit;
use crate::args::{CompareArgs, TableArgs};
use crate::page::Page;
use crate::plan_file::Loaded;
use crate::remedies::Answers;
use crate::rows::Format;
use crate::visible::{on_one_line, visible};

/// Compares the chosen variants, or all of the plan's if none is chosen, one after another.
pub(crate) fn run(args: &CompareArgs) -> Result<(), Box<dyn Error>> {
    let CompareArgs { table: args, all_phases } = args;
    let (loaded, output) = Loaded::open(&args.plan, &args.format)?;
    let plan = &loaded.plan;
    let variants = if loaded.is_named() { &loaded.variants } else { &plan.spec().variants };
    let only = loaded.leaves_the_plan_out();
    let planned = PlanResult::new(Variant::AS_PLANNED, plan);
    // All variants were applied and checked, those of the file when it was read.
    let varied = || plan.variant_plans(variants).filter_map(Result::ok);
    let varied = || varied().map(|(name, plan)| PlanResult::new(name, &plan));
    if args.format.format == Format::Table {
        let compared = Compared::new(&planned, varied());
        let is_alone = compared.results.len() == 1;
        let phases =
            if *all_phases || is_alone { compared.phases.clone() } else { compared.differing() };
        return output.text(&table(plan, &compared, &phases, only, Page::of(&output)));
    }
    args.format.write_from("", || {
        let columns = Table::compared(&planned, &planned).columns;
        let own = (!only).then(|| planned.clone());
        let results = own.into_iter().chain(varied());
        Table::new(columns, results.flat_map(|result| Table::compared(&result, &planned).rows))
    })
}

/// Results of which the causes of delay are dropped, for these take more than all else.
struct Compared {
    /// The plan's own, then the variants'.
    results: Vec<PlanResult>,
    /// All phases, in the order in which they come first.
    phases: Vec<String>,
    /// Those whose outcome is not the same in all plans.
    differing: HashSet<String>,
}

impl Compared {
    fn new(planned: &PlanResult, varied: impl Iterator<Item = PlanResult>) -> Self {
        let of_plan: HashMap<&str, &DeadlineOutcome> =
            planned.deadlines.iter().map(|outcome| (outcome.phase.as_str(), outcome)).collect();
        let mut phases: Vec<String> =
            planned.deadlines.iter().map(|outcome| outcome.phase.clone()).collect();
        let mut known: HashSet<String> = phases.iter().cloned().collect();
        let mut differing = HashSet::new();
        let mut results = vec![without_causes(planned.clone())];
        for result in varied {
            let mut missing: HashSet<&str> = known.iter().map(String::as_str).collect();
            let mut added = Vec::new();
            for outcome in &result.deadlines {
                missing.remove(outcome.phase.as_str());
                if of_plan.get(outcome.phase.as_str()) != Some(&outcome) {
                    differing.insert(outcome.phase.clone());
                }
                if !known.contains(&outcome.phase) {
                    added.push(outcome.phase.clone());
                }
            }
            differing.extend(missing.into_iter().map(str::to_owned));
            known.extend(added.iter().cloned());
            phases.extend(added);
            results.push(without_causes(result));
        }
        Self { results, phases, differing }
    }

    fn differing(&self) -> Vec<String> {
        let is_differing = |phase: &&String| self.differing.contains(*phase);
        self.phases.iter().filter(is_differing).cloned().collect()
    }
}

fn without_causes(mut result: PlanResult) -> PlanResult {
    for outcome in &mut result.deadlines {
        outcome.causes = Vec::new();
    }
    result
}

/// What a cause of a delay takes, in bytes, with its name.
const CAUSE: u64 = 64;

/// The causes of each missed deadline, with the chosen variants side by side.
pub(crate) fn why(args: &TableArgs) -> Result<(), Box<dyn Error>> {
    let (loaded, output) = Loaded::open(&args.plan, &args.format)?;
    loaded.check_only()?;
    let spec = loaded.plan.spec();
    let causes = spec.phases.len() * (spec.holds.len() + spec.caps.len() + spec.hazards.len());
    let needed = (loaded.variants.len() as u64 + 1).saturating_mul(causes as u64 * CAUSE);
    let check = MemoryLimit::default().check(needed);
    check.map_err(|error| format!("{error}; choose fewer variants, or --format csv"))?;
    let plans = loaded.plans()?;
    let answers: Vec<Answers> = plans.iter().map(|(_, plan)| Answers::of(plan)).collect();
    let page = Page::of(&output);
    let comparison = Comparison::new(&loaded.plan, &loaded.variants)?;
    let shown = &comparison.results()[usize::from(loaded.leaves_the_plan_out())..];
    let mut text = format!("{}\n", page.line(&visible(&spec.title)));
    let is_late = |result: &PlanResult| result.deadlines.iter().any(|one| one.met == Some(false));
    if let Some(window) = loaded.plan.sum_window().filter(|_| shown.iter().any(is_late)) {
        let _ = writeln!(text, "\nTroop-months: {window}");
    }
    let mut is_missed = false;
    for phase in comparison.phases() {
        let outcomes = || shown.iter().map(|column| column.deadline(phase));
        if !outcomes().flatten().any(|outcome| outcome.met == Some(false)) {
            continue;
        }
        is_missed = true;
        text += "\n";
        for ((column, outcome), answers) in shown.iter().zip(outcomes()).zip(&answers) {
            text += &said(&column.name, outcome, loaded.is_named(), page);
            text += &answers.about(phase, page);
        }
        text += &causes_table(shown, phase, page);
    }
    if !is_missed {
        text += "\nNo deadline within the projection is missed.\n";
    }
    output.text(&text)
}

/// The sentence of an outcome, with the variant's name if there are several.
fn said(name: &str, outcome: Option<&DeadlineOutcome>, several: bool, page: Page) -> String {
    let name = if several { format!("{}: ", on_one_line(name)) } else { String::new() };
    match outcome {
        Some(outcome) => format!("{}\n", page.sentence(&name, outcome)),
        None => format!("{}\n", page.line(&format!("{name}no such phase"))),
    }
}

/// Causes down, plans across.
fn causes_table(shown: &[PlanResult], phase: &str, page: Page) -> String {
    let of = |result: &PlanResult| result.deadline(phase).map(|outcome| outcome.causes.clone());
    let mut causes: Vec<Cause> = Vec::new();
    for delay in shown.iter().filter_map(of).flatten() {
        if !causes.contains(&delay.cause) {
            causes.push(delay.cause);
        }
    }
    if causes.is_empty() {
        let explanations = shown.iter().filter_map(|result| result.deadline(phase)?.explanation());
        return explanations.fold(String::new(), |text, explanation| {
            text + &page.line(&format!("  {}", visible(&explanation))) + "\n"
        });
    }
    let mut first = vec!["  troop-months kept back by".to_owned()];
    first.extend(causes.iter().map(|cause| format!("  {cause}")));
    let rest = shown.iter().map(|column| {
        let name = if shown.len() > 1 { column.name.clone() } else { String::new() };
        let delays = of(column).unwrap_or_default();
        let figures = causes.iter().map(|cause| {
            let delay = delays.iter().find(|delay| delay.cause == *cause);
            grouped(delay.map_or(0, |delay| delay.troop_months))
        });
        std::iter::once(name).chain(figures).collect()
    });
    let mut all = vec![first];
    all.extend(rest);
    fit(&all, page.width)
}

/// A row for each plan, a column for each answer and its difference from the plan as written.
fn table(plan: &Plan, compared: &Compared, phases: &[String], only: bool, page: Page) -> String {
    let planned = &compared.results[0];
    let columns = &compared.results[usize::from(only)..];
    let mut text = format!("{}\n\n", page.line(&visible(&plan.spec().title)));
    if let Some(window) = planned.window {
        text += "Troop-months and costs: ";
        text += &window.to_string();
        text += "\n\n";
    }
    let mut all: Vec<Vec<String>> = vec![vec![String::new()]];
    all[0].extend(columns.iter().map(|column| column.name.clone()));
    let mut add = |title: &str, shown: &dyn Fn(&PlanResult) -> String| {
        let mut column = vec![title.to_owned()];
        column.extend(columns.iter().map(shown));
        all.push(column);
    };
    add("done, or last departure", &done);
    add("months later", &|c| {
        c.completion_delay(planned).map(|n| signed(n.into())).unwrap_or_default()
    });
    add("deadlines met", &deadlines_met);
    add("troop-months", &|c| grouped(c.troop_months));
    add("difference", &|c| signed(c.troop_months_delta(planned).into()));
    add("most to leave for home in a month", &most_in_a_month);
    add("troops at the end", &|c| match c.done() {
        Some(_) => {
            format!("{}, of them {} residual", grouped(c.troops_at_end), grouped(c.residual_at_end))
        }
        None => grouped(c.troops_at_end),
    });
    for amount in &planned.cost {
        let currency = amount.currency();
        add(&format!("cost, {currency}"), &|c| {
            let cost = c.cost.iter().find(|cost| cost.currency() == currency);
            cost.map(money).unwrap_or_default()
        });
        add(&format!("difference, {currency}"), &|c| {
            let more = c.cost_deltas(planned);
            let more = more.iter().find(|(other, _)| *other == currency);
            more.map(|(_, more)| signed(*more)).unwrap_or_default()
        });
    }
    text += &fit(&all, page.width);
    text += "\n";
    text += &strengths(columns, planned, phases, page);
    for phase in phases {
        text += "\n";
        for column in columns {
            text += &said(&column.name, column.deadline(phase), columns.len() > 1, page);
        }
    }
    let same = compared.phases.len() - phases.len();
    if same > 0 {
        let phases = if same == 1 { "phase" } else { "phases" };
        let _ =
            writeln!(text, "\nThe same in all plans: {same} {phases}; --all-phases shows them.");
    }
    text
}

/// How many of the deadlines that are judged are met.
pub(crate) fn deadlines_met(result: &PlanResult) -> String {
    format!("{} of {}", result.deadlines_met(), result.deadlines_judged())
}

/// The month by whose end a plan is done, or else the last in which anybody left.
pub(crate) fn done(result: &PlanResult) -> String {
    match (result.done(), result.last_departure) {
        (Some(month), _) => month.to_string(),
        (None, Some(month)) => format!("not done; last departure {month}"),
        (None, None) => "not done".to_owned(),
    }
}

/// How many leave for home in the month in which most do.
pub(crate) fn most_in_a_month(result: &PlanResult) -> String {
    let most = result.peak_home_departures;
    most.map_or("none".to_owned(), |(month, troops)| format!("{} in {month}", grouped(troops)))
}

/// An amount in whole units.
pub(crate) fn money(amount: &Money) -> String {
    grouped(amount.rounded().cast_signed())
}

/// The strength at each deadline and its difference from the plan's: a row for each plan, two columns for
/// each phase.
fn strengths(
    columns: &[PlanResult],
    planned: &PlanResult,
    phases: &[String],
    page: Page,
) -> String {
    let names = columns.iter().map(|column| column.name.clone());
    let mut all: Vec<Vec<String>> =
        vec![std::iter::once("strength at the deadline of".to_owned()).chain(names).collect()];
    for phase in phases {
        let strength = |column: &PlanResult| column.deadline(phase).and_then(|o| o.strength);
        let planned = strength(planned);
        let shown = columns.iter().map(|column| strength(column).map(grouped).unwrap_or_default());
        all.push(std::iter::once(phase.clone()).chain(shown).collect());
        let more = columns.iter().map(|column| {
            let both = strength(column).zip(planned);
            both.map(|(n, planned)| signed(i128::from(n) - i128::from(planned))).unwrap_or_default()
        });
        all.push(std::iter::once("difference".to_owned()).chain(more).collect());
    }
    if all.len() == 1 { String::new() } else { fit(&all, page.width) }
}

/// A difference with its sign.
pub(crate) fn signed(number: i128) -> String {
    let plus = if number > 0 { "+" } else { "" };
    format!("{plus}{}", grouped(number))
}
