/// Makes an enumeration whose values have names in options and files.
macro_rules! named {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $value:ident = $name:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$doc])* $value,)*
        }

        impl $type {
            /// All of them, in the order in which they are listed.
            pub const ALL: &'static [$type] = &[$($type::$value),*];

            /// The name in options and files.
            pub fn name(self) -> &'static str {
                match self {
                    $($type::$value => $name,)*
                }
            }

            /// The one with that name.
            pub fn from_name(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(crate) use named;

named! {
    /// Which nodes a network has.
    Mode {
        /// Two kinds: rows linked to columns.
        Two = "two",
        /// One kind: rows linked to rows by the columns that they share.
        One = "one",
    }
}

named! {
    /// What the qualifier does to a link.
    Aggregation {
        /// Nothing: every statement counts alike.
        Ignore = "ignore",
        /// Positive less negative mentions; congruence less conflict.
        Subtract = "subtract",
        /// Two-mode: one number for each combination of qualifier levels.
        Combine = "combine",
        /// One-mode: shared columns with like qualifiers.
        Congruence = "congruence",
        /// One-mode: shared columns with unlike qualifiers.
        Conflict = "conflict",
    }
}

named! {
    /// What a link is divided by, so that busy nodes do not outweigh the others.
    Normalisation {
        /// Nothing.
        None = "none",
        /// Two-mode: the row's number of statements.
        Activity = "activity",
        /// Two-mode: the column's number of statements.
        Prominence = "prominence",
        /// One-mode: the mean number of statements of the two.
        Average = "average",
        /// One-mode: the statements of either, the shared ones multiplied.
        Jaccard = "jaccard",
        /// One-mode: the lengths of the two vectors, which makes it the cosine.
        Cosine = "cosine",
        /// One-mode: the product of the two numbers of statements, which Discourse Network
        /// Analyzer calls cosine.
        DnaCosine = "dna-cosine",
    }
}

named! {
    /// Within what the same row, column and qualifier count once.
    Duplicates {
        /// Nothing: every statement counts.
        Include = "include",
        /// One document.
        Document = "document",
        /// One day.
        Day = "day",
        /// One week of one year, from Monday (ISO 8601).
        Week = "week",
        /// One month of one year.
        Month = "month",
        /// One year.
        Year = "year",
        /// The whole range.
        Range = "range",
    }
}

named! {
    /// What is counted.
    Unit {
        /// Statements: each report of it counts.
        Statements = "statements",
        /// Utterances: what several articles report was said once.
        Utterances = "utterances",
    }
}
