//! Answers about an ensemble: bands of levels, chances of deadlines, and what drives them.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write;

use drawdown::ensemble::{
    DeadlineChances, Distribution, EnsembleSummary, InputSensitivity, Metric, OutcomeSensitivity,
};
use drawdown::table::{Cell, ColumnKind, Decimal, Table};
use drawdown::values::Proportion;

use crate::rows::{self, Format, shown, table};

/// Which part of a summary to print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    LevelDistributions,
    DeadlineChances,
    Sensitivity,
}

impl About {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "bands" => Some(Self::LevelDistributions),
            "chances" => Some(Self::DeadlineChances),
            "drivers" => Some(Self::Sensitivity),
            _ => None,
        }
    }
}

/// Prints a summary; a merged one prints exactly as one that was run at once.
pub(crate) fn print(
    summary: &EnsembleSummary,
    about: About,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Box<dyn Error>> {
    let named = summary.outcomes().len() > 1;
    let table = match (about, format) {
        (About::Sensitivity, _) => {
            let sensitivities = summary.sensitivities();
            self::sensitivities(summary, &sensitivities.ok_or("sensitivities were not recorded")?)
        }
        (About::LevelDistributions, _) => bands(summary),
        (About::DeadlineChances, Format::Table) => deadlines(summary),
        (About::DeadlineChances, _) => chances(summary),
    };
    let table =
        if named && about != About::Sensitivity { table } else { rows::without_variant(table) };
    if format == Format::Table {
        write!(out, "{}\n\n", drawn(summary))?;
    }
    rows::write(table, format, out)?;
    if format == Format::Table && about == About::DeadlineChances {
        write!(out, "\n{}", sentences(summary))?;
    }
    Ok(())
}

/// Which draws were counted.
fn drawn(summary: &EnsembleSummary) -> String {
    let ranges = summary.ranges();
    let ranges: Vec<String> = ranges.iter().map(|range| format!("{range:?}")).collect();
    let draws = crate::columns::grouped(summary.draws());
    format!("{draws} draws ({}), seed {}", ranges.join(", "), summary.seed())
}

/// The levels of the theatre and of the chosen groups, the troop-months and the cost.
fn bands(summary: &EnsembleSummary) -> Table<'_> {
    let plans = summary.outcomes().iter();
    let differences = summary.differences().iter();
    let bands = plans.map(|plan| (plan.name(), Table::bands(plan)));
    let less = differences.map(|other| (other.variant(), Table::differences(other)));
    Table::variants(bands.chain(less))
}

/// A row for every outcome of every deadline, every slip, and every month of completion.
fn chances(summary: &EnsembleSummary) -> Table<'_> {
    let columns = [
        ("subject", ColumnKind::Text),
        ("name", ColumnKind::Text),
        ("value", ColumnKind::Text),
        ("count", ColumnKind::Number),
        ("draws", ColumnKind::Number),
        ("percent", ColumnKind::Decimal),
    ];
    let of_plans = summary.outcomes().iter().flat_map(|plan| {
        let deadlines = plan.deadlines().iter().flat_map(|chances| {
            let outcomes = outcomes(chances).map(|(outcome, frequency)| {
                chance(plan.name(), "deadline", chances.phase(), outcome.into(), frequency)
            });
            let slips = spread(chances.slip(), Cell::from)
                .map(|(slip, frequency)| {
                    chance(plan.name(), "slip", chances.phase(), slip, frequency)
                })
                .collect::<Vec<_>>();
            outcomes.into_iter().chain(slips)
        });
        let as_of = plan.months().next();
        let month = move |months: i128| {
            let month = i32::try_from(months).ok().and_then(|months| as_of?.checked_add(months));
            month.map(shown).into()
        };
        let completion = spread(plan.completion(), month)
            .map(|(month, frequency)| chance(plan.name(), "completion", "", month, frequency));
        deadlines.chain(completion).collect::<Vec<_>>()
    });
    let of_variants = summary.differences().iter().flat_map(|difference| {
        let (sooner, later) = (difference.completes_sooner(), difference.completes_later());
        let same = Proportion { count: sooner.draws - sooner.count - later.count, ..sooner };
        let rows = [("sooner", sooner), ("same", same), ("later", later)];
        rows.map(|(value, frequency)| {
            chance(difference.variant(), "completion against plan", "", value.into(), frequency)
        })
    });
    table(&columns, of_plans.chain(of_variants))
}

/// The outcomes of a deadline; every draw has exactly one.
fn outcomes(chances: &DeadlineChances) -> [(&'static str, Proportion); 5] {
    [
        ("met", chances.met()),
        ("late", chances.late()),
        ("never", chances.beyond_horizon()),
        ("undecided", chances.undecided()),
        ("unjudged", chances.not_assessed()), // files keep this word
    ]
}

fn chance<'a>(
    plan: &'a str,
    subject: &'a str,
    name: &'a str,
    value: Cell<'a>,
    of: Proportion,
) -> Vec<Cell<'a>> {
    let percent = of.to_string();
    let percent = percent.strip_suffix(" %").and_then(|percent| percent.parse::<Decimal>().ok());
    let (count, draws) = (of.count.into(), of.draws.into());
    vec![plan.into(), subject.into(), name.into(), value, count, draws, percent.into()]
}

