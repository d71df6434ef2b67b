//! Completions and manual pages, from the definition of the command line.

use std::error::Error;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::out::Output;
use crate::questions::Cli;

/// The completions of a shell.
pub(crate) fn completions(shell: Shell) -> Result<(), Box<dyn Error>> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "drawdown", &mut script);
    Output::new(None).write(|out| out.write_all(&script))
}

/// The manual page of the command, or of a subcommand; `history-class` is that of `history class`.
pub(crate) fn manual(question: Option<&str>) -> Result<(), Box<dyn Error>> {
    let mut command = Cli::command();
    command.build();
    let (command, title) = match question {
        None => (command, "drawdown".to_owned()),
        Some(name) => {
            let found = name.split('-').try_fold(&command, |of, name| of.find_subcommand(name));
            let found = found.ok_or_else(|| format!("no command is called {name:?}"))?;
            (found.clone(), format!("drawdown-{name}"))
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).title(title).render(&mut page)?;
    Output::new(None).write(|out| out.write_all(&page))
}
