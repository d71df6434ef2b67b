//! What became of past deadlines, in words.

use crate::history::class::{Class, Notice};
use crate::plan::checked::Plan;
use crate::projection::deadline::DeadlineOutcome;
use crate::values::mean::Proportion;
use crate::values::text::counted;

impl Class {
    /// What became of past deadlines with the notice of each deadline of a plan: a line for each dated deadline. Notice
    /// is counted from the day on which the plan was announced; of a plan that does not say when, nothing is known.
    ///
    /// It stands beside the plan's own outcome, and is never part of a chance.
    ///
    /// ```
    /// use drawdown::history::{Case, Class, ClassTerms};
    /// use drawdown::{Plan, PlanSpec};
    ///
    /// let class = Class::of(&Case::all_built_in(), ClassTerms::default());
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert!(class.sentences(&plan).is_empty()); // it does not say when it was announced
    /// let announced = PlanSpec { announced: Some("2024-09-06".parse()?), ..plan.spec().clone() };
    /// assert_eq!(
    ///     class.sentences(&Plan::new(announced)?)[1],
    ///     "the remainder, 28 months' notice: of past deadlines with over 12 months' notice that were met or late, 5 of 5 \
    ///      (3 cases) were met on time (95 % interval 47.81 % to 100 %); of those met, late or replaced, 4 of 9 (4 cases) \
    ///      were replaced (13.69 % to 78.8 %)"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sentences(&self, plan: &Plan) -> Vec<String> {
        let outcomes = plan.project().deadlines();
        outcomes.iter().filter_map(|outcome| self.sentence_beside(plan, outcome)).collect()
    }

    /// The line beside one outcome of a plan; `None` of one without a binding month, or due before the plan was announced,
    /// and of a plan without `announced`.
    #[must_use]
    pub fn sentence_beside(&self, plan: &Plan, outcome: &DeadlineOutcome) -> Option<String> {
        let announced = plan.spec().announced?.nearest_month_end()?;
        self.deadline_sentence(&outcome.phase, outcome.binding_month?.months_since(announced))
    }

    /// The line of one deadline, by the months of its notice; `None` of one that was due before it was announced.
    fn deadline_sentence(&self, phase: &str, months: i32) -> Option<String> {
        let notice = match months {
            1 => "1 month's notice".to_owned(),
            0.. => format!("{months} months' notice"),
            _ => return None,
        };
        Some(format!("{phase}, {notice}: {}", self.sentence(Notice::of_months(months)?)))
    }

    /// What became of past deadlines with so much notice, with the numbers behind it and exact 95 percent intervals.
    ///
    /// ```
    /// use drawdown::history::{Case, Class, ClassTerms, Notice};
    ///
    /// let class = Class::of(&Case::all_built_in(), ClassTerms::default());
    /// assert_eq!(
    ///     class.sentence(Notice::UpToAYear),
    ///     "of past deadlines with up to 12 months' notice that were met or late, 20 of 27 (16 cases) were met on time \
    ///      (95 % interval 53.71 % to 88.89 %); of those met, late or replaced, 2 of 29 (16 cases) were replaced (0.84 % \
    ///      to 22.77 %); 7 more could not be judged"
    /// );
    /// ```
    #[must_use]
    pub fn sentence(&self, notice: Notice) -> String {
        let class = self.with_notice(notice);
        let (on_time, replaced) = (class.on_time(), class.replaced());
        let notice = notice.as_str();
        if replaced.draws == 0 {
            return format!("no past deadline is known with {notice}' notice");
        }
        let within = match class.terms().within.ten_thousandths() {
            0 => String::new(),
            _ => format!(" within {} %", class.terms().within),
        };
        let were = |share: Proportion| if share.count == 1 { "was" } else { "were" };
        let met = match on_time.draws {
            0 => ", none is known to be met or late".to_owned(),
            _ => format!(
                " that were met or late, {} ({}) {} met{within} on time (95 % interval {})",
                of(on_time),
                counted(class.cases(), "case"),
                were(on_time),
                interval(on_time)
            ),
        };
        let undetermined = match class.undetermined() {
            0 => String::new(),
            count => format!("; {count} more could not be judged"),
        };
        format!(
            "of past deadlines with {notice}' notice{met}; of those met, late or replaced, {} ({}) {} replaced \
             ({}){undetermined}",
            of(replaced),
            counted(class.cases_with_replaced(), "case"),
            were(replaced),
            interval(replaced)
        )
    }
}

fn of(share: Proportion) -> String {
    format!("{} of {}", share.count, share.draws)
}

/// The exact 95 percent interval.
fn interval(share: Proportion) -> String {
    let interval = share.interval(95.into());
    interval.map_or_else(|| "-".to_owned(), |(low, high)| format!("{low} % to {high} %"))
}
