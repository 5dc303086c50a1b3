//! Cue verbs and the frames in which they report (data/cues.tsv, data/expressions.tsv).

use super::inflect::{Form, verb_forms};
use super::table;
use rustc_hash::FxHashMap;
use std::collections::HashSet;

pub(super) const CUES: &str = include_str!("../../data/cues.tsv");
pub(super) const EXPRESSIONS: &str = include_str!("../../data/expressions.tsv");

/// What may carry the content after a cue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frames {
    /// A quotation.
    pub quote: bool,
    /// A clause with "that" or without.
    pub clause: bool,
    /// A clause with "that".
    pub that: bool,
    /// An object.
    pub object: bool,
    /// An infinitive with "to".
    pub infinitive: bool,
    /// An -ing form.
    pub ing: bool,
    /// An addressee may stand first.
    pub addressee: bool,
    /// The passive without an agent reports too.
    pub passive: bool,
    /// Prepositions that lead to the content.
    pub prepositions: Vec<&'static str>,
}

impl Frames {
    fn read(cell: &'static str) -> Frames {
        let mut frames = Frames::default();
        for frame in cell.split_whitespace() {
            match frame {
                "q" => frames.quote = true,
                "c" => (frames.clause, frames.that) = (true, true),
                "t" => frames.that = true,
                "n" => frames.object = true,
                "i" => frames.infinitive = true,
                "g" => frames.ing = true,
                "a" => frames.addressee = true,
                "p" => frames.passive = true,
                other => frames.prepositions.extend(other.strip_prefix('+')),
            }
        }
        frames
    }
}

/// A cue verb or phrase.
#[derive(Debug, Clone)]
pub struct Cue {
    /// Base form of the verb.
    pub lemma: &'static str,
    /// The words after the verb; `~` stands for up to three words.
    pub phrase: Vec<&'static str>,
    /// What may carry the content.
    pub frames: Frames,
}

/// The cue verbs by the folded form of their first word.
pub struct Cues {
    cues: Vec<Cue>,
    by_form: FxHashMap<String, Vec<(u32, Form)>>,
    express: FxHashMap<String, (&'static str, Form)>,
    nouns: HashSet<&'static str>,
    links: HashSet<&'static str>,
}

impl Cues {
    pub(super) fn compile() -> Cues {
        let mut cues = Vec::new();
        let mut by_form: FxHashMap<String, Vec<(u32, Form)>> = FxHashMap::default();
        for row in table::rows(CUES) {
            let [entry, phrase, frames] = row[..] else {
                continue;
            };
            let lemma = entry.split('|').next().unwrap_or(entry);
            for (form, kind) in verb_forms(entry) {
                by_form
                    .entry(form)
                    .or_default()
                    .push((cues.len() as u32, kind));
            }
            cues.push(Cue {
                lemma,
                phrase: phrase.split_whitespace().collect(),
                frames: Frames::read(frames),
            });
        }
        // Longer phrases are tried first: "draw attention to the fact" before "draw attention to".
        for patterns in by_form.values_mut() {
            patterns.sort_by_key(|&(cue, _)| std::cmp::Reverse(cues[cue as usize].phrase.len()));
        }
        let mut lexicon = Cues {
            cues,
            by_form,
            express: FxHashMap::default(),
            nouns: HashSet::new(),
            links: HashSet::new(),
        };
        for row in table::rows(EXPRESSIONS) {
            match row[..] {
                ["verb", verb] => {
                    for (form, kind) in verb_forms(verb) {
                        lexicon.express.insert(form, (verb, kind));
                    }
                }
                ["noun", noun] => {
                    lexicon.nouns.insert(noun);
                }
                ["link", link] => {
                    lexicon.links.insert(link);
                }
                _ => {}
            }
        }
        lexicon
    }

    /// The cues whose verb has this folded form, longest phrase first.
    pub fn with_form(&self, folded: &str) -> impl Iterator<Item = (&Cue, Form)> {
        self.by_form
            .get(folded)
            .into_iter()
            .flatten()
            .map(|&(cue, form)| (&self.cues[cue as usize], form))
    }

    /// Whether this folded form is one of a cue verb, with or without a phrase.
    pub fn has_form(&self, folded: &str) -> bool {
        self.by_form.contains_key(folded)
    }

    /// The verb that opens an expression ("expressed hope"), by its folded form.
    pub fn expresses(&self, folded: &str) -> Option<(&'static str, Form)> {
        self.express.get(folded).copied()
    }

    /// Whether a noun names what is expressed: hope, concern, readiness.
    pub fn is_expressed(&self, noun: &str) -> bool {
        self.nouns.contains(noun)
    }

    /// Whether a word leads from the noun to the content: that, for, over.
    pub fn links(&self, word: &str) -> bool {
        self.links.contains(word)
    }
}
