//! All errors are reported at once, in the order of the file, and none that only follows from another.

#[cfg(feature = "toml")]
mod toml {
    use crate::errors::assert_refused;

    #[test]
    fn what_cannot_be_read_in_every_list() {
        let plan = r#"
# no title
as_of   = "2024-08"
through = "soon"
threshold = 1

[[source]]
id = "reuters"

[[contingent]]
contributor = "USA"
host = "IRK"
mission = "peace"
strength = -5

[[contingent]]
contributor = "GBR"
strength = { best = 5, wrods = 5 }

[[event]]
id = "announcement"
date = { low = "2024-09", best = "2025-03", high = "2024-12" }

[[event]]
name = "approval"
date = 2024-09-06T12:00:00

[[residual]]
strength = { low = 5 }
from = "2025-13"
until = 5

[[phase]]
scope = { host = "Mordor", side = "left" }
target = "half"
deadline = "someday"
blocks = 2.5
order = "random"

[[phase]]
name = "second"
target = "remainder"
deadline = { after = "announcement" }

[[hold]]
from = "2025-01"

[[cap]]
name = "airlift"
per_month = "many"

[[cost]]
name = "operations"
per_troop_year = 454545

[[hazard]]
name = "escalation"
monthly_chance = 4
lasts = -1

[[variant]]
adjust = [ { shift = { phase = "second" } }, { strength = { percent = 33.3 } } ]
"#;
        assert_refused(
            plan,
            &[
                "title: required, but missing",
                r#"line 4, column 11: through: found "soon", but expected YYYY-MM"#,
                "line 5, column 1: threshold: unknown key; the keys here are title, announced, as_of, through, source, country, contingent, event, residual, phase, hold, cap, cost, hazard, slip, variant, seek",
                "line 7, column 1: source[0].title: required, but missing",
                r#"line 12, column 8: contingent[0].host: "IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#,
                r#"line 13, column 11: contingent[0].mission: "peace" is not a mission; the missions are combat, advise-and-assist, training, support, force-protection, special-operations, headquarters, logistics, engineering, air, naval, medical, police, observers, staff, civilian, unspecified"#,
                "line 14, column 12: contingent[0].strength: found -5, but expected a whole number of troops, 0 to 4294967295",
                "line 16, column 1: contingent[1].host: required, but missing",
                "line 18, column 24: contingent[1].strength.wrods: unknown key; did you mean words? the keys here are low, best, high, values, words",
                "line 22, column 8: event[0].date: low 2024-09, best 2025-03, high 2024-12: low <= best <= high must hold",
                "line 24, column 1: event[1].id: required, but missing",
                r#"line 26, column 8: event[1].date: found "2024-09-06T12:00:00", but expected YYYY-MM-DD or YYYY-MM"#,
                "line 29, column 12: residual[0].strength: an estimate needs best alone, low and high, all three, or values",
                r#"line 30, column 8: residual[0].from: "2025-13" is not a day: a year has the months 01 to 12"#,
                "line 31, column 1: residual[0].until: unknown key; the keys here are scope, strength, mission, from, through, source",
                "line 33, column 1: phase[0].name: required, but missing",
                r#"line 34, column 18: phase[0].scope.host: "Mordor" is not an ISO 3166-1 alpha-3 country code; a code is three capital letters, such as IRQ for Iraq"#,
                "line 34, column 28: phase[0].scope.side: unknown key; the keys here are contributor, host, mission",
                r#"line 35, column 10: phase[0].target: "half" is not one of reduce_to, reduce_by, reduce_by_percent, reduce_to_percent, in_proportion_to, remainder, raise_to, raise_by"#,
                r#"line 36, column 12: phase[0].deadline: found "someday", but expected YYYY-MM-DD or YYYY-MM"#,
                "line 37, column 10: phase[0].blocks: found 2.5, but expected a whole number of troops, 0 to 4294967295",
                r#"line 38, column 9: phase[0].order: "random" is not one of proportional, listed"#,
                "line 43, column 12: phase[1].deadline: exactly one of days and months must be given",
                "line 45, column 1: hold[0].name: required, but missing",
                r#"line 50, column 13: cap[0].per_month: found the text "many", but expected a whole number of troops, 0 to 4294967295"#,
                "line 52, column 1: cost[0].currency: required, but missing",
                "line 58, column 18: hazard[0].monthly_chance: found 4, but expected a probability from 0 to 1, such as 0.04",
                "line 59, column 9: hazard[0].lasts: found -1, but expected a whole number of days or months, 0 to 4294967295",
                "line 61, column 1: variant[0].name: required, but missing",
                "line 62, column 22: variant[0].adjust[0].shift.months: required, but missing",
                "line 62, column 71: variant[0].adjust[1].strength.percent: found 33.3, but expected a percentage: an integer, or a decimal in quotes such as \"33.3\"",
            ],
        );
    }

