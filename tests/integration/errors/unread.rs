//! Of a file that is read in part: what may follow from what could not be read is not reported, the rest is.

use drawdown::Plan;

/// Where the errors are of a plan of 100 in Iraq and 100 in Syria.
fn places(entries: &str) -> Vec<String> {
    places_from("2024-08", entries)
}

fn places_from(as_of: &str, entries: &str) -> Vec<String> {
    let file = format!(
        "title = \"t\"\nas_of = \"{as_of}\"\n\
         [[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 100\n\
         [[contingent]]\ncontributor = \"USA\"\nhost = \"SYR\"\nstrength = 100\n{entries}\n"
    );
    let errors = Plan::from_toml(&file).err();
    errors.iter().flatten().map(|error| error.place.to_string()).collect()
}

/// A phase of Syria that is due before it starts.
const LATE: &str = "[[phase]]\nname = \"late\"\nscope = { host = \"SYR\" }\ntarget = \"remainder\"\n\
                    starts = \"2025-01\"\ndeadline = \"2024-10\"\n";
/// An event that cannot be read in full.
const UNREAD_EVENT: &str = "[[event]]\nid = \"signed\"\ndate = \"2025-03\"\nname = 5\n";

#[test]
fn what_waits_for_an_event_that_is_not_read_is_not_checked() {
    assert_eq!(places(LATE), ["phase[0].deadline"]);
    let waiting = LATE.replace("starts = \"2025-01\"", "waits_for = [\"signed\"]");
    assert_eq!(
        places(&format!("{}{waiting}", UNREAD_EVENT.replace("name = 5\n", ""))),
        ["phase[0].deadline"]
    );
    assert_eq!(places(&format!("{UNREAD_EVENT}{waiting}")), ["event[0].name"]);
}

#[test]
fn days_counted_from_an_event_that_is_not_read_are_not_checked() {
    let event = "[[event]]\nid = \"left\"\ndate = { after = \"signed\", months = 12000 }\n";
    let residual = "[[residual]]\nstrength = 1\nfrom = { after = \"signed\", days = 1 }\nthrough = \"2025-01\"\n";
    let hold =
        "[[hold]]\nname = \"h\"\nfrom = { after = \"signed\", days = 1 }\nthrough = \"2025-01\"\n";
    let cap = "[[cap]]\nname = \"c\"\nper_month = 1\nfrom = { after = \"signed\", days = 1 }\nthrough = \"2025-01\"\n";
    let read = UNREAD_EVENT.replace("name = 5\n", "");
    for (entry, place) in [
        (event, "event[1].date"),
        (residual, "residual[0].through"),
        (hold, "hold[0].through"),
        (cap, "cap[0].through"),
    ] {
        assert_eq!(places(&format!("{read}{entry}")), [place]);
        assert_eq!(places(&format!("{UNREAD_EVENT}{entry}")), ["event[0].name"], "{entry}");
    }
}

#[test]
fn a_pace_that_is_not_read_leaves_the_days_of_the_phase_certain() {
    for key in ["pace = 5", "order = 5", "blocks = -5", "when_late = 5"] {
        let phase = format!("{LATE}{key}\n");
        let mut found = places(&phase);
        found.sort();
        let name = key.split(' ').next().unwrap();
        let mut expected = [format!("phase[0].{name}"), "phase[0].deadline".to_owned()];
        expected.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_phase_without_a_deadline_may_have_a_pace_that_is_not_read() {
    let phase = "[[phase]]\nname = \"a\"\ntarget = \"remainder\"\n";
    assert_eq!(places(phase), ["phase[0].deadline"]);
    assert_eq!(places(&format!("{phase}pace = {{ rate = \"x\" }}\n")), ["phase[0].pace.rate"]);
}

#[test]
fn a_contingent_that_is_not_read_leaves_no_day_certain() {
    let contingent = |host: &str, strength: &str| {
        format!(
            "[[contingent]]\ncontributor = \"FRA\"\nhost = {host}\nstrength = {strength}\n{LATE}"
        )
    };
    assert_eq!(places(&contingent("5", "5")), ["contingent[2].host"]);
    assert_eq!(
        places(&contingent("\"IRQ\"", "-5")),
        ["contingent[2].strength", "phase[0].deadline"]
    );
}

#[test]
fn only_names_that_are_not_read_hide_names_that_are_not_known() {
    let unknown =
        LATE.replace("deadline = \"2024-10\"", "deadline = \"2025-10\"\nwaits_for = [\"q\"]");
    let hazard = "[[hazard]]\nname = 5\nmonthly_chance = 0.5\nlasts = 1\n";
    assert_eq!(places(&format!("{unknown}{hazard}")), ["phase[0].waits_for[0]", "hazard[0].name"]);
    let event = "[[event]]\nid = 5\n";
    assert_eq!(places(&format!("{event}{unknown}")), ["event[0].id"]);
    let event = "[[event]]\nid = \"e\"\ndate = 5\n";
    assert_eq!(places(&format!("{event}{unknown}")), ["event[0].date", "phase[0].waits_for[0]"]);
}

#[test]
fn a_seek_that_is_not_read_hides_only_its_own_errors() {
    let seek = |name: &str, adjust: &str, to: &str| {
        format!(
            "[[seek]]\nname = {name}\nfind = \"least\"\nadjust = [ {{ {adjust} }} ]\nto = {to}\n"
        )
    };
    let lift = "cap = { name = \"lift\", per_month = 100 }";
    let wrong = LATE.replace("2024-10", "2025-10").replace("SYR", "AFG");
    let broken = format!("{}chance = \"x\"\n", seek("\"s\"", lift, "5"));
    let other = seek("\"u\"", lift, "5");
    assert_eq!(places(&seek("\"s\"", lift, "5")), ["seek[0].to"]);
    assert_eq!(places(&broken), ["seek[0].chance"]);
    assert_eq!(places(&format!("{broken}{other}")), ["seek[0].chance", "seek[1].to"]);
    assert_eq!(places(&format!("{wrong}{broken}")), ["phase[0].scope", "seek[0].chance"]);
}

#[test]
fn the_last_month_is_not_checked_where_it_follows_from_what_is_not_read() {
    // From 1800-01 on, 12,000 months last through 2800-01.
    let file = |name: &str| {
        format!(
            "[[event]]\nid = \"signed\"\ndate = \"2890-03\"\nname = {name}\n\
                 [[phase]]\nname = \"a\"\ntarget = \"remainder\"\nwaits_for = [\"signed\"]\ndeadline = \"2890-12\"\n"
        )
    };
    assert_eq!(places_from("1800-01", &file("\"x\"")), ["through"]);
    assert_eq!(places_from("1800-01", &file("5")), ["event[0].name"]);
}
