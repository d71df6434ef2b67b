//! A plan's days as an iCalendar file (RFC 5545). Its own writer: it is a page long, and the known
//! libraries look at a clock, draw random identifiers, or fold beyond the limit.

use chrono::NaiveDate;

use crate::plan::checked::Plan;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::window::DatedWindow;
use crate::values::day::Day;

impl Plan {
    /// The deadlines, events and holds of the plan as an iCalendar file (RFC 5545), which calendar
    /// programs import: all-day entries, in the plan's own order, dated at best. Of a plan under a
    /// [variant](Self::variant) the days are those of the variant.
    ///
    /// - What is undated is left out.
    /// - A day given as a month is that month's last. An entry whose low and high days differ is
    ///   `TENTATIVE` and says between which days it lies.
    /// - A hold that is open at an end is shown within the projection: from the day after `as_of`,
    ///   or through the last month, and says so. One that covers no day is left out.
    /// - The same plan always gives the same bytes: no clock is read. An entry keeps its `UID`
    ///   while plan and entry keep their names, so that a calendar program knows the entries again
    ///   when the plan, or a variant of it, is imported once more.
    /// - A plan in which nothing is dated gives a calendar without entries.
    ///
    /// ```
    /// use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("everyone", Target::Remainder, "2026-12-31".parse()?)],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let calendar = plan.to_icalendar();
    /// assert!(calendar.contains("SUMMARY:Deadline: everyone\r\n"));
    /// assert!(calendar.contains("DTSTART;VALUE=DATE:20261231\r\n"));
    /// assert!(calendar.contains("DTEND;VALUE=DATE:20270101\r\n")); // the day after the last
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[doc(alias = "ics")]
    pub fn to_icalendar(&self) -> String {
        let mut file = Lines::default();
        file.put("BEGIN", "VCALENDAR");
        file.put("VERSION", "2.0");
        file.put("PRODID", concat!("-//drawdown//drawdown ", env!("CARGO_PKG_VERSION"), "//EN"));
        file.put("CALSCALE", "GREGORIAN");
        // The first is the standard's name for it (RFC 7986), the second what programs look for.
        file.put("NAME", &escaped(&self.spec.title));
        file.put("X-WR-CALNAME", &escaped(&self.spec.title));
        let days = Timelines::of(self);
        let entries = deadlines(self, &days).chain(events(self, &days)).chain(holds(self, &days));
        for entry in entries {
            entry.write(self, &mut file);
        }
        file.put("END", "VCALENDAR");
        file.0
    }
}

/// The days with every estimate at its low, its best and its high.
struct Timelines([Timeline; 3]);

impl Timelines {
    fn of(plan: &Plan) -> Self {
        let points = [EstimatePoint::Low, EstimatePoint::Best, EstimatePoint::High];
        Self(points.map(|mut point| Timeline::new(plan, &mut point, Some(&plan.baseline))))
    }

    const fn best(&self) -> &Timeline {
        &self.0[1]
    }

    /// A day at each of the three points; `None` where it is undated at best.
    fn dated(&self, day: impl Fn(&Timeline) -> Option<Day>) -> Option<Dated> {
        let [low, best, high] = self.0.each_ref().map(day);
        let best = best?.date();
        let date = |day: Option<Day>| day.map_or(best, Day::date);
        Some(Dated { low: date(low), best, high: date(high) })
    }
}

/// A day that is estimated, or known where all three are the same.
#[derive(Clone, Copy)]
struct Dated {
    low: NaiveDate,
    best: NaiveDate,
    high: NaiveDate,
}

impl Dated {
    fn is_known(self) -> bool {
        self.low == self.high
    }

    /// What is not known of it, as a sentence.
    fn doubt(self, what: &str) -> Option<String> {
        let Self { low, best, high } = self;
        (!self.is_known()).then(|| format!("{what} between {low} and {high}, at best {best}."))
    }
}

/// One entry of the calendar.
struct Entry<'p> {
    kind: &'static str,
    /// By which its `UID` is told from others of its kind.
    name: &'p str,
    summary: String,
    first: NaiveDate,
    last: NaiveDate,
    is_known: bool,
    notes: Vec<String>,
    source: Option<&'p str>,
}

