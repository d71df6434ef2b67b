//! Variants compared, and what they cost.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::Cell;
use std::ops::ControlFlow;

use drawdown::chrono::Month;
use drawdown::cost::Money;
use drawdown::engine::Stepper;
use drawdown::projection::Cause;
use drawdown::spec::Cancel;
use drawdown::values::Period;
use drawdown::{
    Adjustment, Cap, Comparison, Contingent, Cost, Country, Hold, Phase, Plan, PlanSpec, Scope,
    Shift, Target, Troops, Variant, YearMonth,
};
use proptest::prelude::*;

use crate::{engine::plan, plans};

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

/// 1,200 Americans and 600 Britons in Iraq, out evenly in four months.
fn coalition() -> PlanSpec {
    PlanSpec {
        contingents: vec![
            Contingent::new(country("USA"), country("IRQ"), Troops(1_200)),
            Contingent::new(country("GBR"), country("IRQ"), Troops(600)),
        ],
        phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse().unwrap())],
        through: Some("2025-06".parse().unwrap()),
        ..PlanSpec::new("A coalition leaves", "2024-08".parse().unwrap())
    }
}

fn shown(amounts: &[Money]) -> Vec<String> {
    amounts.iter().map(|amount| format!("{amount:#}")).collect()
}

#[test]
fn a_bill_is_worked_by_hand() {
    let plan = Plan::new(PlanSpec {
        costs: vec![
            Cost {
                scope: Scope::contributor(country("USA")),
                per_troop_year: Some(100_001),
                per_withdrawn: Some(1_000),
                ..Cost::new("operations", "USD")
            },
            Cost { per_month: Some(7), ..Cost::new("port", "EUR") },
        ],
        ..coalition()
    })
    .unwrap();
    let projection = plan.project();
    let bill = projection.costs();
    // Americans at month ends from September: 900, 600, 300, 0 ...: 1,800 troop-months, 100,001 / 12 each,
    // is 15,000,150; 1,200 go home at 1,000 is 1,200,000. The port: 10 months at 7.
    assert_eq!(shown(&bill.totals()), ["16,200,150 USD", "70 EUR"]);
    assert_eq!(bill.totals()[0].twelfths(), 1_800 * 100_001 + 12 * 1_200_000);
    let contributors: Vec<_> = bill.by_contributor().into_iter().map(|(who, _)| who).collect();
    assert_eq!(contributors, [Some(country("USA")), None]);
    // 2024: 900 + 600 + 300 + 0; September to December are four months of the port.
    let years = bill.by_period(Period::Year).into_iter();
    let years: Vec<(i32, String)> =
        years.map(|(last, amount)| (last.year(), format!("{amount:#}"))).collect();
    assert_eq!(
        years,
        [
            (2024, "16,200,150 USD".to_owned()),
            (2025, "0 USD".to_owned()),
            (2024, "28 EUR".to_owned()),
            (2025, "42 EUR".to_owned()),
        ]
    );
    // The American fiscal year 2024 ends with September: 900 troop-months and 300 home.
    let (last, fiscal) = &bill.by_period(Period::FiscalYear(Month::October))[0];
    assert_eq!(
        (*last, fiscal.twelfths()),
        ("2024-09".parse().unwrap(), 900 * 100_001 + 12 * 300_000)
    );
}

#[test]
fn amounts_are_rounded_half_up_only_when_shown() {
    let amount = |per_troop_year| {
        let plan = Plan::new(PlanSpec {
            contingents: vec![Contingent::new(country("USA"), country("IRQ"), Troops(1))],
            costs: vec![Cost { per_troop_year: Some(per_troop_year), ..Cost::new("c", "USD") }],
            through: Some("2024-09".parse().unwrap()),
            ..PlanSpec::new("One for a month", "2024-08".parse().unwrap())
        })
        .unwrap();
        plan.project().costs().totals().remove(0)
    };
    assert_eq!([5, 6, 17, 18].map(|twelfths| amount(twelfths).rounded()), [0, 1, 1, 2]);
    // The difference of the exact amounts is rounded, not that of the rounded ones: 17 - 6 = 11.
    assert_eq!(amount(17).difference(&amount(6)), Some(1));
    assert_eq!(amount(6).difference(&amount(12)), Some(0)); // minus a half, up
    assert_eq!(amount(5).difference(&amount(12)), Some(-1));
}

