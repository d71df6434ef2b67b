//! What would have to change, as tables.

use crate::{Folder, SMALL, iraq, printed};

const CAPPED: [&str; 3] = ["--variant", "no more than 100 a month", "--only"];

fn answer(plan: &str, options: &[&str]) -> String {
    printed(&[&["seek", plan][..], options].concat())
}

#[test]
fn bottlenecks_and_remedies_are_rows() {
    let folder = Folder::new("seek-tables");
    let plan = &*folder.write("plan.toml", SMALL);
    assert_eq!(
        answer(plan, &["--what", "bottlenecks", "--format", "csv"]),
        "phase,alone,kind,name,from,through,must,can,phases\n\
         all,true,cap,airlift,2024-09,2024-12,2600,2080,all\n"
    );
    assert_eq!(
        answer(plan, &["--what", "remedies", "--format", "csv"]),
        "phase,kind,name,planned,would_do\n\
         all,cap,airlift,520,650\n\
         all,deadline,all,2024-12,2025-01\n\
         all,pace,at-start,,false\n"
    );
}

#[test]
fn variants_have_a_column() {
    let options = [&CAPPED[..], &["--what", "remedies", "--format", "csv"]].concat();
    let csv = answer(&iraq(), &options);
    assert_eq!(csv.lines().next(), Some("variant,phase,kind,name,planned,would_do"));
    assert!(
        csv.contains("\nno more than 100 a month,the remainder,residual,residual[0],250,697\n"),
        "{csv}"
    );
}

#[test]
fn bottlenecks_as_a_table_have_the_least_lift() {
    let text = answer(&iraq(), &["--what", "bottlenecks"]);
    let lift = "at least 130 leave in the busiest month, at any pace: 1,937 must leave in 15 open months from 2025-10 \
        through 2026-12\n";
    assert!(text.ends_with(lift), "{text}");
}
