//! Past drawdowns: cases, classes and back-tests.

use std::error::Error;
use std::fmt::Write;

use drawdown::chart::Chart;
use drawdown::history::{
    Alike, Backtest, Case, Class, ClassTerms, LatenessBound, MeanScores, Notice, Scores,
};
use drawdown::table::{Cell, Table};
use drawdown::values::Proportion;
use drawdown::{DeadlineOutcome, Percent, Plan};

use crate::aligned::aligned;
use crate::cases::Cases;
use crate::chart;
use crate::history_args::{
    About, BacktestArgs, ChoiceArgs, ClassArgs, HistoryArgs, ListArgs, ShowArgs,
};
use crate::out::Output;
use crate::page::Page;
use crate::rows::Format;
use crate::visible::on_one_line;

pub(crate) fn run(args: &HistoryArgs) -> Result<(), Box<dyn Error>> {
    match &args.about {
        About::List(args) => list(args),
        About::Show(args) => show(args),
        About::Class(args) => class(args),
        About::Backtest(args) => backtest(args),
    }
}

/// What became of past deadlines, to stand beside a plan's own outcomes.
pub(crate) struct Record {
    class: Class,
    /// The cases left out, for they are the plan's own drawdown.
    own: Vec<String>,
}

impl Record {
    pub(crate) fn beside(plan: &Plan) -> Self {
        let (own, others): (Vec<Case>, Vec<Case>) =
            Case::all_built_in().into_iter().partition(|case| case.overlaps(plan));
        let own = own.iter().map(|case| case.name().to_owned()).collect();
        Self { class: Class::of(&others, ClassTerms::default()), own }
    }

    /// A sentence for each deadline of which the notice is known.
    pub(crate) fn sentences(&self, plan: &Plan) -> Vec<String> {
        self.class.sentences(plan)
    }

    /// The sentence of one deadline, for a page.
    pub(crate) fn sentence(&self, plan: &Plan, outcome: &DeadlineOutcome) -> Option<String> {
        let sentence = self.class.sentence_beside(plan, outcome)?;
        let said = sentence.strip_prefix(&format!("{}, ", outcome.phase)).unwrap_or(&sentence);
        Some(match self.own.as_slice() {
            [] => said.to_owned(),
            own => format!("{said}; without the plan’s own drawdown, {}", own.join(", ")),
        })
    }

    /// Sentences as a paragraph for people, of a variant with its name; nothing without sentences.
    pub(crate) fn paragraph(
        &self,
        sentences: &[String],
        under: Option<&str>,
        page: Page,
    ) -> String {
        if sentences.is_empty() {
            return String::new();
        }
        let lines =
            sentences.iter().map(|one| page.line(&format!("  {}", on_one_line(one))) + "\n");
        let lines: String = lines.collect();
        let under = under.map(|name| format!(", under {}", on_one_line(name))).unwrap_or_default();
        let without = match self.own.as_slice() {
            [] => String::new(),
            own => format!(", without the plan's own: {}", own.join(", ")),
        };
        format!(
            "\nPast deadlines with similar notice (drawdown history class){under}{without}\n{lines}"
        )
    }
}

/// The class of all built-in cases.
pub(crate) fn built_in_class() -> Class {
    Class::of(&Case::all_built_in(), ClassTerms::default())
}

fn list(args: &ListArgs) -> Result<(), Box<dyn Error>> {
    let cases = match args.cases.as_slice() {
        [] => Cases::built_in(),
        cases => Cases::none().and(cases)?,
    };
    cases.are_not("--out", &args.format.output()?)?;
    let cases = Table::cases(&cases.all(), 0.into());
    // Titles are too long for a terminal.
    let shown =
        ["case", "actor", "plans", "deadlines", "met", "late", "replaced", "observed_months"];
    args.format.write(if args.format.format == Format::Table { only(cases, &shown) } else { cases })
}