    const BREAKING: &str = r#"
title   = " "
as_of   = "2024-08"

[[source]]
id = "reuters"
title = "A report"

[[source]]
id = "reuters"
title = "Another"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 2500
source = "reuter"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 900

[[event]]
id = "announcement"
date = { after = "election", days = 60 }

[[event]]
id = "election"

[[residual]]
scope = { host = "SYR" }
strength = 250
from = { after = "elections", days = 60 }

[[phase]]
name = "first year"
scope = { mission = "training" }
target = { reduce_by_percent = 150 }
deadline = "2025-09-30"
blocks = 0
waits_for = ["announcement", "first year", "ratification"]
pace = { rate = 0 }

[[phase]]
name = "election"
target = { in_proportion_to = "the remainder" }
deadline = { after = "the remainder", months = 1 }
destination = { host = "KWT" }

[[phase]]
name = "the remainder"
target = { raise_by = 5 }
deadline = "2026-12-31"
destination = { host = "SYR" }

[[hold]]
name = ""
from = "2026-01"
through = { after = "first year", days = 1 }

[[hold]]
name = "pause"

[[cap]]
name = "airlift"
scope = { contributor = ["GBR", "ESP"] }
per_month = 0
through = { after = "nothing", days = 1 }

[[cost]]
name = "operations"
currency = "USD"

[[hazard]]
name = "escalation"
scope = { host = [] }
monthly_chance = 1
lasts = 0

[[variant]]
name = "as planned"
adjust = [ { cancel = { phase = "third" } }, { shift = { event = "no such", months = 3 } } ]
source = "nowhere"
"#;

    #[test]
    fn what_breaks_a_rule_in_every_list() {
        assert_refused(
            BREAKING,
            &[
                "line 2, column 11: title: must not be blank",
                r#"line 10, column 6: source[1].id: "reuters" is already the name of source[0]; rename one of them"#,
                r#"line 17, column 10: contingent[0].source: no source is called "reuter"; did you mean "reuters"?"#,
                "line 19, column 1: contingent[1]: USA in IRQ (unspecified) is already contingent[0]; a contingent is listed once",
                r#"line 26, column 18: event[0].date.after: "election" is defined later; only earlier entries can be referenced here"#,
                "line 32, column 9: residual[0].scope: no contingent matches; a scope must match at least one",
                r#"line 34, column 18: residual[0].from.after: no event or phase is called "elections"; did you mean "election"?"#,
                "line 38, column 9: phase[0].scope: no contingent matches; a scope must match at least one",
                "line 39, column 32: phase[0].target.reduce_by_percent: 150 percent; a percentage must be between 0 and 100",
                "line 41, column 10: phase[0].blocks: must be at least 1",
                r#"line 42, column 30: phase[0].waits_for[1]: no event is called "first year"; the events are "announcement" and "election""#,
                r#"line 42, column 44: phase[0].waits_for[2]: no event is called "ratification"; the events are "announcement" and "election""#,
                "line 43, column 17: phase[0].pace.rate: must be at least 1",
                r#"line 46, column 8: phase[1].name: "election" is already the name of event[1]; rename one of them"#,
                r#"line 47, column 31: phase[1].target.in_proportion_to: "the remainder" is defined later; only earlier entries can be referenced here"#,
                r#"line 48, column 22: phase[1].deadline.after: "the remainder" is defined later; only earlier entries can be referenced here"#,
                "line 49, column 15: phase[1].destination: no contingent is listed as USA in KWT (unspecified), where those who leave would arrive; list it, with strength 0 if need be",
                "line 55, column 15: phase[2].destination: a phase that raises strength cannot have a destination",
                "line 58, column 8: hold[0].name: must not be blank",
                "line 67, column 9: cap[0].scope: no contingent matches; a scope must match at least one",
                r#"line 69, column 21: cap[0].through.after: no event or phase is called "nothing"; the events and phases are "announcement", "election", "first year" and "the remainder""#,
                "line 71, column 1: cost[0]: a cost needs per_troop_year, per_withdrawn or per_month",
                "line 77, column 9: hazard[0].scope: no contingent matches; a scope must match at least one",
                r#"line 82, column 8: variant[0].name: "as planned" is the name of the plan itself; rename the variant"#,
                r#"line 83, column 33: variant[0].adjust[0].cancel.phase: no phase is called "third"; the phases are "first year", "election" and "the remainder""#,
                r#"line 83, column 66: variant[0].adjust[1].shift.event: no event is called "no such"; the events are "announcement" and "election""#,
                r#"line 84, column 10: variant[0].source: no source is called "nowhere"; the only one is "reuters""#,
            ],
        );
    }

