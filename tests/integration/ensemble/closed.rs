//! Cases whose distribution is known in closed form: the counts of a fixed seed must fit it.

use drawdown::Plan;
use drawdown::ensemble::{Distribution, Ensemble};
use serde_json::{Value, json};

use super::{awaited, counted, counts, doubtful, plan, usa};

const DRAWS: u64 = 20_000;

/// The distribution function of the triangle (0, mode, span).
fn below(x: f64, mode: f64, span: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < mode {
        x * x / (span * mode)
    } else if x < span {
        1.0 - (span - x) * (span - x) / (span * (span - mode))
    } else {
        1.0
    }
}

/// The probability of each whole number of the triangle (0, mode, span), rounded half up: that of half a
/// step to either side, cut off at the ends.
fn triangle(mode: u32, span: u32) -> Vec<f64> {
    let of = |x: f64| below(x, f64::from(mode), f64::from(span));
    (0..=span).map(|k| of(f64::from(k) + 0.5) - of(f64::from(k) - 0.5)).collect()
}

/// Pearson's distance of what was counted from what was expected, and its degrees of freedom; classes
/// of fewer than five draws expected are taken together.
#[expect(clippy::cast_precision_loss, reason = "counts of draws are small")]
fn distance(counts: impl IntoIterator<Item = (u64, f64)>, draws: u64) -> (f64, f64) {
    let (mut sum, mut classes) = (0.0, -1.0);
    let mut add = |count: f64, expected: f64| {
        sum += (count - expected) * (count - expected) / expected;
        classes += 1.0;
    };
    let (mut few, mut rare) = (0.0, 0.0);
    for (count, probability) in counts {
        let (count, expected) = (count as f64, probability * draws as f64);
        if expected < 5.0 {
            (few, rare) = (few + count, rare + expected);
        } else {
            add(count, expected);
        }
    }
    // Fewer than one draw expected may or may not occur.
    if rare >= 1.0 {
        add(few, rare);
    } else {
        assert!(few <= 5.0, "{few} draws of what has a chance of {rare}");
    }
    (sum, classes)
}

/// The counts fit the probabilities: Pearson's distance has the mean n and the variance 2n, and is
/// held to five standard deviations. The seeds are fixed, so that it cannot fail by chance.
#[track_caller]
fn fits(distribution: &Distribution, expected: impl IntoIterator<Item = (Option<i128>, f64)>) {
    let expected: Vec<(Option<i128>, f64)> = expected.into_iter().collect();
    let total: f64 = expected.iter().map(|(_, probability)| probability).sum();
    assert!((total - 1.0).abs() < 1e-9, "probabilities of {total}");
    let draws = distribution.draws();
    let count = |value: Option<i128>| match value {
        None => distribution.beyond_horizon().count,
        Some(value) => distribution.counts().find(|(other, _)| *other == value).map_or(0, |c| c.1),
    };
    let found: Vec<(u64, f64)> = expected.iter().map(|(v, p)| (count(*v), *p)).collect();
    let sum: u64 = found.iter().map(|(count, _)| count).sum();
    assert_eq!(sum, draws, "draws of what cannot be: {:?}", counts(distribution));
    let (distance, freedom) = distance(found.iter().copied(), draws);
    let most = freedom + 5.0 * (2.0 * freedom).sqrt();
    assert!(distance <= most, "{distance} of at most {most}: {found:?}");
}

/// Values with their probabilities, from a first value on.
fn from(first: i128, probabilities: Vec<f64>) -> Vec<(Option<i128>, f64)> {
    (first..).map(Some).zip(probabilities).collect()
}

