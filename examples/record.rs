//! What does the record of past drawdowns say? Prints `docs/record.md`, made from the built-in cases.
//!
//! Demonstrates: classes by actor and notice, exact intervals, back-tests and their scores.

use std::error::Error;
use std::fmt::Write;

use drawdown::history::{
    Actor, Backtest, Case, Class, ClassTerms, MeanScores, Notice, PastDeadline, Scores,
};
use drawdown::observed::VerdictClass;
use drawdown::values::Proportion;

fn main() -> Result<(), Box<dyn Error>> {
    let page = page()?;
    assert!(page.starts_with("# The record"));
    print!("{page}");
    Ok(())
}

/// The page in Markdown.
pub(crate) fn page() -> Result<String, Box<dyn Error>> {
    let cases = Case::all_built_in();
    let backtest = Backtest::of(&cases, ClassTerms::default());
    let mut text = String::new();
    introduction(&mut text, &cases, backtest.class())?;
    shares(&mut text, &cases, backtest.class())?;
    lateness(&mut text, backtest.class())?;
    errors(&mut text, &backtest)?;
    scores(&mut text, &backtest)?;
    limits(&mut text, &cases, backtest.class())?;
    deadlines(&mut text, &cases, &backtest)?;
    Ok(text)
}

fn introduction(text: &mut String, cases: &[Case], class: &Class) -> Result<(), Box<dyn Error>> {
    let plans: usize = cases.iter().map(|case| case.plans().len()).sum();
    let deadlines: usize = cases.iter().map(|case| case.deadlines(0.into()).len()).sum();
    let derived: Vec<String> = cases.iter().flat_map(derived_rows).collect();
    writeln!(
        text,
        "# The record\n\n\
         What became of announced withdrawals: {} cases, {plans} plans as they were announced, {deadlines} deadlines. \
         `cargo run --example record --features history` prints this page from the cases that the library carries; \
         `drawdown history` answers more.\n\n\
         **How it was collected.** Plans are public announcements: speeches, agreements, resolutions of the Security \
         Council. Levels are counts that a source prints for a month; nothing is averaged or filled in. {} rows are derived \
         instead, from the departures that a source reports, and name a source that says so: {}. Every row names \
         its source. A plan as announced uses nothing that was published later, but for two strengths at the start: \
         those of `afghanistan-ussr` and `minusma` were printed afterwards. What no source confirms is left out. A verdict follows from levels by \
         [one rule](rules.md#verdicts); where levels cannot tell, an official statement may ({} deadlines), and a later \
         decision that changed a deadline before it fell due makes it *replaced* ({}).\n\n\
         All intervals are exact 95 % intervals (Clopper and Pearson), rounded outward. They take deadlines as \
         independent. Deadlines of one case are not, so that the true uncertainty is larger.\n",
        cases.len(),
        derived.len(),
        derived.join(", "),
        cases.iter().map(|case| case.description().outcomes.len()).sum::<usize>(),
        class.replaced().count
    )?;
    Ok(())
}

/// The rows of a case that no source prints.
fn derived_rows(case: &Case) -> Vec<String> {
    let rows = case.observations().rows.iter().filter(|row| row.source.ends_with("-derived"));
    rows.map(|row| format!("`{}` {}", case.name(), row.month)).collect()
}

fn shares(text: &mut String, cases: &[Case], all: &Class) -> Result<(), Box<dyn Error>> {
    writeln!(text, "## Met on time, and replaced\n")?;
    writeln!(
        text,
        "| deadlines | met on time, of those met or late | interval | cases |\n|---|---|---|---|"
    )?;
    let by_actor =
        |actor: Actor| Class::of(cases, ClassTerms { actor: Some(actor), ..ClassTerms::default() });
    let notices = [Notice::UpToAYear, Notice::OverAYear];
    let of_notice =
        |notice: Notice| (format!("with {}' notice", notice.as_str()), all.with_notice(notice));
    let mut rows = vec![("all".to_owned(), all.clone())];
    rows.extend(notices.map(of_notice));
    let actors = [
        (Actor::Us, "of the United States"),
        (Actor::Un, "of the United Nations"),
        (Actor::Other, "of others"),
    ];
    rows.extend(actors.map(|(actor, name)| (name.to_owned(), by_actor(actor))));
    for (name, class) in &rows {
        writeln!(text, "| {name} | {} | {} |", share(class.on_time()), class.cases())?;
    }
    writeln!(
        text,
        "\n| deadlines | replaced, of those met, late or replaced | interval | cases |\n|---|---|---|---|"
    )?;
    for (name, class) in &rows {
        writeln!(
            text,
            "| {name} | {} | {} |",
            share(class.replaced()),
            class.cases_with_replaced()
        )?;
    }
    writeln!(text)?;
    Ok(())
}

