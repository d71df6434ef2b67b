//! What would have to change: seeks.

use std::error::Error;
use std::fmt::Write;
use std::ops::ControlFlow;

use drawdown::chart::Chart;
use drawdown::seek::{Seek, SeekAnswer, SeekProgress, ValueRun};
use drawdown::spec::{Find, SeekSpec, SeekValue};
use drawdown::table::Table;
use drawdown::values::grouped;
use drawdown::{Plan, PlanErrors, YearMonth};

use crate::aligned::fit;
use crate::args::{ChartArgs, PlanArgs};
use crate::bar::Bar;
use crate::chosen::{Choice, Chosen};
use crate::draws::DRAWS;
use crate::out::Output;
use crate::page::Page;
use crate::plan_file::{self, Loaded};
use crate::remedies;
use crate::rows::Format;
use crate::seek_args::{SeekArgs, SeekQuestion};
use crate::visible::visible;

pub(crate) fn run(args: &SeekArgs) -> Result<(), Box<dyn Error>> {
    match args.what {
        SeekQuestion::Seek => seeks(args),
        SeekQuestion::Remedies => remedies::print_remedies(&args.plan, &args.format),
        SeekQuestion::Bottlenecks => remedies::print_bottlenecks(&args.plan, &args.format),
    }
}

fn seeks(args: &SeekArgs) -> Result<(), Box<dyn Error>> {
    let (plan, output) = open(args)?;
    let draws = args.draws.unwrap_or(DRAWS);
    let asked = asked(args, &plan)?;
    if draws == 0 && asked.iter().any(|seek| seek.spec().chance.is_some()) {
        return Err("--draws 0: a chance takes at least one draw".into());
    }
    let seeks: Vec<Seek> = asked
        .into_iter()
        .map(|seek| {
            let name = seek.spec().name.clone();
            let counted = seek.with_draws(draws, args.seed);
            counted.map_err(|error| format!("--draws {draws}: {name:?}: {error}"))
        })
        .collect::<Result<_, _>>()?;
    let mut bar = Bar::new("values and draws");
    let mut answers = Vec::new();
    for seek in seeks {
        let found = seek.run_until(|SeekProgress { done, total, .. }| {
            bar.show(done, total);
            ControlFlow::<std::convert::Infallible>::Continue(())
        });
        let ControlFlow::Continue(found) = found;
        bar.clear();
        answers.push((seek, found));
    }
    if args.format.format == Format::Table {
        let page = Page::of(&output);
        if answers.is_empty() {
            return output.text("the plan has no seeks; ask one with --find, --adjust and --to\n");
        }
        let blocks = answers.iter().map(|(seek, answers)| block(seek, answers, page));
        return output.text(&blocks.collect::<Vec<_>>().join("\n"));
    }
    args.format.write(Table::seeks(answers))
}

/// The chart of a seek with `for_each`: of the one named, or else the first.
pub(crate) fn frontier_chart(args: &ChartArgs, plan: &Plan) -> Result<Chart, Box<dyn Error>> {
    let seek = match &args.seek {
        Some(name) => plan.seek(name).ok_or_else(|| unknown(plan, name))?,
        None => (plan.seeks().find(|seek| seek.spec().for_each.is_some()))
            .ok_or("--kind frontier: the plan has no seek with `for_each`")?,
    };
    if seek.spec().for_each.is_none() {
        return Err(
            format!("--seek {:?}: it has no `for_each` to draw against", seek.spec().name).into()
        );
    }
    let seek = seek.with_draws(args.ensemble.draws.unwrap_or(DRAWS), args.ensemble.seed)?;
    Ok(Chart::frontier(&seek, &seek.run()))
}

/// The plan of the file, without variants: what --adjust says is the seek's.
fn open(args: &SeekArgs) -> Result<(Plan, Output<'_>), Box<dyn Error>> {
    let PlanArgs { plan, chosen, through } = &args.plan;
    if chosen.only || (args.find.is_none() && !chosen.choices.is_empty()) {
        return Err("seeks are asked of the plan itself; --adjust is for --find".into());
    }
    let chosen = Chosen { choices: Vec::new(), only: false };
    let plan = PlanArgs { plan: plan.clone(), chosen, through: *through };
    let (loaded, output) = Loaded::open(&plan, &args.format)?;
    Ok((loaded.plan, output))
}

/// The seeks that are asked for: of the file, or one given on the command line.
fn asked(args: &SeekArgs, plan: &Plan) -> Result<Vec<Seek>, Box<dyn Error>> {
    if let Some(seek) = of_the_moment(args, plan)? {
        return Ok(vec![seek]);
    }
    if args.seek.is_empty() {
        return Ok(plan.seeks().collect());
    }
    let named = |name: &String| plan.seek(name).ok_or_else(|| unknown(plan, name).into());
    args.seek.iter().map(named).collect()
}

fn unknown(plan: &Plan, name: &str) -> String {
    let names = plan.spec().seeks.iter().map(|seek| seek.name.as_str());
    plan_file::unknown("--seek", name, "seeks", names)
}