#[test]
fn a_date_in_months_gives_each_slip_its_probability() {
    // The triangle of months (0, 3, 10) above January. P(January) = F(1/2) = 1/4 / 30 = 1/120.
    let months = triangle(3, 10);
    assert!((months[0] - 1.0 / 120.0).abs() < 1e-12);
    let summary = Ensemble::new(&awaited(), 2_024).run(0..DRAWS);
    let chances = &summary.as_planned().deadlines()[0];
    // A vote in January opens February and slips by -3, one in November by 7.
    fits(chances.slip(), from(-3, months.clone()));
    fits(summary.as_planned().completion(), from(2, months.clone()));
    // P(met) = P(vote by April) = F(3.5) = 1 - 6.5²/70 = 39.64 %.
    let met: f64 = months[..4].iter().sum();
    assert!((met - (1.0 - 42.25 / 70.0)).abs() < 1e-12);
    let (count, draws) = (chances.met().count, chances.met().draws);
    fits_count(count, draws, met);
    assert_eq!((chances.late().count, chances.beyond_horizon().count), (draws - count, 0));
}

/// A count of draws fits a probability.
#[track_caller]
fn fits_count(count: u64, draws: u64, probability: f64) {
    let (distance, _) = distance([(count, probability), (draws - count, 1.0 - probability)], draws);
    assert!(distance < 16.0, "{count} of {draws}, not {probability}"); // four standard deviations
}

#[test]
fn a_vote_too_late_is_never_met() {
    // The projection ends with September: a vote in September opens October, and nobody leaves.
    // P(vote by August) = F(7.5) = 1 - 2.5²/70 = 91.07 %.
    let mut spec = awaited().spec().clone();
    spec.through = Some("2023-09".parse().unwrap());
    let summary = Ensemble::new(&Plan::new(spec).unwrap(), 7).run(0..DRAWS);
    let months = triangle(3, 10);
    let never = 6.25 / 70.0;
    assert!((months[8..].iter().sum::<f64>() - never).abs() < 1e-12);
    let expected = from(-3, months[..8].to_vec()).into_iter().chain([(None, never)]);
    fits(summary.as_planned().deadlines()[0].slip(), expected);
    fits_count(summary.as_planned().completion().beyond_horizon().count, DRAWS, never);
}

#[test]
fn a_date_in_days_counts_as_the_nearest_month_end() {
    // 10 January to 30 April 2023 is 110 days; 20 February is 41 days on.
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa(10)],
        "event": [{ "id": "vote", "date": { "low": "2023-01-10", "best": "2023-02-20", "high": "2023-04-30" } }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-03",
                    "waits_for": ["vote"], "pace": "at-start" }],
    }));
    let days = triangle(41, 110);
    let within = |from: usize, through: usize| days[from..=through].iter().sum::<f64>();
    let months = vec![
        // 10-15 January count as December: 15 days after its end, 16 before that of January.
        within(0, 5),
        // 16 January to 14 February, as near to the one end as to the other, count as January.
        within(6, 35),
        // 15 February (13 days before its end) to 15 March.
        within(36, 64),
        // 16 March to 15 April, as near to the one end as to the other.
        within(65, 95),
        // 16 to 30 April.
        within(96, 110),
    ];
    let summary = Ensemble::new(&plan, 3).run(0..DRAWS);
    // A vote that counts as December opens January, in which everybody leaves.
    fits(summary.as_planned().completion(), from(1, months.clone()));
    fits(summary.as_planned().deadlines()[0].slip(), from(-2, months));
}

