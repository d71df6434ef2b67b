//! A plan's days as an iCalendar file (RFC 5545). It is written here because the known crates read the
//! clock, draw random identifiers or fold lines beyond the limit.

use chrono::NaiveDate;

use crate::plan::checked::Plan;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::window::DatedWindow;
use crate::values::day::Day;

impl Plan {
    /// The deadlines, events and holds of the plan as an iCalendar file (RFC 5545), which calendar
    /// programs import: all-day entries in the plan's own order, on their best dates. A plan under a
    /// [variant](Self::named_variant) gives the days of the variant.
    ///
    /// - Undated entries are left out. If nothing is dated, the calendar has no entries.
    /// - A day given as a month is that month's last. An entry whose low and high days differ is
    ///   `TENTATIVE` and says between which days it lies.
    /// - A hold without a first or last day is shown from the day after `as_of`, or through the last
    ///   month projected, and says so. A hold that covers no day is left out.
    /// - The same plan always gives the same bytes: no clock is read. An entry keeps its `UID` while
    ///   plan and entry keep their names, so that a calendar program recognises it when the plan or
    ///   a variant is imported again.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let calendar = plan.to_icalendar();
    /// assert!(calendar.contains("SUMMARY:Deadline: the remainder\r\n"));
    /// assert!(calendar.contains("DTSTART;VALUE=DATE:20261231\r\n"));
    /// assert!(calendar.contains("DTEND;VALUE=DATE:20270101\r\n")); // the day after the last
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[doc(alias = "ics")]
    pub fn to_icalendar(&self) -> String {
        let title = escaped(&self.spec.title);
        let mut file = Lines::default();
        file.put("BEGIN", "VCALENDAR");
        file.put("VERSION", "2.0");
        file.put("PRODID", concat!("-//drawdown//drawdown ", env!("CARGO_PKG_VERSION"), "//EN"));
        file.put("CALSCALE", "GREGORIAN");
        // The first is the standard's name for it (RFC 7986), the second what programs look for.
        file.put("NAME", &title);
        file.put("X-WR-CALNAME", &title);
        let days = [EstimatePoint::Low, EstimatePoint::Best, EstimatePoint::High]
            .map(|mut point| Timeline::new(self, &mut point, Some(&self.baseline)));
        let entries = deadlines(self, &days).chain(events(self, &days)).chain(holds(self, &days));
        for entry in entries {
            entry.write(self, &mut file);
        }
        file.put("END", "VCALENDAR");
        file.0
    }
}

/// The plan's days with every estimate at its low, its best and its high.
type Days = [Timeline; 3];

/// A date at its low, best and high.
#[derive(Clone, Copy)]
struct Date([NaiveDate; 3]);

impl Date {
    /// `None` if it is undated at best.
    fn of(days: &Days, day: impl Fn(&Timeline) -> Option<Day>) -> Option<Self> {
        let best = day(&days[1])?;
        let mut dates = days.each_ref().map(|timeline| day(timeline).unwrap_or(best).date());
        // A day counted back is the later, the fewer days it is counted.
        if dates[0] > dates[2] {
            dates.swap(0, 2);
        }
        Some(Self(dates))
    }

    const fn best(self) -> NaiveDate {
        self.0[1]
    }

    fn is_certain(self) -> bool {
        self.0[0] == self.0[2]
    }

    /// A sentence with the range of a date that is not certain.
    fn range(self, verb: &str) -> Option<String> {
        let [low, best, high] = self.0;
        (low != high).then(|| format!("{verb} between {low} and {high}, at best {best}."))
    }
}

/// One entry of the calendar.
struct Entry<'p> {
    kind: &'static str,
    /// Distinguishes its `UID` from others of its kind.
    name: &'p str,
    summary: String,
    first: Date,
    last: Date,
    notes: Vec<Option<String>>,
    source: Option<&'p str>,
}

fn deadlines<'p>(plan: &'p Plan, days: &'p Days) -> impl Iterator<Item = Entry<'p>> {
    plan.spec.phases.iter().enumerate().filter_map(|(i, phase)| {
        let due = Date::of(days, |timeline| timeline.phases[i].deadline)?;
        let best = &days[1].phases[i];
        let binds = best.binds.map(|t| plan.spec.as_of.saturating_add(t));
        let run = match best.run {
            CanRun::Past => Some("Past when the plan begins."),
            CanRun::Never => Some("The phase never starts: it depends on something undated."),
            CanRun::Yes => None,
        };
        Some(Entry {
            kind: "deadline",
            name: &phase.name,
            summary: format!("Deadline: {}", phase.name),
            first: due,
            last: due,
            notes: vec![
                binds.map(|month| format!("Counts as the end of {month}.")),
                due.range("Due"),
                best.replaced_after
                    .filter(|_| best.is_replaced(phase.deadline.is_some()))
                    .map(|u| format!("Replaced after {}.", plan.spec.as_of.saturating_add(u))),
                run.map(str::to_owned),
            ],
            source: phase.source.as_deref(),
        })
    })
}

