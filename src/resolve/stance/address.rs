//! Praise of whom the words are spoken or written to: "your outstanding contribution", "you have
//! earned great respect".
//!
//! Thanks and wishes are manners, not positions; what is said of what somebody did, or is, counts.

use super::Scene;
use std::ops::Range;

/// How far behind "your" what is theirs may stand, in words.
const THEIRS: usize = 6;

/// How far from what is theirs the word that praises it may stand, in words.
const PRAISE: usize = 12;

impl Scene<'_, '_> {
    /// The word for the addressee in a sentence of direct speech, and the word that praises them.
    pub fn praise_of_you(&self, sentence: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        sentence.clone().find_map(|at| {
            let praise = match self.words.folded(at) {
                "your" => self.praise_of_theirs(sentence, at),
                "you" => self.praise_behind(sentence, at),
                _ => None,
            }?;
            Some((at..at + 1, praise..praise + 1))
        })
    }

    /// "We highly value your contribution", "your forum has proved its worth".
    fn praise_of_theirs(&self, sentence: &Range<usize>, your: usize) -> Option<usize> {
        let theirs = (your + 1..sentence.end.min(your + 1 + THEIRS))
            .find(|&at| is_merit(self.words.folded(at)))?;
        let from = sentence.start.max(your.saturating_sub(PRAISE));
        let near = from..sentence.end.min(theirs + PRAISE);
        self.unconditional(near)
            .find(|&at| is_praise(self.words.folded(at)))
    }

    /// "You have earned great respect", "we know you as an outstanding musician".
    fn praise_behind(&self, sentence: &Range<usize>, you: usize) -> Option<usize> {
        let next = self.words.folded(you + 1);
        let before = self.words.folded(you.saturating_sub(1));
        let subject = matches!(
            next,
            "are"
                | "have"
                | "always"
                | "made"
                | "met"
                | "did"
                | "built"
                | "created"
                | "devoted"
                | "proved"
        );
        let object = next == "as" && matches!(before, "know" | "knows" | "respect" | "see");
        if !(subject || object) || matches!(before, "if" | "that" | "what" | "when" | "hope") {
            return None;
        }
        self.unconditional(you..sentence.end.min(you + PRAISE))
            .find(|&at| is_praise(self.words.folded(at)))
    }

    /// The words of a range, none where it holds a denial or a condition.
    fn unconditional(&self, range: Range<usize>) -> Range<usize> {
        let held = range.clone().any(|at| {
            matches!(
                self.words.folded(at),
                "not" | "no" | "never" | "if" | "unless" | "hardly" | "without"
            )
        });
        if held { range.end..range.end } else { range }
    }
}

/// What somebody has done or is, and what somebody leads.
fn is_merit(word: &str) -> bool {
    matches!(
        word,
        "contribution"
            | "work"
            | "efforts"
            | "effort"
            | "achievements"
            | "achievement"
            | "activities"
            | "service"
            | "talent"
            | "talents"
            | "dedication"
            | "experience"
            | "authority"
            | "professionalism"
            | "success"
            | "successes"
            | "victory"
            | "victories"
            | "creativity"
            | "role"
            | "leadership"
            | "initiative"
            | "initiatives"
            | "paintings"
            | "films"
            | "books"
            | "research"
            | "forum"
            | "festival"
            | "company"
            | "association"
            | "organisation"
            | "organization"
            | "tournament"
            | "congress"
            | "team"
            | "university"
            | "institute"
            | "theatre"
            | "prize"
            | "league"
            | "conference"
            | "exhibition"
    )
}

fn is_praise(word: &str) -> bool {
    matches!(
        word,
        "outstanding"
            | "great"
            | "significant"
            | "important"
            | "invaluable"
            | "valuable"
            | "remarkable"
            | "brilliant"
            | "unique"
            | "tireless"
            | "untiring"
            | "selfless"
            | "noble"
            | "excellent"
            | "impressive"
            | "prestigious"
            | "prestige"
            | "respected"
            | "respect"
            | "recognition"
            | "deserved"
            | "deserve"
            | "deservedly"
            | "rightfully"
            | "admiration"
            | "admire"
            | "proud"
            | "value"
            | "appreciate"
            | "appreciated"
            | "masterpieces"
            | "popular"
            | "notable"
            | "tremendous"
            | "high"
    )
}