fn lateness(text: &mut String, class: &Class) -> Result<(), Box<dyn Error>> {
    writeln!(
        text,
        "## Lateness\n\nMonths from the month in which a deadline was due to that in which its goal was met; 0 \
         for early. Where it is known within bounds only, the lower one.\n\n| months | deadlines |\n|---|---|"
    )?;
    let distribution = class.distribution().ok_or("no deadline")?;
    for (months, count) in distribution.weights() {
        writeln!(text, "| {months} | {count} |")?;
    }
    let open = class.deadlines().iter().filter(|one| one.lateness.to.is_none()).count();
    let band = class.band(80.into());
    let end = |end: Option<i32>| end.map_or("open".to_owned(), |months| months.to_string());
    writeln!(
        text,
        "\nOf {open} of the late ones it was never seen that the goal was met. The 80 % band of all {} goes from {} to {}.\n",
        class.lateness().len(),
        end(band.from),
        end(band.to)
    )?;
    Ok(())
}

fn errors(text: &mut String, backtest: &Backtest) -> Result<(), Box<dyn Error>> {
    let (mean, plans) = backtest.mean_absolute_percent().ok_or("nothing is observed")?;
    let months: usize = backtest.plans().iter().map(|plan| plan.errors.months.len()).sum();
    writeln!(
        text,
        "## How far plans were off\n\nThe library's projection of a plan as announced, with its even pace where no source \
         states another, is off by {} % of the strength at the start: the mean over {plans} plans of the mean absolute \
         error over observed months ({months} in all). In the other {} plans no month was observed that counts.\n",
        mean.decimal(2),
        backtest.plans().len() as u64 - plans
    )?;
    Ok(())
}

fn scores(text: &mut String, backtest: &Backtest) -> Result<(), Box<dyn Error>> {
    writeln!(
        text,
        "## Would the record have known better?\n\nEach deadline is scored by the deadlines of all other cases, beside two \
         baselines: the plan at its word (met on time), and 0 to 12 months late, all alike. Lower is better.\n\n\
         | score, mean | other cases | at its word | 0 to 12 months | deadlines | cases | lower than both |\n\
         |---|---|---|---|---|---|---|"
    )?;
    let means = [(backtest.by_deadline(), "deadlines"), (backtest.by_case(), "cases")];
    for (means, what) in means {
        let means = means.ok_or("nothing is scored")?;
        score(text, &means, &means.crps, &format!("CRPS in months, over {what}"))?;
        score(text, &means, &means.brier, &format!("Brier, over {what}"))?;
    }
    let covered = backtest.coverage();
    let (low, high) = covered.interval(95.into()).ok_or("nothing is scored")?;
    writeln!(
        text,
        "\nThe 80 % band of the other cases holds {} of {} deadlines of which that is known, in {} \
         cases ({low} % to {high} %).\n",
        covered.count,
        covered.draws,
        backtest.cases_in_coverage()
    )?;
    Ok(())
}

fn score(
    text: &mut String,
    means: &MeanScores,
    scores: &Scores,
    name: &str,
) -> Result<(), Box<dyn Error>> {
    let is_lower = match (scores.is_lower_than_baselines(), means.is_improvement(scores)) {
        (false, _) => "no",
        (true, true) => "yes",
        (true, false) => "in too few cases to say",
    };
    writeln!(
        text,
        "| {name} | {} | {} | {} | {} | {} | {is_lower} |",
        scores.class.decimal(3),
        scores.at_its_word.decimal(3),
        scores.uniform_year.decimal(3),
        means.deadlines,
        means.cases
    )?;
    Ok(())
}

