//! Tables: csv and Parquet, read back, equal the projection cell by cell.

#[cfg(feature = "ensemble")]
mod bands;
mod csv;
mod decimals;
mod failures;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod periods;

use drawdown::table::{ComparedPhases, Table};
use drawdown::{Comparison, Plan, Projection};
use proptest::prelude::*;

/// A plan and its variants; undated, past and unmet deadlines leave cells empty.
fn plans(document: &serde_json::Value) -> Vec<(String, Plan)> {
    let plan = crate::engine::plan(document);
    let varied = plan.spec().variants.iter();
    let varied: Vec<(String, Plan)> =
        varied.map(|v| (v.name.clone(), plan.named_variant(&v.name).unwrap())).collect();
    std::iter::once(("as planned".to_owned(), plan)).chain(varied).collect()
}

/// The levels as texts, from the views of a projection.
fn levels(projection: &Projection) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for month in projection.months() {
        for (contingent, view) in projection.contingents() {
            let mut row = vec![
                month.to_string(),
                contingent.contributor.to_string(),
                contingent.host.to_string(),
                contingent.mission.to_string(),
            ];
            let numbers = [
                view.scheduled(month),
                view.strength(month),
                view.withdrawn(month),
                view.gained(month),
                view.arrived(month),
            ];
            row.extend(numbers.map(|number| number.unwrap().to_string()));
            rows.push(row);
        }
    }
    rows
}

const LEVELS: [&str; 9] = [
    "month",
    "contributor",
    "host",
    "mission",
    "scheduled",
    "strength",
    "withdrawn",
    "gained",
    "arrived",
];

/// A value as text, or an empty text.
fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The outcomes of deadlines as texts.
fn deadlines(projection: &Projection) -> Vec<Vec<String>> {
    let rows = projection.deadlines().into_iter().map(|outcome| {
        vec![
            outcome.phase,
            shown(outcome.deadline),
            shown(outcome.binding_month),
            shown(outcome.goal),
            shown(outcome.strength),
            shown(outcome.met),
            shown(outcome.met_in),
            shown(outcome.slip_months),
            shown(outcome.shortfall),
            shown(outcome.busiest_month),
            shown(outcome.busiest),
            shown(outcome.planned_busiest),
            shown(Some(outcome.replaced)),
        ]
    });
    rows.collect()
}

/// The totals as texts.
fn totals(projection: &Projection) -> Vec<Vec<String>> {
    let theatre = projection.theatre();
    let row = |month| {
        let numbers = [
            theatre.strength(month),
            theatre.home_departures(month),
            theatre.moved(month),
            theatre.gained(month),
            theatre.residual(month),
        ];
        std::iter::once(month.to_string()).chain(numbers.map(|n| n.unwrap().to_string())).collect()
    };
    projection.months().map(row).collect()
}

const TOTALS: [&str; 6] = ["month", "strength", "left", "moved", "gained", "residual"];

/// The same rows, each led by a name.
fn led_by(name: &str, rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let lead = |row: Vec<String>| std::iter::once(name.to_owned()).chain(row).collect();
    rows.into_iter().map(lead).collect()
}

/// A table's cells as texts.
fn texts(table: Table<'_>) -> Vec<Vec<String>> {
    let row = |row: Result<Vec<drawdown::table::Cell<'_>>, _>| {
        row.unwrap().iter().map(ToString::to_string).collect()
    };
    table.validated_rows().map(row).collect()
}

proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn streamed_levels_are_those_of_the_projection(document in crate::plans::any_plan()) {
        for (_, plan) in plans(&document) {
            let projection = plan.project();
            let stepped = Table::levels_streaming(&plan);
            let levels = Table::levels(&projection);
            prop_assert_eq!(&stepped.columns, &levels.columns);
            prop_assert!(stepped.rows.eq(levels.rows));
        }
    }

    #[test]
    fn a_comparison_says_how_each_plan_differs(document in crate::plans::any_plan()) {
        let plan = crate::engine::plan(&document);
        let comparison = Comparison::new(&plan, &plan.spec().variants).unwrap();
        let rows = texts(Table::comparison(&comparison, ComparedPhases::All));
        let (planned, columns) = (&comparison.results()[0], comparison.results());
        let found = |variant: &str, measure: &str, of: &str| -> [String; 3] {
            let is_it = |row: &&Vec<String>| row[..3] == [variant, measure, of];
            let mut rows = rows.iter().filter(is_it);
            let row = rows.next().unwrap_or_else(|| panic!("{variant}, {measure}, {of}: no row"));
            assert!(rows.next().is_none(), "{variant}, {measure}, {of}: two rows");
            row[3..].to_vec().try_into().unwrap()
        };
        let mut count = 0;
        for column in columns {
            let later = column.completion_delay(planned);
            let expected = [String::new(), shown(column.completion), shown(later)];
            prop_assert_eq!(found(&column.name, "completion", ""), expected);
            let more = column.troop_months_delta(planned);
            let expected = [column.troop_months.to_string(), String::new(), more.to_string()];
            prop_assert_eq!(found(&column.name, "troop_months", ""), expected);
            let peak = |of: &drawdown::projection::PlanResult| of.peak_home_departures.map_or(0, |(_, n)| i128::from(n));
            let more = peak(column) - peak(planned);
            let expected = [peak(column).to_string(), String::new(), more.to_string()];
            prop_assert_eq!(found(&column.name, "peak_outflow", ""), expected);
            let [value, month, _] = found(&column.name, "peak_month", "");
            prop_assert_eq!((value, month), (String::new(), shown(column.peak_home_departures.map(|p| p.0))));
            let met = column.deadlines_met().to_string();
            prop_assert_eq!(&found(&column.name, "deadlines_met", "")[0], &met);
            let residual = column.residual_at_end.to_string();
            prop_assert_eq!(&found(&column.name, "residual_at_end", "")[0], &residual);
            for outcome in &column.deadlines {
                let before = planned.deadline(&outcome.phase);
                let slip = outcome.slip_months.zip(before.and_then(|o| o.slip_months));
                let slip = shown(slip.map(|(slip, planned)| slip - planned));
                let expected = [shown(outcome.slip_months), String::new(), slip];
                prop_assert_eq!(found(&column.name, "slip_months", &outcome.phase), expected);
                let [value, month, _] = found(&column.name, "strength_at_deadline", &outcome.phase);
                prop_assert_eq!((value, month), (shown(outcome.strength), String::new()));
            }
            for (amount, (_, more)) in column.cost.iter().zip(column.cost_deltas(planned)) {
                let expected = [amount.rounded().to_string(), String::new(), more.to_string()];
                prop_assert_eq!(found(&column.name, "cost", amount.currency()), expected);
            }
            let window = column.window.map(|window| (window.from, window.through)).unzip();
            prop_assert_eq!(&found(&column.name, "sums_from", "")[1], &shown(window.0));
            prop_assert_eq!(&found(&column.name, "sums_through", "")[1], &shown(window.1));
            prop_assert_eq!(&found(&column.name, "last_departure", "")[1], &shown(column.last_departure));
            prop_assert_eq!(&found(&column.name, "troops_at_end", "")[0], &column.troops_at_end.to_string());
            count += 10 + 2 * column.deadlines.len() + column.cost.len();
        }
        prop_assert_eq!(rows.len(), count);
    }
}

#[test]
fn variants_of_nothing_are_an_empty_table() {
    let table = Table::variants(std::iter::empty::<(&str, Table<'_>)>());
    assert_eq!(table.columns.len(), 1);
    assert_eq!(table.rows.count(), 0);
}
