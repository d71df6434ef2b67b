//! All integration tests are one binary, which links once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod architecture;
#[cfg(feature = "toml")]
mod assumptions;
mod calendar;
#[cfg(feature = "charts")]
mod charts;
mod constructors;
mod country;
mod draws;
mod engine;
#[cfg(feature = "ensemble")]
mod ensemble;
mod errors;
#[cfg(feature = "parallel")]
mod hardening;
#[cfg(feature = "history")]
mod history;
mod laws;
mod observed;
mod oracle;
mod plans;
mod proof;
mod public_types;
mod results;
mod rules;
mod schema;
mod seek;
mod shipped;
#[cfg(feature = "csv")]
mod tables;
#[cfg(all(feature = "csv", feature = "ensemble"))]
mod track;
mod values;
mod what_if;
mod worked;

/// The configuration of a property tested on `count` random cases, or `PROPTEST_CASES` if that is set.
fn cases(count: u32) -> proptest::test_runner::Config {
    let default = proptest::test_runner::Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { count };
    let max_global_rejects = default.max_global_rejects.max(4 * cases); // more cases reject more
    proptest::test_runner::Config {
        cases,
        max_global_rejects,
        failure_persistence: None,
        ..default
    }
}
