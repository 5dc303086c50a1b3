//! Whether somebody states a position in words: "we support the treaty", "concern over the strikes".
//!
//! Much else tells which way a statement goes: that others broke a treaty, that trade has grown. A
//! side that is read off from such words serves for a count; a change of sides is not built on it.

use super::cue::{Cue, Tone};
use super::object::Governor;
use super::phrase::is_auxiliary;
use super::{Frame, Scene};
use crate::lexicon::Part;
use std::ops::Range;

/// How far before its verb a subject may stand, in words.
const SUBJECT: usize = 7;
/// How far from its target an expression states something of it, in words.
const REACH: usize = 7;

/// Who does what a verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// Who speaks.
    Speaker,
    /// Somebody else.
    Another,
    /// Nobody: "the importance of", "it is necessary".
    Nobody,
}

impl Scene<'_, '_> {
    /// Whether the words that decide a position state it as the speaker's own of now.
    pub(super) fn is_stated(
        &self,
        frame: &Frame,
        cue: &Cue,
        inner: &[Governor],
        target: &Range<usize>,
    ) -> bool {
        if frame.cue.iter().any(|zone| self.is_of_once(zone)) {
            return false;
        }
        // The chain leads to the target without a gap: what is stated is stated of it.
        let near = inner.first().map(|one| one.words.clone());
        match cue.tone {
            Tone::Open => false,
            Tone::Position(_) => {
                let cue = cue.words.last().cloned();
                // "outrage that the sanctions failed": of a clause, not of its subject.
                let apart = |one: &Governor| self.is_reason(one) || one.words.start >= target.end;
                !inner.iter().any(apart)
                    && near.or(cue).is_some_and(|near| self.leads(&near, target))
            }
            Tone::Says | Tone::Matter => inner
                .iter()
                .filter(|one| self.leads(&one.words, target) || self.is_chained(one, inner))
                .any(|one| self.is_speakers(one, frame, target)),
        }
    }

    /// "once praised", "had championed", "initially supported": when that was the words do not
    /// tell, but it was not on the day of the report.
    fn is_of_once(&self, cue: &Range<usize>) -> bool {
        (cue.start.saturating_sub(2)..cue.end).any(|at| {
            matches!(
                self.words.folded(at),
                "had" | "once" | "initially" | "originally" | "formerly" | "previously" | "first"
            )
        })
    }

