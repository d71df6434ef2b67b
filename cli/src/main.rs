//! The command `drawdown`: projects a plan file.
//!
//! `drawdown COMMAND PLAN [options]`; `drawdown --help` lists the commands. Every answer is also a call of the
//! library: this crate reads options and files, and lays out tables for a terminal.

mod aligned;
mod answers;
mod args;
mod bar;
mod calendar;
mod cases;
mod chart;
mod chosen;
mod columns;
mod compare;
mod countries;
mod draws;
mod generate;
mod hints;
mod history;
mod history_args;
mod ink;
mod input;
mod merge;
mod new_plan;
mod observed;
mod out;
mod outlook;
mod page;
mod plan_file;
mod questions;
mod remedies;
mod report;
mod rows;
mod seek;
mod seek_args;
mod show;
mod spark;
mod table;
#[cfg(test)]
mod terminal_tests;
mod visible;
mod waiting;
mod window;

use std::error::Error;
use std::io::{self, Write};
use std::iter;
use std::process::ExitCode;

use clap::Parser;
use out::Output;
use outlook::About;
use plan_file::Loaded;
use questions::{Cli, Question};

fn main() -> ExitCode {
    let done = match Cli::try_parse() {
        Ok(cli) => {
            waiting::begin();
            let done = answer(cli.question);
            waiting::end();
            done
        }
        Err(error) if error.use_stderr() => {
            Err(hints::command(error).render().to_string().trim_end().into())
        }
        Err(help) => help.print().and_then(|()| io::stdout().flush()).map_err(Into::into),
    };
    let Err(error) = done else { return ExitCode::SUCCESS };
    let status = match error.downcast_ref::<io::Error>() {
        // The reader stopped early, as `head` does.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Some(_) => 1,
        None => 2,
    };
    let causes = iter::successors(error.source(), |&error| error.source());
    let causes = causes.map(ToString::to_string);
    let message: Vec<String> = iter::once(error.to_string()).chain(causes).collect();
    // Standard error may be closed.
    let _ = writeln!(io::stderr(), "{}", visible::visible(&message.join(": ")));
    ExitCode::from(status)
}

/// Answers a question. Nothing is written before everything that can be wrong is checked.
fn answer(question: Question) -> Result<(), Box<dyn Error>> {
    match question {
        Question::Show(args) => show::run(&args),
        Question::Levels(args) => answers::levels(&args),
        Question::Deadlines(args) => answers::deadlines(&args),
        Question::Totals(args) => answers::totals(&args),
        Question::Why(args) => answers::why(&args),
        Question::Errors(args) => observed::errors(&args),
        Question::Verdicts(args) => observed::verdicts(&args),
        Question::Track(args) => observed::track(&args),
        Question::Costs(args) => answers::costs(&args),
        Question::Compare(args) => compare::run(&args),
        Question::Bands(args) => draws::run(&args.draws, About::Bands, args.every.period()),
        Question::Chances(args) => {
            draws::run(&args, About::Chances, drawdown::values::Period::Month)
        }
        Question::Drivers(args) => {
            draws::run(&args, About::Drivers, drawdown::values::Period::Month)
        }
        Question::Seek(args) => seek::run(&args),
        Question::History(args) => history::run(&args),
        Question::Merge(args) => merge::run(&args),
        Question::Chart(args) => chart::run(&args),
        Question::Report(args) => report::run(&args),
        Question::Check(args) => Ok(Loaded::from_args(&args.plan).map(|_| ())?),
        Question::New(args) => new_plan::run(&args),
        Question::Schema(args) => {
            Output::new(args.out.as_deref()).text(&drawdown::PlanSpec::schema())
        }
        Question::Calendar(args) => calendar::run(&args),
        Question::Countries(args) => countries::run(&args),
        Question::Completions { shell } => generate::completions(shell),
        Question::Man { question } => generate::manual(question.as_deref()),
    }
}
