//! The months that the figures of a table are summed over, in words.

use drawdown::values::Period;
use drawdown::{Plan, YearMonth};

/// The line above a table of sums, such as `Costs: 2024-09 through 2027-12`, with what its periods are.
pub(crate) fn line(plan: &Plan, sums: &str, every: Period) -> Option<String> {
    let window = plan.sum_window()?;
    let period = match every {
        Period::Quarter => "quarter",
        Period::Year => "year",
        Period::FiscalYear(_) => "fiscal year",
        _ => return Some(format!("{sums}: {window}")),
    };
    let text = format!("{sums}: {window}, by {period}, each named by its last month");
    let (first, last) = (window.from, window.through);
    let is_same = |one: YearMonth, other| every.last_month(one) == every.last_month(other);
    let first_end = every.last_month(first).min(last);
    let mut partial = Vec::new();
    if is_same(plan.as_of(), first) {
        partial.push(format!("the first is {}", months(first, first_end)));
    }
    if every.last_month(last) != last && (first_end < last || partial.is_empty()) {
        let from = plan.months().skip(1).find(|month| is_same(*month, last));
        partial.push(format!("the last is {}", months(from.unwrap_or(last), last)));
    }
    Some(match partial.as_slice() {
        [] => text,
        partial => format!("{text}; not whole: {}", partial.join(", ")),
    })
}

fn months(from: YearMonth, through: YearMonth) -> String {
    if from == through { from.to_string() } else { format!("{from} through {through}") }
}

#[cfg(test)]
mod tests {
    use drawdown::chrono::Month;

    use super::*;

    fn line_of(as_of: &str, through: &str, every: Period) -> Option<String> {
        let text = format!(
            "title = 't'\nas_of = '{as_of}'\nthrough = '{through}'\n\
             [[contingent]]\ncontributor = 'USA'\nhost = 'IRQ'\nstrength = 1\n"
        );
        line(&Plan::from_toml(&text).ok()?, "Costs", every)
    }

    #[test]
    fn periods_that_are_not_whole_are_named() {
        let us = Period::FiscalYear(Month::October);
        for (as_of, through, every, said) in [
            ("2024-08", "2025-02", Period::Month, "Costs: 2024-09 through 2025-02"),
            (
                "2024-08",
                "2027-12",
                us,
                "Costs: 2024-09 through 2027-12, by fiscal year, each named by its last month; not whole: the first is \
                 2024-09, the last is 2027-10 through 2027-12",
            ),
            (
                "2024-09",
                "2026-09",
                us,
                "Costs: 2024-10 through 2026-09, by fiscal year, each named by its last month",
            ),
            (
                "2024-01",
                "2024-03",
                Period::Year,
                "Costs: 2024-02 through 2024-03, by year, each named by its last month; not whole: the first is \
                 2024-02 through 2024-03",
            ),
            (
                "2023-12",
                "2024-04",
                Period::Quarter,
                "Costs: 2024-01 through 2024-04, by quarter, each named by its last month; not whole: the last is \
                 2024-04",
            ),
        ] {
            assert_eq!(line_of(as_of, through, every).as_deref(), Some(said));
        }
        assert_eq!(line_of("2024-08", "2024-08", us), None);
    }
}
