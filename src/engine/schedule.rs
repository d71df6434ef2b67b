//! The schedule: what the plan intends, month by month, as if nothing got in its way
//! (DESIGN section 4).

use super::basis::Basis;
use super::run::Run;

/// The schedule of a plan, advanced a month at a time as its course outlines it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    /// `S_c(t)`
    pub(crate) levels: Vec<u32>,
    pub(crate) runs: Vec<Run>,
    /// The phases under way, in the order they started.
    pub(crate) running: Vec<usize>,
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
        (self.started, self.most) = (0, 0);
        self.next = outline.started.first().map_or(i32::MAX, |first| first.start);
        self.levels.clear();
        self.levels.extend_from_slice(outline.strengths());
        self.runs.iter_mut().for_each(Run::stop);
        self.runs.resize_with(outline.places.len(), Run::default);
        self.running.clear();
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
        for &i in &self.running {
            self.runs[i].advance(basis, i, t, &mut self.levels);
        }
    }

    /// Goes on through months up to `through` in which nothing changes, and adds the levels at each
    /// one's end to `rows`.
    pub(crate) fn advance_through(
        &mut self,
        basis: Basis<'_>,
        from: i32,
        through: i32,
        rows: &mut Vec<u32>,
    ) {
        let count = self.levels.len();
        let months = usize::try_from(through - from + 1).unwrap_or(0);
        if self.running.is_empty() {
            return (0..months).for_each(|_| rows.extend_from_slice(&self.levels));
        }
        if let &[i] = self.running.as_slice()
            && self.runs[i].size() == count
            && let Some(falling) = self.runs[i].falling()
        {
            falling.advance_through(months, rows);
            return self.levels.copy_from_slice(&rows[rows.len() - count..]);
        }
        for t in from..=through {
            self.advance(basis, t);
            rows.extend_from_slice(&self.levels);
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
        self.running.iter().map(|&i| self.runs[i].flow_in_all()).sum()
    }

    fn end_and_start(&mut self, basis: Basis<'_>, t: i32) {
        let outline = &basis.course.outline;
        let Self { levels, runs, running, started, .. } = self;
        running.retain(|&i| {
            let is_over = runs[i].end < t;
            if is_over {
                runs[i].stop();
            }
            !is_over
        });
        let mut next = i32::MAX;
        for reckoning in &outline.started[*started..] {
            if reckoning.start > t {
                next = reckoning.start;
                break;
            }
            runs[reckoning.phase].start(reckoning, outline.each(reckoning), levels);
            running.push(reckoning.phase);
            *started += 1;
        }
        let ends = running.iter().map(|&i| runs[i].end.saturating_add(1));
        self.next = ends.fold(next, i32::min);
        self.most = running.iter().map(|&i| runs[i].most()).fold(0, u32::saturating_add);
    }
}
