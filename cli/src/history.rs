//! Past drawdowns: cases, classes and back-tests.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use drawdown::chart::Chart;
use drawdown::history::{
    Backtest, Case, Class, ClassTerms, LatenessBound, MeanScores, Notice, Scores,
};
use drawdown::table::{Cell, Table};
use drawdown::values::Proportion;
use drawdown::{DeadlineOutcome, Plan};

use crate::aligned::aligned;
use crate::history_args::{
    About, BacktestArgs, ChoiceArgs, ClassArgs, HistoryArgs, ListArgs, ShowArgs,
};
use crate::out::Output;
use crate::page::Page;
use crate::rows::Format;
use crate::visible::{on_one_line, visible};

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
            "\nPast deadlines with the same notice (drawdown history class){under}{without}\n{lines}"
        )
    }
}

/// The class of all built-in cases.
pub(crate) fn built_in_class() -> Class {
    Class::of(&Case::all_built_in(), ClassTerms::default())
}

fn list(args: &ListArgs) -> Result<(), Box<dyn Error>> {
    let cases = match args.cases.as_slice() {
        [] => Case::all_built_in(),
        cases => cases.iter().map(|case| one(case)).collect::<Result<_, _>>()?,
    };
    let cases = Table::cases(&cases, 0.into());
    // Titles are too long for a terminal.
    let shown =
        ["case", "actor", "plans", "deadlines", "met", "late", "replaced", "observed_months"];
    args.format.write(if args.format.format == Format::Table { only(cases, &shown) } else { cases })
}

fn show(args: &ShowArgs) -> Result<(), Box<dyn Error>> {
    let case = one(&args.case)?;
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
        only(
            deadlines,
            &["phase", "announced", "deadline", "goal", "observed", "class", "met_from", "met_to"],
        ),
        page.width,
    );
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

fn class(args: &ClassArgs) -> Result<(), Box<dyn Error>> {
    let class = Class::of(&cases(&args.choice)?, terms(&args.choice));
    if args.as_slip {
        let name = "as past drawdowns slipped";
        let slip = class
            .slip(name)
            .ok_or("--as-slip: a slip has 1 to 1,024 months; choose other deadlines")?;
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
    let band = class.band(80.into());
    let end = |end: Option<i32>| {
        end.map_or_else(|| "open, too few".to_owned(), |months| months.to_string())
    };
    let band = format!(
        "80 % of {} lie between {} and {} months of lateness",
        class.lateness().len(),
        end(band.from),
        end(band.to)
    );
    output.text(&format!(
        "{}\n{}\n{}\n",
        aligned(Table::class(&class), page.width),
        sentences.join("\n"),
        page.line(&band)
    ))
}

fn backtest(args: &BacktestArgs) -> Result<(), Box<dyn Error>> {
    let backtest = Backtest::of(&cases(&args.choice)?, terms(&args.choice));
    if let Some(file) = &args.chart {
        Output::new(Some(file)).text(Chart::backtest(&backtest).svg())?;
    }
    if args.format.format != Format::Table {
        return args.format.write(Table::backtest(&backtest));
    }
    let output = args.format.output()?;
    let page = Page::of(&output);
    let shown = ["case", "phase", "binding_month", "class", "slip_from", "slip_to"];
    let deadlines = aligned(only(Table::backtest(&backtest), &shown), page.width);
    let shown = ["case", "plan", "months", "mean_error", "mean_absolute_error"];
    let plans = only(Table::backtest(&backtest), &shown);
    let mut rows: Vec<Vec<Cell<'static>>> = plans.rows.collect();
    rows.dedup(); // each plan once
    let plans = aligned(Table::new(plans.columns, rows), page.width);
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
    let mut lines = vec![
        share("met on time, of those met or late", class.on_time(), class.cases()),
        share(
            "replaced, of those met, late or replaced",
            class.replaced(),
            class.cases_with_replaced(),
        ),
        format!("{} more fell due and could not be judged", class.undetermined()),
    ];
    if let Some((error, plans)) = backtest.mean_absolute_percent() {
        lines.push(format!(
            "mean absolute error of {plans} plans as announced: {} % of the strength at the start",
            error.decimal(2)
        ));
    }
    for (means, what) in [(backtest.by_deadline(), "deadlines"), (backtest.by_case(), "cases")] {
        let Some(means) = means else { continue };
        lines.push(score(&means, &means.crps, "CRPS, months", what));
        lines.push(score(&means, &means.brier, "Brier score", what));
    }
    let covered = backtest.coverage();
    lines.push(share(
        "in the 80 % band of the other cases, of those known to be in or out",
        covered,
        class.cases(),
    ));
    lines
}

fn share(what: &str, share: Proportion, cases: u64) -> String {
    let interval = share.interval(95.into());
    let interval = interval.map_or_else(String::new, |(low, high)| {
        format!(" ({share}; 95 % interval {low} % to {high} %)")
    });
    format!("{what}: {} of {} in {cases} cases{interval}", share.count, share.draws)
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
        "{name}, mean over {what}: other cases {}, the plan at its word {}, 0 to 12 months alike {} ({judged}; {} deadlines in {} cases)",
        scores.class.decimal(3),
        scores.at_its_word.decimal(3),
        scores.uniform_year.decimal(3),
        means.deadlines,
        means.cases
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

fn cases(args: &ChoiceArgs) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = if args.only { Vec::new() } else { Case::all_built_in() };
    for case in &args.cases {
        cases.push(one(case)?);
    }
    Ok(cases)
}

/// A built-in case, or that of a folder.
fn one(case: &Path) -> Result<Case, Box<dyn Error>> {
    if let Some(built_in) = case.to_str().and_then(Case::built_in) {
        return Ok(built_in);
    }
    if !case.is_dir() {
        let known: Vec<String> =
            Case::all_built_in().iter().map(|case| case.name().to_owned()).collect();
        let shown: PathBuf = case.to_owned();
        return Err(format!(
            "{}: no such case or folder; the cases are {}",
            shown.display(),
            known.join(", ")
        )
        .into());
    }
    Case::read(case)
        .map_err(|error| format!("{}: {}", case.display(), visible(&error.to_string())).into())
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
