//! Optional fast paths. Each returns exactly what the plain function named in the table returns. With `--cfg drawdown_plain`
//! the crate compiles without them; CI runs the oracle and the laws both ways.
//!
//! | piece | plain function | taken when | gain | held equal by |
//! |---|---|---|---|---|
//! | [`even_decline`] | [`ActivePhase::advance`](super::active_phase::ActivePhase::advance) | an even cut without blocks or listed order, over contingents listed side by side, in a plan without transfers | a subtraction and a shift for each contingent and month, in place of a multiplication and a division | `even_declines_equal_exact_shares`, and the oracle |
//! | [`cap_parts`] | [`apportion`](crate::values::apportion::apportion) | a cap of `row_caps` binds | a multiplication in place of two divisions each, and no allocations | `parts_of_a_cap_are_apportioned`, and the oracle |
//! | [`row_caps`] | steps 2 to 5 of [`MonthState::step`](super::month_state::MonthState::step) | floors never change, nobody comes, no hold or hazard is in force, and all caps in force and all cuts are over all contingents | rows side by side in place of routes: a plan of 40 contingents under a binding cap takes 5.7 instead of 8.3 µs, with `cap_parts` and rows that are kept | the oracle, on `plan_of_homecomings` and `one_scope_plan_with_cap` |
//! | [`strides`] | [`MonthState::step`](super::month_state::MonthState::step) | nobody is behind schedule, nobody is transferred, no scheduled level is below its floor, and no hold, hazard or binding cap is in force | the five steps are left out, and where floors never change, levels are written many months at a time | the oracle; `strides_are_taken_wherever_nobody_is_kept_back` says that it is taken |
//! | [`strides::floors_never_bind`] | [`MonthState::apply_floors`](super::month_state::MonthState::apply_floors) | floors never change and nobody is transferred, whether or not somebody is behind schedule | step 3 is left out; not measured alone | `floors_that_never_bind_let_all_who_are_due_leave`, and the oracle |
//!
//! Together they gain, measured: W1 of `docs/performance.md` takes 0.20 instead of 2.1 µs, W2 36 instead of 288 ms.

pub(crate) mod cap_parts;
pub(crate) mod even_decline;
pub(crate) mod row_caps;
pub(crate) mod strides;
