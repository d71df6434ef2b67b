//! Levels as a table for people: a row for each period, a column for each group, then sparklines and the deadlines
//! in sentences.

use drawdown::projection::GroupBy;
use drawdown::values::{Period, grouped};
use drawdown::{Contingent, Mission, Plan, Projection, ScopeView, YearMonth};
use unicode_width::UnicodeWidthStr;

use crate::columns::align;
use crate::page::Page;
use crate::spark;
use crate::visible::visible;

/// What the columns are, and what the rows are.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// `None` for one column of all troops.
    pub(crate) by: Option<GroupBy>,
    pub(crate) every: Period,
}

/// The levels of a group at the end of each period.
struct Series {
    /// Its name, and its mission or what else tells it from another.
    title: [String; 2],
    levels: Vec<u64>,
}

impl Series {
    /// The width of its column.
    fn width(&self) -> usize {
        let titles = self.title.iter().map(|title| title.width());
        let levels = self.levels.iter().copied().max().map(|level| grouped(level).width());
        titles.chain(levels).max().unwrap_or(0)
    }
}

/// The levels, sparklines and deadlines of a plan.
pub(crate) fn levels(plan: &Plan, name: Option<&str>, shape: Shape, page: Page) -> String {
    let projection = plan.project();
    let ends = ends(&projection, shape.every);
    let mut columns = folded(groups(&projection, shape.by, &ends), &projection, &ends, page.width);
    let mut text = page.line(&heading(plan, name)) + "\n\n";
    text += &grid(&columns, &projection, &ends, shape.every);
    text += "\n";
    if columns.len() > 1 {
        columns.push(all(&projection, &ends));
    }
    text += &sparks(&columns, page);
    let deadlines = projection.deadlines();
    if !deadlines.is_empty() {
        text += "\n";
    }
    for outcome in deadlines {
        text += &page.sentence("", &outcome);
        text.push('\n');
        if let Some(explanation) = outcome.explanation() {
            text += &page.line(&format!("  {}", visible(&explanation)));
            text.push('\n');
        }
    }
    text
}

fn heading(plan: &Plan, name: Option<&str>) -> String {
    let title = visible(&plan.spec().title);
    match name {
        Some(name) => format!("{title}: {}", visible(name)),
        None => title,
    }
}

/// The first month, the last of each period, and the last of all.
pub(crate) fn ends(projection: &Projection, every: Period) -> Vec<YearMonth> {
    let first = projection.months().next();
    let periods = projection.months().periods(every).filter_map(|mut months| months.next_back());
    let mut ends: Vec<YearMonth> = first.into_iter().chain(periods).collect();
    ends.dedup();
    ends
}

/// The names of the rows: of the first month its own where it is not the end of a period, of a last period that is not
/// whole the month as well.
fn row_names(ends: &[YearMonth], every: Period) -> impl Iterator<Item = String> {
    ends.iter().enumerate().map(move |(i, month)| {
        let next = ends.get(i + 1).copied().map(|next| every.last_month(next));
        let name = every.name(*month);
        match next {
            Some(next) if next == every.last_month(*month) => month.to_string(),
            None if every.last_month(*month) != *month => format!("{name} to {month}"),
            _ => name,
        }
    })
}

fn groups(projection: &Projection, by: Option<GroupBy>, ends: &[YearMonth]) -> Vec<Series> {
    let Some(by) = by else { return vec![all(projection, ends)] };
    let title = |first: &Contingent| {
        if by != GroupBy::Contingent {
            return [by.name(first), String::new()];
        }
        let mission = match first.mission {
            Mission::Unspecified => String::new(),
            mission => mission.to_string(),
        };
        [format!("{} in {}", first.contributor, first.host), mission]
    };
    let groups = projection.groups(by).into_iter();
    groups
        .map(|(first, view)| Series { title: title(first), levels: levels_of(&view, ends) })
        .collect()
}

fn all(projection: &Projection, ends: &[YearMonth]) -> Series {
    let title = ["all".to_owned(), String::new()];
    Series { title, levels: levels_of(&projection.theatre(), ends) }
}

