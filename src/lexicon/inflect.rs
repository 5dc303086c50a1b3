//! The forms of English verbs.

/// A verb's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// say
    Base,
    /// says
    Third,
    /// said, as a past tense
    Past,
    /// said, after a form of be or have
    Participle,
    /// saying
    Ing,
}

/// The forms of a verb as data/ writes it: a base form alone for a regular verb, else
/// `base|past|participle|third|ing`, of which the last may be missing.
///
/// ```
/// use onrecord::lexicon::{verb_forms, Form};
/// assert!(verb_forms("deny").contains(&("denied".to_string(), Form::Past)));
/// assert!(verb_forms("say|said|said|says").contains(&("saying".to_string(), Form::Ing)));
/// ```
pub fn verb_forms(entry: &str) -> Vec<(String, Form)> {
    let mut given = entry.split('|');
    let base = given.next().unwrap_or_default();
    let past = given
        .next()
        .map_or_else(|| regular_past(base), str::to_string);
    let participle = given.next().map_or_else(|| past.clone(), str::to_string);
    let third = given
        .next()
        .map_or_else(|| regular_third(base), str::to_string);
    let ing = given
        .next()
        .map_or_else(|| regular_ing(base), str::to_string);
    let mut forms = vec![
        (base.to_string(), Form::Base),
        (third, Form::Third),
        (past.clone(), Form::Past),
    ];
    if participle != past {
        forms.push((participle, Form::Participle));
    }
    forms.push((ing, Form::Ing));
    if base == "be" {
        forms.extend(["are", "am", "were", "'s", "'re"].map(|form| (form.to_string(), Form::Past)));
    }
    forms
}

fn ends_in_consonant_y(base: &str) -> bool {
    let mut end = base.chars().rev();
    end.next() == Some('y') && end.next().is_some_and(|c| !"aeiou".contains(c))
}

fn regular_past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if ends_in_consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{base}ed")
    }
}

fn regular_third(base: &str) -> String {
    if ends_in_consonant_y(base) {
        format!("{}ies", &base[..base.len() - 1])
    } else if base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch") {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn regular_ing(base: &str) -> String {
    if base.ends_with("ee") {
        format!("{base}ing")
    } else if let Some(stem) = base.strip_suffix('e') {
        format!("{stem}ing")
    } else {
        format!("{base}ing")
    }
}
