//! When two names count as one: the comparisons of the reference scorer.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Short and other names of states and bodies, and the name for which they stand.
const ALIASES: [(&str, &str); 11] = [
    ("us", "united states"),
    ("usa", "united states"),
    ("u.s.", "united states"),
    ("united states of america", "united states"),
    ("america", "united states"),
    ("uk", "united kingdom"),
    ("britain", "united kingdom"),
    ("eu", "european union"),
    ("un", "united nations"),
    ("russian federation", "russia"),
    ("dprk", "north korea"),
];

/// Words that tell a body from a person; bodies compare by their whole name.
const BODIES: [&str; 14] = [
    "union",
    "states",
    "kingdom",
    "nations",
    "commission",
    "leadership",
    "group",
    "council",
    "treaty",
    "organisation",
    "organization",
    "government",
    "ministry",
    "agency",
];

/// Words by which names of one agreement differ.
const OF_AGREEMENTS: [&str; 8] = [
    "treaty",
    "agreement",
    "agreements",
    "the",
    "of",
    "on",
    "and",
    "for",
];

/// Lower case, without accents.
fn folded(name: &str) -> String {
    let bare: String = name
        .nfkd()
        .filter(|&c| canonical_combining_class(c) == 0)
        .collect();
    // As case folding has it, where lower case differs.
    let lower = bare.to_lowercase().replace('ß', "ss").replace('ς', "σ");
    lower.trim().to_string()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// By what a speaker is compared: a person by the last word of the name, a state or body by all
/// of it.
pub fn speaker(name: &str) -> String {
    let name = folded(name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let name = ALIASES
        .iter()
        .find(|(alias, _)| *alias == name)
        .map_or(name, |(_, whole)| whole);
    let parts: Vec<&str> = name.split_whitespace().collect();
    if parts.len() < 2 || words(name).any(|word| BODIES.contains(&word)) {
        return name.to_string();
    }
    let generation = matches!(parts.last(), Some(&("jr" | "jr." | "sr" | "sr.")));
    match parts.as_slice() {
        [.., before, _] if generation => before.trim_end_matches(',').to_string(),
        [.., last] => (*last).to_string(),
        [] => name.to_string(),
    }
}

/// By what an agreement is compared: its letters and digits, without the words of its form.
pub fn agreement(name: &str) -> String {
    words(&folded(name))
        .filter(|word| !OF_AGREEMENTS.contains(word))
        .flat_map(str::chars)
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_compare_by_their_last_word_and_bodies_by_all() {
        let same = [
            ("Joe Biden", "President Biden"),
            ("the US", "United States of America"),
            ("François Hollande", "Francois Hollande"),
            ("Martin Luther King, Jr.", "King"),
            ("The European Union", "EU"),
        ];
        for (one, other) in same {
            assert_eq!(speaker(one), speaker(other), "{one} and {other}");
        }
        assert_ne!(speaker("Foreign Ministry"), speaker("Defence Ministry"));
        assert_eq!(speaker(""), "");
    }

    #[test]
    fn agreements_compare_without_the_words_of_their_form() {
        assert_eq!(
            agreement("Treaty on the Non-Proliferation"),
            "nonproliferation"
        );
        assert_eq!(agreement("New START"), agreement("the New START Treaty"));
    }
}
