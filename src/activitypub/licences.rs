//! Licences under which texts can be used: the words of our database and forms, what people call them, and
//! the address that stands for each on the wire.

use crate::text_enum;

text_enum! {
    /// The words are those of SPDX.
    pub enum Licence {
        /// Nothing is said: whoever wrote it keeps all rights.
        Unstated = "none",
        Zero = "CC0-1.0",
        By = "CC-BY-4.0",
        BySa = "CC-BY-SA-4.0",
        ByNc = "CC-BY-NC-4.0",
        ByNcSa = "CC-BY-NC-SA-4.0",
    }
}

impl Licence {
    /// As people call it; in English where it has no name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unstated => "All rights reserved",
            Self::Zero => "CC0 1.0",
            Self::By => "CC BY 4.0",
            Self::BySa => "CC BY-SA 4.0",
            Self::ByNc => "CC BY-NC 4.0",
            Self::ByNcSa => "CC BY-NC-SA 4.0",
        }
    }

    /// The same in the language of the reader.
    pub fn said(self) -> String {
        match self {
            Self::Unstated => t!("activitypub-licence-unstated-name"),
            named => named.name().to_owned(),
        }
    }

    /// What it allows, in one line.
    pub fn meaning(self) -> String {
        match self {
            Self::Unstated => t!("activitypub-licence-unstated"),
            Self::Zero => t!("activitypub-licence-zero"),
            Self::By => t!("activitypub-licence-by"),
            Self::BySa => t!("activitypub-licence-by-sa"),
            Self::ByNc => t!("activitypub-licence-by-nc"),
            Self::ByNcSa => t!("activitypub-licence-by-nc-sa"),
        }
    }

    /// Its address; none where nothing is said.
    pub fn url(self) -> Option<&'static str> {
        match self {
            Self::Unstated => None,
            Self::Zero => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
            Self::By => Some("https://creativecommons.org/licenses/by/4.0/"),
            Self::BySa => Some("https://creativecommons.org/licenses/by-sa/4.0/"),
            Self::ByNc => Some("https://creativecommons.org/licenses/by-nc/4.0/"),
            Self::ByNcSa => Some("https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        }
    }

    /// The licence of what is made of texts with these: the same where they agree, none where one of them has
    /// none, and else the one that allows least, since what is made keeps the conditions of each. There is none
    /// either where that cannot be: what is made of CC BY-SA can be used to earn money.
    pub fn of_derived(parts: &[Self]) -> Self {
        let reserved = |part: &Self| matches!(part, Self::ByNc | Self::ByNcSa);
        let contrary = parts.contains(&Self::BySa) && parts.iter().any(reserved);
        if parts.contains(&Self::Unstated) || contrary {
            return Self::Unstated;
        }
        parts.iter().max().copied().unwrap_or(Self::Unstated)
    }

    /// What another server means by an address, or by a word of SPDX; nothing where we do not know it.
    pub fn from_wire(said: &str) -> Self {
        if let Some(known) = Self::parse(said) {
            return known;
        }
        let bare = |url: &str| {
            let url = url.trim_start_matches("https://");
            let url = url.trim_start_matches("http://");
            let url = url.trim_start_matches("www.");
            let url = url.trim_end_matches("legalcode");
            url.trim_end_matches("deed")
                .trim_end_matches('/')
                .to_owned()
        };
        let said = bare(said);
        let same = |each: &&Self| each.url().is_some_and(|url| bare(url) == said);
        Self::ALL
            .iter()
            .find(same)
            .copied()
            .unwrap_or(Self::Unstated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_texts_keeps_the_conditions_of_each() {
        use Licence::{By, ByNc, ByNcSa, BySa, Unstated, Zero};
        for (parts, made) in [
            (&[By, By][..], By),
            (&[Zero, BySa, By], BySa),
            (&[ByNc, Zero], ByNc),
            (&[ByNc, ByNcSa, By], ByNcSa),
            (&[BySa, Unstated], Unstated),
            (&[BySa, ByNc], Unstated),
            (&[ByNcSa, BySa], Unstated),
            (&[], Unstated),
        ] {
            assert_eq!(Licence::of_derived(parts), made, "{parts:?}");
        }
    }

    #[test]
    fn licences_are_known_by_their_addresses_however_they_are_written() {
        for licence in Licence::ALL {
            if let Some(url) = licence.url() {
                assert_eq!(Licence::from_wire(url), *licence);
            }
        }
        for said in [
            "CC-BY-SA-4.0",
            "http://creativecommons.org/licenses/by-sa/4.0",
            "https://www.creativecommons.org/licenses/by-sa/4.0/legalcode",
            "https://creativecommons.org/licenses/by-sa/4.0/deed",
        ] {
            assert_eq!(Licence::from_wire(said), Licence::BySa, "{said}");
        }
        for said in ["", "none", "https://example.org/mine", "GPL-3.0"] {
            assert_eq!(Licence::from_wire(said), Licence::Unstated, "{said}");
        }
    }
}
