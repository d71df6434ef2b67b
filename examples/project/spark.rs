//! Levels as a line of small bars.

/// The most bars; of a longer projection some months are shown, at even distances.
const WIDTH: usize = 60;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar for each level, the highest full; the lowest bar is nobody. The first and the last level
/// are always among those shown.
pub(crate) fn line(levels: &[u64]) -> String {
    let most = levels.iter().copied().max().unwrap_or(0).max(1);
    let last = levels.len().saturating_sub(1);
    let bars = levels.len().min(WIDTH);
    let shown = (0..bars).map(|i| levels[i * last / (bars - 1).max(1)]);
    shown.map(|level| BARS[eighth(level, most)]).collect()
}

/// 0 for nobody, 1 to 7 for anybody.
fn eighth(level: u64, most: u64) -> usize {
    // Levels are sums of at most 4,096 contingents of 32 bits.
    usize::try_from((level * 7).div_ceil(most)).unwrap_or(7).min(7)
}