    /// A plan that is valid if its four parameters are, and in which everything depends on them.
    fn depending_on(host: &str, id: &str, phase: &str, source: &str) -> String {
        format!(
            r#"title = "Iraq"
as_of = "2024-08"
[[source]]
{source}
title = "A report"
[[contingent]]
contributor = "USA"
{host}
strength = 2500
source = "reuters"
[[contingent]]
contributor = "USA"
host = "KWT"
strength = 0
[[event]]
{id}
date = "2024-09"
[[residual]]
scope = {{ host = "IRQ" }}
strength = 250
through = {{ after = "first year", months = 1 }}
[[phase]]
{phase}
scope = {{ host = "IRQ" }}
target = {{ reduce_by = 500 }}
deadline = {{ after = "announcement", months = 12 }}
waits_for = ["announcement"]
[[phase]]
name = "the remainder"
scope = {{ host = "IRQ" }}
target = {{ in_proportion_to = "first year" }}
deadline = {{ after = "first year", months = 12 }}
destination = {{ host = "KWT" }}
[[hold]]
name = "pause"
from = {{ after = "announcement", days = 3 }}
source = "reuters"
[[variant]]
name = "late"
adjust = [ {{ shift = {{ event = "announcement", months = 1 }} }}, {{ cancel = {{ phase = "the remainder" }} }} ]
[[variant]]
name = "slow"
adjust = [ {{ pace = {{ phase = "first year", pace = "s-curve" }} }} ]
"#
        )
    }

    #[test]
    fn nothing_is_reported_of_what_depends_on_the_unreadable() {
        let (host, id, phase, source) = (
            r#"host = "IRQ""#,
            r#"id = "announcement""#,
            r#"name = "first year""#,
            r#"id = "reuters""#,
        );
        drawdown::Plan::from_toml(&depending_on(host, id, phase, source)).unwrap();

        let host_error = r#"line 8, column 8: contingent[0].host: "IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#;
        assert_refused(&depending_on(r#"host = "IRK""#, id, phase, source), &[host_error]);
        assert_refused(
            &depending_on(host, "", phase, source),
            &["line 15, column 1: event[0].id: required, but missing"],
        );
        assert_refused(
            &depending_on(host, id, "", source),
            &["line 22, column 1: phase[0].name: required, but missing"],
        );
        assert_refused(
            &depending_on(host, id, phase, ""),
            &["line 3, column 1: source[0].id: required, but missing"],
        );
        assert_refused(
            &depending_on(r#"host = "IRK""#, "", "", ""),
            &[
                "line 3, column 1: source[0].id: required, but missing",
                host_error,
                "line 15, column 1: event[0].id: required, but missing",
                "line 22, column 1: phase[0].name: required, but missing",
            ],
        );
    }

    #[test]
    fn an_event_without_a_readable_date_says_nothing_of_its_phases() {
        let plan = depending_on(
            r#"host = "IRQ""#,
            r#"id = "announcement""#,
            r#"name = "first year""#,
            r#"id = "reuters""#,
        );
        assert_refused(
            &plan.replace("date = \"2024-09\"", "date = \"soon\""),
            &[
                r#"line 17, column 8: event[0].date: found "soon", but expected YYYY-MM-DD or YYYY-MM"#,
            ],
        );
        // Errors elsewhere are still reported.
        let plan = plan
            .replace("date = \"2024-09\"", "date = \"soon\"")
            .replace("s-curve", "brisk")
            .replace("\"pause\"", "\"\"");
        assert_refused(
            &plan,
            &[
                r#"line 17, column 8: event[0].date: found "soon", but expected YYYY-MM-DD or YYYY-MM"#,
                "line 35, column 8: hold[0].name: must not be blank",
                r#"line 43, column 52: variant[1].adjust[0].pace.pace: "brisk" is not one of even, front-loaded, back-loaded, s-curve, at-start, at-deadline, rate"#,
            ],
        );
    }
}
