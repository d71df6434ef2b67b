//! The fast wing. Each piece gives exactly what a plain function next door gives; with
//! `--cfg drawdown_plain` the crate compiles without the wing, and CI runs the oracle and the laws both ways.
//!
//! | piece | plain function | taken when | gain | held equal by |
//! |---|---|---|---|---|
//! | [`even_decline`] | [`ActivePhase::advance`](super::active_phase::ActivePhase::advance) | an even cut without blocks or listed order, over contingents that stand side by side, in a plan without transfers | one subtraction and one shift a contingent and month instead of a multiplication and a division | `even_declines_equal_exact_shares` |
//! | [`strides`] | [`MonthState::step`](super::month_state::MonthState::step) | nobody is behind schedule, floors never change, nobody is transferred, and no hold, hazard or binding cap meets the months | the five steps are left out, and levels are written months at a time | `fast_and_plain_engines_agree` |
//!
//! The gains are measured in `docs/performance.md`.

pub(crate) mod even_decline;
pub(crate) mod strides;
