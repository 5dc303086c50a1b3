//! Which way a statement goes toward one target, composed from the words around it.
//!
//! The cue gives a tone (`cue`): it only says, it names a matter, or it takes a position.
//! Inside the content the expressions that govern the target multiply (`object`): condemning
//! attempts to undermine a treaty is for the treaty. A target that is a subject is judged by its
//! predicate (`predicate`). Negation turns an expression (`negation`), a condition binds
//! the outcome (`condition`), and the nature of the target has the last word (`nature`).

mod actor;
mod address;
mod concession;
mod condition;
mod cue;
mod ground;
mod nature;
mod negation;
mod object;
mod phrase;
mod predicate;
mod stated;
mod trouble;
mod verdict;

pub(crate) use phrase::is_link;

use super::words::Words;
use crate::lexicon::{Expression, Hit, Part, StanceWords};
use crate::model::Label;
use crate::text::Text;
use cue::{Cue, Tone};
pub use ground::Ground;
pub use nature::Nature;
use object::Governor;
use std::ops::Range;

/// A text with its expressions of position.
pub struct Scene<'s, 't> {
    text: &'s Text<'s>,
    words: &'s Words<'t>,
    hits: Vec<Hit<Expression>>,
    /// Expressions inside a name or a term: they speak of that alone.
    inside: Vec<Hit<Expression>>,
}

/// What one statement offers to judge by.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The words of the source, where it is named.
    pub source: Option<Range<usize>>,
    /// The words of the cue and of what leads from it to the content.
    pub cue: Vec<Range<usize>>,
    /// The sentences of the content, in words.
    pub sentences: Vec<Range<usize>>,
    /// Whether the content gives the speaker's own words: in these "he" is somebody else.
    pub direct: bool,
    /// Where the speaker, or the state or body that it speaks for, is named.
    pub own: Vec<Range<usize>>,
}

/// A position with its reasons.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The position.
    pub label: Label,
    /// The words that carry it, without the target's own.
    pub evidence: Vec<Range<usize>>,
    /// The words of the condition.
    pub condition: Option<Range<usize>>,
    /// The words for that toward which the position is stated; none where nobody states it.
    pub object: Option<Range<usize>>,
    /// The reasons in words.
    pub because: Vec<String>,
    /// What the label rests on.
    pub ground: Ground,
}

impl<'s, 't> Scene<'s, 't> {
    /// Finds the expressions of position in a text whose terms and names are known, in order.
    pub fn read(
        text: &'s Text<'s>,
        words: &'s Words<'t>,
        lexicon: &StanceWords,
        names: &[Range<usize>],
    ) -> Scene<'s, 't> {
        let (mut inside, mut hits) = (Vec::new(), Vec::new());
        for hit in lexicon.find(&words.words) {
            let to = names.partition_point(|name| name.start <= hit.words.start);
            let named = names[..to]
                .iter()
                .rev()
                .take_while(|name| name.start + 20 > hit.words.start)
                .any(|name| hit.words.end <= name.end && hit.words.len() < name.len());
            if named {
                inside.push(hit);
            } else {
                hits.push(hit);
            }
        }
        Scene {
            text,
            words,
            hits,
            inside,
        }
    }

    /// The position of a statement toward what stands at `target`, of that nature.
    pub fn judge(&self, frame: &Frame, target: &Range<usize>, nature: Nature) -> Judgement {
        let nature = if self.is_trouble(target, nature) {
            nature.troubled()
        } else {
            nature
        };
        let mut judgement = self.judge_at(frame, target, nature);
        let sided = !judgement.evidence.is_empty();
        let in_words = nature.in_words(judgement.label, sided);
        judgement.because.extend(in_words.map(str::to_string));
        let again = frame
            .sentences
            .iter()
            .find(|sentence| sentence.contains(&target.start))
            .and_then(|sentence| self.taken_up(target, sentence))
            .map(|pronoun| {
                let mut again = self.judge_at(frame, &pronoun, nature);
                again
                    .because
                    .insert(0, format!("taken up by `{}`", self.slice(&pronoun)));
                again.evidence.push(pronoun);
                again
            })
            // A pronoun that nothing governs says nothing new: "but some glimmers of it".
            .filter(|again| again.label != Label::Neutral && again.ground.words != "none");
        again.unwrap_or(judgement)
    }

