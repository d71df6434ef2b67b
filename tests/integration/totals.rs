//! Where the theatre's total is enough, it says what stepping through all contingents says, and what
//! each draw alone says.

use drawdown::{
    Adjustment, Cap, Contingent, Cost, CountedFrom, Day, Distribution, Ensemble, Estimate, Event,
    GroupBy, Hazard, Hold, Offset, Order, Pace, Phase, Plan, PlanOutcomes, PlanSpec, Probability,
    Residual, Scope, Shift, Target, Troops, Variant, When, WhenLate, YearMonth,
};
use proptest::prelude::{TestCaseError, any, proptest};
use proptest::{prop_assert_eq, prop_assume};

use crate::ensemble::fold;
use crate::plans::{any_plan, plan_of_homecomings};

/// Numbers from a seed, one after another.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 16) % u64::from(most)).unwrap()
    }

    fn estimate(&mut self, most: u32) -> Estimate<Troops> {
        let mut three = [self.below(most), self.below(most), self.below(most)].map(Troops);
        three.sort_unstable();
        Estimate::new(three[0], three[1], three[2]).unwrap()
    }
}

/// The month so many after the plan's.
fn month(t: u32) -> YearMonth {
    YearMonth::new(2024, 8).unwrap().checked_add(i32::try_from(t).unwrap()).unwrap()
}

/// Events that may be drawn, all as months or all as days.
fn events(dice: &mut Dice) -> Vec<Event> {
    (0..=dice.below(3))
        .map(|i| {
            let mut days = [dice.below(14), dice.below(14), dice.below(14)];
            days.sort_unstable();
            if dice.below(3) == 0 {
                days = [days[1]; 3]; // not drawn
            }
            let as_months = dice.below(2) == 0;
            let day = |t| {
                let month = month(t);
                if as_months { month.into() } else { Day::try_from(month.first_day()).unwrap() }
            };
            let [low, best, high] = days.map(day);
            let date = Estimate::new(low, best, high).unwrap();
            Event { date: Some(When::On(date)), ..Event::new(format!("event {i}")) }
        })
        .collect()
}

/// A plan all of whose phases, holds, caps and hazards are everyone's, and which draws days and caps.
fn plan(seed: u64) -> Option<Plan> {
    let dice = &mut Dice(seed | 1);
    let codes = ["USA", "GBR", "FRA", "ITA", "ESP", "POL"];
    let on = |t: u32| When::On(month(t).into());
    // Whether days count from what is drawn, too: rarely.
    let counts = dice.below(4) == 0;
    let size = usize::try_from(1 + dice.below(6)).unwrap();
    // Rarely as many as 31 bits do not hold.
    let most = if dice.below(9) == 0 { 700_000_000 } else { 900 };
    let strength = |dice: &mut Dice| Troops(dice.below(most));
    let contingents: Vec<Contingent> = (codes[..size].iter())
        .map(|c| Contingent::new(c.parse().unwrap(), "IRQ".parse().unwrap(), strength(dice)))
        .collect();
    let events = events(dice);
    let mut due = 0;
    let phases: Vec<Phase> = (0..=dice.below(4))
        .map(|i| {
            due += 2 + dice.below(9);
            let target = match dice.below(4) {
                0 => Target::ReduceBy(Troops(dice.below(900)).into()),
                1 => Target::ReduceTo(Troops(dice.below(2_000)).into()),
                2 => Target::ReduceByPercent(dice.below(101).into()),
                _ => Target::Remainder,
            };
            let pace = match dice.below(7) {
                0 => Pace::FrontLoaded,
                1 => Pace::BackLoaded,
                2 => Pace::SCurve,
                3 => Pace::AtDeadline,
                4 => Pace::Rate(Troops(1 + dice.below(200)).into()),
                _ => Pace::Even,
            };
            let mut event =
                || events[usize::try_from(dice.below(3)).unwrap() % events.len()].id.clone();
            let (event, other) = (event(), event());
            let mut waits_for = vec![event.clone(), other];
            waits_for.truncate(dice.below(3) as usize);
            waits_for.dedup();
            let after = When::CountedFrom(CountedFrom {
                anchor: event.clone(),
                offset: Offset::Months((12 + due).into()),
            });
            let deadline = if counts && dice.below(2) == 0 { after } else { on(due) };
            Phase {
                pace,
                waits_for,
                when_late: [WhenLate::Compress, WhenLate::Slide][dice.below(2) as usize],
                order: [Order::Proportional, Order::Listed][dice.below(2) as usize],
                blocks: (dice.below(3) == 0).then(|| Troops(1 + dice.below(90))),
                ..Phase::new(format!("phase {i}"), target, deadline)
            }
        })
        .collect();
    let caps = (0..dice.below(3))
        .map(|i| Cap {
            from: (dice.below(2) == 0).then(|| on(dice.below(9))),
            ..Cap::new(format!("cap {i}"), dice.estimate(400))
        })
        .collect();
    let holds = (0..dice.below(2))
        .map(|i| Hold {
            name: format!("hold {i}"),
            scope: Scope::EVERYONE,
            from: Some(on(dice.below(12))),
            through: Some(if counts {
                let offset = Offset::Days(Estimate::between(360, 420).unwrap());
                When::CountedFrom(CountedFrom { anchor: "event 0".into(), offset })
            } else {
                on(12 + dice.below(3))
            }),
            source: None,
        })
        .collect();
    let hazards = (0..dice.below(3))
        .map(|i| Hazard {
            name: format!("hazard {i}"),
            scope: Scope::EVERYONE,
            monthly_chance: Probability::new(f64::from(dice.below(20)) / 40.0).unwrap(),
            lasts: Estimate::between(dice.below(2), 2 + dice.below(3)).unwrap(),
            source: None,
        })
        .collect();
    let residuals = (0..dice.below(2)).map(|_| Residual::new(Troops(dice.below(900)))).collect();
    let costs = vec![Cost {
        per_troop_year: Some(7),
        per_withdrawn: Some(5),
        per_month: Some(3),
        ..Cost::new("all", "USD")
    }];
    // Rarely long after everything.
    let after = [20, 20, 90][dice.below(3) as usize];
    let through = Some(month(due.saturating_sub(3).max(1) + dice.below(after)));
    let spec = PlanSpec::new("everyone alike", month(0));
    let spec = PlanSpec { contingents, events, phases, caps, holds, hazards, ..spec };
    Plan::new(PlanSpec { residuals, costs, through, ..spec }).ok()
}

