//! Bottlenecks against a search through every way in which a few troops can leave.

use std::collections::BTreeSet;

use drawdown::Plan;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{cases, engine};

/// Troops of a phase who may leave in some months; due in the last, or later than all if nothing is due.
#[derive(Clone, Debug)]
struct Party {
    phase: usize,
    troops: u32,
    months: BTreeSet<i32>,
}

/// A tiny plan: up to three phases over two contingents, one cap and one hold.
#[derive(Clone, Debug)]
struct Tiny {
    /// By phase: the contingent, who leave, the month in which it starts, and for how many months it lasts.
    phases: Vec<(usize, u32, i32, i32)>,
    cap: u32,
    cap_of_both: bool,
    hold: Option<(i32, i32)>,
}

const HOSTS: [&str; 2] = ["IRQ", "SYR"];

impl Tiny {
    /// As the plan lists them: phases over one contingent follow each other.
    fn dates(&self) -> Vec<(usize, u32, i32, i32)> {
        let mut free_from = [1; 2];
        let dated = self.phases.iter().map(|&(c, troops, start, months)| {
            let start = start.max(free_from[c]);
            free_from[c] = start + months;
            (c, troops, start, start + months - 1)
        });
        dated.collect()
    }

    fn document(&self) -> Value {
        let month = |t: i32| format!("2024-{t:02}");
        let phases = self.dates().into_iter().enumerate().map(|(i, (c, troops, start, due))| {
            json!({
                "name": format!("p{i}"),
                "scope": { "host": HOSTS[c] },
                "target": { "reduce_by": troops },
                "starts": month(start),
                "deadline": month(due),
            })
        });
        let mut document = json!({
            "title": "tiny", "as_of": "2023-12", "through": "2024-12",
            "contingent": HOSTS.map(|host| json!({ "contributor": "USA", "host": host, "strength": 30 })),
            "phase": phases.collect::<Vec<_>>(),
            "cap": [{ "name": "cap", "per_month": self.cap, "scope": if self.cap_of_both { json!({}) } else { json!({ "host": "IRQ" }) } }],
        });
        if let Some((from, through)) = self.hold {
            document["hold"] =
                json!([{ "name": "hold", "from": month(from), "through": month(through) }]);
        }
        document
    }

    fn is_held(&self, t: i32) -> bool {
        self.hold.is_some_and(|(from, through)| from <= t && t <= through)
    }

    /// Whether some way of leaving meets all of some deadlines. A phase whose deadline is not among them may owe what it
    /// likes, unless a later phase over its contingent is: that goal counts those as gone.
    fn can_meet(&self, deadlines: &[usize]) -> bool {
        let dates = self.dates();
        let parties = dates.iter().enumerate().filter_map(|(i, &(c, troops, start, _))| {
            let needs = deadlines.iter().filter(|&&p| dates[p].0 == c && p >= i);
            let due = needs.map(|&p| dates[p].3).min()?;
            let months = (start..=due).filter(|&t| !self.is_held(t)).collect();
            Some(Party { phase: i, troops, months })
        });
        let parties: Vec<Party> = parties.collect();
        let is_capped = |party: &Party| self.cap_of_both || dates[party.phase].0 == 0;
        let mut seen = BTreeSet::new();
        let left = parties.iter().map(|party| party.troops).collect();
        search(&parties, &is_capped, self.cap, 1, left, &mut seen)
    }
}

/// Whether all can leave from month `t` on; every number of each party is tried in every month.
fn search(
    parties: &[Party],
    is_capped: &impl Fn(&Party) -> bool,
    cap: u32,
    t: i32,
    left: Vec<u32>,
    seen: &mut BTreeSet<(i32, Vec<u32>)>,
) -> bool {
    if left.iter().all(|&troops| troops == 0) {
        return true;
    }
    if t > 12 || !seen.insert((t, left.clone())) {
        return false;
    }
    let mut ways = vec![(left, 0)];
    for (i, party) in parties.iter().enumerate().filter(|(_, party)| party.months.contains(&t)) {
        let mut more = Vec::new();
        for (left, used) in ways {
            for leave in 0..=left[i] {
                let used = used + if is_capped(party) { leave } else { 0 };
                if used <= cap {
                    let mut left = left.clone();
                    left[i] -= leave;
                    more.push((left, used));
                }
            }
        }
        ways = more;
    }
    ways.into_iter().any(|(left, _)| search(parties, is_capped, cap, t + 1, left, seen))
}

fn tiny() -> impl Strategy<Value = Tiny> {
    let phase = (0..2_usize, 1..=5_u32, 1..=3_i32, 1..=3_i32);
    let hold =
        prop::option::of((1..=5_i32, 0..=2_i32).prop_map(|(from, more)| (from, from + more)));
    (prop::collection::vec(phase, 1..=3), 0..=4_u32, any::<bool>(), hold)
        .prop_map(|(phases, cap, cap_of_both, hold)| Tiny { phases, cap, cap_of_both, hold })
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn what_is_proved_cannot_be_met_and_what_cannot_be_met_is_proved(tiny in tiny()) {
        let plan: Plan = engine::plan(&tiny.document());
        let place = |name: &String| plan.spec().phases.iter().position(|phase| phase.name == *name).unwrap();
        let proofs = plan.bottlenecks();
        for feasibility in &proofs {
            let own = place(&feasibility.phase);
            if let Some(bottleneck) = &feasibility.bottleneck {
                let mut concerned: Vec<usize> = bottleneck.phases.iter().map(place).collect();
                if bottleneck.alone {
                    concerned = vec![own];
                }
                prop_assert!(!tiny.can_meet(&concerned), "{:?}", bottleneck);
            } else {
                prop_assert!(tiny.can_meet(&[own]));
            }
        }
        let all: Vec<usize> = (0..tiny.phases.len()).collect();
        let is_proved = proofs.iter().any(|feasibility| feasibility.bottleneck.is_some());
        prop_assert_eq!(tiny.can_meet(&all), !is_proved);
    }
}