fn levels_of(view: &ScopeView, ends: &[YearMonth]) -> Vec<u64> {
    ends.iter().map(|month| view.strength(*month).unwrap_or(0)).collect()
}

/// The groups, the smallest of them summed as "others" as far as the page is too narrow for all.
fn folded(
    mut groups: Vec<Series>,
    projection: &Projection,
    ends: &[YearMonth],
    width: usize,
) -> Vec<Series> {
    // The columns that are there in any case: the months, all troops and the schedule.
    let widest = |grid: &str| grid.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let own = all(projection, ends);
    let without_groups = widest(&grid(&[], projection, ends, Period::Month));
    let every = without_groups + 2 + own.width();
    let mut others = Series { title: [String::new(), String::new()], levels: vec![0; ends.len()] };
    let mut count = 0_usize;
    let mut used: usize = groups.iter().map(|series| series.width() + 2).sum();
    // The smallest go first; of equals, the later.
    let mut smallest: Vec<usize> = (0..groups.len()).rev().collect();
    smallest.sort_by_key(|&i| groups[i].levels.iter().copied().max());
    let mut folded = vec![false; groups.len()];
    for &i in smallest.iter().take(groups.len().saturating_sub(1)) {
        let column = if count > 0 { others.width() + 2 } else { 0 };
        let all =
            if groups.len() - count + usize::from(count > 0) > 1 { every } else { without_groups };
        if all + used + column <= width {
            break;
        }
        used -= groups[i].width() + 2;
        for (sum, level) in others.levels.iter_mut().zip(std::mem::take(&mut groups[i].levels)) {
            *sum += level;
        }
        folded[i] = true;
        count += 1;
        others.title[0] = format!("{count} others");
    }
    let mut is_folded = folded.into_iter();
    groups.retain(|_| is_folded.next() != Some(true));
    if count > 0 {
        groups.push(others);
    }
    groups
}

fn grid(groups: &[Series], projection: &Projection, ends: &[YearMonth], every: Period) -> String {
    let mut first = vec!["month".to_owned(), String::new()];
    if every != Period::Month {
        "period".clone_into(&mut first[0]);
    }
    first.extend(row_names(ends, every));
    let mut columns = vec![first];
    let mut push = |title: [&str; 2], levels: &[u64]| {
        let title = title.into_iter().map(str::to_owned);
        columns.push(title.chain(levels.iter().map(|level| grouped(*level))).collect());
    };
    for series in groups {
        push([&series.title[0], &series.title[1]], &series.levels);
    }
    let all = all(projection, ends).levels;
    if groups.len() > 1 {
        push(["all", ""], &all);
    }
    let theatre = projection.theatre();
    let scheduled: Vec<u64> =
        ends.iter().map(|month| theatre.scheduled(*month).unwrap_or(0)).collect();
    if scheduled != all {
        push(["all", "as scheduled"], &scheduled);
    }
    align(&columns)
}

/// A line for each group: the first strength, a sparkline, the last strength.
fn sparks(groups: &[Series], page: Page) -> String {
    let name = |series: &Series| match series.title.each_ref().map(String::as_str) {
        [title, ""] => title.to_owned(),
        [title, detail] => format!("{title}, {detail}"),
    };
    let end = |level: Option<&u64>| level.copied().map(grouped).unwrap_or_default();
    let rows = groups
        .iter()
        .map(|series| [name(series), end(series.levels.first()), end(series.levels.last())]);
    let rows: Vec<[String; 3]> = rows.collect();
    let widest = |i: usize| rows.iter().map(|row| row[i].width()).max().unwrap_or(0);
    let room = page.width.saturating_sub(widest(0) + widest(1) + widest(2) + 6);
    let mut columns = vec![Vec::new(); 4];
    for (series, [name, first, last]) in groups.iter().zip(rows) {
        let line = spark::line(&series.levels, room.clamp(2, spark::WIDTH));
        for (column, cell) in columns.iter_mut().zip([name, first, line, last]) {
            column.push(cell);
        }
    }
    align(&columns)
}
