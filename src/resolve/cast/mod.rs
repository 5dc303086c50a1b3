//! The cast of one article: the people, states and bodies that its text names, each with
//! every place where it is named.
//!
//! Names are read twice: first the full ones, from the lexicon and from their form; then the
//! surnames that stand for them, so that a headline's "Biden" finds the "Joe Biden" of the
//! body. Two people of one surname stay apart: their surname alone names neither.

mod form;
mod nouns;
mod opener;

pub(super) use form::{fold_word, opens_sentence};
pub(super) use nouns::is_office_word;

use super::names::{Named, Names};
use super::title::{self, Title};
use crate::lexicon::Naming;
use crate::model::{ActorKind, Gender};
use crate::text::{Place, Text};
use form::{behind_office, kind_by_form, name_run, skip_inverted, squeeze, strip_possessive};
use nouns::is_small;
use opener::is_verb_form;
use std::collections::BTreeMap;
use std::ops::Range;

/// Somebody whom the article names.
#[derive(Debug, Clone)]
pub struct Member {
    /// Canonical name where the lexicon has one, else the fullest name in the text.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// For pronouns; `None` when nothing tells.
    pub gender: Option<Gender>,
    /// Whether the lexicon has a card of it.
    pub known: bool,
    /// Last word of a person's name, folded.
    pub surname: String,
    /// Titles that the text gives it.
    pub titles: Vec<Title>,
}

/// One place where a member is named.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The words of the name, without title.
    pub tokens: Range<usize>,
    /// Who is named.
    pub member: usize,
    /// Whether the name is a seat or capital that stands for its government.
    pub metonym: bool,
}

/// The members and mentions of one article.
#[derive(Debug, Default)]
pub struct Cast {
    /// Who is named, in order of the first full name.
    pub members: Vec<Member>,
    /// Where, in text order.
    pub mentions: Vec<Mention>,
    /// Surnames that several members share and nothing tells apart: the token, and whom it may mean.
    shared: BTreeMap<usize, Vec<usize>>,
    by_name: BTreeMap<String, usize>,
    /// People by the folded first and the folded last word of their names, each list ascending:
    /// a long text names thousands, and every name in it is looked up.
    by_first_word: BTreeMap<String, Vec<usize>>,
    by_surname: BTreeMap<String, Vec<usize>>,
}

impl Cast {
    /// Reads the cast of a text.
    pub fn read(text: &Text<'_>, names: Names<'_>) -> Cast {
        let mut cast = Cast::default();
        let mut pending: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < text.tokens.len() {
            let place = text.paragraph_of(at).map(|number| &text.paragraphs[number]);
            let prose = place.is_some_and(|paragraph| {
                paragraph.place != Place::Furniture
                    && at >= paragraph.tokens.start + paragraph.dateline
            });
            if !prose || !text.tokens[at].is_word() {
                at += 1;
                continue;
            }
            if let Some(named) = names.longest(at) {
                let mut end = at + named.words;
                if named.naming != Naming::Adjective {
                    let member = cast.known(names, &named);
                    cast.mention(at..end, member, named.naming == Naming::Metonym);
                    end = skip_inverted(text, at..end);
                }
                at = end;
                continue;
            }
            let run = name_run(text, names, at);
            if run.is_empty() {
                // "Attorney General Roy Cooper": no name starts inside a title.
                at += names.title(at).map_or(1, |title| title.words.max(1));
                continue;
            }
            let end = skip_inverted(text, run.clone());
            cast.unknown(text, names, run, &mut pending);
            at = end;
        }
        for run in pending {
            cast.surname(text, names, run);
        }
        cast.mentions.sort_by_key(|mention| mention.tokens.start);
        cast.read_titles(text, names);
        cast
    }

    fn known(&mut self, names: Names<'_>, named: &Named) -> usize {
        let entry = names.entry(named.actor);
        self.member(entry.name, entry.kind, entry.gender, true)
    }

