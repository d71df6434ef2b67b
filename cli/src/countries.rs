//! Country codes and names.

use std::error::Error;

use drawdown::Country;

use crate::args::CountriesArgs;
use crate::rows::texts;

pub(crate) fn run(args: &CountriesArgs) -> Result<(), Box<dyn Error>> {
    let found: Vec<Country> = match &args.text {
        None => Country::all().collect(),
        Some(text) => Country::search(text),
    };
    if let (Some(text), []) = (&args.text, found.as_slice()) {
        let own = "AAA to AAZ, QMA to QZZ, XAA to XZZ and ZZA to ZZZ are free for your own use";
        return Err(format!("no country is called {text:?}; {own}").into());
    }
    args.format.write_from("", || {
        let rows = found.iter().map(|country| vec![country.code().into(), country.name().into()]);
        texts(&["code", "name"], rows)
    })
}
