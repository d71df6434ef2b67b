//! Statistics of draws: mean, variance and distribution against the closed form of the triangular, and hazards against
//! the binomial distribution and the alternating renewal process. All seeds are fixed, so no test fails by chance.

use drawdown::Plan;
use drawdown::values::MonthRange;
use serde_json::json;

use super::chi_squared;
use super::sample::{DRAWS, SHAPES, Shape, column};
use crate::engine;

/// Statistics in units of their standard error stay below this: 1 in 16,000 does not.
const SIGMAS: f64 = 4.0;

impl Shape {
    fn width(&self) -> f64 {
        f64::from(self.high - self.low)
    }

    /// F(x), for x above low: x²/(wm) up to the mode m, then 1 - (w - x)²/(w(w - m)).
    fn distribution(&self, x: f64) -> f64 {
        let (width, mode) = (self.width(), f64::from(self.best - self.low));
        if x <= 0.0 {
            0.0
        } else if x >= width {
            1.0
        } else if x <= mode {
            x * x / (width * mode)
        } else {
            1.0 - (width - x).powi(2) / (width * (width - mode))
        }
    }

    /// P(value = low + k) = F(k + 1/2) - F(k - 1/2): all that rounds half up to k.
    fn chance_of(&self, k: u32) -> f64 {
        self.distribution(f64::from(k) + 0.5) - self.distribution(f64::from(k) - 0.5)
    }

    /// The mean of the rounded values, and their second and fourth moments about it.
    fn moments(&self) -> [f64; 3] {
        let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
            (0..=self.high - self.low).map(|k| self.chance_of(k) * of(f64::from(k))).sum()
        };
        let mean = sum(&|k| k);
        [mean, sum(&|k| (k - mean).powi(2)), sum(&|k| (k - mean).powi(4))]
    }
}

#[test]
fn mean_and_variance_are_those_of_the_rounded_triangular() {
    for (i, shape) in SHAPES.iter().enumerate().filter(|(_, shape)| shape.width() < 10_000.0) {
        let n = f64::from(DRAWS);
        let values = || column(i).map(f64::from);
        let [mean, variance, fourth] = shape.moments();
        let sampled_mean = values().sum::<f64>() / n;
        let sampled_variance = values().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        let off = (sampled_mean - mean) / (variance / n).sqrt();
        assert!(off.abs() < SIGMAS, "{}: mean {sampled_mean}, not {mean}", shape.name);
        let off = (sampled_variance - variance) / ((fourth - variance * variance) / n).sqrt();
        assert!(off.abs() < SIGMAS, "{}: {sampled_variance}, not {variance}", shape.name);
    }
}

/// If rounding is too fine to matter: mean (a + b + c)/3, variance (a² + b² + c² - ab - ac - bc)/18 and, for the
/// error of the sampled variance, the fourth moment: that of a triangular is 2.4 times the variance squared, always.
#[test]
fn mean_and_variance_are_those_of_the_textbook() {
    for (i, shape) in SHAPES.iter().enumerate().filter(|(_, shape)| shape.width() >= 60.0) {
        let n = f64::from(DRAWS);
        let (mode, width) = (f64::from(shape.best - shape.low), shape.width());
        let mean = (mode + width) / 3.0;
        let variance = (mode * mode + width * width - mode * width) / 18.0;
        let values = || column(i).map(f64::from);
        let sampled_mean = values().sum::<f64>() / n;
        let sampled_variance = values().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        let off = (sampled_mean - mean) / (variance / n).sqrt();
        assert!(off.abs() < SIGMAS, "{}: mean {sampled_mean}, not {mean}", shape.name);
        let off = (sampled_variance - variance) / (variance * (1.4 / n).sqrt());
        assert!(off.abs() < SIGMAS, "{}: {sampled_variance}, not {variance}", shape.name);
    }
}

#[test]
fn each_whole_number_is_as_likely_as_what_rounds_to_it() {
    for (i, shape) in SHAPES.iter().enumerate().filter(|(_, shape)| shape.width() < 10_000.0) {
        let chances: Vec<f64> = (0..=shape.high - shape.low).map(|k| shape.chance_of(k)).collect();
        let mut counts = vec![0; chances.len()];
        for k in column(i) {
            counts[k as usize] += 1;
        }
        chi_squared::fits(shape.name, &counts, &chances);
    }
}