#[test]
fn the_largest_bill_does_not_overflow() {
    let plan = Plan::new(PlanSpec {
        contingents: vec![Contingent::new(country("USA"), country("IRQ"), Troops(u32::MAX))],
        costs: vec![Cost {
            per_troop_year: Some(u64::MAX),
            per_month: Some(u64::MAX),
            ..Cost::new("everything", "USD")
        }],
        through: Some("2800-01".parse().unwrap()),
        ..PlanSpec::new("For ever", "1801-01".parse().unwrap())
    })
    .unwrap();
    let months = u128::try_from(plan.month_records().len()).unwrap() - 1;
    let monthly = u128::from(u64::MAX) * (u128::from(u32::MAX) + 12);
    assert_eq!(plan.project().costs().totals()[0].twelfths(), months * monthly);
}

#[test]
fn a_comparison_is_worked_by_hand() {
    let plan = Plan::new(coalition()).unwrap();
    let variants = [
        Variant {
            name: "two months late".into(),
            adjust: vec![Adjustment::Shift(Shift::Phase {
                phase: "all".into(),
                months: 2,
                cascade: false,
            })],
            source: None,
        },
        Variant {
            name: "300 a month".into(),
            adjust: vec![Adjustment::Cap(Cap::new("airlift", Troops(300)))],
            source: None,
        },
        Variant {
            name: "nobody leaves".into(),
            adjust: vec![Adjustment::Cancel(Cancel::Phase("all".into()))],
            source: None,
        },
    ];
    let comparison = Comparison::new(&plan, &variants).unwrap();
    let [planned, late, capped, nobody] = comparison.results() else { panic!("four columns") };
    // After 1,800: 1,350, 900, 450, 0
    assert_eq!((planned.name.as_str(), planned.troop_months), ("as planned", 2_700));
    // After 1,800: 1,500, 1,200, 900, 600, 300, 0
    assert_eq!(late.troop_months_delta(planned), 4_500 - 2_700);
    assert_eq!(late.completion_delay(planned), Some(2));
    // 300 a month are 1,800 / 300 = 6 months as well; by December 1,200 have left
    let deadline = capped.deadline("all").unwrap();
    assert_eq!((deadline.strength, deadline.slip_months), (Some(600), Some(2)));
    assert_eq!(capped.deadlines_met(), 0);
    assert_eq!(capped.peak_home_departures.map(|(_, troops)| troops), Some(300));
    // A plan of no phases is done at once.
    assert_eq!(nobody.completion, Some(plan.as_of()));
    assert_eq!((nobody.deadline("all"), nobody.peak_home_departures), (None, None));
    // 450 due and 300 go: 150, 300, 450, 600 are kept back
    assert_eq!(comparison.causes("all"), [(Cause::Cap("airlift".into()), vec![0, 0, 1_500, 0])]);
}

#[test]
fn a_variant_removes_one_cause_and_brings_another() {
    let hold = Hold { through: Some("2024-11".parse().unwrap()), ..Hold::new("election") };
    let plan = Plan::new(PlanSpec {
        holds: vec![hold.clone()],
        caps: vec![Cap::new("airlift", Troops(900))],
        ..coalition()
    })
    .unwrap();
    let early = Variant {
        name: "the hold ends in August".into(),
        adjust: vec![
            Adjustment::Hold(Hold { through: Some("2024-08".parse().unwrap()), ..hold }),
            Adjustment::Cap(Cap::new("airlift", Troops(400))),
        ],
        source: None,
    };
    let comparison = Comparison::new(&plan, &[early]).unwrap();
    // Held: 450, 900, 1,350 through November; then 1,800 due and 900 go: 900 by the first cap.
    // Without the hold 450 due and 400 go: 50, 100, 150, 200 by the second.
    assert_eq!(
        comparison.causes("all"),
        [
            (Cause::Hold("election".into()), vec![2_700, 0]),
            (Cause::Cap("airlift".into()), vec![900, 500]),
        ]
    );
}