    fn judge_at(&self, frame: &Frame, target: &Range<usize>, nature: Nature) -> Judgement {
        let cue = self.cue(&frame.cue);
        let Some(sentence) = frame
            .sentences
            .iter()
            .find(|sentence| sentence.contains(&target.start))
        else {
            return self.by_cue(&cue, self.nature_there(frame, &cue, nature));
        };
        let mut inner = self.inner(target, sentence, nature);
        if cue.tone == Tone::Matter {
            // Talk of a thing takes no side in it, unless it is the talk of its need or worth.
            inner.retain(|one| one.words.end <= target.start && !self.is_passing(one.words.start));
        }
        if let Some(lack) = self
            .falls_short(target, sentence, &cue)
            .filter(|_| nature.is_wanted())
        {
            inner = vec![lack];
        }
        if matches!(cue.tone, Tone::Says | Tone::Matter) {
            self.hear(&mut inner, frame, nature);
        }
        let lamented = cue.laments
            && inner
                .iter()
                .any(|one| one.part == Part::Stance && one.words.start >= target.end);
        let mut judgement = self.compose(&cue, &inner, lamented, sentence, nature);
        // "could we do more?" asks for it; "is this a mistake?" does not say so.
        if judgement.label == Label::Oppose && self.is_question(sentence) {
            judgement.label = Label::Neutral;
            judgement.because.push("stands in a question".to_string());
        }
        judgement.ground = Ground::around(&cue, &inner, target);
        judgement.object = self
            .is_stated(frame, &cue, &inner, target)
            .then(|| self.phrase(target, sentence));
        if nature.can_be_bound()
            && let Some(condition) = self.required_for(target.start, sentence)
        {
            judgement.label = Label::Conditional;
            judgement
                .because
                .push(format!("condition `{}`", self.slice(&condition.clause)));
            judgement.condition = Some(condition.clause);
            judgement.ground.words = "condition";
        } else if judgement.label != Label::Neutral && nature.can_be_bound() {
            let asked = self.is_demanded(target.start, sentence)
                && inner
                    .iter()
                    .any(|one| one.part.is_effect() && one.negator.is_some());
            if self.in_condition(target.start, sentence) && !asked {
                judgement.label = Label::Neutral;
                judgement.because.push("stands in a condition".to_string());
            } else if let Some(condition) =
                self.condition(target.start, sentence).filter(|_| !asked)
            {
                judgement.label = Label::Conditional;
                judgement
                    .because
                    .push(format!("condition `{}`", self.slice(&condition.clause)));
                judgement.condition = Some(condition.clause);
                judgement.ground.words = "condition";
            }
        }
        judgement
    }

    /// Everything in the content that governs or judges the target.
    fn inner(
        &self,
        target: &Range<usize>,
        sentence: &Range<usize>,
        nature: Nature,
    ) -> Vec<Governor> {
        let mut chain = self.governors(target.start, sentence);
        if nature != Nature::Threat {
            chain.retain(|one| !self.fights_another(one, target.start));
        }
        self.drop_inner_objects(&mut chain);
        chain.retain(|one| !self.is_told_in_passing(one));
        let wanted = chain
            .iter()
            .any(|one| matches!(one.part, Part::Stance | Part::Duty));
        let denial = chain
            .first()
            .is_some_and(|one| self.denies_clause(one, target.start));
        if !wanted || denial {
            chain.extend(self.predicate(target.end, sentence));
        }
        let own = self
            .inside
            .iter()
            .chain(self.expressions_in(target.clone()))
            .filter(|hit| {
                // "refrain from | armed provocations": part of another term, and right before.
                if hit.words.end == target.start {
                    return hit.value.object && hit.value.part.is_effect();
                }
                let within = target.start <= hit.words.start && hit.words.end <= target.end;
                let counts = match hit.value.part {
                    Part::Stance => hit.value.sign > 0 || nature.is_measure(),
                    part if part.is_effect() => hit.value.sign < 0 && nature.is_measure(),
                    _ => false,
                };
                within && counts
            });
        chain.extend(own.map(|hit| Governor {
            words: hit.words.clone(),
            part: Part::Effect,
            sign: hit.value.sign,
            negator: None,
        }));
        chain
    }

