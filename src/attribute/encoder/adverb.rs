//! "The President also | underlined": a cue is a verb, not the adverb before it.
//!
//! The encoder now and then takes the adverb for a cue of its own, with the source and the content of
//! the verb behind it.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;

/// Drops what rests on an adverb where the verb behind it says the same, and else moves the cue on to
/// that verb.
pub(super) fn settle(text: &Text<'_>, attributions: &mut Vec<Attribution>) {
    let verbs: Vec<Vec<Span>> = attributions
        .iter()
        .filter(|one| adverb(text, one).is_none())
        .map(|one| one.content.clone())
        .collect();
    let begins = |content: &[Span]| content.first().map(|piece| piece.start);
    attributions.retain(|one| {
        adverb(text, one).is_none()
            || !verbs
                .iter()
                .any(|content| begins(content) == begins(&one.content))
    });
    for one in attributions {
        if let Some(verb) = adverb(text, one).and_then(|at| behind(text, one, at)) {
            one.cue = vec![verb];
        }
    }
}

/// The last token of a cue that is an adverb and nothing else.
fn adverb(text: &Text<'_>, attribution: &Attribution) -> Option<usize> {
    let [cue] = attribution.cue[..] else {
        return None;
    };
    let mut tokens = text.tokens_in(cue);
    let last = tokens.end.checked_sub(1)?;
    let all = tokens.all(|at| {
        let word = text.folded(at);
        matches!(word, "also" | "there" | "then" | "further" | "again")
            || word.len() > 4
                && word.ends_with("ly")
                && !matches!(word, "reply" | "apply" | "imply" | "comply")
    });
    (all && !text.tokens[last].digit).then_some(last)
}

/// The words from behind an adverb to the content that follows it, at most a few.
fn behind(text: &Text<'_>, attribution: &Attribution, adverb: usize) -> Option<Span> {
    let content = text.tokens_in(*attribution.content.first()?).start;
    let first = adverb + 1;
    let near = (first + 1..=first + 5).contains(&content);
    let words = near && (first..content).all(|at| text.tokens[at].is_word());
    let that = usize::from(words && text.folded(content - 1) == "that");
    (words && first < content - that)
        .then(|| text.span_of(first..content - that))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn settled(text: &str, reports: &[(&str, &str)]) -> Vec<(String, String)> {
        let read = Text::read(text);
        let find = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        let mut all: Vec<Attribution> = reports
            .iter()
            .map(|(cue, content)| Attribution {
                kind: Kind::Indirect,
                source: Vec::new(),
                cue: vec![find(cue)],
                content: vec![find(content)],
                rule: "test".to_string(),
                confidence: None,
            })
            .collect();
        settle(&read, &mut all);
        let words = |spans: &[Span]| spans[0].slice(text).to_string();
        all.iter()
            .map(|one| (words(&one.cue), words(&one.content)))
            .collect()
    }

    #[test]
    fn the_verb_behind_an_adverb_is_the_cue() {
        let text = "He also underlined that trade grew.";
        let one = ("underlined".to_string(), "trade grew".to_string());
        let twice = [("also", "trade grew"), ("underlined", "trade grew")];
        assert_eq!(settled(text, &twice), std::slice::from_ref(&one));
        assert_eq!(settled(text, &[("also", "trade grew")]), [one]);
    }

    #[test]
    fn an_adverb_far_from_its_content_stays_as_it_is() {
        let text = "Trade grew, he reportedly told them.";
        let far = [("reportedly", "Trade grew")];
        assert_eq!(settled(text, &far)[0].0, "reportedly");
    }
}
