//! Feeds `drawdown` random plans and broken files, and stops at the first that it answers wrongly or not at all.
//!
//! ```text
//! cargo run --profile checked -p drawdown-fuzz -- [TARGET]... [--cases N] [--seconds N] [--seed N] [--threads N]
//! ```
//!
//! Without a target all are run, each for the seconds or cases given (ten seconds by default). A failure prints its
//! target and the seed of the one case: `TARGET --seed N --cases 1` repeats it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failure is a panic")]

mod mutate;
mod targets;
/// The random plans, the oracle and the comparison of the tests.
#[path = "../../tests/integration"]
#[allow(dead_code, unused_imports, reason = "the tests themselves are not built here")]
mod tests {
    pub(crate) mod engine;
    pub(crate) mod oracle;
    pub(crate) mod plans;
    pub(crate) mod track;
}

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use targets::{TARGETS, Target};
use tests::{engine, oracle, plans};

/// What is run, and for how long.
struct Options {
    targets: Vec<&'static Target>,
    cases: Option<u64>,
    seconds: u64,
    seed: u64,
    threads: usize,
}

fn options() -> Result<Options, lexopt::Error> {
    use lexopt::prelude::{Long, Value, ValueExt};
    let threads = thread::available_parallelism().map_or(1, Into::into);
    let mut options = Options { targets: Vec::new(), cases: None, seconds: 10, seed: 0, threads };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("cases") => options.cases = Some(arguments.value()?.parse()?),
            Long("seconds") => options.seconds = arguments.value()?.parse()?,
            Long("seed") => options.seed = arguments.value()?.parse()?,
            Long("threads") => options.threads = arguments.value()?.parse()?,
            Value(name) => {
                let target = TARGETS.iter().find(|target| name == target.name);
                let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
                let target = target.ok_or(format!("the targets are {}", names.join(", ")))?;
                options.targets.push(target);
            }
            other => return Err(other.unexpected()),
        }
    }
    if options.targets.is_empty() {
        options.targets = TARGETS.iter().collect();
    }
    Ok(options)
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    for target in &options.targets {
        let start = Instant::now();
        match run(target, &options) {
            Ok(cases) => println!("{}: {cases} cases in {:.1?}", target.name, start.elapsed()),
            Err(seed) => {
                eprintln!("{} fails: {} --seed {seed} --cases 1", target.name, target.name);
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Runs a target on seeds from the one given on; the number of cases, or the seed of one that fails.
fn run(target: &Target, options: &Options) -> Result<u64, u64> {
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let end = Instant::now() + Duration::from_secs(options.seconds);
    let work = || -> Result<u64, u64> {
        let mut done = 0;
        loop {
            let case = next.fetch_add(1, Ordering::Relaxed);
            let is_over =
                options.cases.map_or_else(|| Instant::now() >= end, |cases| case >= cases);
            if is_over || failed.load(Ordering::Relaxed) {
                return Ok(done);
            }
            let seed = options.seed.wrapping_add(case);
            if catch_unwind(AssertUnwindSafe(|| (target.run)(seed))).is_err() {
                failed.store(true, Ordering::Relaxed);
                return Err(seed);
            }
            done += 1;
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.threads.max(1)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("failures are caught")).sum()
    })
}

/// Named by tests, which are not built here.
#[allow(dead_code, reason = "the tests are not built here")]
fn cases(_: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config::default()
}