#[test]
fn a_sweep_is_a_list_of_variants_and_each_is_checked() {
    let plan = Plan::new(coalition()).unwrap();
    let delays = Variant::sweep("months late:", 0..=12, |months| {
        Adjustment::Shift(Shift::Phase { phase: "all".into(), months, cascade: false })
    });
    let comparison = Comparison::new(&plan, delays.take(7)).unwrap();
    let late: Vec<Option<i32>> = (comparison.results()[1..].iter())
        .map(|column| column.completion_delay(&comparison.results()[0]))
        .collect();
    assert_eq!(late, (0..=6).map(Some).collect::<Vec<_>>());
    assert_eq!(comparison.results()[0].troop_months, comparison.results()[1].troop_months);

    let wrong = Variant::sweep("phase", ["all", "some"], |phase| {
        Adjustment::Cancel(Cancel::Phase(phase.into()))
    });
    let errors = plan.with_variants(wrong).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "variant[1].adjust[0].cancel.phase: no phase is called \"some\"; the only one is \"all\""
    );
}

#[test]
fn fiscal_years_begin_in_a_month_of_the_year() {
    let plan = Plan::new(coalition()).unwrap();
    let projection = plan.project();
    let average = |first, year| projection.theatre().fiscal_year_average(first, year);
    for (first, year) in [(Month::January, i32::MIN), (Month::October, i32::MAX)] {
        assert_eq!(average(first, year), None, "{first:?} of {year}");
    }
    // October 2024 to June 2025, where the projection ends.
    assert_eq!(average(Month::October, 2025).map(|average| average.count), Some(9));
    assert_eq!(average(Month::July, 2025).map(|average| average.count), Some(11)); // August 2024 on
}

fn sum(currency: &str, amounts: &[Money]) -> u128 {
    amounts.iter().filter(|amount| amount.currency() == currency).map(Money::twelfths).sum()
}

fn amounts<K>(parts: Vec<(K, Money)>) -> Vec<Money> {
    parts.into_iter().map(|(_, amount)| amount).collect()
}

proptest! {
    #![proptest_config(crate::cases(150))]

    #[test]
    fn however_a_bill_is_split_its_parts_make_the_whole(document in plans::any_plan()) {
        let plan = plan(&document);
        let projection = plan.project();
        let bill = projection.costs();
        for total in bill.totals() {
            let of = |parts: Vec<Money>| sum(total.currency(), &parts);
            prop_assert_eq!(of(amounts(bill.by_line())), total.twelfths());
            prop_assert_eq!(of(amounts(bill.by_contributor())), total.twelfths());
            prop_assert_eq!(of(amounts(bill.by_month())), total.twelfths());
            prop_assert_eq!(of(amounts(bill.by_period(Period::Year))), total.twelfths());
            prop_assert_eq!(of(amounts(bill.by_period(Period::FiscalYear(Month::October)))), total.twelfths());
        }
    }

    #[test]
    fn each_line_costs_what_its_rule_says(document in plans::any_plan()) {
        let plan = plan(&document);
        let projection = plan.project();
        for (cost, (line, amount)) in plan.spec().costs.iter().zip(projection.costs().by_line()) {
            prop_assert_eq!(&cost.name, &line);
            let view = projection.scope(&cost.scope);
            let months: Vec<YearMonth> = projection.months().skip(1).collect();
            let twelfths: u128 = (months.iter())
                .map(|&month| {
                    let there = u128::from(view.strength(month).unwrap());
                    let home = u128::from(view.home_departures(month).unwrap());
                    there * u128::from(cost.per_troop_year.unwrap_or(0))
                        + 12 * home * u128::from(cost.per_withdrawn.unwrap_or(0))
                        + 12 * u128::from(cost.per_month.unwrap_or(0))
                })
                .sum();
            prop_assert_eq!(amount.twelfths(), twelfths);
        }
    }

    #[test]
    fn a_comparison_tells_what_the_projections_tell(document in plans::any_plan()) {
        let plan = plan(&document);
        let comparison = Comparison::new(&plan, &plan.spec().variants).unwrap();
        for column in comparison.results() {
            let varied = plan.named_variant(&column.name);
            let varied = varied.as_ref().unwrap_or(&plan);
            let projection = varied.project();
            let theatre = projection.theatre();
            let strengths = projection.months().skip(1).map(|month| theatre.strength(month).unwrap());
            prop_assert_eq!(column.troop_months, strengths.sum::<u64>());
            prop_assert_eq!(&column.deadlines, &projection.deadlines());
            let outflows = projection.months().map(|month| theatre.scope_departures(month).unwrap());
            prop_assert_eq!(column.peak_home_departures.map_or(0, |(_, n)| n), outflows.max().unwrap_or(0));
        }
    }

    #[test]
    fn done_means_that_nobody_moves_any_more(document in plans::any_plan()) {
        let plan = plan(&document);
        let projection = plan.project();
        if let Some(done) = projection.completion() {
            let theatre = projection.theatre();
            for month in projection.months().filter(|month| *month > done) {
                prop_assert_eq!(theatre.withdrawn(month), Some(0));
                prop_assert_eq!(theatre.gained(month), Some(0));
            }
            for (c, (_, view)) in projection.contingents().enumerate() {
                let end = plan.through();
                let settled = view.strength(end) == view.scheduled(end);
                prop_assert!(settled, "contingent {} is still due to move", c);
            }
        }
    }
}

