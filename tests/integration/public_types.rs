//! Every public type can be sent and shared between threads, and every error is an [`Error`].
//!
//! The lists are held against the exports of `src/lib.rs` and of its public modules: a type that is missing here, or is
//! listed under the wrong feature, fails by its name.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::{fs, mem};

use drawdown as d;

/// Traits cannot be asserted like types.
const TRAITS: &[(&str, &str)] = &[("d::Quantity", "")];

fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}
fn can_be_sent<T: Send + Unpin + 'static>() {}
fn is_an_error<T: Error + Send + Sync + Unpin + 'static>() {}

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

assert_types! { types_cross_threads, TYPES, crosses_threads:
    d::Adjustment,
    #[cfg(feature = "csv")]
    d::Baseline,
    d::Cap,
    d::Cause,
    d::Cell<'static>,
    #[cfg(feature = "charts")]
    d::Chart,
    d::Column,
    d::ColumnKind,
    #[cfg(feature = "csv")]
    d::ColumnMapping,
    d::Comparison,
    d::Contingent,
    d::Cost,
    d::CostBreakdown<'static>,
    d::CountedFrom,
    d::Country,
    #[cfg(feature = "csv")]
    d::CountrySource,
    #[cfg(feature = "csv")]
    d::DateForm,
    #[cfg(feature = "csv")]
    d::DateSource,
    d::Day,
    #[cfg(feature = "ensemble")]
    d::DeadlineChances,
    d::DeadlineOutcome,
    d::Decimal,
    d::DelayCause,
    d::Destination,
    #[cfg(feature = "ensemble")]
    d::Distribution,
    d::Draw,
    #[cfg(feature = "ensemble")]
    d::Ensemble,
    #[cfg(feature = "ensemble")]
    d::EnsembleSummary,
    d::Estimate<d::Troops>,
    d::Event,
    #[cfg(feature = "charts")]
    d::Fan,
    d::GroupBy,
    d::Hazard,
    d::Hold,
    d::IfUndated,
    #[cfg(feature = "ensemble")]
    d::InputSensitivity,
    d::InputValue,
    #[cfg(feature = "ensemble")]
    d::LevelDistributions,
    d::Mean,
    #[cfg(feature = "ensemble")]
    d::Metric,
    d::Mission,
    #[cfg(feature = "csv")]
    d::MissionSource,
    d::Money,
    d::MonthRange,
    d::MonthRecord,
    d::MonthRecords,
    #[cfg(feature = "csv")]
    d::Observation,
    #[cfg(feature = "csv")]
    d::Observed,
    #[cfg(feature = "charts")]
    d::DeadlineProbabilities,
    d::Offset,
    d::Order,
    #[cfg(feature = "ensemble")]
    d::OutcomeSensitivity,
    d::Pace,
    #[cfg(feature = "ensemble")]
    d::PairedDifference,
    d::Percent,
    d::Phase,
    d::PhaseStatus,
    d::Place,
    d::Plan,
    #[cfg(feature = "ensemble")]
    d::PlanOutcomes,
    d::PlanResult,
    d::PlanSpec,
    d::Position,
    d::Probability,
    #[cfg(feature = "ensemble")]
    d::Progress<'static>,
    d::Projection,
    d::Proportion,
    d::Residual,
    #[cfg(feature = "csv")]
    d::RowFilter,
    d::Scope,
    d::Schedule,
    d::ScheduledPhase,
    d::ScheduledWindow,
    d::ScopeView<'static>,
    #[cfg(feature = "ensemble")]
    d::Sensitivity,
    d::Shift,
    #[cfg(feature = "csv")]
    d::SkippedRow,
    #[cfg(feature = "csv")]
    d::SkipReason,
    d::Source,
    d::Stepper,
    d::Target,
    d::Troops,
    d::Variant,
    d::When,
    d::WhenLate,
    d::YearMonth,
}

// A table computes its rows while they are read, which one thread does at a time.
assert_types! { tables_can_be_sent, SENT, can_be_sent:
    d::Table<'static>,
}

assert_types! { errors_are_errors_and_cross_threads, ERRORS, is_an_error:
    #[cfg(feature = "ensemble")]
    d::CheckpointError,
    #[cfg(feature = "csv")]
    d::CsvError,
    #[cfg(feature = "csv")]
    d::CsvErrorKind,
    #[cfg(feature = "csv")]
    d::CsvErrors,
    d::EstimateError,
    #[cfg(feature = "ensemble")]
    d::MergeError,
    d::ParseCountryError,
    d::ParseDateError,
    d::ParseDecimalError,
    d::ParseMissionError,
    d::ParsePercentError,
    d::PlanError,
    d::PlanErrorKind,
    d::PlanErrors,
    #[cfg(feature = "ensemble")]
    d::SummaryError,
    d::TableError,
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
    let lists = [TYPES, SENT, ERRORS, TRAITS].concat();
    let without_generics = |name: &str| name.split('<').next().unwrap().to_owned();
    let asserted: BTreeSet<(String, String)> =
        lists.iter().map(|(name, cfg)| (without_generics(name), (*cfg).to_owned())).collect();
    let missing: Vec<_> = exported.difference(&asserted).collect();
    assert!(missing.is_empty(), "exported, but not asserted here: {missing:?}");
    let surplus: Vec<_> = asserted.difference(&exported).collect();
    assert!(surplus.is_empty(), "asserted here, but not exported: {surplus:?}");
    for (name, _) in exported.iter().filter(|(name, _)| name.contains("Error")) {
        let is_asserted = ERRORS.iter().any(|(error, _)| error == name);
        assert!(is_asserted, "{name} is not asserted to be an error");
    }
}
