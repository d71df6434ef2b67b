//! The months that a chart shows: those of the projection, without an empty tail.

use crate::chart::wording::month_text;
use crate::projection::projection_type::Projection;
use crate::values::year_month::YearMonth;

/// The months shown, counted from `as_of`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShownMonths {
    pub(super) first: YearMonth,
    pub(super) last: i32,
    is_cut: bool,
}

impl ShownMonths {
    /// The months until nothing more is shown: no number but 0 in any series, no deadline and no event, and
    /// some months more, so that the end can be seen.
    pub(super) fn of<'a>(
        projection: &Projection,
        series: impl IntoIterator<Item = &'a Vec<u64>>,
    ) -> Self {
        let (first, horizon) = (projection.plan().as_of(), projection.plan().horizon());
        let zero_from = |values: &Vec<u64>| {
            let last = values.iter().rposition(|&value| value > 0)?;
            i32::try_from(last + 1).ok()
        };
        let month = |month: YearMonth| month.months_since(first);
        let deadlines = projection.deadlines();
        let dated = deadlines.iter().flat_map(|outcome| {
            let day = outcome.deadline.and_then(YearMonth::of);
            let months = [day, outcome.binding_month, outcome.met_in, outcome.replaced_after];
            months.into_iter().flatten().map(month)
        });
        let events = projection.data().timeline.events.iter().flatten();
        let events = events.filter_map(|day| YearMonth::of(day.date())).map(month);
        let ends = series.into_iter().filter_map(zero_from);
        let end = ends.chain(dated.chain(events).filter(|&t| t <= horizon)).max();
        let last = end.map_or(horizon, |end| end + (end / 12).max(2)).clamp(0, horizon);
        Self { first, last, is_cut: last < horizon }
    }

    /// A value for each month shown.
    pub(super) fn series(
        &self,
        projection: &Projection,
        value: impl Fn(YearMonth) -> Option<u64>,
    ) -> Vec<u64> {
        let months = projection.months().take(self.len());
        months.filter_map(value).collect()
    }

    /// The number of months shown.
    pub(super) fn len(&self) -> usize {
        usize::try_from(self.last).unwrap_or(0) + 1
    }

    /// The months, such as "August 2024 to December 2026".
    pub(super) fn text(&self) -> String {
        let last = self.first.saturating_add(self.last);
        match (self.last, self.is_cut) {
            (0, _) => month_text(self.first),
            (_, false) => format!("{} to {}", month_text(self.first), month_text(last)),
            (_, true) => {
                format!("{} to {}; none after that", month_text(self.first), month_text(last))
            }
        }
    }
}
