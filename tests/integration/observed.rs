//! Observed series from csv: the layouts of published data sets, missing values, and errors.
#![cfg(feature = "csv")]

mod days;
mod figures;
mod files;
mod names;
mod numbers;
mod reports;
mod wide;
mod wrong;

use std::collections::BTreeMap;

use drawdown::observed::{
    ColumnMapping, CountrySource, DateForm, DateSource, MissionSource, Observation, Observed,
    ObservedFigure, OnConflict, RowFilter,
};
use drawdown::{Country, Mission, Scope, Troops, YearMonth};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases;

const TROOPDATA: &str = include_str!("../data/troopdata.csv");
const UN: &str = include_str!("../data/un-contributors.csv");
const IPI: &str = include_str!("../data/ipi.csv");

fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn read(text: &str, columns: &ColumnMapping) -> Observed {
    Observed::from_csv(text.as_bytes(), columns).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The contingents at a month's end, as `contributor host strength`.
fn contingents(observed: &Observed, at: &str) -> Vec<String> {
    let baseline = observed.baseline(month(at), &Scope::EVERYONE);
    let line =
        |c: &drawdown::Contingent| format!("{} {} {}", c.contributor, c.host, c.strength.best());
    baseline.contingents.iter().map(line).collect()
}

/// Rows as `month host strength line`.
fn shown(rows: &[Observation]) -> Vec<String> {
    let strength = |row: &Observation| row.strength.map_or("?".into(), |s| s.to_string());
    rows.iter()
        .map(|row| format!("{} {} {} {}", row.month, row.host, strength(row), row.line))
        .collect()
}

fn left_out(observed: &Observed) -> Vec<String> {
    observed.left_out.iter().map(ToString::to_string).collect()
}

/// A mapping with one column for each part, for short files.
fn plain() -> ColumnMapping {
    ColumnMapping::new(
        CountrySource::Code("from".into()),
        CountrySource::Code("to".into()),
        DateSource::Date { column: "date".into(), form: DateForm::Any },
        &["n"],
    )
}

#[test]
fn troopdata_tells_zero_from_unknown() {
    let observed = read(TROOPDATA, &ColumnMapping::troopdata());
    assert_eq!(observed.months(), [month("2024-03"), month("2024-06")]);
    assert_eq!(
        contingents(&observed, "2024-06"),
        ["USA IRQ 2450", "USA EGY 0", "USA YEM 7", "USA USA 100000"]
    );
    let june = observed.baseline(month("2024-06"), &Scope::EVERYONE);
    assert_eq!(shown(&june.missing), ["2024-06 SYR ? 5"]);
    assert_eq!(shown(&june.unobserved), ["2024-03 KWT 13100 7"]);
    // In March, the contingents that only June has.
    let march = observed.baseline(month("2024-03"), &Scope::EVERYONE);
    assert_eq!(march.contingents.len(), 3);
    assert_eq!(
        shown(&march.unobserved),
        ["2024-06 EGY 0 6", "2024-06 YEM 7 8", "2024-06 USA 100000 12"]
    );
}

#[test]
fn a_number_without_a_code_counts_if_it_is_one_of_the_correlates_of_war() {
    let observed = read(TROOPDATA, &ColumnMapping::troopdata());
    assert_eq!(
        left_out(&observed),
        [
            "line 9: USA in SRB at the end of 2024-06 is given on line 11 as well; neither is used unless on_conflict says which",
            "line 10, ccode: 1004 is not a Correlates-of-War state number, and no code is given",
            "line 11: USA in SRB at the end of 2024-06 is given on line 9 as well; neither is used unless on_conflict says which",
        ]
    );
    // 678 is Yemen; 340 is no such number, and says nothing against SRB.
    let first = ColumnMapping { on_conflict: OnConflict::First, ..ColumnMapping::troopdata() };
    let observed = read(TROOPDATA, &first);
    let hosts: Vec<Country> = observed.rows.iter().map(|row| row.host).collect();
    assert!(hosts.contains(&country("YEM")) && hosts.contains(&country("SRB")));
    let last = ColumnMapping { on_conflict: OnConflict::Last, ..ColumnMapping::troopdata() };
    assert_eq!(contingents(&read(TROOPDATA, &last), "2024-06")[3], "USA SRB 8");
}

#[test]
fn troopdata_with_reserves_or_by_year() {
    let all = ColumnMapping { strength: vec!["troops_all".into()], ..ColumnMapping::troopdata() };
    assert_eq!(contingents(&read(TROOPDATA, &all), "2024-06")[0], "USA IRQ 2550");
    let yearly = ColumnMapping {
        date: DateSource::Year { year: "year".into(), month: 9 },
        ..ColumnMapping::troopdata()
    };
    let file = "\"\",\"countryname\",\"year\",\"ccode\",\"iso3c\",\"region\",\"troops_ad\"\n\
                \"1\",\"Iraq\",2007,645,\"IRQ\",\"Asia\",218500\n\
                \"2\",\"Syria\",2007,652,\"SYR\",\"Asia\",-Inf\n";
    let observed = read(file, &yearly);
    assert_eq!(shown(&observed.rows), ["2007-09 IRQ 218500 2", "2007-09 SYR ? 3"]);
}

#[test]
fn the_united_nations_count_men_and_women_and_only_troops() {
    let observed = read(UN, &ColumnMapping::un_contributors());
    assert_eq!(contingents(&observed, "2012-03"), ["GHA LBR 711", "PAK LBR 2950", "ETH SDN 2380"]);
    assert_eq!(
        left_out(&observed),
        ["line 6, mission_acronym: no host is given for the operation \"UNISFA\"; add it to hosts"]
    );
    // In April Pakistan has staff officers alone: its troops are of March.
    let april = observed.baseline(month("2012-04"), &Scope::host(country("LBR")));
    assert_eq!(shown(&april.unobserved), ["2012-03 LBR 2950 4"]);
    assert_eq!(april.contingents.len(), 1);
}

#[test]
fn missions_in_one_host_add_up_once_their_host_is_given() {
    let mut columns = ColumnMapping::un_contributors();
    columns.hosts.insert("UNISFA".into(), country("SDN"));
    let observed = read(UN, &columns);
    assert_eq!(observed.left_out, []);
    assert_eq!(contingents(&observed, "2012-03")[2], "ETH SDN 6180"); // 2,380 and 3,800
    let operations: Vec<Option<&str>> =
        observed.rows.iter().map(|r| r.operation.as_deref()).collect();
    assert_eq!(operations[2..4], [Some("UNAMID"), Some("UNISFA")]);
}

#[test]
fn the_peace_institute_s_missions_add_up_and_its_na_is_not_zero() {
    let observed = read(IPI, &ColumnMapping::ipi());
    assert_eq!(contingents(&observed, "2014-02"), ["ETH SDN 6500", "ALB SSD 1"]);
    assert_eq!(contingents(&observed, "2014-03"), ["ETH SDN 6470"]);
    let march = observed.baseline(month("2014-03"), &Scope::EVERYONE);
    assert_eq!(shown(&march.missing), ["2014-03 COD ? 7"]);
    assert_eq!(shown(&march.unobserved), ["2014-02 SSD 1 4"]);
}

/// 2,500 and 4,000 in February; 2,480 and 3,990 in March, or one of them unknown.
#[test]
fn the_totals_of_contingents_add_their_operations() {
    let totals = |file: &str| shown(&read(file, &ColumnMapping::ipi()).totals());
    let of_sudan = |lines: Vec<String>| -> Vec<String> {
        lines.into_iter().filter(|line| line.contains("SDN")).collect()
    };
    assert_eq!(of_sudan(totals(IPI)), ["2014-02 SDN 6500 2", "2014-03 SDN 6470 5"]);
    assert!(read(IPI, &ColumnMapping::ipi()).totals().iter().all(|row| row.operation.is_none()));
    let unknown = IPI.replace("NA,NA,3990,NA,3990", "NA,NA,NA,NA,NA");
    assert_eq!(of_sudan(totals(&unknown)), ["2014-02 SDN 6500 2", "2014-03 SDN ? 5"]);
}

/// Operations are added up; without any mission in the file, a figure is about all of them together.
#[test]
fn observed_strengths_become_figures_of_one_source() {
    let of = |file: &str, columns: &ColumnMapping| -> Vec<String> {
        let figures = read(file, columns).to_observations("a database");
        assert!(figures.rows.iter().all(|row| row.source == "a database"));
        let strength = |n: Option<Troops>| n.map_or("?".to_owned(), |n| n.to_string());
        let line = |row: &ObservedFigure| {
            format!("{} {} {} {}", row.month, row.who(), strength(row.strength), row.line)
        };
        figures.rows.iter().map(line).collect()
    };
    assert_eq!(of(IPI, &ColumnMapping::ipi())[0], "2014-02 ETH in SDN 6500 2");
    let what = MissionSource::Column("what".into());
    let file = "from,to,date,what,n\nUSA,AFG,2020-02,training,5\nUSA,AFG,2020-02,,NA\n";
    assert_eq!(
        of(file, &ColumnMapping { mission: what, ..plain() }),
        ["2020-02 USA in AFG, training 5 2", "2020-02 USA in AFG, unspecified ? 3"]
    );
}

#[test]
fn one_operation_without_a_strength_leaves_the_sum_unknown() {
    let file = IPI.replace("NA,NA,3990,NA,3990", "NA,NA,NA,NA,NA");
    let observed = read(&file, &ColumnMapping::ipi());
    let march = observed.baseline(month("2014-03"), &Scope::EVERYONE);
    assert_eq!(march.contingents, []);
    assert_eq!(shown(&march.missing), ["2014-03 SDN ? 6", "2014-03 COD ? 7"]);
}

#[test]
fn unobserved_contingents_are_shown_as_last_seen() {
    let file = "from,to,date,n\nUSA,IRQ,2024-01,1\nUSA,IRQ,2024-03,3\nUSA,IRQ,2024-02,2\n\
                USA,IRQ,2024-05,5\nGBR,IRQ,2024-04,4\nGBR,IRQ,2023-12,0\n";
    let observed = read(file, &plain());
    let unobserved = |at: &str| shown(&observed.baseline(month(at), &Scope::EVERYONE).unobserved);
    assert_eq!(unobserved("2024-04"), ["2024-03 IRQ 3 3"]);
    assert_eq!(unobserved("2023-12"), ["2024-01 IRQ 1 2"]);
    assert_eq!(unobserved("2024-02"), ["2023-12 IRQ 0 7"]);
    assert_eq!(unobserved("2030-01"), ["2024-05 IRQ 5 5", "2024-04 IRQ 4 6"]);
    let british = Scope::contributor(country("GBR"));
    assert_eq!(observed.baseline(month("2024-01"), &british).unobserved.len(), 1);
}

#[test]
fn one_part_of_a_strength_missing_leaves_the_sum_unknown() {
    let columns = ColumnMapping { strength: vec!["men".into(), "women".into()], ..plain() };
    let file =
        "from,to,date,men,women\nUSA,IRQ,2024-06,5,6\nGBR,IRQ,2024-06,5,NA\nFRA,IRQ,2024-06,0,0\n";
    assert_eq!(
        shown(&read(file, &columns).rows),
        ["2024-06 IRQ 11 2", "2024-06 IRQ ? 3", "2024-06 IRQ 0 4"]
    );
}

#[test]
fn line_ends_quotes_marks_and_case_are_a_spreadsheet_s_own() {
    let expected = read("from,to,date,n\nUSA,IRQ,2024-06,5\nGBR,IRQ,2024-06,6\n", &plain()).rows;
    for file in [
        "from,to,date,n\r\nUSA,IRQ,2024-06,5\r\nGBR,IRQ,2024-06,6\r\n",
        "\u{feff}from,to,date,n\nUSA,IRQ,2024-06,5\nGBR,IRQ,2024-06,6",
        "\"From\",\" TO \",\"date\",N\n\"USA\",\"IRQ\",\"2024-06\",\"5\"\nGBR, IRQ ,2024-06,6\n,,,\n , ,\t,\n",
    ] {
        assert_eq!(read(file, &plain()).rows, expected, "{file}");
    }
    // Case matters where two columns differ in case alone.
    let both = read("from,to,date,N,n\nUSA,IRQ,2024-06,7,5\n", &plain());
    assert_eq!(both.rows[0].strength, Some(Troops(5)));
}

#[test]
fn what_separates_fields_is_found_or_said() {
    let expected = read("from,to,date,n\nUSA,IRQ,2024-06,5\n", &plain());
    for (separator, named) in [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")] {
        let file = "from,to,date,n\nUSA,IRQ,2024-06,5\n".replace(',', separator);
        let observed = read(&file, &plain());
        assert_eq!(observed.rows, expected.rows, "{named}");
        assert_eq!(
            observed.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [format!("fields are separated by {named}")]
        );
    }
    // Any other separator must be said, as spreadsheets do.
    let file = "\u{feff}sep=^\r\nfrom^to^date^n\r\nUSA^IRQ^2024-06^5\r\n";
    let observed = read(file, &plain());
    assert_eq!(shown(&observed.rows), ["2024-06 IRQ 5 3"]);
    assert_eq!(
        observed.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["fields are separated by '^'", "the header is on line 2; what is before it is not read"]
    );
    assert!(Observed::from_csv(file.replace("sep=^", "").as_bytes(), &plain()).is_err());
}

#[test]
fn lines_are_the_file_s_own() {
    let file = "from,to,date,note,n\nUSA,IRQ,2024-06,\"two\nlines\",5\n\nGBR,IRQ,2024-06,,6\n";
    let lines: Vec<u64> = read(file, &plain()).rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 5]);
    for end in ["\r\n", "\r"] {
        let lines: Vec<u64> =
            read(&file.replace('\n', end), &plain()).rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5], "{end:?}");
    }
}

