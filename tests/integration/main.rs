//! One binary for all integration tests: the parts link once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod calendar;
#[cfg(feature = "charts")]
mod charts;
mod country;
mod draws;
mod engine;
#[cfg(feature = "ensemble")]
mod ensemble;
mod errors;
mod house;
mod laws;
mod observed;
mod oracle;
mod plans;
mod rules;
mod schema;
mod shipped;
#[cfg(feature = "csv")]
mod tables;
mod what_if;
mod worked;

/// How many random cases a property is tried on: `PROPTEST_CASES` if it is set, else this many.
fn cases(count: u32) -> proptest::test_runner::Config {
    let default = proptest::test_runner::Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { count };
    let max_global_rejects = default.max_global_rejects.max(4 * cases); // more cases, more that do not fit
    proptest::test_runner::Config {
        cases,
        max_global_rejects,
        failure_persistence: None,
        ..default
    }
}