    fn member(
        &mut self,
        name: &str,
        kind: ActorKind,
        gender: Option<Gender>,
        known: bool,
    ) -> usize {
        if let Some(&member) = self.by_name.get(name) {
            return member;
        }
        let member = self.members.len();
        let surname = fold_word(name.rsplit(' ').next().unwrap_or(name));
        if kind == ActorKind::Person {
            let first = fold_word(name.split(' ').next().unwrap_or(name));
            self.by_first_word.entry(first).or_default().push(member);
            let same = self.by_surname.entry(surname.clone()).or_default();
            same.push(member);
        }
        self.members.push(Member {
            name: name.to_string(),
            kind,
            gender,
            known,
            surname,
            titles: Vec::new(),
        });
        self.by_name.insert(name.to_string(), member);
        member
    }

    fn mention(&mut self, tokens: Range<usize>, member: usize, metonym: bool) {
        self.mentions.push(Mention {
            tokens,
            member,
            metonym,
        });
    }

    /// A run of capitalised words that the lexicon does not know.
    fn unknown(
        &mut self,
        text: &Text<'_>,
        names: Names<'_>,
        run: Range<usize>,
        pending: &mut Vec<Range<usize>>,
    ) {
        if run.len() == 1 {
            // "The experts I met": no Juan Carlos I.
            if text.word(run.start) != "I" {
                pending.push(run);
            }
            return;
        }
        let Some(span) = text.span_of(run.clone()) else {
            return;
        };
        // "Injecting Clinton": a word with a capital because it opens the sentence, and a surname.
        if run.len() == 2
            && opens_sentence(text, run.start)
            && is_verb_form(text.folded(run.start))
            && names.gender_of_first_name(text.folded(run.start)).is_none()
            && !names.surname(run.start + 1).is_empty()
        {
            pending.push(run.start + 1..run.end);
            return;
        }
        let kind = kind_by_form(text, names, &run);
        if let Some(from) = behind_office(text, names, &run)
            && (kind == ActorKind::Person || from + 2 <= run.end)
        {
            // "Justice Against Sponsors": a heading.
            if from < run.end && !is_small(text.folded(from)) {
                self.unknown(text, names, from..run.end, pending);
            }
            return;
        }
        let name = squeeze(span.slice(text.text));
        if kind == ActorKind::Person {
            // "Peskov" behind "Dmitry" alone: a first name that a known person shares is not
            // enough; but the same name with a middle initial is the same person.
            if let Some(member) = self.same_person(&name) {
                self.mention(run, member, false);
                return;
            }
            let gender = names.gender_of_first_name(text.folded(run.start));
            let member = self.member(&name, kind, gender, false);
            self.mention(run, member, false);
        } else {
            let member = self.member(&name, kind, None, false);
            self.mention(run, member, false);
        }
    }

    /// A person of the cast whose first and last words are those of `name`.
    fn same_person(&self, name: &str) -> Option<usize> {
        let (first, rest) = name.split_once(' ')?;
        let first = fold_word(first);
        let last = fold_word(rest.rsplit(' ').next().unwrap_or(rest));
        self.by_surname.get(&last)?.iter().copied().find(|&member| {
            let have = self.members[member].name.split_once(' ');
            have.is_some_and(|(have, _)| fold_word(have) == first)
        })
    }