fn show(args: &ShowArgs) -> Result<(), Box<dyn Error>> {
    let cases = Cases::none().and(std::slice::from_ref(&args.case))?;
    cases.are_not("--out", &args.format.output()?)?;
    let Some(case) = cases.all().pop() else { return Ok(()) };
    let deadlines = Table::past_deadlines(case.deadlines(args.within));
    if args.format.format != Format::Table {
        return args.format.write(deadlines);
    }
    let output = args.format.output()?;
    let page = Page::of(&output);
    let mut text = String::new(); // writing to which cannot fail
    if case.about().is_empty() {
        let _ = writeln!(text, "{}\n", on_one_line(case.title()));
    } else {
        for line in case.about().lines() {
            let _ = writeln!(text, "{}", page.line(&on_one_line(line)));
        }
        text.push('\n');
    }
    text += &aligned(
        marked(only(
            deadlines,
            &[
                "phase",
                "announced",
                "deadline",
                "goal",
                "observed",
                "class",
                "met_from",
                "met_to",
                "stated",
            ],
        )),
        page.width,
    );
    text += &statements(&case, args.within, page);
    let _ = writeln!(text, "\nSources");
    for source in &case.description().source_list {
        let date = source.date.map_or_else(String::new, |date| format!(", {date}"));
        let url = source.url.as_ref().map_or_else(String::new, |url| format!(", {url}"));
        let _ = writeln!(
            text,
            "  {}",
            on_one_line(&format!("{}: {}{date}{url}", source.id, source.title))
        );
    }
    output.text(&text)
}

