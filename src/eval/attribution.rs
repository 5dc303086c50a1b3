//! Who is quoted with which words: attributions against a corpus of them.
//!
//! Content, source and cue are sets of tokens. Gold and finds are paired by their content; every
//! figure but the content's tokens counts on these pairs, and a role is never matched outside one.

use super::Rate;
use super::align::{Places, align, overlap};
use super::gold::{Attributed, AttributedText, Pieces};
use super::tokens::{Tokens, is_letter_or_digit, is_space};
use crate::model::Kind;
use serde::Serialize;
use std::collections::BTreeMap;

/// The figures of one kind of speech, or of all.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Attributions in the gold.
    pub gold: usize,
    /// Attributions found.
    pub pred: usize,
    /// Pairs of the two.
    pub aligned: usize,
    /// By the name of the figure: `content exact`, `WSW`.
    #[serde(flatten)]
    pub rates: BTreeMap<&'static str, Rate>,
}

/// The names of the figures of each role: equal, equal but for marks, half in common.
const ROLES: [[&str; 3]; 3] = [
    ["content exact", "content exactnp", "content part"],
    ["source exact", "source exactnp", "source part"],
    ["cue exact", "cue exactnp", "cue part"],
];

/// Marks of quotation that tell direct speech.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

/// The kind of a content by its marks and, for a find that nothing answers, by the marks
/// directly around its pieces.
fn kind_of(tokens: &Tokens, content: &Pieces, around: bool) -> Kind {
    let inside = |piece: &[usize; 2]| tokens.slice(*piece).iter().any(|&c| is_quote(c));
    let between = |&[start, end]: &[usize; 2]| {
        let before = tokens.slice([start.saturating_sub(2), start]);
        let after = tokens.slice([end, end + 2]);
        let left = before.iter().rev().find(|&&c| !is_space(c));
        let right = after.iter().find(|&&c| c != ' ' && c != ',');
        left.is_some_and(|&c| is_quote(c)) && right.is_some_and(|&c| is_quote(c))
    };
    let marked = content.iter().any(inside) || around && content.iter().any(between);
    if !marked {
        return Kind::Indirect;
    }
    let (mut open, mut quoted, mut all) = (false, 0, 0);
    for &c in content.iter().flat_map(|&piece| tokens.slice(piece)) {
        match c {
            '“' | '„' | '«' => open = true,
            '”' | '‟' | '»' => open = false,
            '"' => open = !open,
            c if is_letter_or_digit(c) => {
                all += 1;
                quoted += usize::from(open);
            }
            _ => {}
        }
    }
    if all > 0 && quoted as f64 / all as f64 >= 0.9 {
        Kind::Direct
    } else {
        Kind::Mixed
    }
}

/// Words before which a name ends: `the head of`, `a man who`.
const ENDS: [&str; 17] = [
    "of", "for", "from", "in", "at", "on", "with", "to", "who", "whom", "whose", "which", "that",
    "after", "during", "by", "told",
];

/// The token that names who speaks: the last word before the name ends.
fn head(tokens: &Tokens, source: &Places) -> Option<usize> {
    let mut last = None;
    for &token in source {
        let word: String = tokens.word(token).iter().collect();
        if !tokens.is_word(token) {
            if last.is_some()
                && matches!(word.as_str(), "," | "(" | ")" | "—" | "–" | "―" | ";" | ":")
            {
                break;
            }
            continue;
        }
        let folded = word.to_lowercase();
        if last.is_some() && ENDS.contains(&folded.as_str()) {
            break;
        }
        let possessive = folded == "s"
            && tokens
                .before(token)
                .is_some_and(|c| matches!(c, '\'' | '’'));
        if last.is_some() && possessive {
            continue;
        }
        last = Some(token);
    }
    last
}

/// Whether two sources name the same speaker: half in common, or one head.
fn same_speaker(tokens: &Tokens, found: &Places, gold: &Places) -> bool {
    if found.is_empty() || gold.is_empty() {
        return false;
    }
    if overlap(found, gold) >= 0.5 {
        return true;
    }
    match (head(tokens, found), head(tokens, gold)) {
        (Some(a), Some(b)) => a == b || (gold.contains(&a) && found.contains(&b)),
        _ => false,
    }
}

