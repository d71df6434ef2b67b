//! The cases that the library carries.

use crate::history::case::Case;

/// The files of a case, embedded.
type Texts = &'static [(&'static str, &'static str)];

macro_rules! texts {
    ($name:literal: $($file:literal),*) => {
        (
            $name,
            &[$(($file, include_str!(concat!("cases/", $name, "/", $file)))),*] as Texts,
        )
    };
}

const CASES: [(&str, Texts); 16] = [
    texts!("afghanistan-us-2011-16": "about.md", "afghanistan-us-2011.toml", "afghanistan-us-2013.toml", "afghanistan-us-2014.toml", "case.toml", "observed.csv"),
    texts!("afghanistan-us-2020-21": "about.md", "afghanistan-us-2020-11.toml", "afghanistan-us-2020.toml", "afghanistan-us-2021.toml", "case.toml", "observed.csv"),
    texts!("afghanistan-ussr": "about.md", "afghanistan-sun-1988.toml", "case.toml", "observed.csv"),
    texts!("iraq-uk": "about.md", "case.toml", "iraq-uk-2007.toml", "iraq-uk-2008.toml", "observed.csv"),
    texts!("iraq-us-2009-11": "about.md", "case.toml", "iraq-us-2009-02.toml", "observed.csv"),
    texts!("iraq-us-2020": "about.md", "case.toml", "iraq-us-2020-09.toml", "iraq-us-2020-11.toml", "observed.csv"),
    texts!("iraq-us-surge-2007-08": "about.md", "case.toml", "iraq-us-2008-02.toml", "observed.csv"),
    texts!("minurcat": "about.md", "case.toml", "minurcat-2010.toml", "observed.csv"),
    texts!("minusma": "about.md", "case.toml", "minusma-2023.toml", "observed.csv"),
    texts!("minustah": "about.md", "case.toml", "minustah-2012.toml", "minustah-2014.toml", "observed.csv"),
    texts!("niger-us-2024": "about.md", "case.toml", "niger-us-2024.toml", "observed.csv"),
    texts!("sahel-france": "about.md", "case.toml", "niger-fra-2023.toml", "observed.csv"),
    texts!("unamir": "about.md", "case.toml", "observed.csv", "unamir-1995.toml"),
    texts!("unmil": "about.md", "case.toml", "observed.csv", "unmil-2007.toml", "unmil-2008.toml", "unmil-2009.toml", "unmil-2012.toml", "unmil-2015-04.toml", "unmil-2015-09.toml", "unmil-2016.toml"),
    texts!("unmiset": "about.md", "case.toml", "observed.csv", "unmiset-2003.toml"),
    texts!("vietnam-us": "about.md", "case.toml", "observed.csv", "vietnam-us-1970-04.toml", "vietnam-us-1971-04.toml", "vietnam-us-1972-04.toml", "vietnam-us-1972-06.toml"),
];

impl Case {
    /// The cases that the library carries, by name.
    ///
    /// ```
    /// use drawdown::history::Case;
    ///
    /// let cases = Case::all_built_in();
    /// assert_eq!(cases.len(), 16);
    /// assert_eq!(cases.iter().map(|case| case.plans().len()).sum::<usize>(), 32);
    /// ```
    #[must_use]
    pub fn all_built_in() -> Vec<Self> {
        CASES.iter().filter_map(|(name, texts)| built_in(name, texts)).collect()
    }

    /// A case that the library carries, by its name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let (name, texts) = CASES.iter().find(|(known, _)| *known == name)?;
        built_in(name, texts)
    }
}

/// A test reads all of them.
fn built_in(name: &str, texts: Texts) -> Option<Case> {
    Case::from_texts(name, texts.iter().copied()).ok()
}
