//! The picture that every chart ends as.

use std::fmt;

/// A chart as an SVG picture, 800 wide and as high as it needs.
///
/// The same projection gives the same bytes on every platform. The picture stands on white, so that
/// it is right on light and dark pages; its colours are told apart by the colour-blind and in grey.
/// Names of a plan cannot break it: they are escaped, shortened to their place and kept from turning
/// the direction of what stands beside them.
///
/// ```
/// use drawdown::{Chart, Contingent, Phase, Plan, PlanSpec, GroupBy, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
/// })?;
/// let chart = Chart::levels(&plan.project(), GroupBy::Contributor);
/// assert!(chart.svg().starts_with("<svg"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a chart does nothing unless written somewhere"]
pub struct Chart(pub(super) String);

impl Chart {
    /// The picture as the text of an SVG file.
    ///
    /// ```
    /// # use drawdown::{Chart, Contingent, Plan, PlanSpec, GroupBy, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let chart = Chart::levels(&plan.project(), GroupBy::Host);
    /// assert!(chart.svg().contains("Nobody leaves"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
