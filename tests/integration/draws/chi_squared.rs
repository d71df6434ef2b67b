//! Pearson's chi-squared.

/// A class in which fewer are expected is put together with the next.
const LEAST_EXPECTED: f64 = 10.0;

/// Chi-squared exceeds this once in 10,000 times (Wilson and Hilferty: its cube root is nearly normal).
fn bound(degrees: usize) -> f64 {
    let (degrees, sigmas) = (degrees as f64, 3.719);
    let share = 2.0 / (9.0 * degrees);
    degrees * (1.0 - share + sigmas * share.sqrt()).powi(3)
}

/// Asserts that classes occur as often as their probabilities say; these add up to 1.
pub(super) fn fits(what: &str, counts: &[u32], chances: &[f64]) {
    let n = f64::from(counts.iter().sum::<u32>());
    assert!((chances.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{what}: no distribution");
    let mut classes: Vec<[f64; 2]> = Vec::new();
    let mut open = [0.0; 2];
    for (&count, chance) in counts.iter().zip(chances) {
        open = [open[0] + f64::from(count), open[1] + n * chance];
        if open[1] >= LEAST_EXPECTED {
            classes.push(std::mem::take(&mut open));
        }
    }
    if let Some(last) = classes.last_mut() {
        *last = [last[0] + open[0], last[1] + open[1]];
    }
    assert!(classes.len() > 1, "{what}: too few to tell");
    let sum: f64 =
        classes.iter().map(|[count, expected]| (count - expected).powi(2) / expected).sum();
    let bound = bound(classes.len() - 1);
    assert!(sum < bound, "{what}: chi-squared {sum} is not below {bound}, {classes:?}");
}

/// Asserts that the rows and columns of a table are independent.
pub(super) fn are_independent(what: &str, table: &[Vec<u32>]) {
    let rows: Vec<f64> = table.iter().map(|row| f64::from(row.iter().sum::<u32>())).collect();
    let columns: Vec<f64> =
        (0..table[0].len()).map(|c| table.iter().map(|row| f64::from(row[c])).sum()).collect();
    let n: f64 = rows.iter().sum();
    let (mut sum, mut cells) = (0.0, 0);
    for (row, in_row) in table.iter().zip(&rows) {
        for (&count, in_column) in row.iter().zip(&columns) {
            let expected = in_row * in_column / n;
            if expected > 0.0 {
                sum += (f64::from(count) - expected).powi(2) / expected;
                cells += 1;
            }
        }
    }
    let filled = |sums: &[f64]| sums.iter().filter(|&&sum| sum > 0.0).count();
    let degrees = (filled(&rows) - 1) * (filled(&columns) - 1);
    assert!(degrees > 0 && n > 5.0 * f64::from(cells), "{what}: too few to tell");
    let bound = bound(degrees);
    assert!(sum < bound, "{what}: chi-squared {sum} is not below {bound}, {table:?}");
}

#[test]
fn chi_squared_detects_a_loaded_coin_and_a_dependent_pair() {
    for (degrees, of_the_table) in [(1, 15.14), (10, 35.56), (100, 161.32)] {
        let bound = bound(degrees);
        assert!(bound > of_the_table - 0.1 && bound < of_the_table + 1.2, "{degrees}: {bound}");
    }
    let fails = |test: fn()| std::panic::catch_unwind(test).is_err();
    fits("a fair coin", &[5_010, 4_990], &[0.5, 0.5]);
    assert!(fails(|| fits("a loaded coin", &[5_250, 4_750], &[0.5, 0.5])));
    are_independent("two coins", &[vec![1_010, 990], vec![985, 1_015]]);
    assert!(fails(|| are_independent("one coin, twice", &[vec![1_100, 900], vec![900, 1_100]])));
}