/// A table whose last column says which verdicts rest on a statement, with a mark on the class in its place.
fn marked(table: Table<'static>) -> Table<'static> {
    let mut columns = table.columns;
    columns.pop();
    let class = columns.iter().position(|column| column.name == "class");
    let rows = table.rows.map(move |mut row| {
        let is_stated = row.pop().is_some_and(|cell| cell.to_string() == "true");
        if let (true, Some(cell)) = (is_stated, class.and_then(|i| row.get_mut(i))) {
            *cell = format!("{cell} *").into();
        }
        row
    });
    Table::new(columns, rows)
}

/// What the verdicts rest on that do not follow from levels.
fn statements(case: &Case, within: Percent, page: Page) -> String {
    let mut text = String::new();
    for past in case.deadlines(within) {
        let Some(stated) = past.stated else { continue };
        if text.is_empty() {
            text += "\n* as a source says, not by levels\n";
        }
        let source = stated.source.map_or_else(String::new, |source| format!(" ({source})"));
        let words = stated.words.unwrap_or_default();
        let line = format!("  {}: {words}{source}", past.verdict.phase);
        text += &(page.line(&on_one_line(&line)) + "\n");
    }
    text
}

fn class(args: &ClassArgs) -> Result<(), Box<dyn Error>> {
    let cases = cases(&args.choice)?;
    cases.are_not("--out", &args.format.output()?)?;
    let class = Class::of(&cases.all(), terms(&args.choice));
    if args.as_slip {
        if class.lateness().is_empty() {
            return Err("--as-slip: no deadline was counted; choose other cases".into());
        }
        let name = "as past drawdowns slipped";
        let slip = class
            .slip(name)
            .ok_or("--as-slip: a slip has at most 1,024 months; choose fewer deadlines")?;
        let months: Vec<String> = slip.months.values.iter().map(ToString::to_string).collect();
        let words = slip.months.words.unwrap_or_default();
        return args.format.output()?.text(&format!(
            "[[slip]]\nname = {name:?}\nmonths = {{ values = [{}], words = {words:?} }}\n",
            months.join(", ")
        ));
    }
    if args.format.format != Format::Table {
        return args.format.write(Table::class(&class));
    }
    let output = args.format.output()?;
    let page = Page::of(&output);
    let sentences =
        [Notice::UpToAYear, Notice::OverAYear].map(|notice| page.line(&class.sentence(notice)));
    let weights = match class.terms().alike {
        Alike::Deadlines => "",
        Alike::Cases => {
            "count and of are weights in the rows of lateness: each case has the same\n"
        }
    };
    output.text(&format!(
        "{}{weights}\n{}\n{}\n",
        aligned(Table::class(&class), page.width),
        sentences.join("\n"),
        page.line(&band_text(&class))
    ))
}

/// The band of the lateness that counts.
fn band_text(class: &Class) -> String {
    let deadlines = counted(class.lateness().len() as u64, "past deadline");
    let deadlines = format!("{deadlines} in {}", counted(class.cases_with_lateness(), "case"));
    let band = class.band(80.into());
    match (band.from, band.to) {
        (Some(from), Some(to)) => format!("the 80 % band of {deadlines}: {from} to {to} months"),
        _ => format!("{deadlines}: too few deadlines for a band"),
    }
}

fn backtest(args: &BacktestArgs) -> Result<(), Box<dyn Error>> {
    let cases = cases(&args.choice)?;
    cases.are_not("--out", &args.format.output()?)?;
    let chart = args.chart.as_deref();
    let chart_output = Output::new(chart);
    cases.are_not("--chart", &chart_output)?;
    chart_output.is_apart("--chart", args.format.to.out.as_deref())?;
    let chart_format = chart::Format::of("--chart", chart)?;
    let backtest = Backtest::of(&cases.all(), terms(&args.choice));
    if chart.is_some() {
        chart_format.write(&Chart::backtest(&backtest), &chart_output)?;
    }
    if args.format.format != Format::Table {
        return args.format.write(Table::backtest(&backtest));
    }
    let output = args.format.output()?;
    let page = Page::of(&output);
    let shown = ["case", "phase", "binding_month", "class", "slip_from", "slip_to"];
    let deadlines = aligned(only(Table::backtest(&backtest), &shown), page.width);
    let plans = aligned(Table::plan_errors(&backtest), page.width);
    let sentences: Vec<String> =
        summary(&backtest).iter().map(|line| page.line(line) + "\n").collect();
    output.text(&format!(
        "{deadlines}\nErrors of the plans as announced, in percent of the strength at the start\n{plans}\n{}",
        sentences.concat()
    ))
}

/// What comes out of a back-test, in sentences.
fn summary(backtest: &Backtest) -> Vec<String> {
    let class = backtest.class();
    let within = match class.terms().within.ten_thousandths() {
        0 => String::new(),
        _ => format!(" within {} %", class.terms().within),
    };
    let mut lines = vec![
        share(
            &format!("met{within} on time, of those met or late"),
            class.on_time(),
            class.cases(),
        ),
        share(
            "replaced, of those met, late or replaced",
            class.replaced(),
            class.cases_with_replaced(),
        ),
        format!("{} could not be judged", class.undetermined()),
    ];
    if let Some((error, plans)) = backtest.mean_absolute_percent() {
        lines.push(format!(
            "mean absolute error of {} as announced: {} % of the strength at the start",
            counted(plans, "plan"),
            error.decimal(2)
        ));
    }
    for (means, what) in [(backtest.by_deadline(), "deadlines"), (backtest.by_case(), "cases")] {
        let Some(means) = means else { continue };
        lines.push(score(&means, &means.crps, "CRPS, months", what));
        lines.push(score(&means, &means.brier, "Brier score", what));
    }
    lines.push(share(
        "in the 80 % band of the other cases, of those known to be in or out",
        backtest.coverage(),
        backtest.cases_in_coverage(),
    ));
    lines
}

/// A number of things.
fn counted(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn share(what: &str, share: Proportion, cases: u64) -> String {
    let interval = share.interval(95.into());
    let interval = interval.map_or_else(String::new, |(low, high)| {
        format!(" ({share}; 95 % interval {low} % to {high} %)")
    });
    let cases = counted(cases, "case");
    format!("{what}: {} of {} in {cases}{interval}", share.count, share.draws)
}

fn score(means: &MeanScores, scores: &Scores, name: &str, what: &str) -> String {
    let judged = if means.is_improvement(scores) {
        "lower than both"
    } else if scores.is_lower_than_baselines() {
        "lower than both, in too few cases to call it an improvement"
    } else {
        "not lower than both"
    };
    format!(
        "{name}, mean over {what}: other cases {}, the plan at its word {}, 0 to 12 months alike {} ({judged}; {} in {})",
        scores.class.decimal(3),
        scores.at_its_word.decimal(3),
        scores.uniform_year.decimal(3),
        counted(means.deadlines, "deadline"),
        counted(means.cases, "case")
    )
}

fn terms(args: &ChoiceArgs) -> ClassTerms {
    ClassTerms {
        actor: args.actor.map(crate::history_args::ActorArg::actor),
        within: args.within,
        alike: args.alike.alike(),
        bound: if args.upper { LatenessBound::Upper } else { LatenessBound::Lower },
        notice: None,
    }
}

fn cases(args: &ChoiceArgs) -> Result<Cases<'_>, Box<dyn Error>> {
    if args.only { Cases::none() } else { Cases::built_in() }.and(&args.cases)
}

/// Some columns of a table.
fn only(table: Table<'static>, names: &[&str]) -> Table<'static> {
    let kept: Vec<usize> = names
        .iter()
        .filter_map(|name| table.columns.iter().position(|column| column.name == *name))
        .collect();
    let columns = kept.iter().map(|&i| table.columns[i].clone()).collect();
    let rows: Vec<Vec<Cell<'static>>> =
        table.rows.map(|row| kept.iter().map(|&i| row[i].clone()).collect()).collect();
    Table::new(columns, rows)
}
