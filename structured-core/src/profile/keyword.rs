//! The constraint keywords, and sets of them.

/// A keyword that constrains the values of a schema, beyond `type`, `enum` and the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[repr(u8)]
pub enum Keyword {
    /// `pattern`, of strings.
    Pattern,
    /// `format`, of strings.
    Format,
    /// `minimum`, of numbers.
    Minimum,
    /// `maximum`, of numbers.
    Maximum,
    /// `exclusiveMinimum`, of numbers.
    ExclusiveMinimum,
    /// `exclusiveMaximum`, of numbers.
    ExclusiveMaximum,
    /// `multipleOf`, of numbers.
    MultipleOf,
    /// `minItems`, of arrays.
    MinItems,
    /// `maxItems`, of arrays.
    MaxItems,
}

impl Keyword {
    /// Every keyword, in the order in which schemas contain them.
    pub const ALL: &'static [Self] = &[
        Self::Pattern,
        Self::Format,
        Self::Minimum,
        Self::Maximum,
        Self::ExclusiveMinimum,
        Self::ExclusiveMaximum,
        Self::MultipleOf,
        Self::MinItems,
        Self::MaxItems,
    ];

    /// The keyword, as in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pattern => "pattern",
            Self::Format => "format",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::ExclusiveMinimum => "exclusiveMinimum",
            Self::ExclusiveMaximum => "exclusiveMaximum",
            Self::MultipleOf => "multipleOf",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
        }
    }

    /// The types whose values the keyword constrains, as in `type`.
    #[must_use]
    pub const fn types(self) -> &'static [&'static str] {
        match self {
            Self::Pattern | Self::Format => &["string"],
            Self::Minimum | Self::Maximum | Self::ExclusiveMinimum | Self::ExclusiveMaximum | Self::MultipleOf => {
                &["integer", "number"]
            }
            Self::MinItems | Self::MaxItems => &["array"],
        }
    }
}

/// A set of [`Keyword`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keywords(pub(crate) u16);

impl Keywords {
    /// No keyword.
    pub const NONE: Self = Self(0);

    /// The set of the given keywords.
    #[must_use]
    pub const fn of(keywords: &[Keyword]) -> Self {
        let (mut set, mut i) = (0, 0);
        while i < keywords.len() {
            set |= 1 << keywords[i] as u16;
            i += 1;
        }
        Self(set)
    }

    /// The keywords of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The keywords of this set that `other` lacks.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The keywords among `used` that this set has and `other` lacks.
    pub(crate) const fn lacking(self, other: Self, used: Self) -> Self {
        Self(used.0 & self.0 & !other.0)
    }

    /// Whether no keyword is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `keyword` is in the set.
    #[must_use]
    pub const fn contains(self, keyword: Keyword) -> bool {
        self.0 & (1 << keyword as u16) != 0
    }
}