    fn compose(
        &self,
        cue: &Cue,
        inner: &[Governor],
        lamented: bool,
        sentence: &Range<usize>,
        nature: Nature,
    ) -> Judgement {
        let product: i8 = inner
            .iter()
            .filter(|one| one.sign != 0)
            .map(|one| match one.part {
                Part::Effect if nature.is_cause() => 1,
                _ => one.sign,
            })
            .product();
        let has = |part: Part| inner.iter().any(|one| one.part == part);
        let effect = inner.iter().any(|one| one.part.is_effect());
        let position = has(Part::Stance) || has(Part::Duty);
        // "ready to discuss arms control": the talk is wanted, its matter is not judged.
        let matter = inner
            .iter()
            .find(|one| matches!(one.part, Part::Matter | Part::Stance))
            .is_some_and(|one| one.part == Part::Matter)
            && !has(Part::Duty);
        let sign = match cue.tone {
            Tone::Open => 0,
            _ if has(Part::Open) => 0,
            // "warned that leaving would be a mistake": the clause judges, the cue agrees.
            Tone::Position(_) if lamented => product,
            Tone::Matter if position && !matter => product,
            Tone::Matter => 0,
            Tone::Position(sign) if !matter || nature.is_good() => sign * product,
            Tone::Says if matter && position && nature.is_good() => product,
            _ if matter => 0,
            Tone::Position(_) => 0,
            Tone::Says if position || effect => product,
            Tone::Says => self.mood(sentence, nature),
        };
        let sign = if nature == Nature::Hindrance && sign > 0 && self.furthers(cue, inner) {
            -1
        } else {
            nature.settle(sign)
        };
        let mut because: Vec<String> = cue
            .words
            .iter()
            .map(|words| format!("cue `{}`", self.slice(words)))
            .collect();
        let mut evidence: Vec<Range<usize>> = cue.words.clone();
        for one in inner {
            let way = match one.sign {
                0 if one.part == Part::Open => "leaves it open",
                0 => "names the matter",
                1 => "is for",
                _ => "is against",
            };
            let turned = match &one.negator {
                Some(negator) => format!(" turned by `{}`", self.slice(negator)),
                None => String::new(),
            };
            because.push(format!("`{}`{turned} {way}", self.slice(&one.words)));
            evidence.push(one.words.clone());
            evidence.extend(one.negator.clone());
        }
        Judgement {
            label: label(sign),
            evidence,
            condition: None,
            object: None,
            because,
            ground: Ground::of(cue, "none", "near"),
        }
    }

    /// "Is this prohibited?": a question that asks whether; not "who needs it?".
    fn is_question(&self, sentence: &Range<usize>) -> bool {
        let asks = matches!(
            self.words.folded(sentence.start),
            "is" | "are"
                | "was"
                | "were"
                | "do"
                | "does"
                | "did"
                | "has"
                | "have"
                | "can"
                | "could"
                | "will"
                | "would"
                | "should"
                | "shall"
                | "may"
        );
        let last = sentence.end.saturating_sub(1);
        let mark = (self.words.token(last) + 1..self.words.token(sentence.end))
            .find(|&token| matches!(self.text.word(token), "?" | "."));
        asks && mark.is_some_and(|mark| self.text.word(mark) == "?")
    }

    /// The judgement where the target's words are not in the content.
    fn by_cue(&self, cue: &Cue, nature: Nature) -> Judgement {
        let sign = match cue.tone {
            Tone::Position(sign) => sign,
            _ => 0,
        };
        Judgement {
            label: label(nature.settle(sign)),
            evidence: cue.words.clone(),
            condition: None,
            object: None,
            ground: Ground::of(cue, "context", "far"),
            because: cue
                .words
                .iter()
                .map(|words| format!("cue `{}`", self.slice(words)))
                .collect(),
        }
    }

