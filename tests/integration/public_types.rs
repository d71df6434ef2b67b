//! Every public type can be sent and shared between threads, what holds data serializes, and every error is an [`Error`].
//!
//! The lists are held against the exports of `src/lib.rs` and of its public modules: a type that is missing here, or is
//! listed under the wrong feature, fails by its name.

use std::collections::BTreeSet;
use std::error::Error;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::Path;
use std::{fs, mem};

use drawdown as d;
use serde::Serialize;

/// Traits cannot be asserted like types.
const TRAITS: &[(&str, &str)] = &[("d::values::Quantity", "")];

fn crosses_threads<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}
fn is_data<T: Serialize + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}
fn can_be_sent<T: Send + Unpin + 'static>() {}
fn is_an_error<
    T: Error + Serialize + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static,
>() {
}
fn wraps_an_io_error<T: Error + Serialize + Send + Sync + Unpin + 'static>() {}

/// Asserts a bound of each type, and lists the types with the condition they are exported under.
macro_rules! assert_types {
    ($test:ident, $list:ident, $bound:ident: $($(#[cfg($($cfg:tt)*)])? $type:ty,)*) => {
        const $list: &[(&str, &str)] =
            &[$((stringify!($type), concat!($(stringify!($($cfg)*))?))),*];

        #[test]
        fn $test() {
            $($(#[cfg($($cfg)*)])? $bound::<$type>();)*
        }
    };
}

assert_types! { data_serializes_and_crosses_threads, DATA, is_data:
    d::error::StartsAfter,
    #[cfg(feature = "history")]
    d::history::Actor,
    #[cfg(feature = "history")]
    d::history::Alike,
    #[cfg(feature = "history")]
    d::history::Band,
    #[cfg(feature = "history")]
    d::history::CaseDescription,
    #[cfg(feature = "history")]
    d::history::CaseOutcome,
    #[cfg(feature = "history")]
    d::history::CasePlan,
    #[cfg(feature = "history")]
    d::history::ClassDeadline,
    #[cfg(feature = "history")]
    d::history::ClassTerms,
    #[cfg(feature = "history")]
    d::history::DeadlineScores,
    #[cfg(feature = "history")]
    d::history::Fraction,
    #[cfg(feature = "history")]
    d::history::LateWord,
    #[cfg(feature = "history")]
    d::history::Lateness,
    #[cfg(feature = "history")]
    d::history::LatenessBound,
    #[cfg(feature = "history")]
    d::history::LatenessDistribution,
    #[cfg(feature = "history")]
    d::history::MeanScores,
    #[cfg(feature = "history")]
    d::history::Notice,
    #[cfg(feature = "history")]
    d::history::PastDeadline,
    #[cfg(feature = "history")]
    d::history::PlanBacktest,
    #[cfg(feature = "history")]
    d::history::Replaced,
    #[cfg(feature = "history")]
    d::history::ScoredDeadline,
    #[cfg(feature = "history")]
    d::history::Scores,
    #[cfg(feature = "history")]
    d::history::StatedDay,
    #[cfg(feature = "history")]
    d::history::VerdictStatement,
    d::seek::NextValue,
    d::seek::SeekAnswer,
    d::seek::ValueRun,
    d::spec::Bound,
    d::spec::Condition,
    d::spec::Find,
    d::spec::ForEach,
    d::spec::SeekSpec,
    d::spec::SeekValue,
    d::spec::StrengthBound,
    d::error::Warning,
    d::error::WarningKind,
    d::projection::SumWindow,
    d::spec::Cancel,
    d::spec::CountryName,
    d::spec::Direction,
    d::spec::Slip,
    d::spec::SlipMonths,
    d::spec::SourceDate,
    d::Adjustment,
    d::spec::Assumption,
    d::spec::AssumptionKind,
    #[cfg(feature = "csv")]
    d::observed::Baseline,
    d::Cap,
    d::projection::Cause,
    d::table::Cell<'static>,
    d::table::Column,
    d::table::ColumnKind,
    #[cfg(feature = "csv")]
    d::observed::ColumnMapping,
    d::Comparison,
    d::Contingent,
    d::Cost,
    d::cost::CostBreakdown,
    d::spec::CountedFrom,
    d::Country,
    #[cfg(feature = "csv")]
    d::observed::CountrySource,
    #[cfg(feature = "csv")]
    d::observed::DateForm,
    #[cfg(feature = "csv")]
    d::observed::DateSource,
    #[cfg(feature = "csv")]
    d::observed::DayCounting,
    d::Day,
    #[cfg(feature = "ensemble")]
    d::ensemble::DeadlineChances,
    d::DeadlineOutcome,
    d::table::Decimal,
    d::projection::DelayCause,
    d::spec::Destination,
    #[cfg(feature = "ensemble")]
    d::ensemble::Distribution,
    d::ensemble::Draw,
    #[cfg(feature = "ensemble")]
    d::ensemble::EnsembleSummary,
    d::Estimate<d::Troops>,
    d::Event,
    #[cfg(feature = "charts")]
    d::chart::Fan,
    d::projection::GroupBy,
    d::Hazard,
    d::Hold,
    d::spec::IfUndated,
    #[cfg(feature = "ensemble")]
    d::ensemble::InputSensitivity,
    d::values::InputValue,
    #[cfg(feature = "ensemble")]
    d::ensemble::JointDeadlines,
    #[cfg(feature = "ensemble")]
    d::ensemble::LevelDistributions,
    d::values::Mean,
    #[cfg(feature = "ensemble")]
    d::ensemble::Metric,
    d::Mission,
    #[cfg(feature = "csv")]
    d::observed::MissionSource,
    #[cfg(feature = "csv")]
    d::observed::Note,
    #[cfg(feature = "csv")]
    d::observed::NumberForm,
    d::cost::Money,
    d::values::MonthRange,
    d::projection::KeptBack,
    d::projection::MonthRecord,
    #[cfg(feature = "csv")]
    d::observed::Observation,
    #[cfg(feature = "csv")]
    d::observed::Observed,
    #[cfg(feature = "csv")]
    d::observed::OnConflict,
    #[cfg(feature = "csv")]
    d::observed::ForecastMonth,
    #[cfg(feature = "csv")]
    d::observed::ForecastRecord,
    #[cfg(feature = "csv")]
    d::observed::MonthBand,
    #[cfg(feature = "csv")]
    d::observed::PastLateness,
    #[cfg(feature = "csv")]
    d::observed::RestOfPlan,
    #[cfg(feature = "csv")]
    d::observed::ObservationChoice,
    #[cfg(feature = "csv")]
    d::observed::Observations,
    #[cfg(feature = "csv")]
    d::observed::ObservedFigure,
    #[cfg(feature = "csv")]
    d::observed::Progress,
    #[cfg(feature = "csv")]
    d::observed::StatedOutcome,
    #[cfg(feature = "csv")]
    d::observed::Statement,
    #[cfg(feature = "csv")]
    d::observed::TrackedDeadline,
    #[cfg(feature = "csv")]
    d::observed::Verdict,
    #[cfg(feature = "csv")]
    d::observed::VerdictClass,
    #[cfg(feature = "charts")]
    d::chart::DeadlineProbabilities,
    d::spec::Offset,
    d::spec::Order,
    #[cfg(feature = "ensemble")]
    d::ensemble::OutcomeSensitivity,
    d::Pace,
    #[cfg(feature = "ensemble")]
    d::ensemble::PairedDifference,
    d::Percent,
    d::Phase,
    d::engine::Dependencies,
    d::engine::Dependency,
    d::engine::PhaseStatus,
    d::engine::Relation,
    d::values::Period,
    d::error::Place,
    d::Plan,
    #[cfg(feature = "ensemble")]
    d::ensemble::PlanOutcomes,
    d::projection::PlanResult,
    d::PlanSpec,
    d::spec::PlanSpec,
    d::error::Position,
    d::values::Probability,
    d::Projection,
    d::values::Proportion,
    d::Residual,
    #[cfg(feature = "csv")]
    d::observed::RowCounts,
    #[cfg(feature = "csv")]
    d::observed::RowFilter,
    d::Scope,
    d::Schedule,
    d::error::Segment,
    d::engine::ScheduledPhase,
    d::engine::ScheduledWindow,
    d::ScopeView,
    d::Shift,
    #[cfg(feature = "csv")]
    d::observed::SkippedRow,
    #[cfg(feature = "csv")]
    d::observed::SkipReason,
    d::spec::Source,
    d::Target,
    d::Troops,
    d::Variant,
    d::seek::Bottleneck,
    d::seek::BottleneckKind,
    d::seek::Feasibility,
    d::seek::Lever,
    d::seek::Lift,
    d::seek::Remedies,
    d::seek::Remedy,
    d::seek::Setting,
    d::When,
    d::spec::WhenLate,
    d::YearMonth,
}

// What does something, and what is drawn.
assert_types! { types_cross_threads, TYPES, crosses_threads:
    #[cfg(feature = "history")]
    d::history::AnnouncedPlan,
    #[cfg(feature = "history")]
    d::history::Backtest,
    #[cfg(feature = "history")]
    d::history::Case,
    #[cfg(feature = "history")]
    d::history::Class,
    d::seek::Seek,
    d::seek::SeekProgress,
    #[cfg(feature = "charts")]
    d::chart::Chart,
    #[cfg(feature = "ensemble")]
    d::ensemble::EstimateRange,
    #[cfg(feature = "ensemble")]
    d::ensemble::MemoryLimit,
    d::projection::MonthRecords,
    #[cfg(feature = "csv")]
    d::observed::PlanObservations,
    #[cfg(feature = "csv")]
    d::observed::VerdictTerms,
    d::table::ComparedPhases,
    #[cfg(feature = "ensemble")]
    d::ensemble::Sensitivity,
    d::engine::Stepper,
}

// They hold functions of the user's.
#[cfg(feature = "ensemble")]
fn runs_functions<T: Send + Sync + Unpin + 'static>() {}

assert_types! { what_runs_functions_crosses_threads, RUNS, runs_functions:
    #[cfg(feature = "ensemble")]
    d::ensemble::Ensemble,
    #[cfg(feature = "ensemble")]
    d::ensemble::Progress<'static>,
    #[cfg(feature = "ensemble")]
    d::ensemble::Uncertainty,
}

// A table computes its rows while they are read, which one thread does at a time.
assert_types! { tables_can_be_sent, SENT, can_be_sent:
    d::table::Table<'static>,
}

assert_types! { errors_are_errors_and_cross_threads, ERRORS, is_an_error:
    d::error::SeekErrorKind,
    #[cfg(feature = "history")]
    d::history::CaseError,
    d::seek::TooManyDraws,
    #[cfg(feature = "csv")]
    d::observed::CsvError,
    #[cfg(feature = "csv")]
    d::observed::CsvErrorKind,
    #[cfg(feature = "csv")]
    d::observed::CsvErrors,
    #[cfg(feature = "csv")]
    d::observed::ObservationError,
    #[cfg(feature = "csv")]
    d::observed::ObservationErrors,
    d::error::EstimateError,
    #[cfg(feature = "ensemble")]
    d::ensemble::MergeError,
    #[cfg(feature = "ensemble")]
    d::ensemble::TooMuchMemory,
    d::error::ParseCountryError,
    d::error::ParseDateError,
    d::table::ParseDecimalError,
    d::error::ParseMissionError,
    d::error::ParsePercentError,
    d::error::ParseRuleError,
    d::error::ParseTroopsError,
    #[cfg(feature = "png")]
    d::chart::PngError,
    d::error::PlanError,
    d::error::PlanErrorKind,
    d::PlanErrors,
    d::error::ProbabilityError,
    #[cfg(feature = "ensemble")]
    d::error::SummaryError,
    d::error::VariedPlanError,
}

// `io::Error` is not unwind safe.
assert_types! { errors_of_files_cross_threads, FILE_ERRORS, wraps_an_io_error:
    #[cfg(feature = "ensemble")]
    d::error::CheckpointError,
    d::Error,
    d::table::TableError,
    #[cfg(feature = "ensemble")]
    d::ensemble::UncertaintyError,
}

/// The types and traits that a file exports, and its public modules, with the condition they are exported under.
fn exports(file: &Path, path: &str, module_cfg: &str) -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(file).unwrap();
    let mut exported = BTreeSet::new();
    let mut attributes = Vec::new();
    let mut lines = text.lines().filter(|line| !line.starts_with("//"));
    while let Some(line) = lines.next() {
        if line.starts_with("#[") {
            attributes.push(line);
            continue;
        }
        let attributes = mem::take(&mut attributes);
        let Some(item) = line.strip_prefix("pub ") else { continue };
        if attributes.contains(&"#[doc(hidden)]") {
            continue;
        }
        let condition =
            |line: &&str| line.strip_prefix("#[cfg(")?.strip_suffix(")]").map(str::to_owned);
        let cfg = attributes.iter().find_map(condition).unwrap_or_else(|| module_cfg.to_owned());
        let mut item = item.to_owned();
        while item.starts_with("use ") && !item.ends_with(';') {
            item += lines.next().unwrap();
        }
        let (keyword, rest) = item.split_once(' ').unwrap();
        let names: Vec<&str> = match keyword {
            "use" => {
                assert!(!rest.contains('*'), "{item}: name what is exported");
                let paths = rest.split([',', '{', '}', ';']);
                paths.filter_map(|path| path.trim().rsplit([':', ' ']).next()).collect()
            }
            "struct" | "enum" | "union" | "trait" => {
                rest.split(|c: char| !c.is_alphanumeric()).take(1).collect()
            }
            "mod" if rest.ends_with(';') => {
                let name = rest.trim_end_matches(';');
                let folder =
                    if path == "d" { file.with_file_name("") } else { file.with_extension("") };
                let file = folder.join(name).with_extension("rs");
                exported.extend(exports(&file, &format!("{path}::{name}"), &cfg));
                vec![]
            }
            _ => vec![],
        };
        let types = names.into_iter().filter(|name| name.starts_with(char::is_uppercase));
        exported.extend(types.map(|name| (format!("{path}::{name}"), cfg.clone())));
    }
    exported
}

#[test]
fn every_exported_type_is_asserted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let exported = exports(&root, "d", "");
    let lists = [DATA, TYPES, RUNS, SENT, ERRORS, FILE_ERRORS, TRAITS].concat();
    let without_generics = |name: &str| name.split('<').next().unwrap().to_owned();
    let asserted: BTreeSet<(String, String)> =
        lists.iter().map(|(name, cfg)| (without_generics(name), (*cfg).to_owned())).collect();
    let missing: Vec<_> = exported.difference(&asserted).collect();
    assert!(missing.is_empty(), "exported, but not asserted here: {missing:?}");
    let surplus: Vec<_> = asserted.difference(&exported).collect();
    assert!(surplus.is_empty(), "asserted here, but not exported: {surplus:?}");
    for (name, _) in exported.iter().filter(|(name, _)| name.contains("Error")) {
        let is_asserted = [ERRORS, FILE_ERRORS].concat().iter().any(|(error, _)| error == name);
        assert!(is_asserted, "{name} is not asserted to be an error");
    }
}