/// A miss or a false alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The article.
    pub id: String,
    /// `miss` for gold that no find answers rightly, `false alarm` for a find that answers none.
    pub fault: &'static str,
    /// Who speaks.
    pub source: String,
    /// What reports.
    pub cue: String,
    /// What was said.
    pub content: String,
}

/// The figures by kind of speech, in the order in which they are shown, and every fault.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// `all`, `direct/mixed`, `direct`, `mixed`, `indirect`.
    pub figures: Vec<(&'static str, Figures)>,
    /// Misses and false alarms of who-said-what, in the order of the gold.
    pub faults: Vec<Fault>,
}

/// The kinds of speech that are told apart.
const PARTS: [&str; 5] = ["all", "direct/mixed", "direct", "mixed", "indirect"];

/// The parts to which a kind of speech belongs.
fn parts(kind: Kind) -> &'static [usize] {
    match kind {
        Kind::Direct => &[0, 1, 2],
        Kind::Mixed => &[0, 1, 3],
        Kind::Indirect => &[0, 4],
    }
}

/// The three roles of an attribution in tokens: content, source, cue.
fn roles(tokens: &Tokens, one: &Attributed) -> [Places; 3] {
    [&one.content, &one.source, &one.cue].map(|pieces| tokens.of(pieces))
}

/// Scores finds against gold; texts of the gold that have no finds count as missed.
pub fn score(gold: &[AttributedText], found: &[AttributedText]) -> Score {
    let found: BTreeMap<&str, &AttributedText> =
        found.iter().map(|text| (text.id.as_str(), text)).collect();
    let mut score = Score {
        figures: PARTS.map(|part| (part, Figures::default())).to_vec(),
        faults: Vec::new(),
    };
    for text in gold {
        let finds = found
            .get(text.id.as_str())
            .map_or(&[][..], |text| &text.attributions);
        score_text(&mut score, text, finds);
    }
    score
}

