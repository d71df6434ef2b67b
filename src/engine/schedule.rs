//! The schedule: what the plan intends, month by month, as if nothing got in its way
//! (DESIGN section 4).

use crate::engine::basis::Basis;
use crate::engine::rows::repeat;
use crate::engine::run::Run;

/// The schedule of a plan, advanced a month at a time as its course outlines it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    /// `S_c(t)`
    pub(crate) levels: Vec<u32>,
    /// The phases under way, in the order they started, and behind them room for those to come.
    runs: Vec<Run>,
    under_way: usize,
    /// How many have started.
    started: usize,
    /// The next month in which a phase starts or is over.
    next: i32,
    /// No month before that moves more than this, all together.
    most: u32,
}

impl Schedule {
    /// Begins anew, perhaps with another plan.
    pub(crate) fn begin(&mut self, basis: Basis<'_>) {
        let outline = &basis.course.outline;
        (self.under_way, self.started, self.most) = (0, 0, 0);
        self.next = outline.started.first().map_or(i32::MAX, |first| first.start);
        self.levels.clear();
        self.levels.extend_from_slice(outline.strengths());
    }

    /// The phases under way, in the order they started.
    pub(crate) fn running(&self) -> &[Run] {
        &self.runs[..self.under_way]
    }

    /// Ends the phases that are over before month `t` and starts those whose month it is.
    #[inline]
    pub(crate) fn change(&mut self, basis: Basis<'_>, t: i32) {
        if t >= self.next {
            self.end_and_start(basis, t);
        }
    }

    /// Schedules month `t`: what every phase under way moves.
    #[inline]
    pub(crate) fn advance(&mut self, basis: Basis<'_>, t: i32) {
        for run in &mut self.runs[..self.under_way] {
            run.advance(basis, t, &mut self.levels);
        }
    }

    /// Goes on from month `from` by a month for each row, in which nothing changes; the rows are then the
    /// levels at the ends of these.
    pub(crate) fn advance_through(&mut self, basis: Basis<'_>, from: i32, rows: &mut [u32]) {
        let count = self.levels.len();
        match &mut self.runs[..self.under_way] {
            [] => return repeat(&self.levels, rows),
            [run] if run.size() == count => {
                if let Some(falling) = run.falling() {
                    falling.advance_through(rows);
                    return self.levels.copy_from_slice(&rows[rows.len() - count..]);
                }
            }
            _ => {}
        }
        for (t, row) in (from..).zip(rows.chunks_exact_mut(count.max(1))) {
            self.advance(basis, t);
            row.copy_from_slice(&self.levels);
        }
    }

    /// The next month in which a phase starts or is over.
    pub(crate) const fn changes(&self) -> i32 {
        self.next
    }

    /// More than this cannot move in any month before that.
    pub(crate) const fn most(&self) -> u32 {
        self.most
    }

    /// What all move this month.
    pub(crate) fn flow_in_all(&self) -> u32 {
        self.running().iter().map(Run::flow_in_all).sum()
    }

    fn end_and_start(&mut self, basis: Basis<'_>, t: i32) {
        let outline = &basis.course.outline;
        let Self { levels, runs, under_way, started, .. } = self;
        let before = std::mem::take(under_way);
        for i in 0..before {
            if runs[i].end >= t {
                runs.swap(*under_way, i);
                *under_way += 1;
            }
        }
        let mut next = i32::MAX;
        for reckoning in &outline.started[*started..] {
            if reckoning.start > t {
                next = reckoning.start;
                break;
            }
            if *under_way == runs.len() {
                runs.push(Run::default());
            }
            runs[*under_way].start(reckoning, outline.each(reckoning), levels);
            *under_way += 1;
            *started += 1;
        }
        let ends = self.running().iter().map(|run| run.end.saturating_add(1));
        self.next = ends.fold(next, i32::min);
        self.most = self.running().iter().map(|run| run.most).fold(0, u32::saturating_add);
    }
}
