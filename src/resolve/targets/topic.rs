//! The topics of a statement.

use super::Targets;
use super::pointer::{Pointer, Reach};
use crate::lexicon::{Lexicon, Topics};
use crate::model::{Stance, TargetKind};
use crate::resolve::agreements::{By, Mention};
use crate::resolve::stance::{Frame, Nature};
use crate::resolve::topics::{self, From, Link, Term};
use crate::resolve::words::Words;
use crate::text::Text;
use std::ops::Range;

impl Targets<'_, '_> {
    pub(super) fn topic_links(&self, frame: &Frame) -> Vec<Link> {
        let Some(first) = frame.sentences.first() else {
            return Vec::new();
        };
        let headline = self.headline();
        let mut around: Vec<Range<usize>> = frame
            .sentences
            .iter()
            .map(|sentence| self.sentence(sentence.start))
            .collect();
        around.extend(headline.clone());
        let fronted = self.fronted(frame);
        let mut own = frame.sentences.clone();
        own.extend(self.opened_by_cue(frame));
        let mut links = topics::link(&self.terms, &own, &around, From::Content);
        self.drop_occasions(&mut links);
        let earlier = self.earlier(first.start);
        // A statement that names an agreement is on that, whatever else it points to.
        if links.is_empty()
            && self.named(frame).next().is_none()
            && let Some(pointer) = self.points_back(frame, Reach::Any)
        {
            // Wire news has a paragraph for each sentence; a pronoun does not reach so far.
            let far = self
                .before_paragraph(first.start, &earlier)
                .map(|one| (one, From::Before))
                .filter(|_| pointer == Pointer::Noun);
            let places = self
                .beside_source(frame)
                .into_iter()
                .map(|place| (place, From::Sentence))
                .chain(earlier.iter().map(|one| (one.clone(), From::Paragraph)))
                .chain(far);
            links = places
                .map(|(place, from)| self.matters(place, from))
                .find(|links| !links.is_empty())
                .unwrap_or_default();
        }
        if links.is_empty() {
            links = self.matter_of_title(frame);
        }
        // "cooperation in this area": the words name the form that something takes; what it is
        // stands in the sentence before.
        let formal = !links.is_empty() && links.iter().all(|link| self.is_formal(link));
        if formal && self.points_back(frame, Reach::Near) == Some(Pointer::Noun) {
            let near = earlier
                .first()
                .map(|one| (one.clone(), From::Paragraph))
                .or_else(|| Some((self.before_paragraph(first.start, &earlier)?, From::Before)))
                .map_or_else(Vec::new, |(place, from)| self.matters(place, from));
            for link in near {
                if !self.is_formal(&link) {
                    links.push(link);
                }
            }
        }
        for link in fronted.map_or_else(Vec::new, |place| self.matters(place, From::Sentence)) {
            if !links.iter().any(|other| other.topic == link.topic) {
                links.push(link);
            }
        }
        links.sort_by_key(|link| link.topic);
        self.add_agreements_conflict(&mut links, frame);
        self.add_conflict(&mut links, first.start, &earlier);
        links
    }

    /// "the agreement": what the title says to which it points, where nobody listed that one.
    fn matter_of_title(&self, frame: &Frame) -> Vec<Link> {
        let title = |one: &Mention| {
            self.mentions
                .iter()
                .find(|other| other.by == By::Form && other.name == one.name)
        };
        self.named(frame)
            .filter(|one| one.by == By::Noun)
            .find_map(title)
            .map_or_else(Vec::new, |title| {
                self.matters(title.words.clone(), From::Agreement)
            })
    }

    /// Terms that open in the cue and close in the content: "invited him | to visit".
    fn opened_by_cue(&self, frame: &Frame) -> Option<Range<usize>> {
        let (cue, first) = (frame.cue.last()?, frame.sentences.first()?);
        (cue.end == first.start)
            .then(|| topics::within(&self.terms, cue.clone()))?
            .iter()
            .filter(|term| term.words.end > first.start && term.words.end <= first.end)
            .map(|term| term.words.clone())
            .next()
    }

    /// Whether a topic is a form in which states deal with each other rather than a matter.
    fn is_formal(&self, link: &Link) -> bool {
        matches!(
            self.topics.entries()[link.topic].card.id.as_str(),
            "bilateral-relations" | "dialogue" | "summit" | "un-role"
        )
    }

