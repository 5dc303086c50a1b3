//! Whether two positions on one target are toward one thing.
//!
//! Whoever is for cooperation in energy and against blackmail by energy has not changed sides. So
//! what two positions are toward is compared by the words for it: its noun must be the same, and
//! what stands beside the noun must not tell them apart.

use crate::resolve::stance::is_link;
use std::collections::BTreeSet;

/// What a position is toward.
#[derive(Debug)]
struct Object {
    /// The noun.
    head: String,
    /// What stands before it.
    kind: BTreeSet<String>,
    /// Whose or which it is, behind a preposition.
    whose: BTreeSet<String>,
}

/// Whether two phrases name one thing, as far as their words tell.
pub(super) fn is_one(before: &str, after: &str) -> bool {
    let (Some(one), Some(two)) = (Object::read(before), Object::read(after)) else {
        return false;
    };
    let fits = one.kind.is_subset(&two.kind) || two.kind.is_subset(&one.kind);
    let apart = !one.whose.is_empty() && !two.whose.is_empty() && one.whose.is_disjoint(&two.whose);
    one.head == two.head && fits && !apart
}

impl Object {
    fn read(phrase: &str) -> Option<Object> {
        let lower = phrase.to_lowercase().replace('’', "'");
        let words: Vec<&str> = lower
            .split(|c: char| !(c.is_alphanumeric() || c == '\''))
            .filter(|word| !word.is_empty())
            .collect();
        let link = words
            .iter()
            .position(|word| is_link(word))
            .unwrap_or(words.len());
        let (named, whose) = words.split_at(link);
        let (head, kind) = named.split_last()?;
        let plain = |words: &[&str]| -> BTreeSet<String> {
            let told = words
                .iter()
                .filter(|word| !is_link(word) && !is_article(word));
            told.map(|word| stem(word)).collect()
        };
        Some(Object {
            head: stem(head),
            kind: plain(kind),
            whose: plain(whose),
        })
    }
}

/// One form for singular, plural and possessive.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_matches('\'');
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ if word.ends_with("ss") || word.len() < 4 => word.to_owned(),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn one_thing_by_its_noun() {
        assert!(is_one("sanctions", "the sanctions"));
        assert!(is_one("new sanctions against Iran", "sanctions"));
        assert!(is_one("free trade", "Free trade with Norway"));
        assert!(is_one("trade policy", "trade policies"));
    }

    #[test]
    fn another_thing_of_one_topic() {
        assert!(!is_one("energy blackmail", "energy cooperation"));
        assert!(!is_one(
            "sanctions against Iran",
            "sanctions against Norway"
        ));
        assert!(!is_one("economic cooperation", "military cooperation"));
        assert!(!is_one("NATO enlargement", "NATO"));
        assert!(!is_one("", "trade"));
    }
}
