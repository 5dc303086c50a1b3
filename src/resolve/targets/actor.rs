//! Those toward whom a statement takes a position.

use super::Targets;
use crate::model::{Attribution, Label, Stance, TargetKind};
use crate::resolve::cast::{Cast, Mention};
use crate::resolve::stance::Ground;
use std::ops::Range;

impl Targets<'_, '_> {
    /// The positions of one attribution toward those who are named in it, by name.
    ///
    /// Only what values or blames somebody counts: "praised Egypt's efforts". `you` is the member of
    /// the cast to whom the words are spoken or written.
    pub fn toward_actors(
        &self,
        attribution: &Attribution,
        cast: &Cast,
        you: Option<usize>,
    ) -> Vec<Stance> {
        let frame = self.frame(attribution);
        let mut stances = Vec::new();
        if let (Some(first), Some(cue)) = (frame.sentences.first(), frame.cue.first())
            && cue.start <= first.start
        {
            for mention in self.known(cast, cue.start..first.end) {
                let actor = self.words.of_tokens(mention.tokens.clone());
                if let Some((sign, word)) = self.scene.regard(&frame.cue, &actor) {
                    stances.push(self.toward(cast, mention.member, actor, sign, word, "cue"));
                }
            }
        }
        for sentence in &frame.sentences {
            for mention in self.known(cast, sentence.clone()) {
                let actor = self.words.of_tokens(mention.tokens.clone());
                if let Some((sign, word)) = self.scene.regard_within(sentence, &actor) {
                    stances.push(self.toward(cast, mention.member, actor, sign, word, "words"));
                }
            }
        }
        if let Some(member) = you
            && let Some((word, praise)) = frame
                .sentences
                .iter()
                .find_map(|sentence| self.scene.praise_of_you(sentence))
        {
            stances.push(self.toward(cast, member, word, 1, praise, "words"));
        }
        // The first word on somebody stands: the cue before the content.
        stances.sort_by(|a, b| a.target.cmp(&b.target));
        stances.dedup_by(|a, b| a.target == b.target);
        stances
    }

    /// The mentions in a range of words of those who have a card.
    fn known<'c>(&self, cast: &'c Cast, words: Range<usize>) -> Vec<&'c Mention> {
        let tokens =
            self.words.token(words.start)..self.words.token(words.end.saturating_sub(1)) + 1;
        cast.within(tokens)
            .filter(|mention| cast.members[mention.member].known)
            .filter(|mention| !self.tells_whose_office(mention))
            .filter(|mention| !self.names_agreement(mention))
            .collect()
    }

    /// "The Paris Agreement": what is agreed, not the place.
    fn names_agreement(&self, mention: &Mention) -> bool {
        let words = self.words.of_tokens(mention.tokens.clone());
        let mut agreements = self.mentions.iter();
        agreements.any(|one| one.words.start <= words.start && words.end <= one.words.end)
    }

    /// "the US President", "Norway's foreign minister": an officer, not the state.
    fn tells_whose_office(&self, mention: &Mention) -> bool {
        let next = self.words.of_tokens(mention.tokens.clone()).end;
        (next..next + 3)
            .take_while(|&at| self.words.words.get(at).is_some_and(|word| !word.starts))
            .map(|at| self.words.folded(at))
            .take_while(|word| !matches!(*word, "and" | "for" | "as" | "of" | "in" | "on"))
            .any(is_officer)
    }

    fn toward(
        &self,
        cast: &Cast,
        member: usize,
        actor: Range<usize>,
        sign: i8,
        word: Range<usize>,
        part: &str,
    ) -> Stance {
        let label = if sign > 0 {
            Label::Support
        } else {
            Label::Oppose
        };
        let basis = format!(
            "{part} `{}` toward `{}`",
            self.slice(&word),
            self.slice(&actor)
        );
        Stance {
            target: cast.members[member].name.clone(),
            target_kind: TargetKind::Actor,
            label,
            object: Some(self.spans(vec![self.scene.phrase(&actor, &self.sentence(actor.start))])),
            evidence: self.spans(vec![word, actor]),
            condition: Vec::new(),
            basis,
            confidence: self.confidence(Ground::ACTOR, label),
        }
    }
}

fn is_officer(word: &str) -> bool {
    matches!(
        word,
        "president"
            | "premier"
            | "chancellor"
            | "minister"
            | "secretary"
            | "ambassador"
            | "envoy"
            | "leader"
            | "leaders"
            | "senator"
            | "king"
            | "queen"
            | "official"
            | "officials"
    )
}
