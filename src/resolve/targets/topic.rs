//! The topics of a statement.

use super::Targets;
use super::pointer::Pointer;
use crate::lexicon::{Lexicon, Topics};
use crate::model::{Stance, TargetKind};
use crate::resolve::agreements::Mention;
use crate::resolve::stance::{Frame, Nature};
use crate::resolve::topics::{self, From, Link, Term};
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
        let earlier = self.earlier(first.start);
        // A statement that names an agreement is on that, whatever else it points to.
        if links.is_empty()
            && self.named(frame).next().is_none()
            && let Some(pointer) = self.points_back(frame)
        {
            // Wire news has a paragraph for each sentence; a pronoun does not reach so far.
            let far = self
                .before_paragraph(first.start, &earlier)
                .map(|one| (one, From::Before))
                .into_iter()
                .chain(headline.map(|one| (one, From::Headline)))
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

    /// What words that are pointed to are about; that there was a meeting is not what is meant.
    fn matters(&self, place: Range<usize>, from: From) -> Vec<Link> {
        let mut links = topics::link(&self.terms, &[place], &[], from);
        let id = |link: &Link| self.topics.entries()[link.topic].card.id.as_str();
        links.retain(|link| !matches!(id(link), "dialogue" | "summit"));
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
                if topics.entries()[topic].conflict && !known {
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

/// Whether a term is but a part of a listed agreement's name that is about something else: the
/// Security Council in the number of its resolution.
pub(super) fn only_names(
    term: &Term,
    mentions: &[Mention],
    lexicon: &Lexicon,
    topics: &Topics,
) -> bool {
    let at = mentions.partition_point(|one| one.words.start <= term.words.start);
    let Some(mention) = at.checked_sub(1).map(|at| &mentions[at]) else {
        return false;
    };
    if term.words.end > mention.words.end {
        return false;
    }
    let id = &topics.entries()[term.topic].card.id;
    lexicon
        .agreements
        .get(&mention.name)
        .is_some_and(|entry| !entry.card.topics.contains(id))
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
