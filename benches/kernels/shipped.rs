//! The plans of W3 in plain numbers: examples/plans/iraq-2024.toml and examples/plans/vietnam-1969.toml.

use super::cuts::Takes;
use super::ensemble::{DrawnPlan, ScopedPhase};
use super::noise::{Estimate, Hazard};

/// Months are counted from August 2024.
pub(crate) fn iraq() -> DrawnPlan<3> {
    let (usa_in_iraq, spain, usa_in_syria) = (0, 1, 2);
    let in_iraq: &[usize] = &[0, 1];
    DrawnPlan {
        strengths: [2_500, 187, 900],
        floors: [0; 3], // drawn: Americans in Iraq who stay
        floors_through: 40,
        phases: vec![
            // drawn: its first month, the one after the announcement, and how many leave
            ScopedPhase { scope: in_iraq, first: 2, last: 13, takes: Takes::By(0) },
            ScopedPhase { scope: in_iraq, first: 14, last: 28, takes: Takes::All },
        ],
        groups: vec![vec![0, 1, 2], vec![usa_in_iraq, usa_in_syria], vec![spain]],
        last: 40,
        hazard: Hazard::new("regional escalation", 0.04, [1, 2, 6]),
        held: in_iraq,
        estimates: vec![
            Estimate::new("residual[USA in IRQ].strength", [0, 250, 500]),
            Estimate::new("phase[\"first year\"].target", [200, 500, 900]),
            Estimate::new("event[\"announcement\"].date", [0, 0, 6]),
        ],
        fix: |plan, drawn| {
            plan.floors[0] = drawn[0];
            plan.phases[0].takes = Takes::By(200 + drawn[1]);
            plan.phases[0].first = 2 + drawn[2] as usize;
        },
        paid: Some(usa_in_iraq),
    }
}

/// Months are counted from May 1969.
pub(crate) fn vietnam() -> DrawnPlan<8> {
    let phase = |scope, first, last, takes| ScopedPhase { scope, first, last, takes };
    let (usa, korea, thailand, australia): (&[_], &[_], &[_], &[_]) = (&[0], &[1], &[2], &[3]);
    DrawnPlan {
        strengths: [549_500, 48_060, 11_568, 7_672, 552, 189, 29, 10],
        floors: [0, 0, 204, 0, 0, 0, 0, 0], // the Thai headquarters
        floors_through: 35,
        phases: vec![
            phase(usa, 1, 3, Takes::By(25_000)),
            phase(usa, 4, 6, Takes::To(484_000)),
            phase(usa, 7, 10, Takes::By(50_000)),
            phase(usa, 13, 16, Takes::By(50_000)),
            phase(usa, 17, 19, Takes::By(40_000)),
            phase(usa, 20, 23, Takes::By(60_000)),
            phase(usa, 24, 30, Takes::By(100_000)),
            phase(usa, 31, 32, Takes::By(45_000)),
            phase(usa, 33, 35, Takes::To(69_000)),
            phase(usa, 36, 37, Takes::By(20_000)),
            phase(usa, 38, 39, Takes::By(10_000)),
            phase(usa, 40, 42, Takes::To(27_000)),
            phase(australia, 17, 17, Takes::By(900)),
            phase(australia, 28, 31, Takes::To(0)), // drawn: how many are left
            phase(thailand, 26, 26, Takes::Percent(50)),
            phase(thailand, 33, 33, Takes::All),
            phase(korea, 33, 43, Takes::By(11_000)),
            phase(korea, 44, 46, Takes::All),
            phase(&[0, 2, 3, 4, 5, 6, 7], 45, 46, Takes::All),
        ],
        groups: std::iter::once((0..8).collect()).chain((0..8).map(|c| vec![c])).collect(),
        last: 58,
        hazard: Hazard::new("enemy offensive", 0.02, [1, 2, 4]),
        held: usa,
        estimates: vec![Estimate::new("phase[\"Australia: the bulk\"].target", [0, 700, 2_000])],
        fix: |plan, drawn| plan.phases[13].takes = Takes::To(drawn[0]),
        paid: None,
    }
}
