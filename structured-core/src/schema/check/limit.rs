//! The limits of a profile.

use crate::profile::{Limits, Profile};
use crate::schema::catalog::Catalog;
use crate::schema::check::path::path;
use crate::schema::text::{decimal, fail};

/// The number of a schema that a limit applies to.
#[derive(Clone, Copy)]
enum Limit {
    Properties,
    Levels,
    EnumValues,
    LongEnumCharacters,
    TotalCharacters,
}

impl Limit {
    #[inline]
    const fn of(self, limits: &Limits) -> usize {
        match self {
            Self::Properties => limits.properties,
            Self::Levels => limits.levels,
            Self::EnumValues => limits.enum_values,
            Self::LongEnumCharacters => limits.long_enum_characters,
            Self::TotalCharacters => limits.total_characters,
        }
    }

    /// The text between the path and the two numbers.
    #[inline]
    const fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Properties => ("` has ", " properties in all its objects together, and profile `"),
            Self::Levels => ("` nests ", " objects deep, and profile `"),
            Self::EnumValues => ("` has ", " enum values in all its enums together, and profile `"),
            Self::LongEnumCharacters => ("` has an enum with ", " characters in its many values, and profile `"),
            Self::TotalCharacters => ("` has ", " characters in its names and enum values, and profile `"),
        }
    }

    #[inline]
    const fn help(self) -> &'static str {
        match self {
            Self::Properties => "ask for it in two answers",
            Self::Levels => {
                "take a level out, or put `#[structured(define)]` on a type on the way (a definition is counted on its own)"
            }
            Self::EnumValues | Self::LongEnumCharacters => "use a `String`, and say in its description what it may be",
            Self::TotalCharacters => "use shorter names, or ask for it in two answers",
        }
    }
}

#[track_caller]
pub(crate) const fn limits<const N: usize>(catalog: &Catalog<N>, profile: &Profile) {
    if catalog.holds_endless {
        return;
    }
    let totals = &catalog.bounds;
    if catalog.overflow {
        fail(&[
            "`",
            path(catalog, 0).as_str(),
            "` reaches more than 8,192 types, which no API takes\nhelp: ask for it in several answers",
        ]);
    }
    let mut i = 0;
    while i < catalog.length {
        let entry = &catalog.entries[i];
        if entry.height > profile.limits.levels && (i == 0 || entry.is_defined) && !reported(catalog, profile) {
            refuse(Limit::Levels, path(catalog, deepest(catalog, i)).as_str(), entry.height, profile);
        }
        i += 1;
    }
    if totals.properties > profile.limits.properties {
        refuse(Limit::Properties, path(catalog, 0).as_str(), totals.properties, profile);
    }
    if totals.enum_values > profile.limits.enum_values {
        refuse(Limit::EnumValues, path(catalog, 0).as_str(), totals.enum_values, profile);
    }
    if catalog.longest_enum > profile.limits.long_enum_characters {
        let path = path(catalog, catalog.longest_enum_entry);
        refuse(Limit::LongEnumCharacters, path.as_str(), catalog.longest_enum, profile);
    }
    if totals.characters > profile.limits.total_characters {
        refuse(Limit::TotalCharacters, path(catalog, 0).as_str(), totals.characters, profile);
    }
}

/// Whether an inner type is nested too deep on its own, so that it reports the error itself. Each type of a cycle does.
const fn reported<const N: usize>(catalog: &Catalog<N>, profile: &Profile) -> bool {
    if catalog.entries[0].uses > 0 {
        return false;
    }
    let mut i = 1;
    while i < catalog.length {
        let entry = &catalog.entries[i];
        if entry.height > profile.limits.levels
            && entry.reports_itself()
            && matches!(entry.node().definition, Some(own) if own.profile.limits.levels < entry.height)
        {
            return true;
        }
        i += 1;
    }
    false
}

/// The last entry on the deepest path through entry `i`.
const fn deepest<const N: usize>(catalog: &Catalog<N>, i: usize) -> usize {
    let mut at = i;
    let mut child = i + 1;
    while child < catalog.length {
        let entry = &catalog.entries[child];
        let on_the_way = entry.site.objects + entry.height == catalog.entries[at].height;
        if entry.site.entry == at && !entry.is_defined && on_the_way {
            at = child;
        }
        child += 1;
    }
    at
}

#[track_caller]
#[inline]
const fn refuse(limit: Limit, path: &str, count: usize, profile: &Profile) -> ! {
    let (before, between) = limit.says();
    let allowed = limit.of(&profile.limits);
    let count_text = decimal(count);
    let allowed_text = decimal(allowed);
    let start = ["`", path, before, count_text.as_str(), between, profile.name, "` allows ", allowed_text.as_str()];
    let mut i = 0;
    while i < Profile::ALL.len() {
        let other = &Profile::ALL[i];
        let more = limit.of(&other.limits);
        if more >= count && more < usize::MAX {
            let more = decimal(more);
            fail(&[
                start[0],
                start[1],
                start[2],
                start[3],
                start[4],
                start[5],
                start[6],
                start[7],
                "\nhelp: ",
                limit.help(),
                ", or use a profile that allows ",
                more.as_str(),
                ": `#[structured(profile = \"",
                other.name,
                "\")]`",
            ]);
        }
        i += 1;
    }
    fail(&[start[0], start[1], start[2], start[3], start[4], start[5], start[6], start[7], "\nhelp: ", limit.help()])
}
