//! Section 5, "Warnings": "What is allowed and probably not meant is a warning, with its place and what would be
//! right; it never changes a result".

use std::collections::BTreeSet;

use serde_json::Value;

use super::plan::{Plan, Target, Window, sent_to};
use super::schedule::{Run, floors};
use super::{draw, read, schedule, step, timeline, verdict};

/// Each warning by the entry it stands at, as errors name it, and its kind. Of the plan as written, not its variants.
pub(crate) fn warnings(document: &Value, mut plan: Plan, last: i64) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut warn = |place: String, kind: &str| {
        found.insert((place, kind.to_owned()));
    };
    of_phases(&plan, last, &mut warn);
    of_windows(&plan, last, &mut warn);

    // "an event without a date that something waits for"
    for (e, event) in plan.events.iter().enumerate() {
        let awaited = plan.phases.iter().any(|phase| phase.waits_for.contains(&event.id));
        if awaited && timeline::event_opens(&plan, e).is_none() {
            warn(format!("event[{e}]"), "awaited_undated");
        }
    }
    // "a contributor that is its own host; .. a user-assigned code without a `[[country]]`"
    let named = |code: &str| {
        let countries = read::list(document, "country").unwrap_or_default();
        countries.iter().any(|country| country.get("code").and_then(Value::as_str) == Some(code))
    };
    for (c, contingent) in plan.contingents.iter().enumerate() {
        let key = &contingent.key;
        if key.contributor == key.host {
            warn(format!("contingent[{c}]"), "own_host");
        }
        for code in [&key.contributor, &key.host] {
            if user_assigned(code) && !named(code) {
                warn(format!("contingent[{c}]"), "unnamed_code");
            }
        }
    }
    // "a currency that is not ISO 4217"
    for (i, cost) in plan.costs.iter().enumerate() {
        if !CURRENCIES.split_whitespace().any(|code| code == cost.currency) {
            warn(format!("cost[{i}]"), "unknown_currency");
        }
    }
    // "estimates or hazards none of which can make a draw differ (low = high, a chance of 0)"
    let has_hazards = !plan.hazards.is_empty();
    let hazard_differs =
        plan.hazards.iter().any(|hazard| hazard.monthly_chance > 0.0 && hazard.lasts.high > 0);
    let slip_differs = !plan.phases.is_empty()
        && plan.slips.iter().any(|slip| slip.months.iter().any(|&v| v != 0));
    let differs = hazard_differs || slip_differs || draw::draws_anything(&mut plan);
    if (has_hazards || has_estimates(document)) && !differs {
        warn(String::new(), "nothing_to_draw");
    }
    found
}

fn of_phases(plan: &Plan, last: i64, warn: &mut impl FnMut(String, &str)) {
    let timings = timeline::timings(plan);
    let schedule = schedule::schedule(plan, &timings, last);
    let projection = step::projection(plan, &timings, &schedule);
    let (deadlines, _) = verdict::verdicts(plan, &timings, &schedule, &projection);
    for (p, phase) in plan.phases.iter().enumerate() {
        let place = || format!("phase[{p}]");
        if phase.past {
            warn(place(), "past");
        }
        // "a `reduce_by` above L, a `reduce_to` above L, or either beyond what floors leave (W), at its start"
        if let Some(Run { strength, spare, .. }) = &schedule.runs[p] {
            match &phase.target {
                Target::ReduceBy(n) | Target::ReduceTo(n) if n.best > *strength => {
                    warn(place(), "above_strength");
                }
                Target::ReduceBy(n) if n.best > *spare => warn(place(), "beyond_floors"),
                Target::ReduceTo(n) if strength - n.best > *spare => {
                    warn(place(), "beyond_floors");
                }
                _ => {}
            }
        }
        // "a percentage above 0 and below 1"
        if let Target::ReduceByPercent(p) | Target::ReduceToPercent(p) = phase.target
            && (1..10_000).contains(&p)
        {
            warn(place(), "small_percent");
        }
        // "a deadline met by a surge of more than twice the planned busiest month where no cap covers the phase"; a
        // cap covers a phase through those whom it takes out of their host
        let leaving = timings[p].scope.iter().zip(&timings[p].destinations).filter(|(c, to)| {
            let host = |c: usize| &plan.contingents[c].key.host;
            !phase.target.raises() && to.is_none_or(|to| host(to) != host(**c))
        });
        let mut keys = leaving.map(|(&c, _)| &plan.contingents[c].key);
        let capped = keys.any(|key| plan.caps.iter().any(|cap| cap.scope.matches(key)));
        let row = &deadlines[p];
        if let (Some(true), Some(busiest), Some(planned)) =
            (row.met, row.busiest, row.planned_busiest)
            && busiest > 2 * planned
            && !capped
        {
            warn(place(), "uncapped_surge");
        }
    }
}

