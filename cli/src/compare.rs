//! Variants compared with the plan as written, and the causes of delay in each.

use std::error::Error;
use std::io::Write;

use drawdown::projection::PlanResult;
use drawdown::table::Table;
use drawdown::{Comparison, DeadlineOutcome, Plan, Variant};

use crate::args::Args;
use crate::columns::{align, grouped};
use crate::ink::Ink;
use crate::rows::{self, Format};

/// Compares the chosen variants, or all of the plan's if none is chosen.
pub(crate) fn run(args: &Args, plan: &Plan, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let variants =
        if args.variants.is_empty() { plan.spec().variants.clone() } else { named(args, plan)? };
    let comparison = Comparison::new(plan, &variants)?;
    match args.format {
        Format::Table => out.write_all(table(plan, &comparison, args.ink()).as_bytes())?,
        format => rows::write(Table::comparison(&comparison), format, out)?,
    }
    Ok(())
}

/// The causes of each missed deadline, with the chosen variants side by side.
pub(crate) fn why(args: &Args, plan: &Plan) -> Result<String, Box<dyn Error>> {
    let comparison = Comparison::new(plan, &named(args, plan)?)?;
    let columns = comparison.results();
    let mut text = format!("{}\n", plan.spec().title);
    let mut is_missed = false;
    for phase in phases(columns) {
        let outcomes = || columns.iter().map(|column| column.deadline(phase));
        if !outcomes().flatten().any(|outcome| outcome.met == Some(false)) {
            continue;
        }
        is_missed = true;
        text += "\n";
        for (column, outcome) in columns.iter().zip(outcomes()) {
            text += &said(&column.name, outcome, columns.len() > 1, args.ink());
        }
        text += &causes(&comparison, phase);
    }
    if !is_missed {
        text += "\nNo deadline within the projection is missed.\n";
    }
    Ok(text)
}

/// The sentence of an outcome, with the variant's name if there are several.
fn said(name: &str, outcome: Option<&DeadlineOutcome>, several: bool, ink: Ink) -> String {
    let sentence =
        outcome.map_or_else(|| "no such phase".to_owned(), |outcome| ink.sentence(outcome));
    if several { format!("{name}: {sentence}\n") } else { format!("{sentence}\n") }
}

/// Causes down, plans across.
fn causes(comparison: &Comparison, phase: &str) -> String {
    let causes = comparison.causes(phase);
    if causes.is_empty() {
        return "  no troops were kept back: the phase as planned does not reach its goal\n".into();
    }
    let columns = comparison.results();
    let mut first = vec!["  troop-months kept back by".to_owned()];
    first.extend(causes.iter().map(|(cause, _)| format!("  {cause}")));
    let rest = columns.iter().enumerate().map(|(i, column)| {
        let name = if columns.len() > 1 { column.name.clone() } else { String::new() };
        let figures = causes.iter().map(|(_, figures)| grouped(figures[i]));
        std::iter::once(name).chain(figures).collect()
    });
    let mut all = vec![first];
    all.extend(rest);
    align(&all)
}

pub(crate) fn named(args: &Args, plan: &Plan) -> Result<Vec<Variant>, Box<dyn Error>> {
    let find = |name: &String| {
        let variant = plan.spec().variants.iter().find(|variant| variant.name == *name);
        variant.cloned().ok_or_else(|| crate::unknown_variant(plan, name).into())
    };
    args.variants.iter().map(find).collect()
}

/// Every phase of any of the plans, in listing order.
fn phases(columns: &[PlanResult]) -> Vec<&str> {
    let mut phases: Vec<&str> = Vec::new();
    for outcome in columns.iter().flat_map(|column| &column.deadlines) {
        if !phases.contains(&outcome.phase.as_str()) {
            phases.push(&outcome.phase);
        }
    }
    phases
}

/// A row for each plan, a column for each answer and its difference from the plan as written.
fn table(plan: &Plan, comparison: &Comparison, ink: Ink) -> String {
    let columns = comparison.results();
    let planned = &columns[0];
    let mut text = format!("{}\n\n", plan.spec().title);
    let mut all: Vec<Vec<String>> = vec![vec![String::new()]];
    all[0].extend(columns.iter().map(|column| column.name.clone()));
    let mut add = |title: &str, shown: &dyn Fn(&PlanResult) -> String| {
        let mut column = vec![title.to_owned()];
        column.extend(columns.iter().map(shown));
        all.push(column);
    };
    add("done", &|c| c.completion.map_or("not done".to_owned(), |month| month.to_string()));
    add("months later", &|c| {
        c.completion_delay(planned).map(|n| signed(n.into())).unwrap_or_default()
    });
    add("deadlines met", &|c| format!("{} of {}", c.deadlines_met(), c.deadlines.len()));
    add("troop-months", &|c| grouped(c.troop_months));
    add("difference", &|c| signed(c.troop_months_delta(planned).into()));
    add("peak outflow", &|c| {
        c.peak_home_departures
            .map_or("none".to_owned(), |(month, n)| format!("{} in {month}", grouped(n)))
    });
    add("residual at end", &|c| grouped(c.residual_at_end));
    for amount in &planned.cost {
        let currency = amount.currency();
        let cost = |c: &PlanResult| c.cost.iter().find(|a| a.currency() == currency).cloned();
        add(&format!("cost, {currency}"), &|c| {
            cost(c).map(|amount| money(amount.rounded())).unwrap_or_default()
        });
        add(&format!("difference, {currency}"), &|c| {
            let more = c.cost_deltas(planned);
            let more = more.iter().find(|(other, _)| *other == currency);
            more.map(|(_, more)| signed(*more)).unwrap_or_default()
        });
    }
    text += &align(&all);
    text += "\n";
    text += &strengths(columns);
    for phase in phases(columns) {
        text += "\n";
        for column in columns {
            text += &said(&column.name, column.deadline(phase), columns.len() > 1, ink);
        }
    }
    text
}

fn money(number: u128) -> String {
    match u64::try_from(number) {
        Ok(number) => grouped(number),
        Err(_) => format!("{},{:03}", money(number / 1_000), number % 1_000),
    }
}

/// The strength at each deadline and its difference from the plan's: a row for each plan, two columns for
/// each phase.
fn strengths(columns: &[PlanResult]) -> String {
    let names = columns.iter().map(|column| column.name.clone());
    let mut all: Vec<Vec<String>> =
        vec![std::iter::once("strength at the deadline of".to_owned()).chain(names).collect()];
    for phase in phases(columns) {
        let strength = |column: &PlanResult| column.deadline(phase).and_then(|o| o.strength);
        let planned = strength(&columns[0]);
        let shown = columns.iter().map(|column| strength(column).map(grouped).unwrap_or_default());
        all.push(std::iter::once(phase.to_owned()).chain(shown).collect());
        let more = columns.iter().map(|column| {
            let both = strength(column).zip(planned);
            both.map(|(n, planned)| signed(i128::from(n) - i128::from(planned))).unwrap_or_default()
        });
        all.push(std::iter::once("difference".to_owned()).chain(more).collect());
    }
    if all.len() == 1 { String::new() } else { align(&all) }
}

/// A difference with its sign.
fn signed(number: i128) -> String {
    let digits = money(number.unsigned_abs());
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{digits}"),
        _ => format!("-{digits}"),
    }
}