/// Kolmogorov and Smirnov: the sampled distribution function differs by more than 1.95/sqrt(n) once in a thousand times.
/// F is taken halfway between whole numbers, where they round.
#[test]
fn the_distribution_function_fits_everywhere() {
    for (i, shape) in SHAPES.iter().enumerate() {
        let mut values: Vec<u32> = column(i).collect();
        values.sort_unstable();
        let n = f64::from(DRAWS);
        let furthest = values.chunk_by(|a, b| a == b).scan(0, |so_far, equal| {
            *so_far += equal.len();
            let sampled = *so_far as f64 / n;
            Some((sampled - shape.distribution(f64::from(equal[0]) + 0.5)).abs())
        });
        let furthest = furthest.fold(0.0, f64::max);
        assert!(furthest * n.sqrt() < 1.95, "{}: off by {furthest}", shape.name);
    }
}

/// A plan of this many months with one hazard.
fn plan(months: u32, chance: f64, lasts: &serde_json::Value) -> Plan {
    let (year, month) = (2000 + months / 12, 1 + months % 12);
    engine::plan(&json!({
        "title": "Something may happen",
        "as_of": "2000-01",
        "through": format!("{year}-{month:02}"),
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 2500 }],
        "hazard": [{ "name": "escalation", "monthly_chance": chance, "lasts": lasts }],
    }))
}

/// The windows of the one hazard of a plan, as first and last month from `as_of`, draw by draw.
fn stretches(plan: &Plan, seed: u64, draws: u64) -> Vec<Vec<(usize, usize)>> {
    let months = |mut stretch: MonthRange| {
        let first = stretch.next().unwrap();
        let last = stretch.next_back().unwrap_or(first);
        [first, last].map(|month| usize::try_from(month.months_since(plan.as_of())).unwrap())
    };
    (0..draws)
        .map(|number| {
            let (_, stretches) = plan.draw(seed, number).hazards().remove(0);
            stretches.into_iter().map(|stretch| months(stretch).into()).collect()
        })
        .collect()
}

/// A hazard of one month is drawn anew every month: it occurs as often in 24 months as heads in 24 throws of a coin.
#[test]
fn months_with_a_hazard_are_binomial() {
    for (seed, chance) in [(1, 0.04), (2, 0.25), (3, 0.5), (4, 0.9)] {
        let draws = 4_000;
        let mut counts = vec![0; 25];
        let mut by_month = [0; 25];
        for draw in stretches(&plan(24, chance, &json!(1)), seed, draws) {
            counts[draw.len()] += 1;
            for (first, last) in draw {
                assert_eq!(first, last);
                by_month[first] += 1;
            }
        }
        // P(k of 24), each from the one before.
        let mut chances = vec![(1.0_f64 - chance).powi(24)];
        for k in 1..=24 {
            let before = chances[k - 1];
            chances.push(before * (25 - k) as f64 / k as f64 * chance / (1.0 - chance));
        }
        chi_squared::fits(&format!("chance {chance}"), &counts, &chances);
        for (t, &struck) in by_month.iter().enumerate().skip(1) {
            is_share(struck, draws, chance, &format!("chance {chance}, month {t}"));
        }
    }
}

/// Asserts that a count fits a probability, within the error.
fn is_share(count: u32, of: u64, chance: f64, what: &str) {
    let n = of as f64;
    let off = (f64::from(count) - n * chance) / (n * chance * (1.0 - chance)).sqrt();
    assert!(off.abs() < SIGMAS, "{what}: {count} of {of}, not {chance} of them");
}