fn of_windows(plan: &Plan, last: i64, warn: &mut impl FnMut(String, &str)) {
    for (i, hold) in plan.holds.iter().enumerate() {
        of_window(plan, &format!("hold[{i}]"), &hold.window, warn);
        without_end(plan, &format!("hold[{i}]"), &hold.window, warn);
    }
    for (i, cap) in plan.caps.iter().enumerate() {
        of_window(plan, &format!("cap[{i}]"), &cap.window, warn);
        without_end(plan, &format!("cap[{i}]"), &cap.window, warn);
    }
    let timings = timeline::timings(plan);
    let schedule = schedule::schedule(plan, &timings, last);
    for (i, residual) in plan.residuals.iter().enumerate() {
        let place = format!("residual[{i}]");
        of_window(plan, &place, &residual.window, warn);
        // "a residual above the strength of its scope at `as_of`, where no phase sends or raises anybody into it"
        let scope = plan.in_scope(&residual.scope);
        let strength: u64 = scope.iter().map(|&c| plan.contingents[c].strength.best).sum();
        let is_fed = plan.phases.iter().any(|phase| {
            plan.in_phase(phase).into_iter().any(|c| {
                let to = sent_to(phase, &plan.key(c)).and_then(|key| plan.find(&key));
                let into = if phase.target.raises() { Some(c) } else { to };
                into.is_some_and(|into| scope.contains(&into))
            })
        });
        if residual.strength.best > strength && !is_fed {
            warn(place.clone(), "above_strength");
        }
        // "a residual that ends while no later phase moves those it kept": of those whom it keeps in the month in which
        // it ends, some are in the scope of no phase that ends later.
        let Some((begins, Some(ends))) = timeline::months_of(plan, &residual.window) else {
            continue;
        };
        if ends < begins.max(0) || ends >= last {
            continue;
        }
        let alone = Plan { residuals: vec![residual.clone()], ..plan.clone() };
        let kept = floors(&alone, ends);
        let is_moved_later = |c: usize| {
            timings.iter().zip(&schedule.runs).enumerate().any(|(p, (timing, run))| {
                let last = run.as_ref().map(|run| run.until.map_or(run.end, |u| run.end.min(u)));
                let later = last.is_some_and(|last| last > ends);
                later && timing.scope.contains(&c) && !plan.phases[p].target.raises()
            })
        };
        if scope.into_iter().any(|c| kept[c] > 0 && !is_moved_later(c)) {
            warn(place, "stays_after_end");
        }
    }
}

/// "a window that covers no month"
fn of_window(plan: &Plan, place: &str, window: &Window, warn: &mut impl FnMut(String, &str)) {
    if let Some((begins, Some(ends))) = timeline::months_of(plan, window)
        && ends < begins
    {
        warn(place.to_owned(), "covers_no_month");
    }
}

/// "a hold or cap without an end"
fn without_end(plan: &Plan, place: &str, window: &Window, warn: &mut impl FnMut(String, &str)) {
    // What has an undated beginning never begins, and so has no end to miss.
    let begins = window.from.written.is_none() || timeline::moment(plan, &window.from).is_some();
    if begins && timeline::moment(plan, &window.through).is_none() {
        warn(place.to_owned(), "without_end");
    }
}

/// Section 2: "The user-assigned codes (`AAA`-`AAZ`, `QMA`-`QZZ`, `XAA`-`XZZ`, `ZZA`-`ZZZ`)".
fn user_assigned(code: &str) -> bool {
    [("AAA", "AAZ"), ("QMA", "QZZ"), ("XAA", "XZZ"), ("ZZA", "ZZZ")]
        .iter()
        .any(|&(first, last)| (first..=last).contains(&code))
}

/// Whether an estimate of more than a best value is written anywhere but in a variant or a slip.
fn has_estimates(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(key, value)| {
            let is_point = ["low", "high", "values"].contains(&key.as_str());
            is_point || (key != "variant" && key != "slip" && has_estimates(value))
        }),
        Value::Array(values) => values.iter().any(has_estimates),
        _ => false,
    }
}

/// ISO 4217, active codes.
const CURRENCIES: &str = "
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
    CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD
    MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";