#[test]
fn missions_in_the_plan_s_own_words_and_numbers_alone() {
    let columns = ColumnMapping {
        contributor: CountrySource::Number("from".into()),
        mission: MissionSource::Column("what".into()),
        ..plain()
    };
    let file = "from,to,date,what,n\n2,AFG,2020-02,training,5\n2,AFG,2020-02,combat,6\n\
                2,AFG,2020-02,NA,7\n365,AFG,2020-02,NA,7\n,AFG,2020-02,NA,7\n";
    let observed = read(file, &columns);
    let missions: Vec<Mission> = observed.rows.iter().map(|row| row.mission).collect();
    assert_eq!(
        missions,
        [Mission::Training, Mission::Combat, Mission::Unspecified, Mission::Unspecified]
    );
    assert_eq!(observed.rows[3].contributor, country("RUS"));
    assert_eq!(left_out(&observed), ["line 6, from: no country is given",]);
    let trainers = observed.baseline(month("2020-02"), &Scope::mission(Mission::Training));
    assert_eq!(trainers.contingents.len(), 1);
    assert_eq!(trainers.contingents[0].mission, Mission::Training);
}

#[test]
fn filters_ignore_case_and_keep_rows_that_pass_all() {
    let only = |column: &str, value: &str| RowFilter::new(column, [value]);
    let columns =
        ColumnMapping { only: vec![only("kind", "troops"), only("area", "north")], ..plain() };
    let file = "from,to,date,kind,area,n\nUSA,IRQ,2024-06,TROOPS,North,5\nGBR,IRQ,2024-06,troops,south,6\n\
                FRA,IRQ,2024-06,police,north,nobody knows\n";
    assert_eq!(shown(&read(file, &columns).rows), ["2024-06 IRQ 5 2"]);
}

