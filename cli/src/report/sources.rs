//! The sources of a plan: what each of them states, and in which words.

use drawdown::spec::{CountedFrom, Offset};
use drawdown::{Estimate, Pace, Phase, PlanSpec, Target, Troops, When};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Source {
    title: String,
    date: Option<String>,
    url: Option<String>,
    /// Whether a browser opens it as a page.
    is_link: bool,
    /// The entries that name it, each with the words quoted.
    entries: Vec<Cited>,
}

/// An entry of the plan, and the words of its source.
#[derive(Serialize)]
pub(super) struct Cited {
    entry: String,
    words: Vec<String>,
}

/// The sources in their order, and what is quoted without a source.
pub(super) fn of(spec: &PlanSpec) -> (Vec<Source>, Vec<Cited>) {
    let mut entries = entries(spec);
    let sources = spec.sources.iter().map(|source| {
        let (own, rest) =
            entries.drain(..).partition(|(id, _)| id.as_deref() == Some(source.id.as_str()));
        entries = rest;
        let own: Vec<(Option<String>, Cited)> = own;
        Source {
            title: source.title.clone(),
            date: source.date.map(|date| date.to_string()),
            url: source.url.clone(),
            is_link: source.url.as_deref().is_some_and(is_page),
            entries: own.into_iter().map(|(_, cited)| cited).collect(),
        }
    });
    let sources = sources.collect();
    let rest = entries.into_iter().map(|(_, cited)| cited).filter(|cited| !cited.words.is_empty());
    (sources, rest.collect())
}

fn is_page(url: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(is_allowed)
}

/// Every entry, with the id of its source and the words that it quotes.
fn entries(spec: &PlanSpec) -> Vec<(Option<String>, Cited)> {
    let mut found = Vec::new();
    let mut add = |source: &Option<String>, entry: String, words: Vec<&str>| {
        let words = words.into_iter().map(str::to_owned).collect();
        found.push((source.clone(), Cited { entry, words }));
    };
    let named = |list: &str, name: &str| format!("{list} {name:?}");
    for one in &spec.contingents {
        add(&one.source, format!("contingent {one}"), of_estimate(&one.strength));
    }
    for one in &spec.events {
        add(&one.source, named("event", &one.id), of_days([&one.date]));
    }
    for (i, one) in spec.residuals.iter().enumerate() {
        let mut words = of_estimate(&one.strength);
        words.extend(of_days([&one.from, &one.through]));
        add(&one.source, format!("residual[{i}]"), words);
    }
    for one in &spec.phases {
        add(&one.source, named("phase", &one.name), of_phase(one));
    }
    for one in &spec.holds {
        add(&one.source, named("hold", &one.name), of_days([&one.from, &one.through]));
    }
    for one in &spec.caps {
        let mut words = of_estimate(&one.per_month);
        words.extend(of_days([&one.from, &one.through]));
        add(&one.source, named("cap", &one.name), words);
    }
    for one in &spec.costs {
        add(&one.source, named("cost", &one.name), Vec::new());
    }
    for one in &spec.hazards {
        let words = one.lasts.words().into_iter().collect();
        add(&one.source, named("hazard", &one.name), words);
    }
    for one in &spec.slips {
        let words = one.months.words.as_deref().into_iter().collect();
        add(&one.source, named("slip", &one.name), words);
    }
    for one in &spec.variants {
        add(&one.source, named("variant", &one.name), Vec::new());
    }
    found
}

fn of_phase(phase: &Phase) -> Vec<&str> {
    let mut words = match &phase.target {
        Target::ReduceTo(troops)
        | Target::ReduceBy(troops)
        | Target::RaiseTo(troops)
        | Target::RaiseBy(troops) => of_estimate(troops),
        _ => Vec::new(),
    };
    words.extend(of_days([&phase.starts, &phase.deadline, &phase.until]));
    if let Pace::Rate(troops) = &phase.pace {
        words.extend(of_estimate(troops));
    }
    words
}

fn of_estimate(troops: &Estimate<Troops>) -> Vec<&str> {
    troops.words().into_iter().collect()
}

fn of_days<'a>(days: impl IntoIterator<Item = &'a Option<When>>) -> Vec<&'a str> {
    let words = |when: &'a When| match when {
        When::On(day) => day.words(),
        When::CountedFrom(CountedFrom { offset: Offset::Days(n) | Offset::Months(n), .. }) => {
            n.words()
        }
    };
    days.into_iter().flatten().filter_map(words).collect()
}
