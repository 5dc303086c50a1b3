//! Those toward whom a statement takes a position.

use super::Targets;
use crate::model::{Attribution, Label, Stance, TargetKind};
use crate::resolve::cast::Cast;
use crate::resolve::stance::Ground;

impl Targets<'_, '_> {
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
}
