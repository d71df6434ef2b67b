//! Why missed deadlines cannot be met, and what would meet them.

use std::error::Error;

use drawdown::Plan;
use drawdown::seek::{Feasibility, Lever, Remedies, Remedy, Setting};
use drawdown::table::Table;

use crate::aligned::{aligned, fit};
use crate::args::{FormatArgs, PlanArgs};
use crate::page::Page;
use crate::plan_file::Loaded;
use crate::rows::Format;
use crate::visible::{on_one_line, visible};

/// A row for each missed deadline and single change tried.
pub(crate) fn print_remedies(args: &PlanArgs, format: &FormatArgs) -> Result<(), Box<dyn Error>> {
    let lines = |plan: &Plan| nothing_missed(plan).into_iter().collect();
    print(args, format, |plan| Table::remedies(plan.remedies()), lines)
}

/// A row for each missed deadline; for people, what is proved in words and the least lift as well.
pub(crate) fn print_bottlenecks(
    args: &PlanArgs,
    format: &FormatArgs,
) -> Result<(), Box<dyn Error>> {
    let lines = |plan: &Plan| {
        let found = plan.bottlenecks();
        let in_words = |one: &Feasibility| visible(&format!("{}: {one}", one.phase));
        let mut lines: Vec<String> = found.iter().map(in_words).collect();
        lines.extend(nothing_missed(plan));
        lines.extend(plan.lift().map(|lift| lift.to_string()));
        lines
    };
    print(args, format, |plan| Table::bottlenecks(plan.bottlenecks()), lines)
}

/// That there is nothing to mend.
fn nothing_missed(plan: &Plan) -> Option<String> {
    let is_missed = plan.project().deadlines().iter().any(|deadline| deadline.met == Some(false));
    (!is_missed).then(|| "no deadline is missed".to_owned())
}

/// Writes the tables of the plan and of the variants chosen; as a table for people, with lines about each plan.
fn print(
    args: &PlanArgs,
    format: &FormatArgs,
    table: impl for<'a> Fn(&'a Plan) -> Table<'a> + Sync,
    lines: impl Fn(&Plan) -> Vec<String>,
) -> Result<(), Box<dyn Error>> {
    let (loaded, output) = Loaded::open(args, format)?;
    let plans = loaded.plans()?;
    let all = Table::variants(plans.iter().map(|(name, plan)| (name.as_str(), table(plan))));
    let all = loaded.named(all);
    if format.format != Format::Table {
        return format.write(all);
    }
    let page = Page::of(&output);
    let mut text = aligned(all, page.width);
    for (name, plan) in &plans {
        for line in lines(plan) {
            let named = format!("{}: {line}", on_one_line(name));
            text += &page.line(if loaded.is_named() { &named } else { &line });
            text.push('\n');
        }
    }
    output.text(&text)
}

/// What stands against each missed deadline of a plan, and what would meet it, found once for all of its deadlines.
pub(crate) struct Answers {
    bottlenecks: Vec<Feasibility>,
    remedies: Vec<Remedies>,
}

impl Answers {
    pub(crate) fn of(plan: &Plan) -> Self {
        Self { bottlenecks: plan.bottlenecks(), remedies: plan.remedies() }
    }

    /// What is proved of a deadline, and the single changes with which it would be met; nothing if it is not missed.
    pub(crate) fn about(&self, phase: &str, page: Page) -> String {
        let proved = self.proved(phase);
        let proved = proved.map(|proved| line(page, &format!("  {proved}")));
        let remedies = self.remedies(phase).map(|remedies| would_do(remedies, page));
        proved.into_iter().chain(remedies).collect()
    }

    /// What is proved of a missed deadline.
    pub(crate) fn proved(&self, phase: &str) -> Option<&Feasibility> {
        self.bottlenecks.iter().find(|proved| proved.phase == phase)
    }

    /// What was tried to meet a missed deadline.
    pub(crate) fn remedies(&self, phase: &str) -> Option<&Remedies> {
        self.remedies.iter().find(|remedies| remedies.phase == phase)
    }
}

/// The levers that would do, the deadline's own before other deadlines.
pub(crate) fn doing(remedies: &Remedies) -> Vec<&Remedy> {
    let mut doing: Vec<&Remedy> =
        remedies.tried.iter().filter(|remedy| remedy.would_do.is_some()).collect();
    let at = |is: &dyn Fn(&str) -> bool| {
        let is = |remedy: &&Remedy| matches!(&remedy.lever, Lever::Deadline(phase) if is(phase));
        doing.iter().position(is)
    };
    // Deadlines follow each other.
    if let (Some(first), Some(own)) = (at(&|_| true), at(&|phase| phase == remedies.phase)) {
        doing[first..=own].rotate_right(1);
    }
    doing
}

/// A value of a lever; nothing where it has none.
pub(crate) fn shown(setting: Option<Setting>) -> String {
    setting.map(|setting| setting.to_string()).unwrap_or_default()
}

/// The levers that would do as a table, and the rest in a sentence.
fn would_do(remedies: &Remedies, page: Page) -> String {
    let doing = doing(remedies);
    let mut text = String::new();
    if !doing.is_empty() {
        let head = if doing.len() == 1 { "  this would do" } else { "  any one of these would do" };
        let mut columns =
            vec![vec![head.to_owned()], vec!["planned".to_owned()], vec!["would do".to_owned()]];
        for remedy in &doing {
            columns[0].push(format!("    {}", remedy.lever));
            columns[1].push(shown(remedy.planned));
            columns[2].push(shown(remedy.would_do));
        }
        text += &fit(&columns, page.width);
    }
    if let Some(others) = remedies.that_would_not_do() {
        let head = if doing.is_empty() {
            "no single change would meet it; tried:"
        } else {
            "not enough by themselves:"
        };
        text += &line(page, &format!("  {head} {others}"));
    }
    text
}

fn line(page: Page, text: &str) -> String {
    format!("{}\n", page.line(&visible(text)))
}
