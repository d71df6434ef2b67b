//! Memory: refused before it is spent, shared among threads, and never past the limit.

use std::ops::ControlFlow;

use drawdown::ensemble::{Ensemble, MemoryLimit, MergeError, Sensitivity};
use drawdown::error::CheckpointError;
use drawdown::projection::GroupBy;

use drawdown::{Contingent, Country, Estimate, Phase, Plan, PlanSpec, Target, Troops};

/// The n-th code of those that users may give a meaning, XAA to XZZ.
fn code(n: usize) -> Country {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    format!("X{}{}", letter(n / 26), letter(n)).parse().unwrap()
}

/// A plan of so many contingents and months after `as_of`, of whom a number unknown before leaves.
fn wide(contingents: usize, months: i32) -> Plan {
    let as_of: drawdown::YearMonth = "2000-01".parse().unwrap();
    let of = |i: usize| Contingent::new(code(i / 64), code(64 + i % 64), Troops(1_000));
    let leave = Estimate::new(Troops(0), Troops(1_000), Troops(100_000)).unwrap();
    let deadline: drawdown::Day = as_of.checked_add(months).unwrap().into();
    Plan::new(PlanSpec {
        contingents: (0..contingents).map(of).collect(),
        phases: vec![Phase::new("some", Target::ReduceBy(leave), deadline.into())],
        through: as_of.checked_add(months),
        ..PlanSpec::new("wide", as_of)
    })
    .unwrap()
}

fn by_contingent(plan: &Plan, memory: MemoryLimit) -> Ensemble {
    Ensemble { group_by: vec![GroupBy::Contingent], memory, ..Ensemble::new(plan, 1) }
}

#[test]
fn the_memory_needed_grows_with_months_groups_and_variants_and_not_with_draws() {
    let least = |contingents, months| {
        by_contingent(&wide(contingents, months), MemoryLimit::default()).least_memory()
    };
    // 32 bytes of a counter and twice 88 of a distribution, for the strength and the residual of each group.
    let cell = 32 + 2 * (40 + 32 + 16);
    let more_months = least(100, 239) - least(100, 119);
    assert_eq!(more_months, 120 * (2 * 101 * cell + 4 * 100));
    let plan = wide(10, 119);
    let alone = by_contingent(&plan, MemoryLimit::default());
    let variants = (0..100).map(|i| (format!("v{i}"), plan.clone())).collect();
    let many = Ensemble { variants, ..alone.clone() };
    let scratch = 120 * 10 * 4; // the levels of one draw, in which all plans take turns
    assert_eq!(many.least_memory() - scratch, 101 * (alone.least_memory() - scratch));
}

#[test]
fn what_cannot_fit_is_refused_before_the_first_draw_with_its_size() {
    // 4,096 contingents over 12,000 months, each in a group of its own.
    let ensemble = by_contingent(&wide(4_096, 11_988), MemoryLimit::default());
    assert_eq!(ensemble.least_memory() >> 30, 19);
    let few = by_contingent(&wide(100, 119), MemoryLimit::new(3_000_000));
    assert!(few.least_memory() > 3_000_000);
    let mut rounds = 0;
    let refused = few.resume(few.empty(), 0..10, |_| {
        rounds += 1;
        ControlFlow::Continue(())
    });
    let Err(MergeError::Memory(error)) = refused else { panic!("not refused") };
    assert_eq!((error.needed, error.limit, rounds), (few.least_memory(), 3_000_000, 0));
    let refused = few.try_resume(few.empty(), 0..10, |_| Ok::<(), MergeError>(()));
    assert!(matches!(refused, Err(MergeError::Memory(_))));
    let fits = Ensemble { memory: MemoryLimit::new(few.least_memory() + 40_000_000), ..few };
    assert!(fits.resume(fits.empty(), 0..10, |_| ControlFlow::Continue(())).is_ok());
}

#[test]
fn a_run_stops_before_its_values_take_more_than_the_limit_and_keeps_what_is_done() {
    let plan = wide(100, 119);
    let least = by_contingent(&plan, MemoryLimit::default()).least_memory();
    let ensemble = by_contingent(&plan, MemoryLimit::new(least + 20_000_000));
    let refused = ensemble.resume(ensemble.empty(), 0..1_000_000, |_| ControlFlow::Continue(()));
    let Err(MergeError::Memory(error)) = refused else { panic!("not refused") };
    assert!(error.needed > error.limit && error.needed < 2 * error.limit);
    let file = std::env::temp_dir().join(format!("drawdown-memory-{}.summary", std::process::id()));
    let refused = ensemble.run_with_checkpoint(&file, 0..1_000_000, |_| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(CheckpointError::Memory(_))));
    let kept = drawdown::ensemble::EnsembleSummary::load(&file, MemoryLimit::default()).unwrap();
    assert!(kept.draws() > 0);
    let unlimited = Ensemble { memory: MemoryLimit::default(), ..ensemble };
    assert_eq!(kept, unlimited.run(0..kept.draws()));
    for ending in ["", ".lock"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
}

/// Where not all threads fit, fewer run, and count the same.
#[test]
fn fewer_threads_count_the_same() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let whole = Ensemble {
        group_by: vec![GroupBy::Host, GroupBy::Mission, GroupBy::Contingent],
        sensitivity: Sensitivity::On,
        ..Ensemble::new(&plan, 3)
    };
    // Nothing differs in its draws, so that counters are all that a thread needs: 101 groups of 120 months.
    let mut certain = wide(100, 119).spec().clone();
    certain.phases[0].target = Target::ReduceBy(Troops(1_000).into());
    let certain = by_contingent(&Plan::new(certain).unwrap(), MemoryLimit::default());
    let counters = 120 * 2 * 101 * 32;
    // 500 draws of some 600 levels of 72 bytes are at most 22 MB, and a next round is taken to need up to thrice that.
    for (ensemble, draws, more) in
        [(whole, 500, 70_000_000), (certain.clone(), 60, 0), (certain, 60, 2 * counters)]
    {
        let expected = ensemble.run(0..draws).to_bytes();
        let memory = MemoryLimit::new(ensemble.least_memory() + more);
        let small = Ensemble { memory, ..ensemble };
        for threads in [1, 2, 3, 16] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let counted = pool
                .install(|| small.resume(small.empty(), 0..draws, |_| ControlFlow::Continue(())));
            assert!(counted.unwrap().to_bytes() == expected, "{threads} threads");
        }
    }
}

#[test]
fn memory_is_shown_in_gibibytes_and_below_one_in_mebibytes_rounded_up() {
    let said =
        |limit: u64, needed: u64| MemoryLimit::new(limit).check(needed).unwrap_err().to_string();
    let gib = 1 << 30;
    assert_eq!(said(gib, gib + 1), "this needs 1.1 GiB of memory, and the limit is 1.0 GiB");
    assert_eq!(said(0, gib - 1), "this needs 1024.0 MiB of memory, and the limit is 0.0 MiB");
    // 1.5 MiB is 1,572,864 bytes.
    assert_eq!(
        said(1_572_864, gib / 2),
        "this needs 512.0 MiB of memory, and the limit is 1.5 MiB"
    );
}