    /// "criticised the senator for opposing it": a reason, not what is stated.
    fn is_reason(&self, one: &Governor) -> bool {
        one.words
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(self.words.folded(at), "for" | "as" | "after" | "by"))
    }

    /// Whether an expression governs the next nearer one of its chain: "we want to | keep".
    fn is_chained(&self, one: &Governor, inner: &[Governor]) -> bool {
        let nearer = inner
            .iter()
            .filter(|other| other.words.start >= one.words.end)
            .min_by_key(|other| other.words.start);
        let that = usize::from(self.words.folded(one.words.end) == "that");
        let from = one.words.start..one.words.end + that;
        nearer.is_some_and(|nearer| self.leads(&from, &nearer.words))
    }

    fn is_speakers(&self, one: &Governor, frame: &Frame, target: &Range<usize>) -> bool {
        let subject = self.subject(one.words.start, frame);
        let judges = one.words.start >= target.end;
        match one.part {
            // "the treaty should be kept" is of the treaty, "voters should know" not of the voters.
            Part::Duty if judges && one.words.len() == 1 => {
                matches!(self.words.folded(one.words.end), "be" | "have" | "not")
            }
            Part::Duty => true,
            Part::Stance if judges => self.is_judgement(one),
            Part::Stance => subject != Subject::Another,
            // A deed of one's own is a position: "we are leaving the treaty".
            part if part.is_effect() => subject == Subject::Speaker,
            _ => false,
        }
    }

    /// Whether an expression behind its target judges it; not "it brought chaos", which tells what
    /// it did.
    fn is_judgement(&self, one: &Governor) -> bool {
        self.expressions_in(one.words.clone())
            .any(|hit| hit.value.part == Part::Stance)
    }

    /// A deed that the words give to somebody other than the speaker: "they broke the truce".
    pub(super) fn is_done_by_another(&self, one: &Governor, frame: &Frame) -> bool {
        let verb = one.words.start;
        let another = self.subject(verb, frame) == Subject::Another;
        let named = verb.checked_sub(1).is_some_and(|before| {
            (before.saturating_sub(2)..=before).any(|at| {
                let word = &self.words.words[at];
                let plain = matches!(
                    self.words.folded(at),
                    "they" | "it" | "this" | "that" | "these" | "those" | "such" | "our" | "their"
                );
                word.written.starts_with(char::is_uppercase) && !plain
            })
        });
        one.part == Part::Harm && one.sign < 0 && another && (frame.direct || !named)
    }

    /// Whether nothing but the target's own modifiers stands between two places, whichever comes
    /// first: no clause, no preposition that leads elsewhere.
    fn leads(&self, one: &Range<usize>, target: &Range<usize>) -> bool {
        if target.end <= one.start {
            let between = target.end..one.start;
            return between.len() <= REACH
                && !between.clone().any(|at| {
                    self.comma_before(at)
                        || matches!(
                            self.words.folded(at),
                            "who"
                                | "which"
                                | "where"
                                | "because"
                                | "when"
                                | "if"
                                | "whether"
                                | "that"
                        )
                });
        }
        let between = one.end.min(target.start)..target.start;
        let first = between.start;
        between.len() <= REACH
            && between.clone().all(|at| {
                let word = self.words.folded(at);
                let opens = at == first
                    && matches!(
                        word,
                        "for" | "to" | "of" | "with" | "about" | "over" | "on" | "in"
                    );
                let modifies = !self.comma_before(at)
                    && !self.starts(at)
                    && !matches!(
                        word,
                        "who"
                            | "which"
                            | "that"
                            | "where"
                            | "because"
                            | "when"
                            | "if"
                            | "whether"
                            | "as"
                            | "in"
                            | "at"
                            | "among"
                            | "by"
                            | "from"
                            | "with"
                            | "to"
                            | "after"
                            | "before"
                            | "during"
                            | "under"
                            | "within"
                            | "through"
                            | "without"
                            | "between"
                            | "while"
                            | "than"
                            | "but"
                            | "i"
                            | "we"
                            | "you"
                            | "he"
                            | "she"
                            | "it"
                            | "they"
                            | "is"
                            | "was"
                            | "were"
                            | "are"
                            | "be"
                            | "has"
                            | "had"
                    );
                (opens || modifies) && !(word.len() > 5 && word.ends_with("ing"))
            })
    }

    /// The subject of what stands at `at`, by the nearest word before it that may be one.
    fn subject(&self, at: usize, frame: &Frame) -> Subject {
        let mut joined = false;
        for before in (at.saturating_sub(SUBJECT)..at).rev() {
            if self.starts(before + 1) {
                return Subject::Nobody;
            }
            if frame.own.iter().any(|own| own.contains(&before)) {
                return Subject::Speaker;
            }
            match self.words.folded(before) {
                "i" | "we" | "let's" | "i'm" | "we're" | "we've" | "i've" => {
                    return Subject::Speaker;
                }
                "our" | "my" | "us" => return Subject::Speaker,
                "he" | "she" if !frame.direct => return Subject::Speaker,
                "the" | "a" | "an" | "of" | "this" | "it" | "there" | "on" | "for" | "in"
                | "no" | "with" => return Subject::Nobody,
                "and" | "or" => joined = true,
                word if joined || self.is_between(word) => {}
                _ => return Subject::Another,
            }
        }
        Subject::Nobody
    }

    /// Words between a subject and its verb.
    fn is_between(&self, word: &str) -> bool {
        is_auxiliary(word)
            || matches!(
                word,
                "to" | "never"
                    | "also"
                    | "always"
                    | "now"
                    | "today"
                    | "very"
                    | "too"
                    | "still"
                    | "both"
                    | "all"
            )
            || (word.len() > 4 && word.ends_with("ly"))
            || word.ends_with("n't")
    }
}