fn score_text(score: &mut Score, text: &AttributedText, finds: &[Attributed]) {
    let tokens = Tokens::read(&text.text);
    let gold: Vec<&Attributed> = text
        .attributions
        .iter()
        .filter(|one| !one.content.is_empty())
        .collect();
    let finds: Vec<&Attributed> = finds
        .iter()
        .filter(|one| !tokens.of(&one.content).is_empty())
        .collect();
    let gold_roles: Vec<[Places; 3]> = gold.iter().map(|one| roles(&tokens, one)).collect();
    let find_roles: Vec<[Places; 3]> = finds.iter().map(|one| roles(&tokens, one)).collect();
    let gold_kinds: Vec<Kind> = gold
        .iter()
        .map(|one| kind_of(&tokens, &one.content, false))
        .collect();
    let contents =
        |all: &[[Places; 3]]| all.iter().map(|roles| roles[0].clone()).collect::<Vec<_>>();
    let (gold_contents, find_contents) = (contents(&gold_roles), contents(&find_roles));
    let pairs = align(
        &gold_contents.iter().collect::<Vec<_>>(),
        &find_contents.iter().collect::<Vec<_>>(),
        0.0,
        true,
    );
    let mut find_kinds: Vec<Kind> = finds
        .iter()
        .map(|one| kind_of(&tokens, &one.content, true))
        .collect();
    for &(i, j) in &pairs {
        find_kinds[j] = gold_kinds[i];
    }
    for (roles, &kind) in gold_roles.iter().zip(&gold_kinds) {
        count(
            score,
            roles,
            kind,
            |figures| &mut figures.gold,
            |rate| &mut rate.gold,
        );
    }
    for (roles, &kind) in find_roles.iter().zip(&find_kinds) {
        count(
            score,
            roles,
            kind,
            |figures| &mut figures.pred,
            |rate| &mut rate.found,
        );
    }
    count_tokens(
        score,
        &gold_contents,
        &gold_kinds,
        &find_contents,
        &find_kinds,
    );
    let mut answered = (vec![false; gold.len()], vec![false; finds.len()]);
    for &(i, j) in &pairs {
        let mut right: Vec<&'static str> = Vec::new();
        for (role, names) in ROLES.iter().enumerate() {
            let (a, b) = (&gold_roles[i][role], &find_roles[j][role]);
            if a.is_empty() || b.is_empty() {
                continue;
            }
            let (bare_a, bare_b) = (tokens.without_marks(a), tokens.without_marks(b));
            right.extend((a == b).then_some(names[0]));
            let equal = bare_a == bare_b && (!bare_b.is_empty() || a == b);
            right.extend(equal.then_some(names[1]));
            right.extend((overlap(a, b) >= 0.5).then_some(names[2]));
        }
        let speaker = same_speaker(&tokens, &find_roles[j][1], &gold_roles[i][1]);
        right.extend(speaker.then_some("source lenient"));
        let who = speaker && right.contains(&"content part");
        right.extend(who.then_some("WSW"));
        let cue = who && !gold_roles[i][2].is_disjoint(&find_roles[j][2]);
        right.extend(cue.then_some("WSW+cue"));
        (answered.0[i], answered.1[j]) = (who, who);
        for &part in parts(gold_kinds[i]) {
            let figures = &mut score.figures[part].1;
            figures.aligned += 1;
            for name in &right {
                figures.rates.entry(name).or_default().hit();
            }
        }
    }
    let fault = |fault, one: &Attributed| Fault {
        id: text.id.clone(),
        fault,
        source: tokens.words(&one.source),
        cue: tokens.words(&one.cue),
        content: tokens.words(&one.content),
    };
    let misses = gold
        .iter()
        .zip(&answered.0)
        .filter(|(one, right)| !**right && !one.source.is_empty());
    score
        .faults
        .extend(misses.map(|(one, _)| fault("miss", one)));
    let alarms = finds
        .iter()
        .zip(&answered.1)
        .filter(|(one, right)| !**right && !one.source.is_empty());
    score
        .faults
        .extend(alarms.map(|(one, _)| fault("false alarm", one)));
}

/// Counts an attribution on one side: in its parts, for each role that it has.
fn count(
    score: &mut Score,
    roles: &[Places; 3],
    kind: Kind,
    total: impl Fn(&mut Figures) -> &mut usize,
    side: impl Fn(&mut Rate) -> &mut usize,
) {
    for &part in parts(kind) {
        let figures = &mut score.figures[part].1;
        *total(figures) += 1;
        for (role, names) in ROLES.iter().enumerate() {
            if !roles[role].is_empty() {
                for name in names {
                    *side(figures.rates.entry(name).or_default()) += 1;
                }
            }
        }
        if !roles[1].is_empty() {
            for name in ["source lenient", "WSW", "WSW+cue"] {
                *side(figures.rates.entry(name).or_default()) += 1;
            }
        }
    }
}

/// Counts the tokens of all contents; in a part, the precision over what was found of it, and
/// the recall over the gold of it.
fn count_tokens(
    score: &mut Score,
    gold: &[Places],
    gold_kinds: &[Kind],
    found: &[Places],
    found_kinds: &[Kind],
) {
    let union = |sets: &[Places], kinds: &[Kind], part: usize| -> Places {
        sets.iter()
            .zip(kinds)
            .filter(|(_, kind)| parts(**kind).contains(&part))
            .flat_map(|(set, _)| set.iter().copied())
            .collect()
    };
    let (all_gold, all_found) = (union(gold, gold_kinds, 0), union(found, found_kinds, 0));
    for part in 0..PARTS.len() {
        let (of_gold, of_found) = (
            union(gold, gold_kinds, part),
            union(found, found_kinds, part),
        );
        let rate = score.figures[part]
            .1
            .rates
            .entry("content tokens")
            .or_default();
        rate.right += of_found.intersection(&all_gold).count();
        rate.recalled += of_gold.intersection(&all_found).count();
        rate.found += of_found.len();
        rate.gold += of_gold.len();
    }
}
