//! Who can speak, and the words that mean them (data/actors.tsv, data/people.tsv).
//!
//! Every look-up takes the words and marks of a text, from some place on, and gives the longest
//! phrase that starts there.

mod office;

pub use office::{Post, Tenure, Title};

use super::phrases::{Found, Phrases, Strict};
use super::table;
use super::vocabulary::{Key, Vocabulary};
use crate::model::{Actor, ActorKind, Date, Gender, Role};
use office::Offices;
use rustc_hash::FxHashMap;

pub(super) const ACTORS: &str = include_str!("../../../data/actors.tsv");
pub(super) const PEOPLE: &str = include_str!("../../../data/people.tsv");
pub(super) use office::OFFICES;

/// A person, state, body, organisation or outlet of the lexicon, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(u32);

/// How words mean an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// Its canonical name: `Russia`, `Joe Biden`.
    Name,
    /// Another name: `Russian Federation`.
    Alias,
    /// The word that stands before a title: `Russian`, `UN`, `White House`.
    Adjective,
    /// A capital or seat that stands for its government: `Moscow`.
    Metonym,
}

/// One meaning of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// Whom it means.
    pub actor: ActorId,
    /// How it means them.
    pub naming: Naming,
}

/// What the lexicon knows of one actor.
#[derive(Debug)]
pub struct Entry {
    /// Canonical name.
    pub name: &'static str,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Other names.
    pub aliases: Vec<&'static str>,
    /// Words that stand before a title; the first is shown.
    pub adjectives: Vec<&'static str>,
    /// Capitals and seats that stand for a government.
    pub metonyms: Vec<&'static str>,
    /// For pronouns; of people alone.
    pub gender: Option<Gender>,
    /// ISO 3166-1 alpha-3 code of a state; of a body, of the state that it belongs to.
    pub code: Option<&'static str>,
    /// Wikidata item, where it is certain.
    pub qid: Option<&'static str>,
}

/// States that were there before others in the same capital, with their last day: what a
/// metonym of the later one meant until then.
const BEFORE: [(&str, &str, (i16, i8, i8)); 3] = [
    ("Russia", "Soviet Union", (1991, 12, 25)),
    ("Czech Republic", "Czechoslovakia", (1992, 12, 31)),
    ("Serbia", "Yugoslavia", (2003, 2, 3)),
];

/// Everybody in the lexicon, with their names and offices.
pub struct Actors {
    entries: Vec<Entry>,
    by_name: FxHashMap<&'static str, ActorId>,
    /// The words of all three tables.
    vocabulary: Vocabulary,
    names: Phrases<Reading>,
    surnames: Phrases<ActorId>,
    offices: Offices,
}

impl Actors {
    pub(super) fn compile() -> Actors {
        let mut entries: Vec<Entry> = table::rows(ACTORS).filter_map(|row| actor(&row)).collect();
        entries.extend(table::rows(PEOPLE).filter_map(|row| person(&row)));
        let numbered = || (0..).map(ActorId).zip(&entries);
        let by_name: FxHashMap<&str, ActorId> =
            numbered().map(|(id, entry)| (entry.name, id)).collect();
        let mut vocabulary = Vocabulary::default();
        let offices = Offices::compile(&by_name, &mut vocabulary);
        let mut names = Phrases::new();
        let mut surnames = Phrases::new();
        for (actor, entry) in numbered() {
            let strict = match entry.kind {
                ActorKind::Person | ActorKind::Outlet => Strict::EveryWord,
                _ => Strict::FirstWord,
            };
            let mut add = |phrase: &str, naming| {
                let reading = Reading { actor, naming };
                names.insert(&mut vocabulary, phrase, strict, reading);
            };
            add(entry.name, Naming::Name);
            for alias in &entry.aliases {
                add(alias, Naming::Alias);
            }
            for adjective in &entry.adjectives {
                add(adjective, Naming::Adjective);
            }
            for metonym in &entry.metonyms {
                add(metonym, Naming::Metonym);
            }
            if entry.kind == ActorKind::Person {
                let family_first = offices
                    .of_person(actor)
                    .any(|tenure| FAMILY_NAME_FIRST.contains(&entries[tenure.actor.at()].name));
                let family = surname(entry.name, family_first);
                surnames.insert(&mut vocabulary, family, Strict::FirstWord, actor);
            }
        }
        Actors {
            entries,
            by_name,
            vocabulary,
            names,
            surnames,
            offices,
        }
    }

    /// What the lexicon knows of an actor.
    pub fn get(&self, actor: ActorId) -> &Entry {
        &self.entries[actor.at()]
    }

