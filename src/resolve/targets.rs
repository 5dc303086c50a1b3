//! The targets of a statement, each with its position.

use super::agreements::{self, By, Mention};
use super::cast::Cast;
use super::stance::{Frame, Ground, Judgement, Nature, Scene};
use super::topics::{self, From, Link, Term};
use super::words::Words;
use crate::lexicon::{Lexicon, Topics};
use crate::model::{Attribution, Date, Label, Stance, TargetKind};
use crate::span::Span;
use crate::text::{Place, Text};
use std::ops::Range;

/// How words point to something said before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pointer {
    /// "it", "this".
    Pronoun,
    /// "the issue", "these measures".
    Noun,
}

/// A text with everything in it that statements may be about.
pub struct Targets<'s, 't> {
    text: &'s Text<'s>,
    words: &'s Words<'t>,
    lexicon: &'s Lexicon,
    topics: &'s Topics,
    terms: Vec<Term>,
    mentions: Vec<Mention>,
    scene: Scene<'s, 't>,
}

impl<'s, 't> Targets<'s, 't> {
    /// Finds topics, agreements and expressions of position in a text of no known day.
    pub fn read(text: &'s Text<'s>, words: &'s Words<'t>, lexicon: &'s Lexicon) -> Targets<'s, 't> {
        Targets::about(text, words, lexicon, &lexicon.topics, None)
    }

    /// Finds a person's own topics, and agreements as they were on the day that the text was
    /// published.
    pub fn about(
        text: &'s Text<'s>,
        words: &'s Words<'t>,
        lexicon: &'s Lexicon,
        topics: &'s Topics,
        published: Option<Date>,
    ) -> Targets<'s, 't> {
        let mentions = agreements::mentions(text, words, &lexicon.agreements, published);
        let mut terms = topics::terms(topics, words);
        terms.retain(|term| !only_names(term, &mentions, lexicon, topics));
        let mut names: Vec<Range<usize>> = terms
            .iter()
            .filter(|term| term.strong)
            .map(|term| term.words.clone())
            .chain(mentions.iter().map(|one| one.words.clone()))
            .collect();
        names.sort_by_key(|name| (name.start, name.end));
        Targets {
            text,
            words,
            lexicon,
            topics,
            scene: Scene::read(text, words, &lexicon.stance, &names),
            terms,
            mentions,
        }
    }

    /// The stances of one attribution, topics first, each kind by name.
    pub fn stances(&self, attribution: &Attribution) -> Vec<Stance> {
        let frame = self.frame(attribution);
        let mut stances: Vec<Stance> = self
            .topic_links(&frame)
            .iter()
            .map(|link| self.topic_stance(&frame, link))
            .collect();
        stances.extend(self.agreement_stances(&frame));
        stances.sort_by(|a, b| (a.target_kind, &a.target).cmp(&(b.target_kind, &b.target)));
        stances
    }

    /// The positions of one attribution toward those who are named in it, by name.
    ///
    /// Only what values or blames somebody counts: "praised Egypt's efforts".
    pub fn toward_actors(&self, attribution: &Attribution, cast: &Cast) -> Vec<Stance> {
        let frame = self.frame(attribution);
        let (Some(first), Some(cue)) = (frame.sentences.first(), frame.cue.first()) else {
            return Vec::new();
        };
        if cue.start > first.start {
            return Vec::new();
        }
        let tokens = self.words.token(cue.start)..self.words.token(first.end.saturating_sub(1)) + 1;
        let mut stances: Vec<Stance> = cast
            .within(tokens)
            .filter(|mention| cast.members[mention.member].known)
            .filter_map(|mention| {
                let actor = self.words.of_tokens(mention.tokens.clone());
                let (sign, word) = self.scene.regard(&frame.cue, &actor)?;
                let basis = format!(
                    "cue `{}` toward `{}`",
                    self.slice(&word),
                    self.slice(&actor)
                );
                Some(Stance {
                    target: cast.members[mention.member].name.clone(),
                    target_kind: TargetKind::Actor,
                    label: if sign > 0 {
                        Label::Support
                    } else {
                        Label::Oppose
                    },
                    evidence: self.spans(vec![word, actor]),
                    condition: Vec::new(),
                    basis,
                    confidence: self.confidence(
                        Ground::ACTOR,
                        if sign > 0 {
                            Label::Support
                        } else {
                            Label::Oppose
                        },
                    ),
                })
            })
            .collect();
        stances.sort_by(|a, b| a.target.cmp(&b.target));
        stances.dedup_by(|a, b| a.target == b.target);
        stances
    }

