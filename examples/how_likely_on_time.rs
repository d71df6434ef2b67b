//! How likely is the withdrawal from Iraq reported in September 2024 to meet its deadlines?
//!
//! The reports give ranges ("hundreds of troops", "some American troops can remain") and an announcement
//! that escalation in the region has delayed. Each of these is drawn ten thousand times.
//!
//! ```text
//! cargo run --release --example how_likely_on_time
//! ```
//!
//! This example demonstrates in particular: running an ensemble, the chances of its deadlines, bands of its
//! levels, and the inputs that they are most sensitive to.

use std::error::Error;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, Metric, Sensitivity};
use drawdown::values::Proportion;

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Plan::from_toml(include_str!("plans/iraq-2024.toml"))?;
    let ensemble = Ensemble { sensitivity: Sensitivity::On, ..Ensemble::new(&plan, 2024) };
    let summary = ensemble.run(0..10_000);
    let outcomes = summary.as_planned();

    println!("{}", plan.spec().title);
    println!("{} draws, seed {}\n", summary.draws(), summary.seed());
    for chances in outcomes.deadlines() {
        let due = chances.deadline().map_or_else(String::new, |day| day.to_string());
        let (met, late) = (chances.met(), chances.late());
        println!("{}, due {due}: met in {met} of the draws, late in {late}", chances.phase());
        // Every draw has an outcome, and every late deadline is met before the projection ends.
        assert_eq!(met.count + late.count, summary.draws());
    }

    println!("\ntroops in the theatre\nmonth       5 %   25 %   50 %   75 %   95 %");
    for month in outcomes.months().step_by(3) {
        let band = outcomes.theatre().strength(month).ok_or("not projected")?;
        print!("{month}");
        for percent in [5, 25, 50, 75, 95] {
            print!("{:>7}", band.quantile(percent.into()).ok_or("no draws")?);
        }
        println!();
    }

    println!("\nwhat drives the slip of \"the remainder\" (rank correlation over the draws)");
    let sensitivities = summary.sensitivities().ok_or("not recorded")?;
    let slip = Metric::Slip("the remainder".into());
    let mut ranked = Vec::new();
    for sensitivity in &sensitivities {
        let effect = sensitivity.effects.iter().find(|effect| effect.outcome == slip);
        let correlation = effect.and_then(|effect| effect.rank_correlation);
        ranked.push((correlation.unwrap_or(0.0), sensitivity));
    }
    ranked.sort_by(|(a, _), (b, _)| b.abs().total_cmp(&a.abs()));
    for (correlation, sensitivity) in &ranked {
        println!("{correlation:>7.3}  {}", sensitivity.input);
    }

    // Only the escalation can delay it: the announcement is at most six months late, and the deadlines
    // do not move with it.
    assert_eq!(ranked[0].1.input, "hazard[\"regional escalation\"]");
    let remainder = &outcomes.deadlines()[1];
    assert_eq!(remainder.met(), Proportion { count: 8_907, draws: 10_000 });
    Ok(())
}