    /// The actor of exactly this canonical name.
    pub fn named(&self, name: &str) -> Option<ActorId> {
        self.by_name.get(name).copied()
    }

    /// Everybody, in the order of the tables.
    pub fn all(&self) -> impl Iterator<Item = (ActorId, &Entry)> {
        (0..).map(ActorId).zip(&self.entries)
    }

    /// A word of a text, looked up for all that asks about it.
    pub fn key<'t>(&self, word: &'t str) -> Key<'t> {
        self.vocabulary.key(word)
    }

    /// The words and marks of a text.
    pub fn keys<'t>(&self, words: impl Iterator<Item = &'t str>) -> Vec<Key<'t>> {
        words.map(|word| self.key(word)).collect()
    }

    /// The longest name, alias, adjective or metonym that starts here.
    ///
    /// ```
    /// use onrecord::lexicon::{Lexicon, Naming};
    /// let actors = &Lexicon::shared().actors;
    /// let words = actors.keys(["Russian", "Federation", "’s"].into_iter());
    /// let found = actors.longest(words.into_iter()).unwrap();
    /// assert_eq!((found.words, actors.get(found.values[0].actor).name), (2, "Russia"));
    /// ```
    pub fn longest<'t>(&self, words: impl Iterator<Item = Key<'t>>) -> Option<Found<Reading>> {
        self.names.longest(words)
    }

    /// Whom a name means, however it is capitalised: `biden` is nobody's whole name, but
    /// `joe biden` and `russian federation` are.
    pub fn readings(&self, name: &str) -> Vec<Reading> {
        self.names.exactly(&self.vocabulary, name)
    }

    /// Everybody whose family name starts here: `Bush` gives both. A family name alone is weak
    /// evidence, since it may belong to somebody whom the lexicon does not know.
    pub fn surname<'t>(&self, words: impl Iterator<Item = Key<'t>>) -> Option<Found<ActorId>> {
        self.surnames.longest(words)
    }

    /// The longest title that starts here, in capitals or small letters: `Foreign Minister`,
    /// `leader`, `press secretary`.
    pub fn title<'t>(&self, words: impl Iterator<Item = Key<'t>>) -> Option<Found<Title>> {
        self.offices.titles.longest(words)
    }

    /// The kinds of office that a title names: `leader` gives `head-of-state`,
    /// `head-of-government` and others.
    pub fn offices(&self, title: Title) -> &[&'static str] {
        self.offices.kinds(title)
    }

    /// Who held a post on some day from `from` to `to`, in the order of their start.
    ///
    /// ```
    /// use onrecord::{lexicon::{Lexicon, Post}, model::Date};
    /// let actors = &Lexicon::shared().actors;
    /// let words = actors.keys(["Prime", "Minister"].into_iter());
    /// let title = actors.title(words.into_iter()).unwrap().values[0];
    /// let actor = actors.named("United Kingdom").unwrap();
    /// let day = Date::constant(2018, 5, 8);
    /// let [tenure] = actors.holders(Post { title, actor }, day, day)[..] else { panic!() };
    /// assert_eq!(actors.get(tenure.person).name, "Theresa May");
    /// ```
    pub fn holders(&self, post: Post, from: Date, to: Date) -> Vec<&Tenure> {
        self.offices.holders(post, from, to)
    }

    /// Whether this person ever held an office with this title, of this actor or of any.
    pub fn tenures_as(
        &self,
        person: ActorId,
        title: Title,
        of: Option<ActorId>,
    ) -> impl Iterator<Item = &Tenure> {
        self.tenures(person)
            .filter(move |tenure| tenure.has(title) && of.is_none_or(|of| of == tenure.actor))
    }

    /// The offices that a person held, in the order of their start.
    pub fn tenures(&self, person: ActorId) -> impl Iterator<Item = &Tenure> {
        self.offices.of_person(person)
    }

    /// The office that a person held on a day, as it is shown: `US President`. Of several the
    /// one that the tables name first.
    pub fn role(&self, person: ActorId, day: Date) -> Option<String> {
        self.tenures(person)
            .filter(|tenure| tenure.held_on(day))
            .min_by_key(|tenure| tenure.row)
            .map(|tenure| self.title_of(tenure))
    }

    /// An office with its country or body, as it is shown: `NATO Secretary General`.
    pub fn title_of(&self, tenure: &Tenure) -> String {
        let of = self.get(tenure.actor);
        match of.adjectives.first() {
            Some(adjective) => format!("{adjective} {}", tenure.form),
            None => format!("{} of {}", tenure.form, of.name),
        }
    }

    /// Whom a metonym of this actor meant on a day: Moscow spoke for the Soviet Union once.
    pub fn as_of(&self, actor: ActorId, day: Date) -> ActorId {
        let name = self.get(actor).name;
        BEFORE
            .iter()
            .find(|(later, _, (year, month, last))| {
                *later == name && day <= Date::constant(*year, *month, *last)
            })
            .and_then(|(_, earlier, _)| self.named(earlier))
            .unwrap_or(actor)
    }

    /// The card of an actor, for the record.
    pub fn card(&self, actor: ActorId) -> Actor {
        let entry = self.get(actor);
        Actor {
            name: entry.name.to_string(),
            kind: entry.kind,
            aliases: entry
                .aliases
                .iter()
                .map(|alias| alias.to_string())
                .collect(),
            roles: self
                .tenures(actor)
                .map(|tenure| Role {
                    title: self.title_of(tenure),
                    start: tenure.start,
                    end: tenure.end,
                })
                .collect(),
            qid: entry.qid.map(str::to_string),
        }
    }
}