    /// The parts of an attribution in words.
    fn frame(&self, attribution: &Attribution) -> Frame {
        let mut sentences = Vec::new();
        for piece in &attribution.content {
            let piece = self.words.within(*piece);
            let mut start = piece.start;
            while start < piece.end {
                let sentence = self.sentence(start);
                let end = sentence.end.clamp(start + 1, piece.end);
                sentences.push(start..end);
                start = end;
            }
        }
        let mut cue: Vec<Range<usize>> = attribution
            .cue
            .iter()
            .map(|span| self.words.within(*span))
            .collect();
        if let (Some(last), Some(first)) = (cue.last_mut(), sentences.first()) {
            // "expressed | the hope that": what leads from the cue to the content.
            let gap = first.start.checked_sub(last.end);
            if gap.is_some_and(|gap| gap <= 8 && self.sentence(last.start).contains(&first.start)) {
                last.end = first.start;
            }
        }
        Frame {
            source: attribution
                .source
                .first()
                .map(|span| self.words.within(*span)),
            cue,
            sentences,
        }
    }

    /// The words of the sentence that holds a word.
    fn sentence(&self, word: usize) -> Range<usize> {
        let token = self.words.token(word);
        self.text
            .sentence_of(token)
            .map(|at| self.words.of_tokens(self.text.sentences[at].tokens.clone()))
            .unwrap_or(word..word + 1)
    }

    /// The sentences before a word in its paragraph, the nearest first.
    fn earlier(&self, word: usize) -> Vec<Range<usize>> {
        let token = self.words.token(word);
        let (Some(sentence), Some(paragraph)) =
            (self.text.sentence_of(token), self.text.paragraph_of(token))
        else {
            return Vec::new();
        };
        let first = self.text.paragraphs[paragraph].sentences.start;
        (first..sentence)
            .rev()
            .map(|at| self.words.of_tokens(self.text.sentences[at].tokens.clone()))
            .collect()
    }

    fn headline(&self) -> Option<Range<usize>> {
        self.text
            .paragraphs
            .iter()
            .find(|paragraph| paragraph.place == Place::Headline)
            .map(|paragraph| self.words.of_tokens(paragraph.tokens.clone()))
    }

