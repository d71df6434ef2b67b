//! Section 2: apportioning, and the percentages of sections 3 and 6.

use serde_json::Value;

/// Section 2: "each gets floor(N*w/W); what is left goes one each to the largest remainders (N*w mod W), ties to
/// the earlier in listing order. Where W = 0, all weights count as 1."
pub(crate) fn apportion(whole: u64, weights: &[u64]) -> Vec<u64> {
    let mut weights: Vec<u128> = weights.iter().map(|&w| u128::from(w)).collect();
    if weights.iter().all(|&w| w == 0) {
        weights.fill(1);
    }
    let whole = u128::from(whole);
    let sum: u128 = weights.iter().sum();
    let mut parts: Vec<u128> = weights.iter().map(|w| whole * w / sum).collect();

    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&i| std::cmp::Reverse(whole * weights[i] % sum)); // a stable sort
    let left = whole - parts.iter().sum::<u128>();
    for &i in by_remainder.iter().take(left as usize) {
        parts[i] += 1;
    }
    parts.into_iter().map(|part| part as u64).collect()
}

/// Sections 3 and 6: "a decimal string or integer, .. at most 4 decimals"; in ten-thousandths of a percent.
pub(crate) fn percent(value: &Value) -> Result<u64, String> {
    let wrong = || format!("{value} is not a percentage");
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_u64().ok_or_else(wrong)?.to_string(),
        _ => return Err(wrong()),
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.len() > 4 {
        return Err(wrong());
    }
    format!("{whole}{decimals:0<4}").parse().map_err(|_| wrong())
}

/// floor(n * p / 100), for p in ten-thousandths of a percent.
pub(crate) fn percent_of(n: u64, percent: u64) -> u64 {
    (u128::from(n) * u128::from(percent) / 1_000_000) as u64
}