fn of_war(number: u32) -> Option<Country> {
    let columns = ColumnMapping { contributor: CountrySource::Number("from".into()), ..plain() };
    let observed = read(&format!("from,to,date,n\n{number},IRQ,2024-06,1\n"), &columns);
    observed.rows.first().map(|row| row.contributor)
}

/// Pairs of the Correlates of War's own list of states.
#[test]
fn numbers_of_the_correlates_of_war() {
    for (number, code) in [
        (2, "USA"),
        (20, "CAN"),
        (41, "HTI"),
        (70, "MEX"),
        (100, "COL"),
        (160, "ARG"),
        (200, "GBR"),
        (205, "IRL"),
        (210, "NLD"),
        (220, "FRA"),
        (230, "ESP"),
        (255, "DEU"),
        (260, "DEU"),
        (265, "DDR"),
        (290, "POL"),
        (315, "CSK"),
        (316, "CZE"),
        (325, "ITA"),
        (344, "HRV"),
        (346, "BIH"),
        (347, "XKX"),
        (352, "CYP"),
        (366, "EST"),
        (372, "GEO"),
        (380, "SWE"),
        (432, "MLI"),
        (437, "CIV"),
        (450, "LBR"),
        (475, "NGA"),
        (482, "CAF"),
        (484, "COG"),
        (501, "KEN"),
        (520, "SOM"),
        (522, "DJI"),
        (560, "ZAF"),
        (620, "LBY"),
        (625, "SDN"),
        (626, "SSD"),
        (630, "IRN"),
        (640, "TUR"),
        (645, "IRQ"),
        (651, "EGY"),
        (652, "SYR"),
        (660, "LBN"),
        (663, "JOR"),
        (666, "ISR"),
        (670, "SAU"),
        (678, "YEM"),
        (679, "YEM"),
        (680, "YMD"),
        (690, "KWT"),
        (692, "BHR"),
        (694, "QAT"),
        (696, "ARE"),
        (700, "AFG"),
        (710, "CHN"),
        (713, "TWN"),
        (731, "PRK"),
        (732, "KOR"),
        (740, "JPN"),
        (750, "IND"),
        (770, "PAK"),
        (771, "BGD"),
        (800, "THA"),
        (811, "KHM"),
        (817, "VNM"),
        (840, "PHL"),
        (850, "IDN"),
        (860, "TLS"),
        (900, "AUS"),
        (920, "NZL"),
        (950, "FJI"),
        (955, "TON"),
        (990, "WSM"),
    ] {
        assert_eq!(of_war(number), Some(country(code)), "{number}");
    }
    for unknown in [0, 1, 3, 327, 340, 511, 972, 1_001, 70_000] {
        assert_eq!(of_war(unknown), None, "{unknown}");
    }
}

