//! Every public type can be sent and shared between threads, and every error is one.

use std::error::Error;

use drawdown as d;

fn crosses_threads<T: Send + Sync + 'static>() {}
fn is_an_error<T: Error + Send + Sync + 'static>() {}

#[test]
fn public_types_cross_threads() {
    crosses_threads::<d::Adjustment>();
    crosses_threads::<d::CountedFrom>();
    crosses_threads::<d::Money>();
    crosses_threads::<d::Mean>();
    crosses_threads::<d::CostBreakdown<'static>>();
    crosses_threads::<d::Cap>();
    crosses_threads::<d::Cause>();
    crosses_threads::<d::Cell<'static>>();
    crosses_threads::<d::Probability>();
    crosses_threads::<d::Column>();
    crosses_threads::<d::ColumnKind>();
    crosses_threads::<d::PlanResult>();
    crosses_threads::<d::Comparison>();
    crosses_threads::<d::Contingent>();
    crosses_threads::<d::Cost>();
    crosses_threads::<d::Country>();
    crosses_threads::<d::Day>();
    crosses_threads::<d::DeadlineOutcome>();
    crosses_threads::<d::Decimal>();
    crosses_threads::<d::Destination>();
    crosses_threads::<d::Estimate<d::Troops>>();
    crosses_threads::<d::Event>();
    crosses_threads::<d::Hazard>();
    crosses_threads::<d::Hold>();
    crosses_threads::<d::IfUndated>();
    crosses_threads::<d::Mission>();
    crosses_threads::<d::MonthRecord>();
    crosses_threads::<d::MonthRange>();
    crosses_threads::<d::MonthRecords>();
    crosses_threads::<d::Offset>();
    crosses_threads::<d::Order>();
    crosses_threads::<d::Pace>();
    crosses_threads::<d::Percent>();
    crosses_threads::<d::Phase>();
    crosses_threads::<d::PhaseStatus>();
    crosses_threads::<d::Place>();
    crosses_threads::<d::Plan>();
    crosses_threads::<d::PlanSpec>();
    crosses_threads::<d::Position>();
    crosses_threads::<d::Projection>();
    crosses_threads::<d::DelayCause>();
    crosses_threads::<d::Residual>();
    crosses_threads::<d::Scope>();
    crosses_threads::<d::Shift>();
    crosses_threads::<d::Source>();
    crosses_threads::<d::Target>();
    crosses_threads::<d::Troops>();
    crosses_threads::<d::Variant>();
    crosses_threads::<d::ScopeView<'static>>();
    crosses_threads::<d::When>();
    crosses_threads::<d::WhenLate>();
    crosses_threads::<d::YearMonth>();
}

/// Its rows are made by one thread at a time.
#[test]
fn a_table_can_be_sent() {
    fn is_sent<T: Send>() {}
    is_sent::<d::Table<'static>>();
}

#[test]
fn errors_are_errors_and_cross_threads() {
    is_an_error::<d::EstimateError>();
    is_an_error::<d::ParseCountryError>();
    is_an_error::<d::ParseDateError>();
    is_an_error::<d::ParseDecimalError>();
    is_an_error::<d::ParseMissionError>();
    is_an_error::<d::ParsePercentError>();
    is_an_error::<d::PlanError>();
    is_an_error::<d::PlanErrors>();
    is_an_error::<d::PlanErrorKind>();
    is_an_error::<d::TableError>();
}
