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
    let lift = "to leave within the phases' months, whatever the caps, at least 130 must leave in the busiest month: \
        1,937 must leave in 15 open months from 2025-10 through 2026-12\n";
    assert!(text.ends_with(lift), "{text}");
}

#[test]
fn bottlenecks_as_a_table_have_words() {
    let folder = Folder::new("bottlenecks-in-words");
    let proved = folder.write("plan.toml", SMALL);
    let said = "\nall: it cannot be met at any pace: from 2024-09 through 2024-12, 2,600 must leave under the cap \"airlift\", \
        which lets 2,080 through: 520 too many\nto leave within";
    let text = answer(&proved, &["--what", "bottlenecks"]);
    assert!(text.contains(said), "{text}");
    let paced =
        SMALL.replace("deadline =", "pace = \"at-deadline\"\ndeadline =").replace("520", "650");
    let text = answer(&folder.write("paced.toml", &paced), &["--what", "bottlenecks"]);
    assert!(text.contains("\nall: it can be met: with every pace at-start it is\n"), "{text}");
    let met = folder.write("met.toml", &SMALL.replace("520", "650"));
    for what in ["bottlenecks", "remedies"] {
        let text = answer(&met, &["--what", what]);
        assert!(text.contains("\nno deadline is missed\n"), "{text}");
    }
}