/// The seek that the options describe, if they do.
fn of_the_moment(args: &SeekArgs, plan: &Plan) -> Result<Option<Seek>, Box<dyn Error>> {
    let (Some(find), Some(to)) = (args.find, &args.to) else { return Ok(None) };
    let [Choice::Adjust(adjust)] = args.plan.chosen.choices.as_slice() else {
        return Err(
            "--find: give one --adjust; it may be a list, of which the last number is open".into(),
        );
    };
    let at_adjust = |errors: PlanErrors| format!("--adjust {adjust:?}: {errors}");
    let mut text = format!("name = \"?\"\nfind = \"least\"\nto = 0\nadjust = {}\n", list(adjust));
    if let Some(so_that) = &args.so_that {
        let _ = writeln!(text, "so_that = {}", list(so_that));
    }
    let read = SeekSpec::from_toml(&text).map_err(at_adjust)?;
    let spec = SeekSpec {
        name: adjust.clone(),
        find: find.into(),
        to: value(to)?,
        step: args.step,
        chance: args.chance,
        ..read
    };
    Ok(Some(
        Seek::new(plan, spec).map_err(|errors| format!("--find {}: {errors}", Find::from(find)))?,
    ))
}

/// One entry or a list of them, with or without brackets, as a list in TOML.
fn list(text: &str) -> String {
    let text = text.trim();
    match text.chars().next() {
        Some('[') => text.to_owned(),
        Some('{') => format!("[{text}]"),
        _ => format!("[{{ {text} }}]"),
    }
}

fn value(text: &str) -> Result<SeekValue, String> {
    if let Ok(number) = text.parse::<i64>() {
        return Ok(number.into());
    }
    let month = text.parse::<YearMonth>();
    month
        .map(Into::into)
        .map_err(|_| format!("--to {text:?}: give a whole number or a month, YYYY-MM"))
}

/// The answers of a seek, for people.
fn block(seek: &Seek, answers: &[SeekAnswer], page: Page) -> String {
    let spec = seek.spec();
    let mut text = format!("{}\n", visible(&spec.name));
    if let Some(chance) = spec.chance {
        let asked = format!("  asked for: in at least {chance} % of {}", drawn(seek));
        text += &page.line(&asked);
        text.push('\n');
    }
    if spec.for_each.is_some() {
        text += &frontier(seek, answers, page);
        return text;
    }
    for answer in answers {
        for line in lines(seek, answer) {
            text += &page.line(&format!("  {}", visible(&line)));
            text.push('\n');
        }
    }
    text
}

/// What one answer says, in sentences.
fn lines(seek: &Seek, answer: &SeekAnswer) -> Vec<String> {
    let find = seek.spec().find;
    let tried = format!("{} values tried", grouped(answer.tried));
    let Some(value) = answer.answer else {
        let nothing = format!("it holds at none of the values, {tried}");
        return [nothing].into_iter().chain(undecided(answer)).collect();
    };
    let mut lines =
        vec![format!("the {find} is {}, {tried}{}", shown(value), chance(seek, answer))];
    if answer.throughout == Some(true) {
        let beyond = match find {
            Find::Least => "from there to the last",
            Find::Most => "from the first to there",
        };
        lines.push(format!("it holds at every value {beyond}"));
    } else {
        lines.push(format!("it holds at {}, not throughout", runs(&answer.holds)));
    }
    lines.extend(undecided(answer));
    if let Some(next) = &answer.next {
        for reason in &next.reasons {
            lines.push(format!("at {}: {reason}", shown(next.value)));
        }
    }
    lines
}

/// Runs of values, in words.
fn runs(runs: &[ValueRun]) -> String {
    let shown = |run: &ValueRun| {
        let last = (run.first != run.last).then(|| format!(" to {}", shown(run.last)));
        shown(run.first) + &last.unwrap_or_default()
    };
    runs.iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn undecided(answer: &SeekAnswer) -> Option<String> {
    let runs = runs(&answer.undecided);
    (!runs.is_empty()).then(|| format!("undecided at {runs}: the projection ends too early"))
}

fn chance(seek: &Seek, answer: &SeekAnswer) -> String {
    let chance = answer.chance;
    chance.map(|chance| format!(", in {chance:.2} of {}", drawn(seek))).unwrap_or_default()
}

/// Which draws count.
fn drawn(seek: &Seek) -> String {
    let unit = if seek.draws() == 1 { "draw" } else { "draws" };
    format!("{} {unit}, seed {}", grouped(seek.draws()), seek.seed())
}

/// The answers against the values of `for_each`.
fn frontier(seek: &Seek, answers: &[SeekAnswer], page: Page) -> String {
    let head = ["for each", &seek.spec().find.to_string(), "throughout", "holds at"];
    let mut columns: Vec<Vec<String>> = head.iter().map(|head| vec![(*head).to_owned()]).collect();
    for answer in answers {
        let none = || "none".to_owned();
        let throughout = match answer.throughout {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let cells = [
            answer.for_each.map(shown).unwrap_or_default(),
            answer.answer.map_or_else(none, shown),
            throughout.to_owned(),
            runs(&answer.holds),
        ];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    fit(&columns, page.width)
}

fn shown(value: SeekValue) -> String {
    match value {
        SeekValue::Number(number) => grouped(number),
        SeekValue::Month(month) => month.to_string(),
    }
}