/// Each value of a distribution with its frequency, then the draws without a value.
fn spread<'a>(
    of: &'a Distribution,
    shown: impl Fn(i128) -> Cell<'a>,
) -> impl Iterator<Item = (Cell<'a>, Proportion)> {
    let draws = of.draws();
    let values = of.counts().map(move |(value, count)| (shown(value), Proportion { count, draws }));
    let never = Some(of.beyond_horizon()).filter(|never| never.count > 0);
    values.chain(never.map(|never| ("never".into(), never)))
}

/// A table for people, with a line for each deadline.
fn deadlines(summary: &EnsembleSummary) -> Table<'_> {
    let columns = [
        ("phase", ColumnKind::Text),
        ("due", ColumnKind::Day),
        ("met", ColumnKind::Text),
        ("late", ColumnKind::Text),
        ("never", ColumnKind::Text),
        ("undecided", ColumnKind::Text),
        ("slip_p5", ColumnKind::Text),
        ("slip_p50", ColumnKind::Text),
        ("slip_p95", ColumnKind::Text),
    ];
    let rows = summary.outcomes().iter().flat_map(|plan| {
        plan.deadlines().iter().map(|chances| {
            // Draws that were not assessed are open as well.
            let open = chances.undecided();
            let open = Proportion { count: open.count + chances.not_assessed().count, ..open };
            let slip = |percent: u32| match chances.slip().quantile(percent.into()) {
                Some(months) => months.into(),
                None if chances.slip().draws() > 0 => "never".into(),
                None => Cell::Empty,
            };
            vec![
                plan.name().into(),
                chances.phase().into(),
                chances.deadline().into(),
                shown(chances.met()),
                shown(chances.late()),
                shown(chances.beyond_horizon()),
                shown(open),
                slip(5),
                slip(50),
                slip(95),
            ]
        })
    });
    table(&columns, rows)
}

/// When the plans are complete, and how variants differ, in sentences.
fn sentences(summary: &EnsembleSummary) -> String {
    let mut text = String::new(); // writing to which cannot fail
    let named = summary.outcomes().len() > 1;
    for plan in summary.outcomes() {
        let by = |percent: u32| {
            let month = plan.completion_quantile(percent.into());
            month.map_or_else(|| "not within the projection".to_owned(), |month| month.to_string())
        };
        let name = if named { format!("{}: ", plan.name()) } else { String::new() };
        let _ = writeln!(
            text,
            "{name}complete within the projection in {} of the draws; earliest 5 %: {}, half: {}, 95 %: {}",
            Proportion {
                count: plan.completion().draws() - plan.completion().beyond_horizon().count,
                draws: plan.completion().draws()
            },
            by(5),
            by(50),
            by(95)
        );
    }
    for difference in summary.differences() {
        let _ = writeln!(
            text,
            "{}: completes sooner than planned in {} of the draws, later in {}",
            difference.variant(),
            difference.completes_sooner(),
            difference.completes_later()
        );
    }
    text
}

/// A row for each outcome and input, the inputs with the strongest effect first.
fn sensitivities<'a>(
    summary: &'a EnsembleSummary,
    sensitivities: &[InputSensitivity],
) -> Table<'a> {
    let columns = [
        ("outcome", ColumnKind::Text),
        ("input", ColumnKind::Text),
        ("low", ColumnKind::Text),
        ("best", ColumnKind::Text),
        ("high", ColumnKind::Text),
        ("at_low", ColumnKind::Text),
        ("at_best", ColumnKind::Text),
        ("at_high", ColumnKind::Text),
        ("swing", ColumnKind::Number),
        ("rank_correlation", ColumnKind::Decimal),
    ];
    let outcomes = sensitivities.first().map_or(0, |sensitivity| sensitivity.effects.len());
    let as_of = summary.as_planned().months().next();
    let mut rows = Vec::new();
    for i in 0..outcomes {
        let mut ranked: Vec<_> = sensitivities
            .iter()
            .map(|sensitivity| (sensitivity, &sensitivity.effects[i]))
            .collect();
        ranked.sort_by(|(_, a), (_, b)| weight(b).total_cmp(&weight(a)));
        for (sensitivity, effect) in ranked {
            let value = |value: Option<i64>| match (&effect.outcome, value) {
                (_, None) if sensitivity.low.is_none() => Cell::Empty,
                (_, None) => "never".into(),
                (Metric::Completion, Some(months)) => {
                    let months = i32::try_from(months).ok();
                    months.and_then(|months| as_of?.checked_add(months)).map(shown).into()
                }
                (_, Some(value)) => i128::from(value).into(),
            };
            let of_best = effect.at_best.map_or_else(|| "never".into(), |at| value(Some(at)));
            rows.push(vec![
                summary.as_planned().name().into(),
                shown(&effect.outcome),
                sensitivity.input.clone().into(),
                sensitivity.low.map(shown).into(),
                sensitivity.best.map(shown).into(),
                sensitivity.high.map(shown).into(),
                value(effect.at_low),
                of_best,
                value(effect.at_high),
                effect.swing().map(i128::from).into(),
                effect.rank_correlation.and_then(|r| decimal(r).parse::<Decimal>().ok()).into(),
            ]);
        }
    }
    table(&columns, rows)
}

/// The size of an input's effect on an outcome: its absolute rank correlation.
fn weight(effect: &OutcomeSensitivity) -> f64 {
    effect.rank_correlation.map_or(-1.0, f64::abs)
}

fn decimal(number: f64) -> String {
    let text = format!("{number:.3}");
    if text == "-0.000" { "0.000".to_owned() } else { text }
}
