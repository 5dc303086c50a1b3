//! Spellings of one name: which are surely the same, and which only may be.
//!
//! Names of different people must never be brought together, so what unites by itself is
//! narrow: the same words with other diacritics, punctuation or capitals, surname first with a
//! comma, and, for names of East Slavic form, letters that only the transliteration differs in.
//! Everything looser (initials, other given names, a letter more) is left to a person.

use super::names::fold;
use crate::model::ActorKind;
use std::collections::HashMap;
use std::sync::LazyLock;

const GIVEN_NAMES: &str = include_str!("../../data/given_names.tsv");

/// Given names of East Slavic languages: each spelling, brought to one form.
struct GivenNames {
    /// Of the name's own spellings.
    same: HashMap<String, String>,
    /// Of its forms in neighbouring languages too.
    kin: HashMap<String, String>,
}

static GIVEN: LazyLock<GivenNames> = LazyLock::new(|| {
    let mut given = GivenNames {
        same: HashMap::new(),
        kin: HashMap::new(),
    };
    let lines = GIVEN_NAMES.lines().filter(|line| !line.starts_with('#'));
    for line in lines.skip(1) {
        let mut cells = line.split('\t');
        let Some(name) = cells.next() else { continue };
        let spellings = cells.next().unwrap_or_default();
        let kin = cells.next().unwrap_or_default();
        let form = latin(&fold(name));
        let own = spellings.split('|').chain([name]);
        for spelling in own.filter(|spelling| !spelling.is_empty()) {
            given.same.insert(latin(&fold(spelling)), form.clone());
        }
        for spelling in kin.split('|').filter(|spelling| !spelling.is_empty()) {
            given.kin.insert(latin(&fold(spelling)), form.clone());
        }
    }
    given
});

/// The form that all sure spellings of a name share; `None` where spelling alone tells too
/// little: a single word, initials, an unknown kind.
///
/// ```
/// use onrecord::model::ActorKind::Person;
/// use onrecord::store::common_form;
/// assert_eq!(common_form(Person, "Dimitry Medvedev"), common_form(Person, "Medvedev, Dmitriy"));
/// assert_ne!(common_form(Person, "John Smith"), common_form(Person, "Jon Smith"));
/// assert_eq!(common_form(Person, "D. Medvedev"), None);
/// ```
pub fn common_form(kind: ActorKind, name: &str) -> Option<String> {
    match kind {
        ActorKind::Unknown => None,
        ActorKind::Person => {
            let words = words(name);
            let (surname, given) = words.split_last()?;
            if given.is_empty() || words.iter().any(|word| word.chars().count() < 2) {
                return None;
            }
            if !is_east_slavic(&words) {
                return Some(format!("person: {}", words.join(" ")));
            }
            let given: Vec<String> = given.iter().map(|word| sure_given(word)).collect();
            Some(format!("person: {} {}", given.join(" "), latin(surname)))
        }
        _ => {
            let folded = fold(name);
            let form = folded.strip_prefix("the ").unwrap_or(&folded);
            (!form.is_empty()).then(|| format!("{}: {form}", kind.name()))
        }
    }
}

/// Why two names of persons may mean one, where they may and do not surely: the closest
/// likeness that holds.
pub fn likeness(a: &str, b: &str) -> Option<&'static str> {
    let (a, b) = (words(a), words(b));
    let (last_a, given_a) = a.split_last()?;
    let (last_b, given_b) = b.split_last()?;
    let (surname_a, surname_b) = (latin(last_a), latin(last_b));
    if surname_a == surname_b {
        let (Some(first_a), Some(first_b)) = (given_a.first(), given_b.first()) else {
            return match given_a.len() + given_b.len() {
                0 => Some("the same name in another spelling"),
                _ => Some("a surname alone"),
            };
        };
        if first_a == first_b {
            return Some(match given_a.len() == given_b.len() {
                true => "the same first name and surname",
                false => "one has a further name",
            });
        }
        if is_initial_of(first_a, first_b) || is_initial_of(first_b, first_a) {
            return Some("an initial and the same surname");
        }
        if loose_given(first_a) == loose_given(first_b) {
            return Some("the same given name in another language or spelling");
        }
        if first_a.chars().count() > 2 && first_b.chars().count() > 2 && near(first_a, first_b) {
            return Some("given names written alike, the same surname");
        }
        return None;
    }
    let (first_a, first_b) = (given_a.first()?, given_b.first()?);
    if loose_given(first_a) == loose_given(first_b)
        && surname_a.len().min(surname_b.len()) >= 5
        && near(&surname_a, &surname_b)
    {
        return Some("the same given name, surnames written alike");
    }
    let mut sorted = (a.clone(), b.clone());
    sorted.0.sort();
    sorted.1.sort();
    (sorted.0 == sorted.1).then_some("the same words in another order")
}