    /// A single capitalised word: the surname of one member, else of one well-known person
    /// when a title or "Mr" says that it is a person.
    fn surname(&mut self, text: &Text<'_>, names: Names<'_>, run: Range<usize>) {
        let word = fold_word(strip_possessive(text.word(run.start)));
        // "Chief Rabbi of Russia": an office, and no surname behind it.
        if is_office_word(&word) && !self.by_surname.contains_key(&word) {
            return;
        }
        // Where the family name comes first the lexicon knows it: "Xi" is Xi Jinping.
        let family = names.surname(run.start).into_iter().filter_map(|actor| {
            let member = *self.by_name.get(names.entry(actor).name)?;
            let Member { kind, known, .. } = &self.members[member];
            (*kind == ActorKind::Person && *known).then_some(member)
        });
        let same = self.by_surname.get(&word).into_iter().flatten().copied();
        let mut named: Vec<usize> = same.chain(family).collect();
        named.sort_unstable();
        named.dedup();
        let address = Address::read(text, names, run.start);
        let several = named.len() > 1;
        if several || address.gender.is_some() {
            let fitting = named.iter().copied().filter(|&member| {
                let card = &self.members[member];
                address.fits_gender(card.gender)
                    && (!several || !card.known || address.fits_office(names, &card.name))
            });
            named = fitting.collect();
            // "Did Trump" is nobody beside Donald Trump.
            if named.iter().any(|&member| self.is_surely_person(member)) {
                named.retain(|&member| self.is_surely_person(member));
            }
        }
        match named[..] {
            [] => {}
            [only] => return self.mention(run, only, false),
            _ => {
                self.shared.insert(run.start, named);
                return;
            }
        }
        // "Liu" for "Liu He": where the family name comes first.
        let first = self.by_first_word.get(&word).into_iter().flatten();
        let mut first = first.copied().filter(|&member| !self.members[member].known);
        if names.gender_of_first_name(&word).is_none()
            && let (Some(member), None) = (first.next(), first.next())
        {
            self.mention(run, member, false);
            return;
        }
        let titled = address.title.is_some()
            || run.start > 0 && title::is_honorific(text.folded(run.start - 1))
            || run.start > 1
                && text.word(run.start - 1) == "."
                && title::is_honorific(text.folded(run.start - 2));
        let mut known = names.surname(run.start);
        if known.len() > 1 {
            known.retain(|&actor| {
                let entry = names.entry(actor);
                address.fits_gender(entry.gender) && address.fits_office(names, entry.name)
            });
        }
        match known[..] {
            [only] if titled || !opens_sentence(text, run.start) => {
                let person = names.entry(only);
                let member = self.member(person.name, ActorKind::Person, person.gender, true);
                self.mention(run, member, false);
            }
            _ if titled => {
                let name = strip_possessive(text.word(run.start)).to_string();
                let gender = title::honorific_gender(text, run.start);
                let member = self.member(&name, ActorKind::Person, gender, false);
                self.mention(run, member, false);
            }
            _ => {}
        }
    }

    fn read_titles(&mut self, text: &Text<'_>, names: Names<'_>) {
        for mention in &self.mentions {
            let member = &mut self.members[mention.member];
            if member.kind != ActorKind::Person {
                continue;
            }
            let found = title::before(text, names, mention.tokens.start)
                .or_else(|| title::apposition(text, names, mention.tokens.end));
            if let Some(title) = found
                && !member.titles.contains(&title)
            {
                member.titles.push(title);
            }
            if member.gender.is_none() {
                member.gender = title::honorific_gender(text, mention.tokens.start);
            }
        }
    }

    /// The members that the surname at a token may mean, where it may mean several.
    pub fn sharing(&self, token: usize) -> &[usize] {
        self.shared.get(&token).map_or(&[], Vec::as_slice)
    }

    /// The mentions inside a range of tokens, in order.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Mention> {
        let from = self
            .mentions
            .partition_point(|mention| mention.tokens.start < range.start);
        self.mentions[from..]
            .iter()
            .take_while(move |mention| mention.tokens.end <= range.end)
    }

    /// The mentions before a token, nearest first.
    pub fn before(&self, token: usize) -> impl Iterator<Item = &Mention> {
        let to = self
            .mentions
            .partition_point(|mention| mention.tokens.end <= token);
        self.mentions[..to].iter().rev()
    }

    /// Whether something beside two capitals says that a member is a person: the lexicon, a title
    /// or a first name. "Planet Earth" is nobody who meets anybody.
    pub fn is_surely_person(&self, member: usize) -> bool {
        let card = &self.members[member];
        self.is_person(member) && (card.known || card.gender.is_some() || !card.titles.is_empty())
    }

    /// Whether a member is a person.
    pub fn is_person(&self, member: usize) -> bool {
        self.members[member].kind == ActorKind::Person
    }
}

/// What stands before a surname and tells who is meant: "Mr", "President".
struct Address {
    gender: Option<Gender>,
    title: Option<Title>,
}

impl Address {
    fn read(text: &Text<'_>, names: Names<'_>, name: usize) -> Address {
        Address {
            gender: title::honorific_gender(text, name),
            title: title::before(text, names, name),
        }
    }

    fn fits_gender(&self, gender: Option<Gender>) -> bool {
        self.gender
            .zip(gender)
            .is_none_or(|(asked, known)| asked == known)
    }

    /// Whether the lexicon has somebody in the office that the title names.
    fn fits_office(&self, names: Names<'_>, name: &str) -> bool {
        self.title.as_ref().is_none_or(|title| {
            title.titles.is_empty() || names.held(name, &title.titles, title.actor, None)
        })
    }
}
