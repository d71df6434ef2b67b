//! Projections, views and costs as data for other programs.

use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::projection::cost_breakdown::CostBreakdown;
use crate::projection::months::MonthRecord;
use crate::projection::projection_type::Projection;
use crate::projection::scope_view::ScopeView;
use crate::values::year_month::YearMonth;

/// With what a page about the plan shows: its `title`, `as_of`, `through` and `contingents`, the `months` (whose lists
/// are in the order of the contingents), the `deadlines`, the `completion` and the total `cost`.
impl Serialize for Projection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let spec = self.plan().spec();
        let mut fields = serializer.serialize_struct("Projection", 8)?;
        fields.serialize_field("title", &spec.title)?;
        fields.serialize_field("as_of", &spec.as_of)?;
        fields.serialize_field("through", &self.plan().through())?;
        fields.serialize_field("contingents", &spec.contingents)?;
        fields.serialize_field("months", &self.iter().collect::<Vec<MonthRecord>>())?;
        fields.serialize_field("deadlines", &self.deadlines())?;
        fields.serialize_field("completion", &self.completion())?;
        fields.serialize_field("cost", &self.costs().totals())?;
        fields.end()
    }
}

/// The series: each `month` with the `scheduled` troops, the `strength` and the `residual` presence.
impl Serialize for ScopeView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row {
            month: YearMonth,
            scheduled: Option<u64>,
            strength: u64,
            residual: Option<u64>,
        }

        let mut months = serializer.serialize_seq(None)?;
        for (month, strength) in self.strengths() {
            let (scheduled, residual) = (self.scheduled(month), self.residual(month));
            months.serialize_element(&Row { month, scheduled, strength, residual })?;
        }
        months.end()
    }
}

/// The `totals` by currency, and the same `by_line`, `by_contributor` and `by_month`, as pairs.
impl Serialize for CostBreakdown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("CostBreakdown", 4)?;
        fields.serialize_field("totals", &self.totals())?;
        fields.serialize_field("by_line", &self.by_line())?;
        fields.serialize_field("by_contributor", &self.by_contributor())?;
        fields.serialize_field("by_month", &self.by_month())?;
        fields.end()
    }
}