/// By what names of persons are laid together before they are compared: each of the keys of
/// two names that are alike in some way, and few others.
pub fn likeness_keys(name: &str) -> Vec<String> {
    let mut words = words(name);
    let Some(surname) = words.last().map(|word| latin(word)) else {
        return Vec::new();
    };
    let mut keys = vec![format!("surname {surname}")];
    if words.len() > 1 {
        // Surnames a letter apart begin or end alike.
        let given = loose_given(&words[0]);
        for (place, letter) in [
            ("first", surname.chars().next()),
            ("last", surname.chars().last()),
        ] {
            keys.extend(letter.map(|letter| format!("given {given}, {place} {letter}")));
        }
        words.sort();
        keys.push(format!("words {}", words.join(" ")));
    }
    keys
}

/// A name's folded words, the given name first; "Lavrov, Sergei" is turned round.
fn words(name: &str) -> Vec<String> {
    let turned = match name.split_once(',') {
        Some((surname, given)) if !given.contains(',') && !is_suffix(given) => {
            format!("{given} {surname}")
        }
        _ => name.to_owned(),
    };
    // `fold` closes up "D.A."; here each initial is a word.
    let apart = turned.replace('.', ". ");
    fold(&apart).split(' ').map(str::to_owned).collect()
}

/// What follows a comma without being a given name: it tells father and son apart.
fn is_suffix(text: &str) -> bool {
    let folded = fold(text);
    folded.is_empty()
        || matches!(
            folded.as_str(),
            "jr" | "sr" | "junior" | "senior" | "ii" | "iii" | "iv" | "phd" | "md" | "esq"
        )
}

fn is_initial_of(initial: &str, name: &str) -> bool {
    initial.chars().count() == 1 && name.starts_with(initial)
}

fn sure_given(word: &str) -> String {
    let form = latin(word);
    GIVEN.same.get(&form).cloned().unwrap_or(form)
}

fn loose_given(word: &str) -> String {
    let form = latin(word);
    let found = GIVEN.same.get(&form).or_else(|| GIVEN.kin.get(&form));
    found.cloned().unwrap_or(form)
}

/// One edit apart, two in long words.
fn near(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count()) >= 8;
    strsim::osa_distance(a, b) <= if long { 2 } else { 1 }
}

/// Endings of surnames that only East Slavic languages have.
const ENDINGS: [&str; 12] = [
    "ov", "ova", "ev", "eva", "ski", "skaia", "enko", "chuk", "ovich", "evich", "iuk", "chin",
];

/// Whether the rules of transliteration hold for a name: by the surname's ending, or by a
/// given name that no other language writes so.
fn is_east_slavic(words: &[String]) -> bool {
    let Some((surname, given)) = words.split_last() else {
        return false;
    };
    let surname = latin(surname);
    let given = given.first().map(|word| latin(word)).unwrap_or_default();
    ENDINGS.iter().any(|ending| surname.ends_with(ending))
        || GIVEN.same.contains_key(&given)
        || GIVEN.kin.contains_key(&given)
}

/// Most names have none of the letters in question, and every new name is looked at.
fn replace(text: &mut String, from: &str, to: &str) {
    if text.contains(from) {
        *text = text.replace(from, to);
    }
}

/// A folded word in one of the ways in which Cyrillic is written in Latin letters.
fn latin(word: &str) -> String {
    let mut text = word.replace(['y', 'j'], "i").replace('w', "v");
    for (from, to) in [
        ("tch", "ch"),
        ("shch", "sch"),
        ("kh", "h"),
        ("x", "ks"),
        ("gue", "ge"),
        ("gui", "gi"),
        ("ff", "v"),
    ] {
        replace(&mut text, from, to);
    }
    let mut one = String::with_capacity(text.len());
    for c in text.chars() {
        if !one.ends_with(c) {
            one.push(c);
        }
    }
    // "Yeltsin", "Nazarbayev": the sound before the vowel is often left out.
    if let Some(rest) = one.strip_prefix("ie") {
        one = format!("e{rest}");
    }
    for (from, to) in [("aie", "ae"), ("eie", "ee"), ("oie", "oe"), ("uie", "ue")] {
        replace(&mut one, from, to);
    }
    for (from, to) in [
        ("iova", "ieva"),
        ("iov", "iev"),
        ("chova", "cheva"),
        ("chov", "chev"),
        ("shova", "sheva"),
        ("shov", "shev"),
        ("chiev", "chev"),
        ("chieva", "cheva"),
        ("shiev", "shev"),
        ("enka", "enko"),
    ] {
        if let Some(stem) = one.strip_suffix(from) {
            one = format!("{stem}{to}");
        }
    }
    one
}