#[test]
fn chances_of_zero_and_one_are_certain() {
    for draw in stretches(&plan(60, 0.0, &json!(3)), 7, 50) {
        assert_eq!(draw, []);
    }
    for draw in stretches(&plan(60, 1.0, &json!(7)), 7, 50) {
        // 1-7, 8-14, .., 57-60: it starts again the month after it ends, and is shown as far as is projected
        let first = (0..9).map(|i| 1 + 7 * i);
        assert_eq!(draw, first.map(|t| (t, (t + 6).min(60))).collect::<Vec<_>>());
    }
    for draw in stretches(&plan(60, 1.0, &json!(0)), 7, 50) {
        assert_eq!(draw, [], "what lasts no month is never under way");
    }
}

/// The alternating renewal: it starts in month t with its chance if none of those before still lasts, so that
/// s(t) = p (1 - Σ s(t - i) P(lasts > i)), over i = 1, 2, ..; and it is under way with Σ s(t - i) P(lasts > i) over
/// i = 0, 1, ...
#[test]
fn a_hazard_that_lasts_is_an_alternating_renewal() {
    let shape = |low, best, high| Shape { name: "", low, best, high };
    let cases = [
        (0.25, shape(3, 3, 3)),
        (0.1, shape(1, 2, 6)),
        (0.4, shape(0, 1, 4)),
        (1.0, shape(0, 0, 2)),
    ];
    for (seed, (chance, lasts)) in (11..).zip(cases) {
        let draws = 4_000;
        let written = json!({ "low": lasts.low, "best": lasts.best, "high": lasts.high });
        let (mut started, mut under_way) = ([0; 25], [0; 25]);
        for draw in stretches(&plan(24, chance, &written), seed, draws) {
            for (first, last) in draw {
                started[first] += 1;
                under_way[first..=last].iter_mut().for_each(|count| *count += 1);
            }
        }
        // P(lasts > i)
        let beyond = |i: u32| -> f64 {
            if lasts.low == lasts.high {
                return if lasts.low > i { 1.0 } else { 0.0 };
            }
            let longer = (i + 1).max(lasts.low)..=lasts.high;
            longer.map(|months| lasts.chance_of(months - lasts.low)).sum()
        };
        let mut starts: Vec<f64> = vec![0.0];
        for t in 1..=24 {
            let before = || (1_u32..).zip(starts.iter().rev());
            let lasting: f64 = before().map(|(i, start)| start * beyond(i)).sum();
            let start = chance * (1.0 - lasting);
            let what = format!("{lasts:?}, month {t}");
            // one that lasts no month does not start
            is_share(started[t], draws, start * beyond(0), &format!("{what}, starts"));
            is_share(under_way[t], draws, lasting + start * beyond(0), &format!("{what}, lasts"));
            starts.push(start);
        }
    }
}

/// From the end of one to the start of the next, g months pass with probability p (1 - p)^g: after its last month it may
/// start at once. How long it lasts is drawn each time.
#[test]
fn gaps_are_geometric_and_lengths_triangular() {
    let (chance, lasts) = (0.2, Shape { name: "", low: 1, best: 2, high: 6 });
    let written = json!({ "low": 1, "best": 2, "high": 6 });
    let (mut lulls, mut lengths, mut pairs) = (vec![0; 12], vec![0; 6], vec![vec![0; 6]; 6]);
    for draw in stretches(&plan(120, chance, &written), 21, 1_500) {
        // Only what starts early: the end of the projection cuts off the long ones.
        let early: Vec<(usize, usize)> =
            draw.into_iter().filter(|(first, _)| *first <= 40).collect();
        let mut free = 1;
        for &(first, last) in early.iter().take(3) {
            lulls[(first - free).min(11)] += 1;
            lengths[last - first] += 1;
            free = last + 1;
        }
        if let [(a, b), (c, d), ..] = early[..] {
            pairs[b - a][d - c] += 1;
        }
    }
    chi_squared::fits("lengths", &lengths, &(0..6).map(|k| lasts.chance_of(k)).collect::<Vec<_>>());
    let mut chances: Vec<f64> = (0..11).map(|g| chance * (1.0_f64 - chance).powi(g)).collect();
    chances.push(1.0 - chances.iter().sum::<f64>());
    chi_squared::fits("lulls", &lulls, &chances);
    chi_squared::are_independent("one length and the next", &pairs);
}