/// A number that has stood for several states is read by the month: the Federal Republic of Yugoslavia
/// was renamed in February 2003 and ended in June 2006; the Soviet Union ended in December 1991; Zaire had
/// this name from October 1971 to May 1997; Vietnam was one from July 1976 on.
#[test]
fn numbers_of_several_states_are_read_by_the_month() {
    let columns = ColumnMapping { contributor: CountrySource::Number("from".into()), ..plain() };
    for (number, last_of_one, code, next) in [
        (345, "2003-01", "YUG", "SCG"),
        (345, "2006-05", "SCG", "SRB"),
        (365, "1991-11", "SUN", "RUS"),
        (490, "1971-09", "COD", "ZAR"),
        (490, "1997-04", "ZAR", "COD"),
        (816, "1976-06", "VDR", "VNM"),
    ] {
        let at = |month: YearMonth| {
            let file = format!("from,to,date,n\n{number},IRQ,{month},1\n");
            read(&file, &columns).rows[0].contributor
        };
        assert_eq!(at(month(last_of_one)), country(code), "{number} {code}");
        assert_eq!(
            at(month(last_of_one).checked_add(1).unwrap()),
            country(next),
            "{number} {next}"
        );
    }
}

/// What a number has stood for agrees with it, and nothing else does.
#[test]
fn numbers_agree_with_all_the_codes_of_their_state() {
    let agrees = |number: u32, code: &str| {
        let host = CountrySource::CodeAndNumber { code: "to".into(), number: "ccode".into() };
        let file = format!("from,to,ccode,date,n\nUSA,{code},{number},2024-06,1\n");
        !read(&file, &ColumnMapping { host, ..plain() }).rows.is_empty()
    };
    for (number, code) in [
        (345, "YUG"),
        (345, "SCG"),
        (345, "SRB"),
        (365, "SUN"),
        (365, "RUS"),
        (490, "ZAR"),
        (490, "COD"),
        (816, "VDR"),
        (816, "VNM"),
        (645, "IRQ"),
        (1_008, "GUM"),
    ] {
        assert!(agrees(number, code), "{number} {code}");
    }
    for (number, code) in
        [(345, "MNE"), (365, "UKR"), (490, "COG"), (816, "KHM"), (645, "IRN"), (255, "DDR")]
    {
        assert!(!agrees(number, code), "{number} {code}");
    }
}