    /// Drops a meeting that only says when or where: "to discuss it at the coming summit".
    fn drop_occasions(&self, links: &mut Vec<Link>) {
        if links.len() < 2 {
            return;
        }
        links.retain(|link| {
            !is_occasion(&self.topics.entries()[link.topic].card.id)
                || !link.terms.iter().all(|term| self.says_when(term.start))
        });
    }

    fn says_when(&self, term: usize) -> bool {
        for at in (term.saturating_sub(4)..term).rev() {
            if self.words.words[at + 1].starts {
                return false;
            }
            match self.words.folded(at) {
                "at" | "during" | "after" | "before" | "following" | "by" => return true,
                "of" => match self.words.folded(at.saturating_sub(1)) {
                    "regardless" | "course" | "sidelines" | "margins" | "ahead" => return true,
                    "round" | "rounds" | "series" => {}
                    _ => return false,
                },
                "and" | "or" | "to" | "for" | "on" | "about" | "in" | "with" => return false,
                _ => {}
            }
        }
        false
    }

    /// What words that are pointed to are about; that there was a meeting is not what is meant.
    fn matters(&self, place: Range<usize>, from: From) -> Vec<Link> {
        let mut links = topics::link(&self.terms, &[place], &[], from);
        let id = |link: &Link| self.topics.entries()[link.topic].card.id.as_str();
        links.retain(|link| !is_occasion(id(link)));
        links
    }

    /// A resolution on a conflict is about that conflict.
    fn add_agreements_conflict(&self, links: &mut Vec<Link>, frame: &Frame) {
        let topics = self.topics;
        for mention in self.named(frame) {
            let Some(entry) = self.lexicon.agreements.get(&mention.name) else {
                continue;
            };
            for topic in entry
                .card
                .topics
                .iter()
                .filter_map(|id| topics.position(id))
            {
                let known = links.iter().any(|link| link.topic == topic);
                let entry = &topics.entries()[topic];
                // A programme is no war: a deal on it stands for itself.
                let war = entry.conflict && !entry.card.id.ends_with("-nuclear");
                if war && !known {
                    links.push(Link {
                        topic,
                        terms: vec![mention.words.clone()],
                        from: From::Agreement,
                    });
                }
            }
        }
        links.sort_by_key(|link| link.topic);
    }

    /// A word about peace or truce is about the conflict that its paragraph is about; one about a
    /// broader matter is about the conflict that the sentence before has just named.
    fn add_conflict(&self, links: &mut Vec<Link>, at: usize, earlier: &[Range<usize>]) {
        let entries = self.topics.entries();
        let is_conflict = |topic: usize| entries[topic].conflict;
        let of_conflict = |link: &Link| {
            matches!(
                entries[link.topic].card.id.as_str(),
                "peace-settlement" | "ceasefire" | "humanitarian-aid"
            )
        };
        if links.iter().any(|link| is_conflict(link.topic)) {
            return;
        }
        let before = self.before_paragraph(at, earlier);
        let conflicts = |range: &Range<usize>, from: From| {
            let mut near = topics::link(&self.terms, std::slice::from_ref(range), &[], from);
            near.retain(|link| is_conflict(link.topic));
            near
        };
        let mut near = Vec::new();
        if links.iter().any(of_conflict) {
            let sentence = self.sentence(at);
            near = std::iter::once((&sentence, From::Sentence))
                .chain(earlier.iter().map(|range| (range, From::Paragraph)))
                .chain(before.iter().map(|range| (range, From::Before)))
                .map(|(range, from)| conflicts(range, from))
                .find(|near| !near.is_empty())
                .unwrap_or_default();
        } else if let Some(last) = earlier.first() {
            let broader = |link: &Link| entries[link.topic].card.broader.as_deref();
            near = conflicts(last, From::Paragraph);
            near.retain(|one| {
                let of = broader(one);
                links
                    .iter()
                    .any(|link| of == Some(entries[link.topic].card.id.as_str()))
            });
        }
        if !near.is_empty() {
            links.extend(near);
            links.sort_by_key(|link| link.topic);
        }
    }

    pub(super) fn topic_stance(&self, frame: &Frame, link: &Link) -> Stance {
        let entry = &self.topics.entries()[link.topic];
        let nature = nature(&entry.card.id, entry.threat, entry.conflict);
        let from = format!("term `{}` {}", self.slice(&link.terms[0]), link.from.name());
        self.stance(
            frame,
            entry.card.id.clone(),
            TargetKind::Topic,
            &link.terms,
            nature,
            from,
        )
    }
}