/// Each plan of a sweep is made when it is asked for, and dropped before the next is made: a hundred
/// thousand of them are never in memory together.
#[test]
fn a_sweep_makes_one_plan_at_a_time() {
    let plan = Plan::new(coalition()).unwrap();
    let made = Cell::new(0);
    let sweep = || {
        made.set(0);
        Variant::sweep("a month:", 1..=100_000, |troops| {
            made.set(made.get() + 1);
            Adjustment::Cap(Cap::new("airlift", Troops(troops)))
        })
    };
    let mut plans = plan.variant_plans(sweep());
    assert_eq!(made.get(), 0);
    for expected in 1..=3 {
        let (name, varied) = plans.next().unwrap().unwrap();
        assert_eq!((name, made.get()), (format!("a month: {expected}"), expected));
        assert_eq!(varied.spec().caps[0].per_month, Troops(expected).into());
    }
    // 1,800 troops leave in four months from 450 a month on.
    let enough = plan.variant_plans(sweep()).find_map(|varied| {
        let (name, plan) = varied.unwrap();
        (plan.project().deadlines()[0].met == Some(true)).then_some(name)
    });
    assert_eq!((enough.as_deref(), made.get()), (Some("a month: 450"), 450));
}

#[test]
fn a_variant_that_does_not_fit_does_not_end_a_sweep() {
    let plan = Plan::new(coalition()).unwrap();
    let variants = Variant::sweep("without", ["all", "some", "all"], |phase| {
        Adjustment::Cancel(drawdown::spec::Cancel::Phase(phase.into()))
    });
    let plans: Vec<Result<String, String>> = plan
        .variant_plans(variants)
        .map(|varied| varied.map(|(name, _)| name).map_err(|errors| errors.to_string()))
        .collect();
    let error =
        "variant[1].adjust[0].cancel.phase: no phase is called \"some\"; the only one is \"all\"";
    let fits = || Ok("without all".to_owned());
    assert_eq!(plans, [fits(), Err(error.to_owned()), fits()]);
}

#[test]
fn a_stepper_stops_where_it_is_told_to() {
    let plan = Plan::new(coalition()).unwrap();
    let (schedule, mut stepper) = (plan.schedule(), Stepper::default());
    let mut all = Vec::new();
    stepper.for_each_month(&schedule, |month, row| all.push((month, row.to_vec())));
    assert_eq!(all.len(), plan.months().len());
    for stop in 0..=all.len() {
        let mut seen = Vec::new();
        let end = stepper.try_for_each_month(&schedule, |month, row| {
            seen.push((month, row.to_vec()));
            if seen.len() > stop { ControlFlow::Break(month) } else { ControlFlow::Continue(()) }
        });
        let last = all.get(stop).map_or(ControlFlow::Continue(()), |m| ControlFlow::Break(m.0));
        assert_eq!((end, &seen[..]), (last, &all[..all.len().min(stop + 1)]));
    }
}
