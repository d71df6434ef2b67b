//! What a slip alone does to the outcomes, worked by hand.

use drawdown::ensemble::Metric;
use serde_json::json;

use super::{plan, recorded, usa};

/// A hundred and twenty leave Iraq by May, month 5, and sixty leave Kuwait by April, month 4, each in equal parts.
#[test]
fn a_slip_at_its_least_and_its_greatest_moves_its_own_phase_alone() {
    let phase = |name: &str, host: &str, deadline: &str| json!({ "name": name, "scope": { "host": host }, "target": "remainder", "deadline": deadline });
    let slip = |phase: &str, months: [i32; 3]| json!({ "name": phase, "phases": [phase], "months": { "values": months } });
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa(120), { "contributor": "USA", "host": "KWT", "strength": 60 }],
        "phase": [phase("Iraq", "IRQ", "2023-05"), phase("Kuwait", "KWT", "2023-04")],
        "slip": [slip("Iraq", [3, -1, 0]), slip("Kuwait", [0, 2, 0])],
    }));
    let sensitivities = recorded(&plan, 1).run(0..2).sensitivities().unwrap();
    let metrics = [
        Metric::Completion,
        Metric::TroopMonths,
        Metric::Slip("Iraq".to_owned()),
        Metric::Slip("Kuwait".to_owned()),
    ];
    let effects = |input: &str| {
        let found = sensitivities.iter().find(|sensitivity| sensitivity.input == input).unwrap();
        assert!(found.effects.iter().map(|effect| &effect.outcome).eq(&metrics));
        let alone = |effect: &drawdown::ensemble::OutcomeSensitivity| {
            [effect.at_low, effect.at_best, effect.at_high].map(Option::unwrap)
        };
        found.effects.iter().map(alone).collect::<Vec<[i64; 3]>>()
    };
    // Over 4, 5 or 8 months 30, 24 or 15 leave Iraq in each, and 90 + 60 + 30 = 180, 96 + 72 + 48 + 24 = 240 or
    // 105 + 90 + .. + 15 = 420 troop-months are left. To these come 45 + 30 + 15 = 90 of Kuwait.
    assert_eq!(
        effects("slip[\"Iraq\"].months[\"Iraq\"]"),
        [[4, 5, 8], [270, 330, 510], [-1, 0, 3], [0, 0, 0]]
    );
    // Over 6 months 10 leave Kuwait in each: 50 + 40 + 30 + 20 + 10 = 150.
    assert_eq!(
        effects("slip[\"Kuwait\"].months[\"Kuwait\"]"),
        [[5, 5, 6], [330, 330, 390], [0, 0, 0], [0, 0, 2]]
    );
}
