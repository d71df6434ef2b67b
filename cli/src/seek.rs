//! What would have to change: seeks.

use std::error::Error;
use std::io::{self, Write};
use std::ops::ControlFlow;

use drawdown::chart::Chart;
use drawdown::engine::PhaseStatus;
use drawdown::error::{PlanError, WarningKind};
use drawdown::seek::{Seek, SeekAnswer, SeekProgress, ValueRun};
use drawdown::spec::{Find, SeekSpec, SeekValue};
use drawdown::table::Table;
use drawdown::values::grouped;
use drawdown::{Adjustment, DeadlineOutcome, Percent, Plan, PlanErrors, YearMonth};

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
use crate::visible::{on_one_line, visible};

pub(crate) fn run(args: &SeekArgs) -> Result<(), Box<dyn Error>> {
    if args.what != SeekQuestion::Seek && (args.find.is_some() || !args.seek.is_empty()) {
        return Err("--seek and --find are for --what seek".into());
    }
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
            counted.map_err(|error| format!("--draws {draws}: {}: {error}", on_one_line(&name)))
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
    if args.chance == Some(Percent::new(0)) {
        let _ = writeln!(io::stderr(), "warning: --chance 0: {}", WarningKind::ChanceOfZero);
    }
    let read = part("--adjust", adjust, &list("adjust", adjust))?;
    let so_that = match &args.so_that {
        Some(text) => {
            part("--so-that", text, &format!("adjust = []\n{}", list("so_that", text)))?.so_that
        }
        None => Vec::new(),
    };
    let spec = SeekSpec {
        so_that,
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

/// A seek of which an option says one key. Its errors have no lines: nobody wrote the others.
fn part(option: &str, written: &str, key: &str) -> Result<SeekSpec, String> {
    let read = SeekSpec::from_toml(&format!("name = \"?\"\nfind = \"least\"\nto = 0\n{key}\n"));
    read.map_err(|errors| {
        let without_line = |error: PlanError| {
            let mut error = error;
            error.position = None;
            error
        };
        let errors: PlanErrors = errors.into_iter().map(without_line).collect();
        format!("{option} {written:?}: {errors}")
    })
}

/// A list of a seek in TOML: one entry or a list of them, with or without brackets.
fn list(key: &str, text: &str) -> String {
    let text = text.trim();
    match text.chars().next() {
        Some('[') => format!("{key} = {text}"),
        Some('{') => format!("{key} = [{text}]"),
        _ => format!("[[{key}]]\n{text}"),
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
    let opens = [spec.for_each.as_ref().and_then(|each| each.adjust.last()), spec.adjust.last()];
    let replaced = opens.into_iter().flatten().filter_map(|open| replaced(seek.plan(), open));
    let mut below: Vec<String> = replaced.collect();
    if spec.for_each.is_some() {
        text += &frontier(seek, answers, page);
        for answer in answers {
            let each = answer.for_each.map(shown).unwrap_or_default();
            below.extend(remarks(seek, answer).iter().map(|line| format!("for {each}, {line}")));
        }
    } else {
        let said = answers.iter().flat_map(|answer| lines(seek, answer));
        below = said.chain(below).collect();
    }
    below.extend(at_best_undecided(seek));
    for line in below {
        text += &page.line(&format!("  {}", visible(&line)));
        text.push('\n');
    }
    text
}

/// That the open adjustment stands in place of an entry of the plan that differs in more than its number.
fn replaced(plan: &Plan, open: &Adjustment) -> Option<String> {
    let spec = plan.spec();
    let (entry, keys) = match open {
        Adjustment::Cap(cap) => {
            let own = spec.caps.iter().find(|own| own.name == cap.name)?;
            let differs = [
                ("scope", own.scope != cap.scope),
                ("from", own.from != cap.from),
                ("through", own.through != cap.through),
            ];
            (format!("cap {:?}", cap.name), differs)
        }
        Adjustment::Hold(hold) => {
            let own = spec.holds.iter().find(|own| own.name == hold.name)?;
            let differs =
                [("scope", own.scope != hold.scope), ("from", own.from != hold.from), ("", false)];
            (format!("hold {:?}", hold.name), differs)
        }
        Adjustment::Residual(residual) => {
            let own = spec.residuals.iter().find(|own| own.scope == residual.scope)?;
            let differs = [
                ("from", own.from != residual.from),
                ("through", own.through != residual.through),
                ("mission", own.mission != residual.mission),
            ];
            ("residual of that scope".to_owned(), differs)
        }
        _ => return None,
    };
    let keys: Vec<&str> =
        keys.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key).collect();
    let verb = if keys.len() == 1 { "differs" } else { "differ" };
    let keys = keys.join(", ");
    (!keys.is_empty()).then(|| format!("in place of the plan's {entry} (its {keys} {verb})"))
}

/// Where the projection at best ends before a month that is asked for. A draw that is undecided does not count, and no
/// value of a seek with a chance is undecided.
fn at_best_undecided(seek: &Seek) -> Vec<String> {
    if seek.spec().chance.is_none() {
        return Vec::new();
    }
    let at_best = SeekSpec { chance: None, ..seek.spec().clone() };
    let answers = Seek::new(seek.plan(), at_best).map(|seek| seek.run()).unwrap_or_default();
    let said = answers.iter().filter(|answer| !answer.undecided.is_empty()).map(|answer| {
        let each = answer.for_each.map(|each| format!("for {}, ", shown(each)));
        let runs = runs(&answer.undecided);
        format!(
            "{}undecided at best at {runs}: the projection ends too early, and draws that are undecided do not count",
            each.unwrap_or_default()
        )
    });
    said.collect()
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
    lines.extend(remarks(seek, answer));
    lines
}

/// What is said of an answer beside its values: that it is without meaning, and what goes wrong one value further.
fn remarks(seek: &Seek, answer: &SeekAnswer) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(value) = answer.answer.filter(|value| nothing_left(seek, answer, *value)) {
        remarks.push(format!("at {}: no deadline is left to meet", shown(value)));
    }
    if let Some(next) = &answer.next {
        let reasons = next.reasons.iter();
        remarks.extend(reasons.map(|reason| format!("at {}: {reason}", shown(next.value))));
    }
    remarks
}

/// Whether every deadline is asked for and none is left at the answer: all are past, replaced or undated.
fn nothing_left(seek: &Seek, answer: &SeekAnswer, value: SeekValue) -> bool {
    let variant = match answer.for_each {
        Some(each) => seek.at_each(each, value),
        None => seek.at(value),
    };
    let plan = variant.and_then(|variant| seek.plan().with_variant(&variant).ok());
    let is_left = |outcome: &DeadlineOutcome| {
        let is_dated = outcome.binding_month.is_some();
        is_dated && !outcome.replaced && outcome.status != PhaseStatus::Past
    };
    let is_any_left = |plan: Plan| plan.project().deadlines().iter().any(is_left);
    seek.spec().so_that.is_empty() && plan.is_some_and(|plan| !is_any_left(plan))
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
    let find = seek.spec().find.to_string();
    let head = ["for each", &find, "throughout", "holds at", "undecided at", "chance"];
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
            runs(&answer.undecided),
            answer.chance.map(|chance| format!("{chance:.2}")).unwrap_or_default(),
        ];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    // The last two stand where there are any.
    let is_empty = |column: &Vec<String>| column.iter().skip(1).all(String::is_empty);
    let columns = columns.into_iter().enumerate();
    let columns = columns.filter(|(i, column)| *i < 4 || !is_empty(column));
    fit(&columns.map(|(_, column)| column).collect::<Vec<_>>(), page.width)
}

fn shown(value: SeekValue) -> String {
    match value {
        SeekValue::Number(number) => grouped(number),
        SeekValue::Month(month) => month.to_string(),
    }
}