fn events<'p>(plan: &'p Plan, days: &'p Days) -> impl Iterator<Item = Entry<'p>> {
    plan.spec.events.iter().enumerate().filter_map(|(i, event)| {
        let date = Date::of(days, |timeline| timeline.events[i])?;
        Some(Entry {
            kind: "event",
            name: &event.id,
            summary: event.name.as_ref().unwrap_or(&event.id).clone(),
            first: date,
            last: date,
            notes: vec![date.range("Dated")],
            source: event.source.as_deref(),
        })
    })
}

fn holds<'p>(plan: &'p Plan, days: &'p Days) -> impl Iterator<Item = Entry<'p>> {
    let next_day = plan.as_of().last_day().succ_opt().unwrap_or(NaiveDate::MAX);
    let last_day = plan.through().last_day();
    plan.spec.holds.iter().enumerate().filter_map(move |(i, hold)| {
        // A hold from an undated day never begins.
        if days[1].holds[i].months.first == i32::MAX {
            return None;
        }
        let end = |end: fn(&DatedWindow) -> Option<Day>| {
            Date::of(days, |timeline| end(&timeline.holds[i]))
        };
        let (from, through) = (end(|days| days.from), end(|days| days.through));
        let first = from.unwrap_or(Date([next_day; 3]));
        let last = through.unwrap_or(Date([last_day.max(first.best()); 3]));
        let open_start =
            "No beginning is given; shown from the day after the plan's first strengths.";
        let open_end = "No end is given or dated; shown through the last month projected.";
        (first.best() <= last.best()).then(|| Entry {
            kind: "hold",
            name: &hold.name,
            summary: format!("Hold: {}", hold.name),
            first,
            last,
            notes: vec![
                from.map_or_else(|| Some(open_start.to_owned()), |day| day.range("Begins")),
                through.map_or_else(|| Some(open_end.to_owned()), |day| day.range("Ends")),
            ],
            source: hold.source.as_deref(),
        })
    })
}

impl Entry<'_> {
    fn write(self, plan: &Plan, file: &mut Lines) {
        let title = &plan.spec.title;
        let source = plan.spec.sources.iter().find(|source| Some(&*source.id) == self.source);
        let source = source.map(|source| match &source.url {
            Some(url) => format!("Source: {}, {url}", source.title),
            None => format!("Source: {}", source.title),
        });
        let notes = self.notes.into_iter().flatten();
        let description: Vec<_> = [title.clone()].into_iter().chain(notes).chain(source).collect();
        let is_certain = self.first.is_certain() && self.last.is_certain();
        let last = self.last.best();
        let identity = fingerprint([self.kind, title, self.name]);
        file.put("BEGIN", "VEVENT");
        file.put("UID", &format!("{}-{identity:032x}@drawdown", self.kind));
        // The plan's own day takes the place of the clock's.
        file.put("DTSTAMP", &format!("{}T000000Z", digits(plan.as_of().last_day())));
        file.put("DTSTART;VALUE=DATE", &digits(self.first.best()));
        file.put("DTEND;VALUE=DATE", &digits(last.succ_opt().unwrap_or(last)));
        file.put("SUMMARY", &escaped(&self.summary));
        file.put("DESCRIPTION", &escaped(&description.join("\n")));
        file.put("CATEGORIES", &self.kind.to_uppercase());
        file.put("STATUS", if is_certain { "CONFIRMED" } else { "TENTATIVE" });
        // The entries do not make the person who imports them busy.
        file.put("TRANSP", "TRANSPARENT");
        file.put("END", "VEVENT");
    }
}

/// A date as YYYYMMDD; its year has four digits.
fn digits(date: NaiveDate) -> String {
    date.to_string().replace('-', "")
}

/// Content lines, ended by CRLF and folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line. One of more than 75 octets, its end aside, is continued after a space.
    fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut limit = 75;
        while rest.len() > limit {
            let boundary = (0..=limit).rev().find(|&i| rest.is_char_boundary(i)).unwrap_or(limit);
            let (part, after) = rest.split_at(boundary);
            self.0 += part;
            self.0 += "\r\n ";
            rest = after;
            limit = 74;
        }
        self.0 += rest;
        self.0 += "\r\n";
    }
}

/// A text as a value: separators and line breaks are escaped, control characters are left out.
fn escaped(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown: String =
        lines.chars().filter(|&c| !c.is_control() || c == '\n' || c == '\t').collect();
    let escaped = shown.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    escaped.replace('\n', "\\n")
}

/// A stable hash of some texts (128-bit FNV-1a): the same on every machine and in every version.
fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> u128 {
    const OFFSET_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(OFFSET_BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}