/// Everybody is to leave in January unless a hazard holds them; the projection ends with June.
fn stormy(chance: f64, lasts: &Value) -> Plan {
    plan(json!({
        "through": "2023-06",
        "contingent": [usa(10)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01", "pace": "at-deadline" }],
        "hazard": [{ "name": "storm", "monthly_chance": chance, "lasts": lasts }],
    }))
}

#[test]
fn a_hazard_of_one_month_delays_by_a_geometric_number_of_months() {
    // Delayed by k months where it blows in the first k months and not in the next: p^k (1 - p).
    let p = 0.4_f64;
    let delays = (0..6).map(|k| (Some(k), p.powi(i32::try_from(k).unwrap()) * (1.0 - p)));
    // Never in the six months projected: p^6 = 0.4 %.
    let expected: Vec<(Option<i128>, f64)> = delays.chain([(None, p.powi(6))]).collect();
    let summary = Ensemble::new(&stormy(p, &json!(1)), 11).run(0..DRAWS);
    fits(summary.as_planned().deadlines()[0].slip(), expected.clone());
    let later = expected.into_iter().map(|(delay, chance)| (delay.map(|k| k + 1), chance));
    fits(summary.as_planned().completion(), later);
}

#[test]
fn a_hazard_of_two_months_can_start_again_once_it_has_ended() {
    // It delays by two months each time: by 2k with p^k (1 - p), and never with p^3.
    let p = 0.3_f64;
    let expected = [(Some(0), 1.0 - p), (Some(2), p * (1.0 - p)), (Some(4), p * p * (1.0 - p))];
    let summary = Ensemble::new(&stormy(p, &json!(2)), 12).run(0..DRAWS);
    let slip = summary.as_planned().deadlines()[0].slip();
    fits(slip, expected.into_iter().chain([(None, p.powi(3))]));
}

#[test]
fn a_hazard_of_drawn_length_delays_by_the_sum_of_its_lengths() {
    // It lasts 1, 2 or 3 months: the triangle (1, 2, 3) gives 1/8, 6/8 and 1/8.
    let (p, lasts) = (0.25, triangle(1, 2));
    assert!((lasts[0] - 0.125).abs() < 1e-12 && (lasts[1] - 0.75).abs() < 1e-12);
    // It can start in month t: at first, or after hazards that add up to t - 1 months.
    let mut free = vec![1.0];
    for t in 1..6_usize {
        let begins = |back: usize| t.checked_sub(back).map_or(0.0, |t| p * free[t]);
        free.push((1..=3).map(|months| begins(months) * lasts[months - 1]).sum::<f64>());
    }
    let delays: Vec<f64> = free.iter().map(|free| free * (1.0 - p)).collect();
    let never = 1.0 - delays.iter().sum::<f64>();
    let plan = stormy(p, &json!({ "low": 1, "best": 2, "high": 3 }));
    let summary = Ensemble::new(&plan, 13).run(0..DRAWS);
    let expected = from(0, delays).into_iter().chain([(None, never)]);
    fits(summary.as_planned().deadlines()[0].slip(), expected);
}

#[test]
fn estimates_are_independent() {
    // Two independent strengths: their sum is distributed as the convolution, in every month.
    let plan = plan(json!({
        "through": "2023-01",
        "contingent": [
            usa(json!({ "low": 10, "best": 10, "high": 16 })),
            { "contributor": "GBR", "host": "IRQ", "strength": { "low": 3, "best": 7, "high": 8 } },
        ],
        "residual": [{ "scope": { "contributor": "USA" }, "strength": { "low": 9, "best": 12, "high": 14 } }],
    }));
    let (one, other, floor) = (triangle(0, 6), triangle(4, 5), triangle(3, 5));
    let mut sums = vec![0.0; 12];
    for (i, p) in one.iter().enumerate() {
        for (j, q) in other.iter().enumerate() {
            sums[i + j] += p * q;
        }
    }
    // The residual presence is the residual, or the strength if that is less: 9 to 14 of 10 to 16.
    let mut least = vec![0.0; 6];
    for (i, p) in one.iter().enumerate() {
        for (j, q) in floor.iter().enumerate() {
            least[(i + 1).min(j)] += p * q;
        }
    }
    let summary = Ensemble::new(&plan, 14).run(0..DRAWS);
    for month in summary.as_planned().months() {
        let theatre = summary.as_planned().theatre();
        fits(theatre.strength(month).unwrap(), from(13, sums.clone()));
        fits(theatre.residual(month).unwrap(), from(9, least.clone()));
    }
    // Troop-months: the sum, in the one month after the opening.
    fits(summary.as_planned().troop_months(), from(13, sums));
}

#[test]
fn neighbouring_seeds_and_draws_share_nothing() {
    // Whether the vote is in time, of draw k with one seed and with the next, and of draws k and k + 1.
    let plan = awaited();
    let met = |seed, k| plan.draw(seed, k).project().deadlines()[0].met == Some(true);
    let p = 1.0 - 42.25 / 70.0;
    for (seed, step) in [(8, 0), (7, 1), (7, 4)] {
        let pairs = || (0..2_000).map(|k| (met(7, k), met(seed, k + step)));
        let count = |pair| pairs().filter(|other| *other == pair).count() as u64;
        let expected = [
            ((true, true), p * p),
            ((true, false), p * (1.0 - p)),
            ((false, true), (1.0 - p) * p),
            ((false, false), (1.0 - p) * (1.0 - p)),
        ];
        let (distance, freedom) = distance(expected.map(|(pair, p)| (count(pair), p)), 2_000);
        let most = freedom + 5.0 * (2.0 * freedom).sqrt();
        assert!(distance <= most, "{distance} of at most {most}: seed {seed}, {step} on");
    }
}

/// A document with every estimate at its best, and without hazards.
fn settled(document: &Value) -> Value {
    match document {
        Value::Object(keys) => {
            if let Some(best) = keys.get("best") {
                return best.clone();
            }
            let keys = keys
                .iter()
                .filter(|(key, _)| !["hazard", "slip", "variant"].contains(&key.as_str()));
            keys.map(|(key, value)| (key.clone(), settled(value))).collect()
        }
        Value::Array(values) => values.iter().map(settled).collect(),
        other => other.clone(),
    }
}

proptest::proptest! {
    #![proptest_config(crate::cases(60))]

    /// Nothing is uncertain, so every draw is the projection.
    #[test]
    fn a_plan_without_uncertainty_has_one_value_everywhere(document in super::any_plan()) {
        let plan = crate::engine::plan(&document);
        // Written out, an estimate has a best value.
        let plan = crate::engine::plan(&settled(&json!(plan.spec())));
        let draws = 3;
        let summary = super::everything(&plan, 5).run(0..draws);
        let all = |value: Option<i128>| counted((0..draws).map(|_| value));
        let projection = plan.project();
        for month in projection.months() {
            let (bands, theatre) = (summary.as_planned().theatre(), projection.theatre());
            let strength = counts(bands.strength(month).unwrap());
            proptest::prop_assert_eq!(strength, all(theatre.strength(month).map(i128::from)));
            let residual = counts(bands.residual(month).unwrap());
            proptest::prop_assert_eq!(residual, all(theatre.residual(month).map(i128::from)));
        }
        for (chances, outcome) in summary.as_planned().deadlines().iter().zip(projection.deadlines()) {
            let expected = match outcome.goal {
                Some(_) if !outcome.replaced => all(outcome.slip_months.map(i128::from)),
                _ => counted([]),
            };
            proptest::prop_assert_eq!(counts(chances.slip()), expected);
        }
        let months = projection.completion().map(|month| month.months_since(plan.as_of()).into());
        proptest::prop_assert_eq!(counts(summary.as_planned().completion()), all(months));
        for sensitivity in summary.sensitivities().unwrap() {
            proptest::prop_assert!(false, "{} is drawn", sensitivity.input);
        }
    }
}

/// The month of `as_of` is left out.
#[test]
fn troop_months_and_costs_are_over_the_months_after_the_first() {
    let window = |plan: &Plan| {
        let summary = Ensemble::new(plan, 1).run(0..1);
        summary.as_planned().sum_window().map(|window| window.to_string())
    };
    let plan = doubtful();
    assert_eq!(window(&plan).as_deref(), Some("2023-01 through 2024-03"));
    assert_eq!(window(&plan.with_through("2022-12".parse().unwrap()).unwrap()), None);
}
