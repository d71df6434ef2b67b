//! Section 7: draws a plan, from seed and number alone.
//!
//! Section 7 asks for "a published counter-based or splittable generator". It is Philox4x64-10 (Salmon, Moraes, Dror,
//! Shaw 2011), keyed by the seed and the FNV-1a hash of the name of what is drawn; its counter is a quarter of the
//! draw's number and, of a hazard, the month; the number's remainder picks one of the four words of the block.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Moment, show_month};
use super::plan::{Estimate, Hazard, Length, Plan, Scope, Target, When};
use super::{plan, timeline};

/// "A draw fixes every estimate and hazard".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draw {
    /// The value of each estimate whose low and high differ, by its name: a whole number, a day or a month.
    pub estimates: BTreeMap<String, String>,
    /// The months in which each hazard is under way, by its name, counted from `as_of`.
    pub hazards: BTreeMap<String, BTreeSet<i64>>,
}

/// The draw of a plan that is projected through t = `last`.
pub(crate) fn draw(plan: &mut Plan, last: i64, seed: u64, number: u64) -> Draw {
    let hazards = plan.hazards.iter();
    let hazards =
        hazards.map(|hazard| (hazard.name.clone(), under_way(hazard, last, seed, number)));
    let hazards = hazards.collect();
    let drawn = |(name, point): (String, Point<'_>)| {
        let word = word(seed, number, &name, 0);
        let value = match point {
            Point::Number(n) => value(n, word).to_string(),
            Point::Date(date) => match (date.low, date.best, date.high) {
                (Moment::Month(low), Moment::Month(best), Moment::Month(high)) => {
                    show_month(low + triangular(best - low, high - low, word))
                }
                (low, best, high) => {
                    let days_after = |day: Moment| (day.last_day() - low.last_day()).num_days();
                    let days = triangular(days_after(best), days_after(high), word);
                    (low.last_day() + chrono::TimeDelta::days(days)).to_string()
                }
            },
        };
        (name, value)
    };
    Draw { estimates: open(plan).into_iter().map(drawn).collect(), hazards }
}

/// A plan with its estimates and hazards fixed by a draw: from here on "sections 4 and 5 run unchanged".
pub(crate) fn fix(plan: &mut Plan, draw: &Draw) -> Result<(), String> {
    let mut left = draw.clone();
    for (name, point) in open(plan) {
        let value = left.estimates.remove(&name).ok_or(format!("{name} was not drawn"))?;
        match point {
            Point::Number(n) => n.best = value.parse().map_err(|_| format!("{value}: a number"))?,
            Point::Date(date) => date.best = Moment::parse(&value)?,
        }
    }
    for hazard in &mut plan.hazards {
        let months = left.hazards.remove(&hazard.name);
        hazard.under_way = months.ok_or(format!("{} was not drawn", hazard.name))?;
    }
    if left == Draw::default() { Ok(()) } else { Err(format!("drawn for nothing: {left:?}")) }
}

/// "A hazard starts with its chance in each month in which it is not already under way, and lasts a drawn number of
/// months".
fn under_way(hazard: &Hazard, last: i64, seed: u64, number: u64) -> BTreeSet<i64> {
    let name = |key| format!("hazard[{:?}].{key}", hazard.name);
    let mut months = BTreeSet::new();
    for t in 1..=last {
        let word = |key| word(seed, number, &name(key), t as u64);
        if !months.contains(&t) && uniform(word("monthly_chance")) < hazard.monthly_chance {
            let lasts = value(&hazard.lasts, word("lasts"));
            months.extend((t..=last).take(lasts as usize));
        }
    }
    months
}