#[test]
fn a_mapping_is_read_from_toml_and_json() {
    let columns = ColumnMapping::un_contributors();
    let text = serde_json::to_string(&columns).unwrap();
    assert_eq!(serde_json::from_str::<ColumnMapping>(&text).unwrap(), columns);
    let short = "contributor = { code = \"from\" }\nhost = { code = \"to\" }\nstrength = [\"n\"]\n\
                 date = { date = { column = \"date\" } }\n";
    assert_eq!(toml::from_str::<ColumnMapping>(short).unwrap(), plain());
    assert!(toml::from_str::<ColumnMapping>(&(short.to_owned() + "colour = 1\n")).is_err());
    let observed = Observed::from_csv(b"from,to,date,n\nUSA,IRQ,June,\n,,,\n", &plain()).unwrap();
    let json = serde_json::to_string(&observed).unwrap();
    assert_eq!(serde_json::from_str::<Observed>(&json).unwrap(), observed);
}

type Cells = BTreeMap<(i32, &'static str, &'static str), Option<u32>>;

fn cells() -> impl Strategy<Value = Cells> {
    let contributors = select(vec!["USA", "GBR", "NOR"]);
    let hosts = select(vec!["AFG", "IRQ"]);
    let strength = prop::option::weighted(0.8, prop_oneof![Just(0), 0..200_000_u32]);
    btree_map((0..30_i32, contributors, hosts), strength, 0..40)
}

