//! Levels as a line of small bars (a sparkline).

/// The most bars; a longer projection shows evenly spaced months.
pub(crate) const WIDTH: usize = 60;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar for each level: a full one for the highest level, the lowest for 0. The first and the last level
/// are always shown.
pub(crate) fn line(levels: &[u64], width: usize) -> String {
    let most = levels.iter().copied().max().unwrap_or(0).max(1);
    let last = levels.len().saturating_sub(1);
    let bars = levels.len().min(width);
    let shown = (0..bars).map(|i| levels[i * last / (bars - 1).max(1)]);
    shown.map(|level| BARS[eighth(level, most)]).collect()
}

/// 0 for a level of 0, otherwise 1 to 7.
fn eighth(level: u64, most: u64) -> usize {
    // Levels are sums of at most 4,096 contingents of 32 bits.
    usize::try_from((level * 7).div_ceil(most)).unwrap_or(7).min(7)
}
