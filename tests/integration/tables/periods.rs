//! Tables by period and by group, and costs: they add up to those by month and contingent.

use drawdown::chrono::Month;
use drawdown::projection::GroupBy;
use drawdown::table::{Cell, Table};
use drawdown::values::{MonthRange, Period};
use drawdown::{Cost, Projection, YearMonth};
use proptest::prelude::*;
use proptest::sample::select;

use super::{plans, texts};

fn any_period() -> impl Strategy<Value = Period> {
    let fiscal = (1_u8..=12).prop_map(|month| Period::FiscalYear(Month::try_from(month).unwrap()));
    prop_oneof![Just(Period::Month), Just(Period::Quarter), Just(Period::Year), fiscal]
}

fn any_grouping() -> impl Strategy<Value = Option<GroupBy>> {
    select(vec![
        None,
        Some(GroupBy::Contributor),
        Some(GroupBy::Host),
        Some(GroupBy::Mission),
        Some(GroupBy::Contingent),
    ])
}

fn numbers(row: &[Cell<'_>]) -> Vec<i128> {
    let number = |cell: &Cell<'_>| match cell {
        Cell::Number(number) => Some(*number),
        _ => None,
    };
    row.iter().filter_map(number).collect()
}

/// The months at which a projection's periods end.
fn ends(projection: &Projection, every: Period) -> Vec<YearMonth> {
    let last = projection.plan().through();
    projection
        .months()
        .filter(|month| *month == last || every.last_month(*month) == *month)
        .collect()
}

proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn months_are_divided_into_periods(
        first in 0..14_400_i32,
        length in 0..60_i32,
        every in any_period(),
    ) {
        let first = YearMonth::MIN.checked_add(first).unwrap();
        let last = first.checked_add(length - 1).unwrap_or(YearMonth::MAX);
        let periods: Vec<MonthRange> = first.through(last).periods(every).collect();
        let months: Vec<YearMonth> = periods.iter().cloned().flatten().collect();
        prop_assert_eq!(months, first.through(last).collect::<Vec<_>>());
        let mut ends = Vec::new();
        for mut months in periods {
            let end = every.last_month(months.next().unwrap());
            prop_assert!(months.all(|month| every.last_month(month) == end));
            ends.push(end);
        }
        prop_assert!(ends.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn every_month_lies_in_one_period(month in 0..14_000_i32, every in any_period()) {
        let month = YearMonth::MIN.checked_add(month).unwrap();
        let last = every.last_month(month);
        prop_assert!(last >= month);
        prop_assert_eq!(every.last_month(last), last);
        let next = last.checked_add(1).unwrap();
        let length = every.last_month(next).months_since(last);
        prop_assert_eq!(length, match every { Period::Month => 1, Period::Quarter => 3, _ => 12 });
        prop_assert!(last.months_since(month) < length);
        prop_assert_eq!(every.name(month), every.name(last));
        prop_assert_ne!(every.name(month), every.name(next));
    }

    #[test]
    fn by_month_and_contingent_they_are_the_levels_and_totals(document in crate::plans::any_plan()) {
        for (_, plan) in plans(&document) {
            let projection = plan.project();
            let by = Some(GroupBy::Contingent);
            let table = Table::levels_by(&projection, by, Period::Month);
            prop_assert_eq!(&table.columns, &Table::levels(&projection).columns);
            prop_assert_eq!(texts(table), texts(Table::levels(&projection)));
            let table = Table::totals_by(&projection, None, Period::Month);
            prop_assert_eq!(&table.columns, &Table::totals(&projection).columns);
            prop_assert_eq!(texts(table), texts(Table::totals(&projection)));
        }
    }

    #[test]
    fn groups_and_periods_add_up(
        document in crate::plans::any_plan(),
        by in any_grouping(),
        every in any_period(),
    ) {
        for (_, plan) in plans(&document) {
            let projection = plan.project();
            let rows: Vec<_> = Table::levels_by(&projection, by, every).rows.collect();
            let ends = ends(&projection, every);
            prop_assert_eq!(rows.len() % ends.len(), 0);
            let theatre = projection.theatre();
            let mut seen = plan.as_of().checked_add(-1);
            for (chunk, end) in rows.chunks(rows.len() / ends.len()).zip(&ends) {
                prop_assert!(chunk.iter().all(|row| row[0] == Cell::from(*end)));
                let mut sums = [0; 5];
                for row in chunk {
                    for (sum, number) in sums.iter_mut().zip(numbers(row)) {
                        *sum += number;
                    }
                }
                let in_period = |month: &YearMonth| Some(*month) > seen && month <= end;
                let flow = |figure: &dyn Fn(YearMonth) -> Option<u64>| -> i128 {
                    projection.months().filter(in_period).map(|m| i128::from(figure(m).unwrap())).sum()
                };
                let expected = [
                    theatre.scheduled(*end).unwrap().into(),
                    theatre.strength(*end).unwrap().into(),
                    flow(&|month| theatre.withdrawn(month)),
                    flow(&|month| theatre.gained(month)),
                    flow(&|month| theatre.arrived(month)),
                ];
                prop_assert_eq!(&sums[..], &expected[..]);
                seen = Some(*end);
            }
        }
    }

    #[test]
    fn costs_of_periods_add_up_to_those_of_months(
        document in crate::plans::any_plan(),
        every in any_period(),
    ) {
        for (_, plan) in plans(&document) {
            let projection = plan.project();
            let costs = projection.costs();
            let by_month = costs.by_period_and_line(Period::Month);
            // An independent sum, from views of the scopes.
            let twelfths = |line: &Cost, month: YearMonth| -> u128 {
                let view = projection.scope(&line.scope);
                let per = |rate: Option<u64>| u128::from(rate.unwrap_or(0));
                u128::from(view.strength(month).unwrap()) * per(line.per_troop_year)
                    + 12 * u128::from(view.home_departures(month).unwrap()) * per(line.per_withdrawn)
                    + 12 * per(line.per_month)
            };
            let lines = &plan.spec().costs;
            let months: Vec<YearMonth> = projection.months().skip(1).collect();
            let expected = months.iter().flat_map(|m| lines.iter().map(move |line| (*m, line)));
            let expected: Vec<_> =
                expected.map(|(m, line)| (m, line.name.clone(), twelfths(line, m))).collect();
            let found = by_month.iter().map(|(m, name, money)| (*m, name.clone(), money.twelfths()));
            prop_assert_eq!(found.collect::<Vec<_>>(), expected);
            for line in lines {
                let sum = |costs: &[(YearMonth, String, drawdown::cost::Money)]| -> u128 {
                    let own = costs.iter().filter(|(_, name, _)| *name == line.name);
                    own.map(|(_, _, money)| money.twelfths()).sum()
                };
                prop_assert_eq!(sum(&costs.by_period_and_line(every)), sum(&by_month));
            }
            // Rounded half up, the currencies last.
            let rows: Vec<_> = Table::costs(&projection, every).rows.collect();
            let sums = rows.iter().filter(|row| row[0] == Cell::Empty);
            for row in sums.clone() {
                let currency = row[2].to_string();
                let of_currency = by_month.iter().filter(|(_, _, money)| money.currency() == currency);
                let twelfths: u128 = of_currency.map(|(_, _, money)| money.twelfths()).sum();
                prop_assert_eq!(&row[3], &Cell::Number(((twelfths + 6) / 12).cast_signed()));
            }
            let mut currencies: Vec<&str> = lines.iter().map(|line| &*line.currency).collect();
            currencies.sort_unstable();
            currencies.dedup();
            prop_assert_eq!(sums.count(), if months.is_empty() { 0 } else { currencies.len() });
        }
    }
}
