//! The plan, or a variant, as an iCalendar file.

use std::error::Error;

use crate::args::CalendarArgs;
use crate::out::Output;
use crate::plan_file::Loaded;

pub(crate) fn run(args: &CalendarArgs) -> Result<(), Box<dyn Error>> {
    let loaded = Loaded::from_args(&args.plan)?;
    let output = Output::new(args.to.out.as_deref());
    output.is_not(&args.plan.plan)?;
    let plan = match loaded.variant_plans()?.as_slice() {
        [] => loaded.plan,
        [(_, plan)] => plan.clone(),
        _ => return Err("a calendar is of one plan; choose one variant".into()),
    };
    output.text(&plan.to_icalendar())
}