/// How a term stands to the agreements of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It is no part of one, or tells its matter: "Strategic Stability Dialogue".
    None,
    /// It names one that is about its topic: "New START".
    Name,
    /// It points to one, or is part of the name of one about something else.
    Else,
}

/// Whether a term is but a part of an agreement's name or of what points to it, and so names that
/// rather than its matter: "New START", "the treaty", the Security Council in the number of its
/// resolution.
pub(super) fn part_of_name(
    term: &Term,
    words: &Words<'_>,
    mentions: &[Mention],
    lexicon: &Lexicon,
    topics: &Topics,
) -> Part {
    let at = mentions.partition_point(|one| one.words.start <= term.words.start);
    let Some(mention) = at.checked_sub(1).map(|at| &mentions[at]) else {
        return Part::None;
    };
    if term.words.end > mention.words.end {
        return Part::None;
    }
    match mention.by {
        By::Form => return Part::None,
        By::Name => {}
        By::Noun | By::Deed | By::Undoing | By::Pronoun => return Part::Else,
    }
    let Some(entry) = lexicon.agreements.get(&mention.name) else {
        return Part::None;
    };
    let topic = &topics.entries()[term.topic];
    let whole = term.words == mention.words;
    let name = whole
        || is_kind(words.folded(term.words.end - 1))
        || term
            .words
            .clone()
            .any(|at| is_initials(&words.words[at].written));
    match name {
        _ if !entry.card.topics.contains(&topic.card.id) => Part::Else,
        true => Part::Name,
        false => Part::None,
    }
}

/// What kind of thing an agreement is: the last word of its name.
fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "treaty"
            | "deal"
            | "agreement"
            | "agreements"
            | "accord"
            | "accords"
            | "pact"
            | "plan"
            | "protocol"
            | "convention"
            | "memorandum"
    )
}

/// "INF", "START".
fn is_initials(written: &str) -> bool {
    written.len() > 1
        && written.starts_with(char::is_uppercase)
        && written
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a topic is that somebody meets somebody.
pub(super) fn is_occasion(id: &str) -> bool {
    matches!(id, "dialogue" | "summit")
}

/// Whether a body is named in a row of those who do something: "with Russia, the EU and the UN".
pub(super) fn is_one_of_many(
    term: &Term,
    text: &Text<'_>,
    words: &Words<'_>,
    topics: &Topics,
) -> bool {
    let id = topics.entries()[term.topic].card.id.as_str();
    if !matches!(id, "european-union" | "nato" | "un-role") {
        return false;
    }
    let comma = |word: usize| {
        let token = words.token(word);
        token > 0 && text.word(token - 1) == ","
    };
    let named = |word: usize| {
        words
            .words
            .get(word)
            .is_some_and(|word| word.written.starts_with(char::is_uppercase) && !word.starts)
    };
    let mut start = term.words.start;
    if start > 0 && words.folded(start - 1) == "the" {
        start -= 1;
    }
    if start < 2 {
        return false;
    }
    let next = term.words.end;
    let goes_on = words.folded(next) == "and" || next < words.words.len() && comma(next);
    if comma(start) && named(start - 1) {
        return goes_on;
    }
    words.folded(start - 1) == "and"
        && named(start - 2)
        && (start.saturating_sub(5)..start - 1).any(|at| at > 0 && comma(at) && named(at - 1))
}

fn nature(id: &str, threat: bool, conflict: bool) -> Nature {
    if threat {
        return Nature::Threat;
    }
    if conflict {
        return Nature::Conflict;
    }
    match id {
        "bilateral-relations" | "dialogue" | "military-cooperation" | "summit" => Nature::Good,
        "peace-settlement"
        | "ceasefire"
        | "arms-control"
        | "strategic-stability"
        | "nuclear-nonproliferation"
        | "health"
        | "environment"
        | "climate"
        | "human-rights"
        | "humanitarian-aid"
        | "refugees"
        | "prisoners"
        | "incident-investigation" => Nature::Cause,
        "middle-east" | "iran-nuclear" | "north-korea-nuclear" | "iraq" | "balkans" => {
            Nature::Conflict
        }
        "sanctions" | "military-action" => Nature::Measure,
        _ => Nature::Plain,
    }
}
