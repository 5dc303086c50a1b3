//! The day on which something was said, where the report tells it; else the month or the year.
//!
//! "he said on Wednesday" dates the saying, "he said the talks on Wednesday failed" dates the
//! talks. So only words outside what is said count, and of these only those that hang on the
//! cue with nothing between that could take them for itself: no comma, no relative clause, no
//! "after", no "about". A day that is missed leaves the day of publication, which is seldom far
//! off; a day of something else would put words on a day on which nobody said them.

mod day;

use crate::model::{Attribution, Date, When};
use crate::span::Span;
use crate::text::Text;
use day::day_at;
use std::collections::BTreeSet;
use std::ops::Range;

/// For each attribution when it was said, in the same order; `published` is the text's own day, to
/// which "on Wednesday" and "last month" are anchored.
pub fn said_on(
    text: &Text<'_>,
    attributions: &[&Attribution],
    published: Option<Date>,
) -> Vec<Option<When>> {
    let cues: BTreeSet<usize> = attributions
        .iter()
        .flat_map(|one| &one.cue)
        .flat_map(|&cue| text.tokens_in(cue))
        .collect();
    let frame = |attribution| Frame {
        text,
        attribution,
        cues: &cues,
        published,
    };
    attributions.iter().map(|one| frame(one).day()).collect()
}

/// What stands around one attribution's content in its sentence.
struct Frame<'a, 't> {
    text: &'a Text<'t>,
    attribution: &'a Attribution,
    /// The tokens of all cues: where another saying begins, this one's words end.
    cues: &'a BTreeSet<usize>,
    published: Option<Date>,
}

/// So many tokens after its cue a day may stand.
const REACH: usize = 24;

/// So many tokens may stand between a day that opens the sentence and the source.
const OPENING: usize = 8;

impl Frame<'_, '_> {
    /// The one time that its places tell; two that differ tell none.
    fn day(&self) -> Option<When> {
        let cue = self.without_time(self.tokens(*self.attribution.cue.last()?));
        if cue.is_empty() || self.is_yet_to_come(cue.start) {
            return None;
        }
        let days: BTreeSet<When> = [
            self.after(&cue),
            self.between(&cue),
            self.opening(&cue),
            self.ending_source(),
        ]
        .into_iter()
        .flatten()
        .collect();
        match days.into_iter().collect::<Vec<_>>()[..] {
            [day] => Some(day),
            _ => None,
        }
    }

    fn tokens(&self, span: Span) -> Range<usize> {
        self.text.tokens_in(span)
    }

    /// A cue without the time that it ends with, or begins: "said last | week".
    fn without_time(&self, cue: Range<usize>) -> Range<usize> {
        let end = self.sentence(cue.start).end;
        let time = (cue.start + 1..cue.end).find(|&at| {
            day_at(self.text, at..end, self.published).is_some_and(|(after, _)| after >= cue.end)
        });
        cue.start..time.unwrap_or(cue.end)
    }

    fn sentence(&self, token: usize) -> Range<usize> {
        self.text
            .sentence_of(token)
            .map_or(token..token, |at| self.text.sentences[at].tokens.clone())
    }

    /// "is to speak on Wednesday", "will say": the day of a plan is not that of a saying.
    fn is_yet_to_come(&self, cue: usize) -> bool {
        let sentence = self.sentence(cue).start;
        (cue.saturating_sub(2).max(sentence)..cue + 1).any(|at| {
            matches!(
                self.text.folded(at),
                "will" | "would" | "to" | "may" | "might" | "could" | "shall" | "should"
            )
        })
    }

    /// "said in Geneva on Wednesday": from the cue on, until something else begins.
    fn after(&self, cue: &Range<usize>) -> Option<When> {
        let mut end = self.sentence(cue.start).end.min(cue.end + REACH);
        let spans = self.attribution.content.iter();
        for span in spans.chain(&self.attribution.source) {
            let start = self.tokens(*span).start;
            if start >= cue.end {
                end = end.min(start);
            }
        }
        // Where the source follows its cue ("said Peskov on Wednesday"), its end is a new start.
        let start = self
            .attribution
            .source
            .iter()
            .map(|span| self.tokens(*span))
            .find(|source| source.start == cue.end)
            .map_or(cue.end, |source| source.end);
        if start > cue.end {
            end = self.sentence(cue.start).end.min(start + REACH);
            for span in &self.attribution.content {
                let content = self.tokens(*span).start;
                if content >= start {
                    end = end.min(content);
                }
            }
        }
        self.first_day(start..end).map(|(_, day)| day)
    }

    /// "Peskov on Wednesday said": all that stands between source and cue.
    fn between(&self, cue: &Range<usize>) -> Option<When> {
        let source = self.tokens(*self.attribution.source.last()?);
        let range = source.end..cue.start;
        if range.is_empty() || range.len() > OPENING {
            return None;
        }
        let (end, day) = self.first_day(range)?;
        (!self.blocked(end..cue.start)).then_some(day)
    }