impl ActorId {
    fn at(self) -> usize {
        self.0 as usize
    }
}

fn actor(row: &[&'static str]) -> Option<Entry> {
    let &[name, kind, adjectives, aliases, metonyms, code, qid] = row else {
        return None;
    };
    Some(Entry {
        name,
        kind: ActorKind::from_name(kind)?,
        aliases: table::list(aliases).collect(),
        adjectives: table::list(adjectives).collect(),
        metonyms: table::list(metonyms).collect(),
        gender: None,
        code: some(code),
        qid: some(qid),
    })
}

fn person(row: &[&'static str]) -> Option<Entry> {
    let &[name, gender, aliases, qid] = row else {
        return None;
    };
    Some(Entry {
        name,
        kind: ActorKind::Person,
        aliases: table::list(aliases).collect(),
        adjectives: Vec::new(),
        metonyms: Vec::new(),
        gender: match gender {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            _ => None,
        },
        code: None,
        qid: some(qid),
    })
}

fn some(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// Where the family name stands first, also in English.
const FAMILY_NAME_FIRST: [&str; 6] = [
    "China",
    "Taiwan",
    "North Korea",
    "South Korea",
    "Vietnam",
    "Cambodia",
];

/// Particles that belong to the family name after them.
const PARTICLES: [&str; 14] = [
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "la", "le", "van", "von",
];

/// The part of a person's name that stands alone after the first mention.
fn surname(name: &'static str, family_first: bool) -> &'static str {
    // "Liu He": a last word that is an English pronoun is no name to look for.
    let pronoun = ["He", "An", "So", "We", "You", "It"];
    let last = name.rsplit(' ').next().unwrap_or(name);
    if family_first || name.contains(' ') && pronoun.contains(&last) {
        return name.split(' ').next().unwrap_or(name);
    }
    // A monarch has no family name, and the numeral is none: "I" means whoever speaks.
    let head = name.split(" of ").next().unwrap_or(name);
    if let Some((given, number)) = head.rsplit_once(' ')
        && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    {
        let crowned = number == "I" || !given.contains(' ') || given.starts_with("Pope ");
        if crowned || given.starts_with("Patriarch ") {
            return given;
        }
    }
    let name = name
        .trim_end_matches(" Jr.")
        .trim_end_matches(" Sr.")
        .trim_end_matches(" III")
        .trim_end_matches(" II");
    let words: Vec<(usize, &str)> = name
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect();
    let mut first = words.len().saturating_sub(1);
    while first > 1 && PARTICLES.contains(&words[first - 1].1.to_lowercase().as_str()) {
        first -= 1;
    }
    let surname = words.get(first).map_or(name, |(start, _)| &name[*start..]);
    // "Bashar al-Assad" is "Assad" from the second mention on.
    ["al-", "el-", "Al-", "El-"]
        .iter()
        .find_map(|article| surname.strip_prefix(article))
        .unwrap_or(surname)
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn pronouns_are_nobodys_family_name() {
        assert_eq!(surname("Juan Carlos I", false), "Juan Carlos");
        assert_eq!(surname("Harald V", false), "Harald");
        assert_eq!(surname("Albert II of Monaco", false), "Albert");
        assert_eq!(surname("Liu He", false), "Liu");
        assert_eq!(surname("Benigno Aquino III", false), "Aquino");
        for word in ["I", "He", "You"] {
            assert_eq!(
                actors().surname([actors().key(word)].into_iter()),
                None,
                "{word}"
            );
        }
    }

    fn actors() -> &'static Actors {
        &Lexicon::shared().actors
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn longest(text: &str) -> Option<(usize, &'static str, Naming)> {
        let found = actors().longest(text.split(' ').map(|word| actors().key(word)))?;
        let reading = found.values[0];
        Some((
            found.words,
            actors().get(reading.actor).name,
            reading.naming,
        ))
    }

    #[test]
    fn every_row_of_the_tables_is_read() {
        let rows = table::rows(ACTORS).count() + table::rows(PEOPLE).count();
        assert_eq!(actors().entries.len(), rows);
        assert_eq!(actors().by_name.len(), rows, "a name stands twice");
        for row in table::rows(OFFICES) {
            assert!(actors().named(row[1]).is_some(), "no such actor: {row:?}");
            assert!(actors().named(row[2]).is_some(), "no such person: {row:?}");
        }
        assert_eq!(actors().offices.len(), table::rows(OFFICES).count());
    }

    #[test]
    fn words_mean_people_and_states() {
        assert_eq!(
            longest("Joe Biden said"),
            Some((2, "Joe Biden", Naming::Name))
        );
        assert_eq!(
            longest("Russian leader"),
            Some((1, "Russia", Naming::Adjective))
        );
        assert_eq!(longest("Moscow has"), Some((1, "Russia", Naming::Metonym)));
        assert_eq!(
            longest("Russian foreign ministry"),
            Some((3, "Russian Foreign Ministry", Naming::Name))
        );
        assert_eq!(longest("us as well"), None);
    }

    #[test]
    fn family_names_stand_where_the_country_puts_them() {
        for (name, family) in [
            ("Xi", "Xi Jinping"),
            ("Biden", "Joe Biden"),
            ("Assad", "Bashar al-Assad"),
            ("Merkel", "Angela Merkel"),
        ] {
            let found = actors().surname([actors().key(name)].into_iter()).unwrap();
            let names: Vec<&str> = found
                .values
                .iter()
                .map(|&id| actors().get(id).name)
                .collect();
            assert!(names.contains(&family), "{name}: {names:?}");
        }
    }

    #[test]
    fn a_post_has_its_holder_on_the_day() {
        for (words, on, holder) in [
            ("US President", "2021-06-16", "Joe Biden"),
            ("Russian leader", "2010-04-08", "Dmitry Medvedev"),
            ("Russia’s Foreign Minister", "2015-07-14", "Sergei Lavrov"),
            ("US Secretary of State", "2015-07-14", "John Kerry"),
            ("Kremlin spokesman", "2021-06-16", "Dmitry Peskov"),
            ("NATO Secretary General", "2019-02-02", "Jens Stoltenberg"),
            ("British prime minister", "2019-02-02", "Theresa May"),
            ("German Chancellor", "2011-02-05", "Angela Merkel"),
        ] {
            let rest = |from: usize| words.split(' ').skip(from).map(|word| actors().key(word));
            let of = actors().longest(rest(0)).unwrap();
            let title = actors().title(rest(of.words)).unwrap();
            assert_eq!(of.words + title.words, words.split(' ').count(), "{words}");
            let post = |actor| Post {
                title: title.values[0],
                actor,
            };
            let mut holders: Vec<&str> = of
                .values
                .iter()
                .flat_map(|of| actors().holders(post(of.actor), day(on), day(on)))
                .map(|tenure| actors().get(tenure.person).name)
                .collect();
            holders.dedup();
            assert_eq!(holders, [holder], "{words}");
        }
    }

    #[test]
    fn roles_change_with_the_day() {
        let biden = actors().named("Joe Biden").unwrap();
        assert_eq!(
            actors().role(biden, day("2021-06-16")).as_deref(),
            Some("US President")
        );
        assert_eq!(
            actors().role(biden, day("2011-02-05")).as_deref(),
            Some("US Vice President")
        );
        assert_eq!(actors().role(biden, day("2018-05-08")), None);
        let peskov = actors().named("Dmitry Peskov").unwrap();
        assert_eq!(
            actors().role(peskov, day("2021-06-16")).as_deref(),
            Some("Kremlin spokesman")
        );
    }

    #[test]
    fn moscow_spoke_for_the_soviet_union() {
        let russia = actors().named("Russia").unwrap();
        let then = actors().as_of(russia, day("1987-12-08"));
        assert_eq!(actors().get(then).name, "Soviet Union");
        assert_eq!(actors().as_of(russia, day("2021-06-16")), russia);
    }
}