fn limits(text: &mut String, cases: &[Case], class: &Class) -> Result<(), Box<dyn Error>> {
    let all: Vec<PastDeadline> = cases.iter().flat_map(|case| case.deadlines(0.into())).collect();
    let is_open = |one: &&PastDeadline| {
        matches!(one.verdict.class, Some(VerdictClass::Unknown | VerdictClass::NoObservation))
    };
    let open = || all.iter().filter(is_open);
    writeln!(
        text,
        "## What it cannot say\n\n\
         - {} of {} deadlines could not be judged. In {} nobody counted in the months that matter; in {} the strength is \
         known at two month ends, and the deadline's day lies between them. Whether they went as the others did is not \
         known.\n\
         - {} cases are few, and not a sample: they are those with a plan in numbers and levels to hold against it. \
         Withdrawals that were announced without numbers, or quietly given up, are missing.\n\
         - Many figures are official statements, and those who announce a deadline also say that it was met.\n\
         - Goals of UN missions are ceilings. A mission that is under its ceiling meets it without trying.\n\
         - Counts differ by boundary: in the country or in the theatre, with or without temporary forces.\n\
         - A replaced deadline was neither met nor late. Shares of those met on time leave it out.\n\
         - A lower score in so few cases may be luck; nothing here tests that.\n\
         - None of this is part of a chance that an ensemble gives: it stands beside it.\n",
        class.undetermined(),
        class.replaced().draws + class.undetermined(),
        open().filter(|one| one.verdict.observed.is_none()).count(),
        open().filter(|one| one.verdict.observed.is_some()).count(),
        class.cases_with_replaced()
    )?;
    Ok(())
}

fn deadlines(text: &mut String, cases: &[Case], backtest: &Backtest) -> Result<(), Box<dyn Error>> {
    writeln!(text, "## The cases\n\n| case | what | plan error |\n|---|---|---|")?;
    for case in cases {
        let of_case = backtest.plans().iter().filter(|plan| plan.case == case.name());
        let errors = of_case.map(|plan| match plan.errors.mean_absolute_percent() {
            Some(percent) => format!("{percent:.2} %"),
            None => "-".to_owned(),
        });
        let errors: Vec<String> = errors.collect();
        writeln!(text, "| {} | {} | {} |", case.name(), case.title(), errors.join(", "))?;
    }
    writeln!(
        text,
        "\n## The deadlines\n\n| case | phase | announced | due in | goal | seen | verdict | months late |\n|---|---|---|---|---|---|---|---|"
    )?;
    for past in cases.iter().flat_map(|case| case.deadlines(0.into())) {
        let verdict = &past.verdict;
        let late = past.lateness().map_or("-".to_owned(), |late| match late.to {
            Some(to) if to == late.from => to.to_string(),
            Some(to) => format!("{} to {to}", late.from),
            None => format!("{} or more", late.from),
        });
        let empty = String::new;
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {late} |",
            past.case,
            verdict.phase,
            past.announced.map_or_else(empty, |day| day.to_string()),
            verdict.binding_month.map_or_else(empty, |month| month.to_string()),
            verdict.goal.map_or_else(empty, |troops| troops.to_string()),
            verdict.observed.map_or_else(|| "-".to_owned(), |troops| troops.to_string()),
            verdict.class.map_or_else(empty, |class| class.to_string())
                + if past.stated.is_some() { " \\*" } else { "" }
        )?;
    }
    writeln!(text, "\n\\* as a source says, not by levels:\n")?;
    for case in cases {
        for past in case.deadlines(0.into()) {
            let Some(stated) = past.stated else { continue };
            let source = stated.source.as_deref().and_then(|id| case.source(id));
            let source = source.map_or_else(String::new, |source| format!(" ({})", source.title));
            let words = stated.words.unwrap_or_default();
            writeln!(text, "- {}, {}: {words}{source}", past.case, past.verdict.phase)?;
        }
    }
    Ok(())
}

fn share(share: Proportion) -> String {
    let interval = share.interval(95.into());
    let interval =
        interval.map_or_else(|| "-".to_owned(), |(low, high)| format!("{low} % to {high} %"));
    format!("{} of {} ({share}) | {interval}", share.count, share.draws)
}
