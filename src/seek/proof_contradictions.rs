//! Proofs and remedies that are read contradict themselves nowhere.

use crate::seek::bottleneck::{Bottleneck, BottleneckKind, Feasibility};
use crate::seek::lever::{Lever, Setting};
use crate::seek::lift::Lift;
use crate::seek::remedy::Remedy;
use crate::values::checked_read::{first, read_checked};
use crate::values::year_month::YearMonth;

read_checked!(
    Feasibility { phase: String, bottleneck: Option<Bottleneck>, met_at_start: bool },
    |feasibility| {
        let Feasibility { phase, bottleneck, met_at_start } = feasibility;
        let proof = bottleneck.as_ref();
        first(&[
            (
                // Those who must have left for one deadline may all leave for earlier phases.
                proof.is_some_and(|proof| !proof.alone && !proof.phases.contains(phase)),
                "its bottleneck is one of other phases",
            ),
            (
                *met_at_start && proof.is_some_and(|proof| proof.alone),
                "it is met with every pace at-start, and proved not to be at any",
            ),
        ])
    }
);

read_checked!(
    Bottleneck {
        alone: bool,
        kind: BottleneckKind,
        name: String,
        from: Option<YearMonth>,
        through: YearMonth,
        must: u64,
        can: u64,
        phases: Vec<String>,
    },
    |bottleneck| {
        let &Bottleneck { kind, ref name, from, through, must, can, ref phases, .. } = bottleneck;
        // A phase that starts too late starts after it is due; all others have months to leave in.
        let is_in_order = match kind {
            BottleneckKind::Start => from.is_none_or(|start| through < start),
            _ => from.is_some_and(|from| from <= through),
        };
        let is_named = match kind {
            BottleneckKind::Residual => name.is_empty(),
            BottleneckKind::Start => true,
            BottleneckKind::Cap | BottleneckKind::Hold => !name.is_empty(),
        };
        first(&[
            (must <= can, "as many can leave as must, and it is no bottleneck"),
            (!is_in_order, "the months of the bottleneck are not those of its kind"),
            (!is_named, "the name of the bottleneck is not one of its kind"),
            (phases.is_empty(), "the bottleneck is one of no phase"),
        ])
    }
);

read_checked!(
    Remedy { lever: Lever, planned: Option<Setting>, would_do: Option<Setting> },
    |remedy| {
        let fits = |setting: Setting| {
            matches!(
                (&remedy.lever, setting),
                (Lever::Cap(_) | Lever::Residual { .. }, Setting::Troops(_))
                    | (Lever::Hold(_) | Lever::Event(_) | Lever::Deadline(_), Setting::Month(_))
                    | (Lever::Pace, Setting::AtStart)
            )
        };
        let mut settings = remedy.planned.into_iter().chain(remedy.would_do);
        first(&[
            (!settings.all(fits), "the value is not one of the lever"),
            (
                remedy.planned.is_some() && remedy.planned == remedy.would_do,
                "what is planned would do, and the deadline is missed",
            ),
        ])
    }
);

read_checked!(
    Lift { troops: u64, from: YearMonth, through: YearMonth, must: u64, months: u64 },
    |lift| {
        let &Lift { troops, from, through, must, months } = lift;
        let stretch = u64::try_from(through.months_since(from)).map_or(0, |months| months + 1);
        first(&[
            (through < from, "its last month comes before its first"),
            (months > stretch, "more months are open than there are"),
            (
                troops == 0 || troops != must.div_ceil(months.max(1)),
                "the busiest month is not that of those who must leave, spread over the open months",
            ),
        ])
    }
);