/// Something that is drawn.
enum Point<'p> {
    Number(&'p mut Estimate<u64>),
    Date(&'p mut Estimate<Moment>),
}

/// Each estimate that the projection depends on, by its name; "equal low and high draw nothing". Nothing depends on the
/// length of a date that counts from something undated.
fn open(plan: &mut Plan) -> Vec<(String, Point<'_>)> {
    let at_once = Length::Days(Estimate { low: 0, best: 0, high: 0 });
    let undated = |name: &&String| {
        let that_day = When::Counted { after: (*name).clone(), length: at_once };
        timeline::moment(plan, &that_day).is_none()
    };
    let events = plan.events.iter().map(|event| &event.id);
    let anchors = events.chain(plan.phases.iter().map(|phase| &phase.name));
    let undated: BTreeSet<String> = anchors.filter(undated).cloned().collect();
    let residuals = residuals(plan);

    let mut points = Vec::new();
    for contingent in &mut plan.contingents {
        let plan::Key { contributor, host, mission } = &contingent.key;
        let name = format!("contingent[{contributor} in {host}, {mission}].strength");
        points.push((name, Point::Number(&mut contingent.strength)));
    }
    for event in &mut plan.events {
        points.extend(point(format!("event[{:?}].date", event.id), event.date.as_mut(), &undated));
    }
    for (residual, name) in plan.residuals.iter_mut().zip(residuals) {
        points.push((format!("{name}.strength"), Point::Number(&mut residual.strength)));
        points.extend(point(format!("{name}.from"), residual.window.from.as_mut(), &undated));
        points.extend(point(format!("{name}.through"), residual.window.through.as_mut(), &undated));
    }
    for phase in &mut plan.phases {
        let name = format!("phase[{:?}]", phase.name);
        match &mut phase.target {
            Target::ReduceTo(n) | Target::ReduceBy(n) | Target::RaiseTo(n) | Target::RaiseBy(n) => {
                points.push((format!("{name}.target"), Point::Number(n)));
            }
            Target::ReduceByPercent(_) | Target::InProportionTo(_) | Target::Remainder => {}
        }
        if let plan::Pace::Rate(rate) = &mut phase.pace {
            points.push((format!("{name}.pace"), Point::Number(rate)));
        }
        points.extend(point(format!("{name}.deadline"), Some(&mut phase.deadline), &undated));
        points.extend(point(format!("{name}.starts"), phase.starts.as_mut(), &undated));
    }
    for hold in &mut plan.holds {
        let name = format!("hold[{:?}]", hold.name);
        points.extend(point(format!("{name}.from"), hold.window.from.as_mut(), &undated));
        points.extend(point(format!("{name}.through"), hold.window.through.as_mut(), &undated));
    }
    for cap in &mut plan.caps {
        let name = format!("cap[{:?}]", cap.name);
        points.push((format!("{name}.per_month"), Point::Number(&mut cap.per_month)));
        points.extend(point(format!("{name}.from"), cap.window.from.as_mut(), &undated));
        points.extend(point(format!("{name}.through"), cap.window.through.as_mut(), &undated));
    }
    points.retain(|(_, point)| match point {
        Point::Number(n) => n.low < n.high,
        Point::Date(date) => date.low < date.high,
    });
    points
}

fn point<'p>(
    name: String,
    when: Option<&'p mut When>,
    undated: &BTreeSet<String>,
) -> Option<(String, Point<'p>)> {
    Some(match when? {
        When::Calendar(date) => (name, Point::Date(date)),
        When::Counted { after, .. } if undated.contains(after) => return None,
        When::Counted { length: Length::Days(n) | Length::Months(n), .. } => {
            (name, Point::Number(n))
        }
    })
}

/// Residuals have no names: their scope tells them apart and, of one scope, their order.
fn residuals(plan: &Plan) -> Vec<String> {
    let mut names = Vec::new();
    for (i, residual) in plan.residuals.iter().enumerate() {
        let scope = &residual.scope;
        let earlier = plan.residuals[..i].iter().filter(|other| other.scope == *scope).count();
        let place = if earlier == 0 { String::new() } else { format!(" #{}", earlier + 1) };
        names.push(format!("residual[{}{place}]", with_words(scope)));
    }
    names
}