fn deadlines<'p>(plan: &'p Plan, days: &'p Timelines) -> impl Iterator<Item = Entry<'p>> {
    plan.spec.phases.iter().enumerate().filter_map(|(i, phase)| {
        let dates = &days.best().phases[i];
        let day = days.dated(|timeline| timeline.phases[i].deadline)?;
        let binds = dates.binds.map(|b| plan.spec.as_of.saturating_add(b));
        let notes = [
            binds.map(|month| format!("Counts as the end of {month}.")),
            day.doubt("Due"),
            match dates.run {
                CanRun::Past => Some("Past when the plan begins.".to_owned()),
                CanRun::Never => {
                    Some("The phase never starts: it hangs on something undated.".to_owned())
                }
                CanRun::Yes => None,
            },
        ];
        Some(Entry {
            kind: "deadline",
            name: &phase.name,
            summary: format!("Deadline: {}", phase.name),
            first: day.best,
            last: day.best,
            is_known: day.is_known(),
            notes: notes.into_iter().flatten().collect(),
            source: phase.source.as_deref(),
        })
    })
}

fn events<'p>(plan: &'p Plan, days: &'p Timelines) -> impl Iterator<Item = Entry<'p>> {
    plan.spec.events.iter().enumerate().filter_map(|(i, event)| {
        let day = days.dated(|timeline| timeline.events[i])?;
        Some(Entry {
            kind: "event",
            name: &event.id,
            summary: event.name.as_ref().unwrap_or(&event.id).clone(),
            first: day.best,
            last: day.best,
            is_known: day.is_known(),
            notes: day.doubt("Dated").into_iter().collect(),
            source: event.source.as_deref(),
        })
    })
}

fn holds<'p>(plan: &'p Plan, days: &'p Timelines) -> impl Iterator<Item = Entry<'p>> {
    plan.spec.holds.iter().enumerate().filter_map(|(i, hold)| {
        // Undated, it never begins.
        if days.best().holds[i].months.first == i32::MAX {
            return None;
        }
        let end =
            |end: fn(&DatedWindow) -> Option<Day>| days.dated(|timeline| end(&timeline.holds[i]));
        let (from, through) = (end(|days| days.from), end(|days| days.through));
        let begins = plan.as_of().last_day().succ_opt().unwrap_or(NaiveDate::MAX);
        let first = from.map_or(begins, |day| day.best);
        let last = through.map_or_else(|| plan.through().last_day().max(first), |day| day.best);
        if last < first {
            return None;
        }
        let notes = [
            from.and_then(|day| day.doubt("Begins")),
            from.is_none().then(|| {
                "No beginning is given; shown from the day after the plan's first strengths."
                    .to_owned()
            }),
            through.and_then(|day| day.doubt("Ends")),
            through.is_none().then(|| {
                "No end is given or dated; shown through the last month projected.".to_owned()
            }),
        ];
        Some(Entry {
            kind: "hold",
            name: &hold.name,
            summary: format!("Hold: {}", hold.name),
            first,
            last,
            is_known: from.is_none_or(Dated::is_known) && through.is_none_or(Dated::is_known),
            notes: notes.into_iter().flatten().collect(),
            source: hold.source.as_deref(),
        })
    })
}

impl Entry<'_> {
    fn write(&self, plan: &Plan, file: &mut Lines) {
        let title = &plan.spec.title;
        file.put("BEGIN", "VEVENT");
        let identity = fingerprint([self.kind, title, self.name]);
        file.put("UID", &format!("{}-{identity:032x}@drawdown", self.kind));
        // The plan's own day stands for the clock's.
        file.put("DTSTAMP", &format!("{}T000000Z", digits(plan.as_of().last_day())));
        file.put("DTSTART;VALUE=DATE", &digits(self.first));
        let end = self.last.succ_opt().unwrap_or(self.last);
        file.put("DTEND;VALUE=DATE", &digits(end));
        file.put("SUMMARY", &escaped(&self.summary));
        let mut description = title.clone();
        let source = plan.spec.sources.iter().find(|source| Some(&*source.id) == self.source);
        let source = source.map(|source| match &source.url {
            Some(url) => format!("Source: {}, {url}", source.title),
            None => format!("Source: {}", source.title),
        });
        for note in self.notes.iter().chain(&source) {
            description.push('\n');
            description.push_str(note);
        }
        file.put("DESCRIPTION", &escaped(&description));
        file.put("CATEGORIES", &self.kind.to_uppercase());
        file.put("STATUS", if self.is_known { "CONFIRMED" } else { "TENTATIVE" });
        // Nobody who imports it is busy on these days.
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
    /// Lines are at most 75 octets, their ends aside; what is longer goes on after a space.
    fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut room = 75;
        while rest.len() > room {
            let (part, after) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(part);
            self.0.push_str("\r\n ");
            rest = after;
            room = 74;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// A text as a value: what would end it or part it is escaped, what cannot be shown is left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' | '\r' => value.push_str("\\n"),
            '\t' => value.push(c),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// The same number for the same texts, everywhere and always (FNV-1a of 128 bits).
fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> u128 {
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    for text in texts {
        for byte in text.bytes().chain([0]) {
            hash =
                (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    hash
}