    /// "On Wednesday, Peskov said"; "Speaking in Geneva on Wednesday, Peskov said".
    fn opening(&self, cue: &Range<usize>) -> Option<When> {
        let source = self.attribution.source.first();
        let head = source.map_or(cue.start, |span| self.tokens(*span).start.min(cue.start));
        let sentence = self.sentence(head);
        let told_before = self
            .attribution
            .content
            .iter()
            .any(|span| (sentence.start..head).contains(&self.tokens(*span).start));
        if told_before || !sentence.contains(&cue.start) {
            return None;
        }
        let mut start = sentence.start;
        while start < head && is_lead(self.text.folded(start)) {
            start += 1;
        }
        if let Some((end, day)) = day_at(self.text, start..head, self.published) {
            let rest = end..head;
            return (rest.len() <= OPENING && !self.blocked(rest))
                .then(|| day.when())
                .flatten();
        }
        // A phrase that says where the words were spoken, ended by a comma.
        let comma = (start..head).find(|&at| self.text.word(at) == ",")?;
        let places = matches!(
            self.text.folded(start),
            "speaking" | "addressing" | "talking"
        ) || matches!(self.text.folded(start), "in" | "at" | "during")
            && (start..comma).any(|at| is_occasion(self.text.folded(at)));
        if !places || self.blocked(comma + 1..head) {
            return None;
        }
        self.first_day(start..comma).map(|(_, day)| day)
    }

    /// "President Joe Biden on Wednesday" where the source takes the day in.
    fn ending_source(&self) -> Option<When> {
        let source = self.tokens(*self.attribution.source.last()?);
        let tail = source.end.saturating_sub(6).max(source.start + 1)..source.end;
        tail.clone().find_map(|at| {
            let (end, day) = day_at(self.text, at..source.end, self.published)?;
            (end == source.end && !self.blocked(source.start..at))
                .then(|| day.when())
                .flatten()
        })
    }

    /// The first day in the range that nothing before it takes for itself, with the token after.
    fn first_day(&self, range: Range<usize>) -> Option<(usize, When)> {
        let mut at = range.start;
        while at < range.end {
            if let Some((end, day)) = day_at(self.text, at..range.end, self.published) {
                // "this week" tells a time that cannot be told from the day of the text.
                if let Some(when) = day.when() {
                    return Some((end, when));
                }
                at = end;
                continue;
            }
            if self.stops(at, range.start) {
                return None;
            }
            at += 1;
        }
        None
    }

    fn blocked(&self, range: Range<usize>) -> bool {
        let start = range.start;
        range
            .into_iter()
            .any(|at| !matches!(self.text.word(at), "," | "-" | "–") && self.stops(at, start))
    }

    /// Whether the words from this one on may belong to something else than the saying.
    fn stops(&self, at: usize, start: usize) -> bool {
        let token = &self.text.tokens[at];
        if !token.is_word() {
            return self.text.word(at) != "'";
        }
        if self.text.quotation_of(at).is_some() || self.cues.contains(&at) {
            return true;
        }
        let next = self.text.folded(at + 1);
        match self.text.folded(at) {
            // Of places where one speaks: "on the sidelines", "on Twitter", "on his website".
            "on" => {
                !matches!(
                    next,
                    "the"
                        | "twitter"
                        | "facebook"
                        | "telegram"
                        | "television"
                        | "tv"
                        | "state"
                        | "social"
                        | "his"
                        | "her"
                        | "its"
                ) || next == "the"
                    && !matches!(self.text.folded(at + 2), "sidelines" | "margins" | "phone")
            }
            "of" => at == start,
            // "told his foreign and defence ministers on Saturday": the addressees of one telling.
            "and" => !self.tells(),
            word => takes_the_day(word),
        }
    }

    /// Whether the cue is followed by whom it was said to.
    fn tells(&self) -> bool {
        self.attribution
            .cue
            .iter()
            .flat_map(|span| self.tokens(*span))
            .any(|at| {
                matches!(
                    self.text.folded(at),
                    "told" | "informed" | "assured" | "reminded" | "warned" | "asked"
                )
            })
    }
}

/// Words that may stand before the day that opens a sentence.
fn is_lead(word: &str) -> bool {
    matches!(
        word,
        "earlier" | "later" | "late" | "early" | "also" | "but" | "and" | "then"
    )
}

/// Occasions on which one speaks.
fn is_occasion(word: &str) -> bool {
    matches!(
        word,
        "statement"
            | "interview"
            | "speech"
            | "address"
            | "conference"
            | "briefing"
            | "remarks"
            | "letter"
            | "message"
            | "tweet"
            | "post"
            | "call"
            | "meeting"
            | "talks"
            | "comments"
    )
}

/// Words after which a day belongs to what they introduce.
fn takes_the_day(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "which"
            | "who"
            | "whom"
            | "whose"
            | "when"
            | "where"
            | "while"
            | "as"
            | "but"
            | "or"
            | "after"
            | "before"
            | "following"
            | "since"
            | "until"
            | "till"
            | "by"
            | "ahead"
            | "about"
            | "over"
            | "regarding"
            | "concerning"
            | "against"
            | "because"
            | "if"
            | "whether"
            | "for"
            | "published"
            | "aired"
            | "broadcast"
            | "airing"
            | "taped"
            | "recorded"
            | "due"
            | "scheduled"
            | "planned"
            | "expected"
            | "set"
            | "adding"
            | "ending"
            | "despite"
            | "amid"
            | "than"
            | "from"
            | "between"
    )
}
