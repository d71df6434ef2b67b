//! The variants that a question is asked of, in the order given.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// The variants chosen, and whether the plan itself is left out.
pub(crate) struct Chosen {
    pub(crate) choices: Vec<Choice>,
    pub(crate) only: bool,
}

/// A variant of the plan, or adjustments given on the command line.
#[derive(Clone)]
pub(crate) enum Choice {
    Variant(String),
    Adjust(String),
}

impl Args for Chosen {
    fn augment_args(command: Command) -> Command {
        command
            .arg(
                Arg::new("variant")
                    .long("variant")
                    .value_name("NAME")
                    .action(ArgAction::Append)
                    .help("A variant of the plan, by its name; may be given several times"),
            )
            .arg(
                Arg::new("adjust")
                    .long("adjust")
                    .value_name("TOML")
                    .action(ArgAction::Append)
                    .help("An adjustment as in a variant of a plan file; may be given several times")
                    .long_help(
                        "An adjustment as in a variant of a plan file, or a list of them. It is a variant of its \
                         own, named by the text; may be given several times.\n\n  \
                         --adjust 'shift = { event = \"announcement\", months = 6 }'\n  \
                         --adjust '[{ cancel = { phase = \"first year\" } }, { strength = { percent = 110 } }]'",
                    ),
            )
            .arg(
                Arg::new("only")
                    .long("only")
                    .action(ArgAction::SetTrue)
                    .help("Leaves the plan itself out, beside the variants chosen"),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Chosen {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |id: &str, choice: fn(String) -> Choice| {
            let values = matches.get_many::<String>(id).into_iter().flatten().cloned().map(choice);
            matches.indices_of(id).into_iter().flatten().zip(values).collect::<Vec<_>>()
        };
        let mut choices = given("variant", Choice::Variant);
        choices.extend(given("adjust", Choice::Adjust));
        choices.sort_by_key(|(index, _)| *index);
        let choices = choices.into_iter().map(|(_, choice)| choice).collect();
        Ok(Self { choices, only: matches.get_flag("only") })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