proptest! {
    #![proptest_config(cases(300))]

    /// Written with and without quotes and line ends of either kind, a series is read as it was.
    #[test]
    fn a_series_is_read_as_it_was_written(cells in cells(), crlf in any::<bool>(), quoted in any::<bool>()) {
        let style = if quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let ends = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().quote_style(style).terminator(ends).from_writer(vec![]);
        writer.write_record(["note", "n", "date", "to", "from"]).unwrap();
        let as_of = month("2019-01");
        for ((t, from, to), strength) in &cells {
            let n = strength.map_or("NA".to_owned(), |n| n.to_string());
            let date = as_of.checked_add(*t).unwrap().last_day().to_string();
            writer.write_record(["a \"note\", of\nsorts", &n, &date, to, from]).unwrap();
        }
        let observed = Observed::from_csv(&writer.into_inner().unwrap(), &plain()).unwrap();
        let read: Cells = observed.rows.iter().map(|row| {
            let code = |c: Country| ["USA", "GBR", "NOR", "AFG", "IRQ"].into_iter().find(|code| *code == c.code()).unwrap();
            ((row.month.months_since(as_of), code(row.contributor), code(row.host)), row.strength.map(|s| s.0))
        }).collect();
        prop_assert_eq!(&read, &cells);
        prop_assert_eq!(observed.rows.len(), cells.len());

        // Every contingent of the series is in every baseline, once, in one of its lists.
        for month in observed.months() {
            let baseline = observed.baseline(month, &Scope::EVERYONE);
            let lists = baseline.contingents.len() + baseline.missing.len() + baseline.unobserved.len();
            let all: std::collections::HashSet<_> = cells.keys().map(|(_, from, to)| (from, to)).collect();
            prop_assert_eq!(lists, all.len());
            let sum: u64 = baseline.contingents.iter().map(|c| u64::from(c.strength.best())).sum();
            let t = month.months_since(as_of);
            let expected: u64 = cells.iter().filter(|((at, ..), _)| *at == t).filter_map(|(_, n)| *n).map(u64::from).sum();
            prop_assert_eq!(sum, expected);
            prop_assert!(baseline.unobserved.iter().all(|row| row.month != month));
        }
    }

    #[test]
    fn a_baseline_makes_a_plan(cells in cells()) {
        let lines = cells.iter().map(|((t, from, to), n)| {
            let date = month("2019-01").checked_add(*t).unwrap();
            format!("{from},{to},{date},{}\n", n.map_or(String::new(), |n| n.to_string()))
        });
        let file: String = std::iter::once("from,to,date,n\n".to_owned()).chain(lines).collect();
        let observed = read(&file, &plain());
        for month in observed.months() {
            let contingents = observed.baseline(month, &Scope::EVERYONE).contingents;
            let anybody = !contingents.is_empty();
            let spec = drawdown::PlanSpec { contingents, ..drawdown::PlanSpec::new("Observed", month) };
            prop_assert_eq!(drawdown::Plan::new(spec).is_ok(), anybody);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200), mapping in 0..4_usize) {
        wrong::assert_read_or_refused(&bytes, &[ColumnMapping::troopdata(), ColumnMapping::un_contributors(), ColumnMapping::ipi(), plain()][mapping]);
    }
}
