//! The targets of a statement, each with its position.

mod actor;
mod agreement;
mod name;
mod place;
mod pointer;
mod topic;

use super::agreements::{self, Mention};
use super::stance::{Frame, Ground, Judgement, Nature, Scene};
use super::topics::{self, Term};
use super::words::Words;
use crate::lexicon::{Lexicon, Topics};
use crate::model::{Attribution, Date, Kind, Label, Stance, TargetKind};
use crate::span::Span;
use crate::text::Text;
use std::ops::Range;

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
        Targets::about(text, words, lexicon, lexicon.topics, None)
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
        let mentions = agreements::mentions(text, words, lexicon.agreements, published);
        let headline = place::headline(text, words);
        let mut terms = topics::terms(topics, words, published);
        terms.retain_mut(|term| {
            let part = topic::part_of_name(term, words, &mentions, lexicon, topics);
            term.names = part == topic::Part::Name;
            let titled = headline
                .as_ref()
                .is_some_and(|words| words.contains(&term.words.start));
            // "Meeting with the Chancellor": a headline says on what occasion something was said.
            term.backs = !(titled && topic::is_occasion(&topics.entries()[term.topic].card.id));
            part != topic::Part::Else
                && !topic::is_one_of_many(term, text, words, topics)
                // Every word of a headline may have its capital.
                && (titled || !name::is_of_body(term, text, words))
        });
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
        self.stances_by(attribution, &[])
    }

    /// The same, where the tokens are known that name the speaker or for whom it speaks.
    pub fn stances_by(&self, attribution: &Attribution, own: &[Range<usize>]) -> Vec<Stance> {
        let mut frame = self.frame(attribution);
        frame.own = own
            .iter()
            .map(|tokens| self.words.of_tokens(tokens.clone()))
            .collect();
        let mut stances: Vec<Stance> = self
            .topic_links(&frame)
            .iter()
            .map(|link| self.topic_stance(&frame, link))
            .collect();
        stances.extend(self.agreement_stances(&frame));
        stances.sort_by(|a, b| (a.target_kind, &a.target).cmp(&(b.target_kind, &b.target)));
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
        if let Some(first) = cue.first_mut()
            && first.start > 0
            && self.words.folded(first.start - 1) == "agenda"
        {
            // "The agenda | included": what it holds is a matter, whoever speaks.
            first.start -= 1;
        }
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
            direct: attribution.kind == Kind::Direct,
            own: Vec::new(),
        }
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
                    object: None,
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
            object: Some(
                judgement
                    .object
                    .map_or_else(Vec::new, |phrase| self.spans(vec![phrase])),
            ),
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
