//! Charts within a page.

use drawdown::chart::Chart;

/// The SVG of a chart for a page that holds several: its ids begin with the prefix, so that each is unique.
pub(super) fn inline(chart: &Chart, prefix: &str) -> String {
    let id = format!(" id=\"{prefix}-");
    let url = format!("\"url(#{prefix}-");
    // Names in texts stay; in SVG as the library writes it a `<` begins a tag and a `>` ends it.
    let pieces = chart.svg().trim_end().split_inclusive('>').map(|piece| {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        format!("{text}{}", tag.replace(" id=\"", &id).replace("\"url(#", &url))
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use drawdown::projection::GroupBy;
    use drawdown::{Contingent, Plan, PlanSpec, Residual, Troops};

    use super::*;

    #[test]
    fn ids_get_a_prefix_and_texts_stay() -> Result<(), Box<dyn std::error::Error>> {
        let title = "A title with id=\"residual\" and \"url(#residual)";
        let plan = Plan::new(PlanSpec {
            contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(9))],
            residuals: vec![Residual::new(Troops(3))],
            ..PlanSpec::new(title, "2024-08".parse()?)
        })?;
        let svg = inline(&Chart::levels(&plan.project(), GroupBy::Host), "levels");
        assert!(svg.contains(title), "{svg}");
        assert!(
            svg.contains("id=\"levels-residual\"")
                && svg.contains("fill=\"url(#levels-residual)\""),
            "{svg}"
        );
        Ok(())
    }
}