/// Says that the theatre comes to the same whether its contingents are asked about or not: where they
/// are, its total is never enough.
fn groups_change_nothing(plan: &Plan, seed: u64, draws: u64) -> Result<(), TestCaseError> {
    let whole = Ensemble::new(plan, seed).run(0..draws);
    let by = vec![GroupBy::Contingent];
    let parts = Ensemble { by, ..Ensemble::new(plan, seed) }.run(0..draws);
    let (whole, parts) = (whole.outlook(), parts.outlook());
    prop_assert_eq!(whole.theatre(), parts.theatre());
    prop_assert_eq!(whole.deadlines(), parts.deadlines());
    prop_assert_eq!(whole.completion(), parts.completion());
    prop_assert_eq!(whole.troop_months(), parts.troop_months());
    let costs = |outlook: &PlanOutcomes| -> Vec<(String, Distribution)> {
        outlook.costs().map(|(currency, of)| (currency.to_owned(), of.clone())).collect()
    };
    prop_assert_eq!(costs(whole), costs(parts));
    Ok(())
}

#[test]
fn a_pace_of_years_is_cut_off_alike_wherever_it_starts() -> Result<(), TestCaseError> {
    // At 100 a month it takes 40 months, of which 18 to 45 are projected.
    let event = |low: u32, best: u32, high: u32| {
        let date = Estimate::new(month(low).into(), month(best).into(), month(high).into());
        Event { date: Some(When::On(date.unwrap())), ..Event::new("signing") }
    };
    let hold = Hold {
        name: "election".into(),
        scope: Scope::EVERYONE,
        from: Some(When::On(month(34).into())),
        through: Some(When::CountedFrom(CountedFrom {
            anchor: "signing".into(),
            offset: Offset::Months(36.into()),
        })),
        source: None,
    };
    let phase = Phase {
        pace: Pace::Rate(Troops(100).into()),
        waits_for: vec!["signing".into()],
        ..Phase::new("all", Target::Remainder, When::On(month(41).into()))
    };
    for holds in [vec![hold], Vec::new()] {
        let plan = Plan::new(PlanSpec {
            contingents: vec![Contingent::new(
                "USA".parse().unwrap(),
                "IRQ".parse().unwrap(),
                Troops(4_000),
            )],
            events: vec![event(1, 10, 28)],
            phases: vec![phase.clone()],
            holds,
            through: Some(month(46)),
            ..PlanSpec::new("a pace of years", month(0))
        });
        for seed in 0..20 {
            groups_change_nothing(plan.as_ref().unwrap(), seed, 40)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::cases(300))]

    #[test]
    fn asking_for_groups_changes_nothing_of_the_theatre(seed in any::<u64>()) {
        let plan = plan(seed);
        prop_assume!(plan.is_some());
        groups_change_nothing(&plan.unwrap(), seed, 24)?;
    }

    #[test]
    fn asking_for_groups_changes_nothing_of_any_plan(document in any_plan(), seed in any::<u64>()) {
        groups_change_nothing(&crate::engine::plan(&document), seed, 5)?;
    }

    #[test]
    fn asking_for_groups_changes_nothing_where_everyone_goes_home(
        document in plan_of_homecomings(),
        seed in any::<u64>(),
    ) {
        groups_change_nothing(&crate::engine::plan(&document), seed, 5)?;
    }

    #[test]
    fn every_figure_of_the_theatre_is_a_fold_over_the_draws(
        seed in any::<u64>(),
        first in 0..9_u64,
        count in 1..14_u64,
    ) {
        let plan = plan(seed);
        prop_assume!(plan.is_some());
        let plan = plan.unwrap();
        let late = Variant {
            name: "late".into(),
            adjust: vec![Adjustment::Shift(Shift::Event { event: "event 0".into(), months: 5 })],
            source: None,
        };
        let late = plan.with_variant(&late);
        prop_assume!(late.is_ok());
        let late = late.unwrap();
        let variants = vec![("late".to_owned(), late.clone())];
        let numbers = first..first + count;
        let summary = Ensemble { variants, ..Ensemble::new(&plan, seed) }.run(numbers.clone());
        fold::theatre(summary.outlook(), &plan, seed, numbers.clone())?;
        fold::theatre(&summary.outlooks()[1], &late, seed, numbers)?;
    }
}