    fn topic_links(&self, frame: &Frame) -> Vec<Link> {
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

    /// The last sentence of the paragraph before, for one that opens its own.
    fn before_paragraph(&self, word: usize, earlier: &[Range<usize>]) -> Option<Range<usize>> {
        if !earlier.is_empty() {
            return None;
        }
        let at = self.text.paragraph_of(self.words.token(word))?;
        let before = self.text.paragraphs.get(at.checked_sub(1)?)?;
        if before.place == Place::Headline {
            return None;
        }
        let last = before.sentences.clone().next_back()?;
        Some(
            self.words
                .of_tokens(self.text.sentences[last].tokens.clone()),
        )
    }

    /// What a sentence says to begin with that its statement is about: "Concerning relations with
    /// the United States, he said that ...".
    fn fronted(&self, frame: &Frame) -> Option<Range<usize>> {
        let at = frame.sentences.first()?.start;
        let sentence = self.sentence(at);
        let word = |place: usize| self.words.folded(sentence.start + place);
        let subject = match word(0) {
            "concerning" | "regarding" | "discussing" | "touching" | "addressing" => 1,
            "as" => match word(1) {
                "for" | "to" | "regards" => 2,
                _ => return None,
            },
            "in" | "when" | "while" => match word(1) {
                "discussing" => 2,
                _ => return None,
            },
            "with" => match word(1) {
                "regard" | "respect" => 3,
                _ => return None,
            },
            "turning" => 2,
            "asked" | "commenting" | "speaking" | "questioned" => match word(1) {
                "about" | "on" | "of" => 2,
                _ => return None,
            },
            "on" if self.words.folded(sentence.start + 1) == "the"
                && matches!(
                    word(2),
                    "subject" | "issue" | "topic" | "question" | "situation"
                ) =>
            {
                3
            }
            _ => return None,
        };
        let from = sentence.start + subject;
        let to = frame
            .source
            .iter()
            .map(|source| source.start)
            .chain(frame.cue.iter().map(|cue| cue.start))
            .chain([at])
            .filter(|&place| place > from)
            .min()?;
        (from < to).then_some(from..to)
    }

    /// The sentence of the content without the words for who speaks: what somebody is the head
    /// of is not what is meant.
    fn beside_source(&self, frame: &Frame) -> Vec<Range<usize>> {
        let Some(first) = frame.sentences.first() else {
            return Vec::new();
        };
        let sentence = self.sentence(first.start);
        let Some(source) = frame
            .source
            .clone()
            .filter(|source| sentence.contains(&source.start))
        else {
            return vec![sentence];
        };
        let next = frame
            .cue
            .iter()
            .map(|cue| cue.start)
            .chain([first.start])
            .filter(|&at| at >= source.end)
            .min()
            // Farther off there are more than titles between a source and its verb.
            .map(|at| if at - source.end > 10 { source.end } else { at });
        let after = next.unwrap_or(sentence.end).min(sentence.end);
        vec![sentence.start..source.start, after..sentence.end]
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

    /// The agreements that a content names.
    fn named<'f>(&'f self, frame: &'f Frame) -> impl Iterator<Item = &'f Mention> {
        self.mentions.iter().filter(|mention| {
            let own = |sentence: &Range<usize>| sentence.contains(&mention.words.start);
            frame.sentences.iter().any(own)
        })
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

    /// How the content points to something said before: "it", "the issue", "this proposal".
    fn points_back(&self, frame: &Frame) -> Option<Pointer> {
        let total: usize = frame.sentences.iter().map(Range::len).sum();
        let mut pointer = None;
        for (place, at) in frame.sentences.iter().flat_map(Clone::clone).enumerate() {
            let next = self.words.folded(at + 1);
            let noun = is_pointer(next);
            match self.words.folded(at) {
                "this" | "these" | "such" | "that" if noun => return Some(Pointer::Noun),
                "the" | "his" | "her" | "their" if noun && total <= 25 => {
                    return Some(Pointer::Noun);
                }
                "this" | "these" | "such" if !matches!(next, "year" | "week" | "month") => {
                    pointer = Some(Pointer::Pronoun);
                }
                "it" | "its" if place < 3 && total <= 25 => pointer = Some(Pointer::Pronoun),
                // Who can be solved or discussed is no person.
                "they" if place < 3 && total <= 25 && self.words.folded(at + 2) == "be" => {
                    pointer = Some(Pointer::Pronoun);
                }
                word if place > 0 && total <= 6 && is_proposal(word) => {
                    return Some(Pointer::Noun);
                }
                _ => {}
            }
        }
        pointer
    }

    fn topic_stance(&self, frame: &Frame, link: &Link) -> Stance {
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

    fn agreement_stances(&self, frame: &Frame) -> Vec<Stance> {
        let mut names: Vec<(&str, Vec<Range<usize>>, By)> = Vec::new();
        for sentence in &frame.sentences {
            for mention in &self.mentions {
                if !sentence.contains(&mention.words.start) {
                    continue;
                }
                match names.iter_mut().find(|(name, ..)| *name == mention.name) {
                    Some(_) if matches!(mention.by, By::Deed | By::Undoing) => {}
                    Some((_, words, _)) => words.push(mention.words.clone()),
                    None => names.push((&mention.name, vec![mention.words.clone()], mention.by)),
                }
            }
        }
        if names.is_empty() {
            names.extend(
                self.it(frame)
                    .or_else(|| self.subject_of_statement(frame))
                    .or_else(|| self.named_in_front(frame)),
            );
        }
        names
            .into_iter()
            .map(|(name, words, by)| {
                let nature = match by {
                    By::Undoing => Nature::Undoing,
                    _ => Nature::Plain,
                };
                let from = format!("`{}` by {}", self.slice(&words[0]), by.name());
                self.stance(
                    frame,
                    name.to_string(),
                    TargetKind::Agreement,
                    &words,
                    nature,
                    from,
                )
            })
            .collect()
    }

    /// "called it a success": the agreement that the sentence or the one before it named last.
    fn it(&self, frame: &Frame) -> Option<(&str, Vec<Range<usize>>, By)> {
        let first = frame.sentences.first()?;
        let at = first.start;
        let object = matches!(
            self.words.folded(at + 1),
            "a" | "an" | "the" | "as" | "one" | "not"
        );
        if self.words.folded(at) != "it" || !object {
            return None;
        }
        let from = self
            .earlier(at)
            .first()
            .map_or(self.sentence(at).start, |before| before.start);
        let named = self
            .mentions
            .iter()
            .rev()
            .find(|one| one.words.end <= at && one.words.start >= from)?;
        let pronoun = at..at + 1;
        Some((&named.name, vec![pronoun], By::Pronoun))
    }

    /// "Asked about the treaty, he said that ...".
    fn named_in_front(&self, frame: &Frame) -> Option<(&str, Vec<Range<usize>>, By)> {
        let front = self.fronted(frame)?;
        let named = self
            .mentions
            .iter()
            .find(|one| front.contains(&one.words.start))?;
        Some((&named.name, vec![named.words.clone()], named.by))
    }

    /// "In a statement about the treaty he said that ...": what the statement is said to be about.
    fn subject_of_statement(&self, frame: &Frame) -> Option<(&str, Vec<Range<usize>>, By)> {
        let at = frame.sentences.first()?.start;
        let sentence = self.sentence(at);
        let about = |one: &&Mention| {
            let mut start = one.words.start;
            if start > 0 && self.words.folded(start - 1) == "the" {
                start -= 1;
            }
            start >= sentence.start + 2
                && matches!(self.words.folded(start - 1), "about" | "on")
                && matches!(
                    self.words.folded(start - 2),
                    "statement" | "remarks" | "comment" | "comments" | "speech" | "address"
                )
        };
        let named = self
            .mentions
            .iter()
            .rev()
            .filter(|one| one.words.end <= at && one.words.start >= sentence.start)
            .find(about)?;
        Some((&named.name, vec![named.words.clone()], named.by))
    }

    fn stance(
        &self,
        frame: &Frame,
        target: String,
        target_kind: TargetKind,
        words: &[Range<usize>],
        nature: Nature,
        from: String,
    ) -> Stance {
        let judged: Vec<(Judgement, &Range<usize>)> = words
            .iter()
            .map(|words| (self.scene.judge(frame, words, nature), words))
            .collect();
        let (judgement, at) = weigh(judged).unwrap_or_else(|| {
            (
                Judgement {
                    label: Label::Neutral,
                    evidence: Vec::new(),
                    condition: None,
                    because: Vec::new(),
                    ground: Ground::ACTOR,
                },
                &words[0],
            )
        });
        let mut evidence = judgement.evidence;
        evidence.push(at.clone());
        let mut basis = vec![from];
        basis.extend(judgement.because);
        let ground = judgement.ground;
        basis.push(format!("rests on `{ground}`"));
        Stance {
            target,
            target_kind,
            label: judgement.label,
            evidence: self.spans(evidence),
            condition: judgement
                .condition
                .map_or_else(Vec::new, |clause| self.spans(vec![clause])),
            basis: basis.join("; "),
            confidence: self.confidence(ground, judgement.label),
        }
    }

    fn confidence(&self, ground: Ground, label: Label) -> Option<f32> {
        let Ground { cue, words, reach } = ground;
        self.lexicon.confidence.of([cue, words, reach], label)
    }

    fn slice(&self, words: &Range<usize>) -> &'s str {
        self.words
            .span(words.clone())
            .map_or("", |span| span.slice(self.text.text))
    }

    /// Ranges of words as spans in text order that do not overlap.
    fn spans(&self, ranges: Vec<Range<usize>>) -> Vec<Span> {
        let mut spans: Vec<Span> = ranges
            .into_iter()
            .filter_map(|range| self.words.span(range))
            .collect();
        spans.sort();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start < last.end => *last = last.cover(span),
                _ => merged.push(span),
            }
        }
        merged
    }
}

/// Whether a term is but a part of a listed agreement's name that is about something else: the
/// Security Council in the number of its resolution.
fn only_names(term: &Term, mentions: &[Mention], lexicon: &Lexicon, topics: &Topics) -> bool {
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

/// The weightiest of the judgements on the mentions of one target: a condition, then the first
/// position, then none.
fn weigh(judged: Vec<(Judgement, &Range<usize>)>) -> Option<(Judgement, &Range<usize>)> {
    let rank = |label: Label| match label {
        Label::Conditional => 0,
        Label::Support | Label::Oppose => 1,
        Label::Neutral => 2,
    };
    judged
        .into_iter()
        .min_by_key(|(judgement, _)| rank(judgement.label))
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

/// "the president's suggestion": what somebody is said to have put forward.
fn is_proposal(word: &str) -> bool {
    matches!(
        word,
        "suggestion" | "proposal" | "proposals" | "initiative" | "idea"
    )
}

fn is_pointer(word: &str) -> bool {
    matches!(
        word,
        "issue"
            | "issues"
            | "matter"
            | "matters"
            | "problem"
            | "problems"
            | "question"
            | "proposal"
            | "proposals"
            | "suggestion"
            | "initiative"
            | "idea"
            | "document"
            | "measures"
            | "measure"
            | "steps"
            | "step"
            | "decision"
            | "opinion"
            | "position"
            | "approach"
            | "plan"
            | "plans"
            | "situation"
            | "process"
            | "talks"
            | "agreement"
            | "deal"
            | "treaty"
            | "work"
            | "move"
            | "crisis"
            | "conflict"
            | "area"
            | "sphere"
            | "field"
    )
}