fn with_words(scope: &Scope) -> String {
    // Section 1 lists the missions in this order.
    const MISSIONS: [&str; 8] = [
        "combat",
        "advise-and-assist",
        "training",
        "support",
        "force-protection",
        "special-operations",
        "headquarters",
        "unspecified",
    ];
    let listed = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    let missions = scope.mission.as_ref().map(|names| {
        let listed: Vec<&str> =
            MISSIONS.into_iter().filter(|&mission| names.contains(mission)).collect();
        format!("on {}", listed.join(", "))
    });
    let words = [
        scope.contributor.as_ref().map(listed),
        scope.host.as_ref().map(|names| format!("in {}", listed(names))),
        missions,
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if words.is_empty() { "everyone".to_owned() } else { words.join(" ") }
}

fn value(n: &Estimate<u64>, word: u64) -> u64 {
    let above = |point| (point - n.low) as i64;
    n.low + triangular(above(n.best), above(n.high), word) as u64
}

/// "drawn from the triangular distribution (low, best, high) by one uniform and its inverse; whole numbers by rounding
/// half up", above low: `mode` is best - low and `width` is high - low.
///
/// What is drawn comes to `k` or more where it is k - 1/2 or more, that is where the distribution function at k - 1/2
/// does not exceed the uniform. That function is x^2 / (width mode) up to the mode and
/// 1 - (width - x)^2 / (width (width - mode)) from there on. With x = odd/2 and the uniform = fine / 2^53, all is in
/// whole numbers, and nothing needs to be inverted or rounded.
fn triangular(mode: i64, width: i64, word: u64) -> i64 {
    let (mode, width) = (u128::from(mode.unsigned_abs()), u128::from(width.unsigned_abs()));
    let (fine, one) = (u128::from(word >> 11), 1_u128 << 53);
    let comes_to = |k: u128| {
        let odd = 2 * k - 1;
        if odd <= 2 * mode {
            odd * odd * one <= 4 * width * mode * fine
        } else {
            let left = 2 * width - odd;
            left * left * one >= 4 * width * (width - mode) * (one - fine)
        }
    };
    let (mut reached, mut beyond) = (0, width + 1);
    while beyond - reached > 1 {
        let k = u128::midpoint(reached, beyond);
        if comes_to(k) {
            reached = k;
        } else {
            beyond = k;
        }
    }
    reached as i64
}

/// In [0, 1), by the upper 53 bits.
#[allow(clippy::cast_precision_loss, reason = "53 bits are exact")]
fn uniform(word: u64) -> f64 {
    (word >> 11) as f64 / 2_f64.powi(53)
}

/// The random word of what is drawn: section 7, "keyed by (seed, draw number, what is drawn)".
fn word(seed: u64, number: u64, name: &str, month: u64) -> u64 {
    philox([number / 4, month, 0, 0], [seed, fnv1a(name)])[(number % 4) as usize]
}

/// Philox4x64-10: ten rounds, in each of which two words are multiplied and the halves of the products mixed with the
/// other two and the key; the key is bumped from round to round by the golden ratio and by the root of 3 less 1.
fn philox(mut counter: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    let halves = |product: u128| ((product >> 64) as u64, product as u64);
    for round in 0..10 {
        let bump = |key: u64, by: u64| key.wrapping_add(by.wrapping_mul(round));
        let (high_0, low_0) = halves(u128::from(counter[0]) * 0xD2E7_470E_E14C_6C93);
        let (high_2, low_2) = halves(u128::from(counter[2]) * 0xCA5A_8263_9512_1157);
        counter = [
            high_2 ^ counter[1] ^ bump(key[0], 0x9E37_79B9_7F4A_7C15),
            low_2,
            high_0 ^ counter[3] ^ bump(key[1], 0xBB67_AE85_84CA_A73B),
            low_0,
        ];
    }
    counter
}

fn fnv1a(text: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    hash
}
