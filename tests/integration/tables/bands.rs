//! The bands of an ensemble as a table.

use drawdown::Scope;
use drawdown::ensemble::{Distribution, Ensemble, LevelDistributions, PlanOutcomes};
use drawdown::projection::GroupBy;
use drawdown::table::Table;
use drawdown::values::Mean;
use proptest::prelude::*;

use super::{shown, texts};

/// The numbers of a row, in whole units of `parts` parts.
fn numbers(of: &Distribution, parts: u64) -> Vec<String> {
    let whole = |value: i128| {
        let twice = 2 * value + i128::from(parts);
        twice.div_euclid(2 * i128::from(parts)).to_string()
    };
    let quantiles = [5, 25, 50, 75, 95].map(|percent: u32| of.quantile(percent.into()));
    let mean = of.mean().map(|mean| Mean::new(mean.sum, mean.count * parts));
    let mean =
        mean.map(|mean| if parts == 1 { format!("{mean:.1}") } else { format!("{mean:.0}") });
    let mut row = vec![of.draws().to_string(), shown(of.min().map(whole))];
    row.extend(quantiles.map(|quantile| shown(quantile.map(whole))));
    row.extend([shown(of.max().map(whole)), shown(mean)]);
    row
}

fn row(lead: [&str; 4], of: &Distribution, parts: u64) -> Vec<String> {
    lead.iter().map(|&text| text.to_owned()).chain(numbers(of, parts)).collect()
}

fn expected(outlook: &PlanOutcomes) -> Vec<Vec<String>> {
    let mut groups: Vec<(&str, &str, &LevelDistributions)> =
        vec![("theatre", "", outlook.theatre())];
    for (by, grouping) in [("host", GroupBy::Host), ("contingent", GroupBy::Contingent)] {
        groups.extend(outlook.groups(grouping).map(|(name, bands)| (by, name, bands)));
    }
    groups.extend(outlook.scopes().map(|(name, bands)| ("scope", name, bands)));
    let mut rows = Vec::new();
    for month in outlook.months() {
        let text = month.to_string();
        for (by, name, bands) in &groups {
            rows.push(row([&text, by, name, "strength"], bands.strength(month).unwrap(), 1));
            rows.push(row([&text, by, name, "residual"], bands.residual(month).unwrap(), 1));
        }
    }
    let window = outlook.sum_window().map(|window| window.to_string()).unwrap_or_default();
    rows.push(row(["", "theatre", &window, "troop-months"], outlook.troop_months(), 1));
    for (currency, twelfths) in outlook.costs() {
        rows.push(row(["", "theatre", &window, &format!("cost {currency}")], twelfths, 12));
    }
    rows
}

proptest! {
    #![proptest_config(crate::cases(40))]

    #[test]
    fn bands_are_those_of_the_ensemble(document in crate::plans::plan_without_variants()) {
        let plan = crate::engine::plan(&document);
        let by = vec![GroupBy::Contingent, GroupBy::Host];
        let scopes = vec![("everyone".to_owned(), Scope::default())];
        let summary = Ensemble { group_by: by, scopes, ..Ensemble::new(&plan, 7) }.run(0..9);
        let table = Table::bands(summary.as_planned());
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let expected_names = [
            "month", "by", "group", "measure", "draws", "min", "p5", "p25", "p50", "p75", "p95",
            "max", "mean",
        ];
        prop_assert_eq!(names, expected_names);
        prop_assert_eq!(texts(table), expected(summary.as_planned()));
    }
}