    /// The mood of a sentence where nothing governs the target: the sum of its expressions.
    fn mood(&self, sentence: &Range<usize>, nature: Nature) -> i8 {
        let sum: i32 = self
            .expressions_in(sentence.clone())
            .filter(|hit| hit.value.part == Part::Stance || hit.value.part.is_effect())
            .map(|hit| {
                let negator = self.negator(hit.words.start, sentence.start);
                let sign = i32::from(hit.value.sign);
                match negator {
                    Some(no) if self.is_past_denial(&no) => 0,
                    Some(_) => -sign,
                    None => sign,
                }
            })
            .sum();
        nature.mood(sum)
    }

    fn slice(&self, words: &Range<usize>) -> &'s str {
        self.words
            .span(words.clone())
            .map_or("", |span| span.slice(self.text.text))
    }

    // What the constructions ask about places in the text.

    fn expressions_in(&self, words: Range<usize>) -> impl Iterator<Item = &Hit<Expression>> {
        let from = self
            .hits
            .partition_point(|hit| hit.words.start < words.start);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.words.start < words.end)
    }

    /// All expressions in a range, those inside names too, in text order.
    fn said_in(&self, words: &Range<usize>) -> Vec<&Hit<Expression>> {
        let mut hits: Vec<&Hit<Expression>> = self
            .expressions_in(words.clone())
            .chain(
                self.inside
                    .iter()
                    .filter(|hit| words.contains(&hit.words.start)),
            )
            .collect();
        hits.sort_by_key(|hit| hit.words.start);
        hits
    }

    /// The expressions before a place inside a range, the nearest first.
    fn before(&self, at: usize, scope: &Range<usize>) -> Vec<Hit<Expression>> {
        let mut hits: Vec<Hit<Expression>> = self
            .expressions_in(scope.start..at)
            .filter(|hit| hit.words.end <= at)
            .cloned()
            .collect();
        hits.reverse();
        hits
    }

    fn expressions_ending(&self, end: usize) -> impl Iterator<Item = &Hit<Expression>> {
        self.expressions_in(end.saturating_sub(5)..end)
            .filter(move |hit| hit.words.end == end)
    }

    fn expressions_starting(&self, at: usize) -> impl Iterator<Item = &Hit<Expression>> {
        self.expressions_in(at..at + 1)
    }

    fn part_ending(&self, end: usize, part: Part) -> Option<Range<usize>> {
        self.expressions_ending(end)
            .find(|hit| hit.value.part == part)
            .map(|hit| hit.words.clone())
    }

    fn part_starting(&self, at: usize, part: Part) -> Option<Range<usize>> {
        self.expressions_starting(at)
            .find(|hit| hit.value.part == part)
            .map(|hit| hit.words.clone())
    }

    fn starts(&self, at: usize) -> bool {
        self.words.words.get(at).is_some_and(|word| word.starts)
    }

    fn comma_before(&self, at: usize) -> bool {
        let token = self.words.token(at);
        token > 0 && self.text.word(token - 1) == ","
    }

    fn is_coordination(&self, at: usize) -> bool {
        matches!(self.words.folded(at), "and" | "or" | "but")
    }

    /// Words that value in passing what is talked about: "important aspects of trade".
    fn is_passing(&self, at: usize) -> bool {
        matches!(
            self.words.folded(at),
            "important"
                | "significant"
                | "fundamental"
                | "necessary"
                | "essential"
                | "vital"
                | "support"
                | "agreed"
                | "proposed"
        )
    }

    /// A verb in a form that takes a subject: "calls", "called".
    fn is_finite(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        let after = at > 0
            && matches!(
                self.words.folded(at - 1),
                "to" | "that" | "which" | "who" | "and"
            );
        !after && (word.ends_with('s') || word.ends_with("ed"))
    }

    /// Words that stand between "and" and the verb it joins.
    fn is_filler_word(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        matches!(
            word,
            "to" | "also"
                | "then"
                | "in"
                | "particular"
                | "both"
                | "not"
                | "thus"
                | "further"
                | "jointly"
        ) || (word.len() > 4 && word.ends_with("ly"))
    }

    /// A form in -ing, or an infinitive after "to".
    fn is_verbal(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        (word.len() > 5 && word.ends_with("ing")) || (at > 0 && self.words.folded(at - 1) == "to")
    }
}

fn label(sign: i8) -> Label {
    match sign {
        1.. => Label::Support,
        0 => Label::Neutral,
        _ => Label::Oppose,
    }
}
