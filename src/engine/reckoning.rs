//! What a phase moves, reckoned when it starts (DESIGN section 4).

use crate::engine::basis::Basis;
use crate::engine::pace::{Share, months_at, share};
use crate::engine::rows::sum;
use crate::plan::outline::{Outline, Reckoning};
use crate::plan::terms::{Aim, Manner};
use crate::spec::phase::Pace;
use crate::values::apportion::Apportioner;

/// Room that phases are reckoned in, kept for the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    apportioner: Apportioner,
    levels: Vec<u32>,
}

impl Reckoning {
    /// What phase `i` moves if it starts in month `s`, from the scheduled levels of the month before;
    /// what each contingent moves is added to the outline's rows.
    pub(crate) fn new(
        basis: Basis<'_>,
        i: usize,
        s: i32,
        levels: &[u32],
        outline: &mut Outline,
        room: &mut Room,
    ) -> Self {
        let terms = basis.terms(i);
        let Room { apportioner, levels: of_scope } = room;
        let levels = side_by_side(basis, i, levels, of_scope);
        // Levels and raises add up to no more than u32::MAX (DESIGN section 8).
        let level = u64::from(sum(levels));
        let in_proportion = match terms.aim {
            Aim::InProportionTo(q) => proportional(level, outline.reckoned(q)),
            _ => 0,
        };
        // First the weights, then what is apportioned by them.
        let rows = &mut outline.rows;
        let place = rows.len();
        if terms.is_raise() {
            rows.extend_from_slice(levels);
        } else {
            spare(basis, i, s, levels, rows);
        }
        let each = &mut rows[place..];

        let number = u64::from(basis.course.numbers.phases[i].target);
        let sum_of_weights = u64::from(sum(each));
        let spare = sum_of_weights; // W, where it is a cut
        let cut_of = |wanted: u64| (spare.min(wanted), level.saturating_sub(wanted));
        let (moves, goal) = match terms.aim {
            Aim::ReduceTo => (spare.min(level.saturating_sub(number)), number),
            Aim::ReduceBy => cut_of(number),
            Aim::ReduceByPercent(percent) => cut_of(percent.of(level)),
            Aim::InProportionTo(_) => cut_of(in_proportion),
            Aim::Remainder => (spare, level - spare),
            Aim::RaiseTo => (number.saturating_sub(level), number),
            Aim::RaiseBy => (number, level + number),
        };
        let moves = u32::try_from(moves).unwrap_or(u32::MAX);

        if terms.manner != Manner::Listed {
            apportioner.share_of(moves, sum_of_weights, each);
        }
        let end = paced_end(basis, i, s, moves);
        let (manner, each) = (terms.manner, place..rows.len());
        let is_plain = manner == Manner::Evenly && !terms.is_raise();
        let falls = terms.span.filter(|_| is_plain && basis.plan.wiring.all_go_home);
        Self { phase: i, start: s, end, level, moves, goal, each, manner, falls }
    }

    /// How many months it takes.
    pub(crate) fn months(&self) -> u32 {
        months(self.start, self.end)
    }

    /// What each contingent of the scope has moved by the end of month `t`, of what each moves in
    /// all.
    pub(crate) fn moved_by(&self, basis: Basis<'_>, each: &[u32], t: i32, moved: &mut [u32]) {
        let phase = &basis.plan.spec.phases[self.phase];
        let share = self.share_by(&phase.pace, basis.course.numbers.phases[self.phase].rate, t);
        let is_cut = !basis.terms(self.phase).is_raise();
        let block = phase.blocks.filter(|_| is_cut && !share.is_all()).map_or(1, |b| b.0.max(1));
        let whole_blocks = |troops: u32| troops - troops % block;
        if self.manner == Manner::Listed {
            let mut left = whole_blocks(share.of(self.moves));
            for (moved, &room) in moved.iter_mut().zip(each) {
                *moved = left.min(room);
                left -= *moved;
            }
        } else {
            share.of_each(each, moved);
            if block > 1 {
                for moved in moved.iter_mut() {
                    *moved = whole_blocks(*moved);
                }
            }
        }
    }

    /// What the whole scope has moved by the end of month `t`.
    pub(crate) fn moved_in_all(&self, basis: Basis<'_>, each: &[u32], t: i32) -> u64 {
        if t < self.start {
            return 0;
        }
        let mut moved = vec![0; each.len()];
        self.moved_by(basis, each, t, &mut moved);
        moved.into_iter().map(u64::from).sum()
    }

    /// `p_k` for the month k that `t` is.
    fn share_by(&self, pace: &Pace, rate: Option<u32>, t: i32) -> Share {
        share(pace, rate, months(self.start, t), self.months(), self.moves)
    }
}

/// From one month through another.
fn months(from: i32, through: i32) -> u32 {
    u32::try_from(i64::from(through) - i64::from(from) + 1).unwrap_or(0)
}

/// The levels of a phase's scope.
fn side_by_side<'a>(
    basis: Basis<'_>,
    i: usize,
    levels: &'a [u32],
    of_scope: &'a mut Vec<u32>,
) -> &'a [u32] {
    if let Some(span) = basis.terms(i).span {
        return &levels[span.places()];
    }
    of_scope.clear();
    of_scope.extend(basis.plan.wiring.phases[i].scope.iter().map(|leg| levels[leg.contingent]));
    of_scope
}

/// `w_c`, what no floor keeps at the paced end or in the month after; where a rate decides the end,
/// max(b, s) stands for it.
fn spare(basis: Basis<'_>, i: usize, s: i32, levels: &[u32], weights: &mut Vec<u32>) {
    let end = end_by_dates(basis, i, s);
    let floors = &basis.course.floors;
    let (now, then) = (floors.at(end), floors.at(end.saturating_add(1)));
    match basis.terms(i).span {
        Some(span) if std::ptr::eq(now, then) => {
            let both = levels.iter().zip(&now[span.places()]);
            weights.extend(both.map(|(&level, &floor)| level.saturating_sub(floor)));
        }
        _ => {
            let legs = basis.plan.wiring.phases[i].scope.iter();
            let floors = legs.map(|leg| now[leg.contingent].max(then[leg.contingent]));
            let both = levels.iter().zip(floors);
            weights.extend(both.map(|(&level, floor)| level.saturating_sub(floor)));
        }
    }
}

/// 4. The paced end of a phase that starts in month s and moves so many.
pub(crate) fn paced_end(basis: Basis<'_>, i: usize, s: i32, moves: u32) -> i32 {
    match basis.course.numbers.phases[i].rate {
        Some(rate) => s.saturating_add(months_at(rate, moves) - 1),
        None => end_by_dates(basis, i, s),
    }
}

fn end_by_dates(basis: Basis<'_>, i: usize, s: i32) -> i32 {
    let dates = &basis.course.timeline.phases[i];
    let b = dates.binds.unwrap_or(s);
    let late = if dates.terms.slides { (s - dates.planned).max(0) } else { 0 };
    s.max(b.saturating_add(late))
}

/// `floor(L * cut_q / L_q)`, with q as it started or as it would have at its s0.
fn proportional(level: u64, q: Option<&Reckoning>) -> u64 {
    let Some(q) = q.filter(|q| q.level > 0) else { return 0 };
    let cut = u128::from(level) * u128::from(q.moves) / u128::from(q.level);
    u64::try_from(cut).unwrap_or(level)
}
