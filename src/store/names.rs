//! Names as people write them, and whom they mean.

use super::{Row, Sql, Store, StoreError};
use crate::model::TargetKind;
use std::collections::BTreeMap;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The classes of named things; names are unique within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A person, state, body, organisation or outlet.
    Actor,
    /// What statements are about.
    Topic,
    /// A treaty, accord, resolution.
    Agreement,
}

impl Class {
    /// The class's name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Class::Actor => "actor",
            Class::Topic => "topic",
            Class::Agreement => "agreement",
        }
    }
}

impl From<TargetKind> for Class {
    fn from(kind: TargetKind) -> Class {
        match kind {
            TargetKind::Actor => Class::Actor,
            TargetKind::Topic => Class::Topic,
            TargetKind::Agreement => Class::Agreement,
        }
    }
}

/// As what a name is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Somebody who speaks.
    Speaker,
    /// A topic of a stance.
    Topic,
    /// An agreement of a stance.
    Agreement,
    /// Who published an article.
    Outlet,
}

impl As {
    fn class(self) -> Class {
        match self {
            As::Speaker | As::Outlet => Class::Actor,
            As::Topic => Class::Topic,
            As::Agreement => Class::Agreement,
        }
    }

    /// Whether the entity `e` of a question is used so in the record.
    fn used(self) -> &'static str {
        match self {
            As::Speaker => "EXISTS (SELECT 1 FROM speaker u WHERE u.entity = e.id)",
            As::Topic | As::Agreement => "EXISTS (SELECT 1 FROM stance u WHERE u.target = e.id)",
            As::Outlet => "EXISTS (SELECT 1 FROM article u WHERE u.outlet = e.id)",
        }
    }
}

impl fmt::Display for As {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            As::Speaker => "speaker",
            As::Topic => "topic",
            As::Agreement => "agreement",
            As::Outlet => "outlet",
        })
    }
}

/// Whom a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Canonical name; a topic's id.
    pub name: String,
    /// How it is shown: a topic's label, else its name.
    pub label: String,
    /// Its number and those of the names that were merged into it.
    pub ids: Vec<i64>,
}

/// Why a name means nobody, or nobody in particular.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Nothing on record has that name.
    #[error("no {sought} is called \"{name}\"{}", suggestion(nearest))]
    Unknown {
        /// As what it was asked for.
        sought: As,
        /// The name as it was given.
        name: String,
        /// Names on record that are written most like it, nearest first.
        nearest: Vec<String>,
    },
    /// Several have it.
    #[error("\"{name}\" may be any of these; give the whole name: {}", found.join(", "))]
    Ambiguous {
        /// As what it was asked for.
        sought: As,
        /// The name as it was given.
        name: String,
        /// All whom it may mean.
        found: Vec<String>,
    },
    /// No article has that number, name or address.
    #[error("no article is called \"{name}\"{}", suggestion(nearest))]
    UnknownArticle {
        /// What was asked for.
        name: String,
        /// Names on record that are written most like it, nearest first.
        nearest: Vec<String>,
    },
    /// Several articles have that name.
    #[error("several articles are called \"{name}\"; give one's number: {}", found.join(", "))]
    AmbiguousArticle {
        /// What was asked for.
        name: String,
        /// Their numbers, with their dates.
        found: Vec<String>,
    },
    /// The database could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn suggestion(nearest: &[String]) -> String {
    if nearest.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", nearest.join(", "))
    }
}

/// Folds a name for look-up: compatibility forms, lower case, no diacritics, no punctuation,
/// single spaces. `U.S.` becomes `us`, `strategic-stability` becomes `strategic stability`.
///
/// ```
/// use onrecord::store::fold;
/// assert_eq!(fold("  Erdoğan,  R.T. "), "erdogan rt");
/// assert_eq!(fold("strategic-stability"), fold("Strategic Stability"));
/// ```
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfkd().flat_map(char::to_lowercase) {
        // Letters that Unicode does not take apart, as they are usually transliterated.
        let plain = match c {
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'ı' => "i",
            'æ' => "ae",
            'œ' => "oe",
            'ß' => "ss",
            'þ' => "th",
            _ => "",
        };
        if is_combining_mark(c) || matches!(c, '.' | '\'' | '’' | 'ʼ' | '`') {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        if plain.is_empty() {
            folded.push(c);
        } else {
            folded.push_str(plain);
        }
    }
    folded
}

/// How many names a message lists.
const LISTED: usize = 8;

/// How alike two names must be written for one to be suggested for the other.
const ALIKE: f64 = 0.8;

impl Store {
    /// Whom a name means: an entity's number, its Wikidata item, its name or an alias in any
    /// spelling that folds alike, or some words of one that nobody else on record has.
    ///
    /// # Errors
    /// Nobody has the name, or several have it.
    pub fn find(&self, sought: As, name: &str) -> Result<Named, NameError> {
        let norm = fold(name);
        let mut found = self.candidates(sought, name, &norm)?;
        // A name that nobody in use has stands back: a decision that was taken back may have
        // left one. Of several in use, the one whose own name it is.
        if found.len() > 1 && found.iter().any(|candidate| candidate.used) {
            found.retain(|candidate| candidate.used);
        }
        if found.len() > 1 {
            let own = |candidate: &&Candidate| fold(&candidate.name) == norm;
            let canonical: Vec<Candidate> = found.iter().filter(own).cloned().collect();
            if canonical.len() == 1 {
                found = canonical;
            }
        }
        if found.is_empty() && !norm.is_empty() {
            found = self.with_words(sought, &norm)?;
        }
        match found.as_slice() {
            [] => Err(NameError::Unknown {
                sought,
                name: name.into(),
                nearest: self.nearest(sought, &norm)?,
            }),
            [one] => Ok(self.named(one)?),
            several => Err(NameError::Ambiguous {
                sought,
                name: name.into(),
                found: several
                    .iter()
                    .take(LISTED)
                    .map(|candidate| candidate.name.clone())
                    .collect(),
            }),
        }
    }

    /// Entities that have exactly this name, number or Wikidata item.
    fn candidates(&self, sought: As, name: &str, norm: &str) -> Result<Vec<Candidate>, StoreError> {
        let mut sql = Sql::default();
        let class = sql.bind(sought.class().name());
        let norm = sql.bind(norm);
        let qid = sql.bind(name.trim());
        let id = sql.bind(name.trim().parse::<i64>().unwrap_or(0));
        sql.push(&select_candidates(
            sought,
            &format!(
                "e.class = {class} AND (e.id = {id} OR e.qid = {qid}
                  OR e.id IN (SELECT entity FROM alias WHERE norm = {norm}))"
            ),
        ));
        self.distinct(&sql)
    }

    /// Entities that are used so and have a name with all these words in a row.
    fn with_words(&self, sought: As, norm: &str) -> Result<Vec<Candidate>, StoreError> {
        let mut sql = Sql::default();
        let class = sql.bind(sought.class().name());
        let words = sql.bind(format!(" {norm} "));
        sql.push(&select_candidates(
            sought,
            &format!(
                "e.class = {class} AND {}
                  AND e.id IN (SELECT entity FROM alias WHERE instr(' ' || norm || ' ', {words}))",
                sought.used()
            ),
        ));
        self.distinct(&sql)
    }

    /// Candidates with merged names under the one that stayed, by name.
    fn distinct(&self, sql: &Sql) -> Result<Vec<Candidate>, StoreError> {
        let mut by_id: BTreeMap<i64, Candidate> = BTreeMap::new();
        for candidate in self.rows(sql, Candidate::read)? {
            let kept = by_id
                .entry(candidate.id)
                .or_insert_with(|| candidate.clone());
            kept.used |= candidate.used;
        }
        let mut found: Vec<Candidate> = by_id.into_values().collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    fn named(&self, candidate: &Candidate) -> Result<Named, StoreError> {
        let mut sql = Sql::default();
        let id = sql.bind(candidate.id);
        sql.push(&format!(
            "SELECT id FROM entity WHERE id = {id} OR merged_into = {id} ORDER BY id"
        ));
        Ok(Named {
            name: candidate.name.clone(),
            label: candidate.label.clone(),
            ids: self.rows(&sql, |row| row.int(0))?,
        })
    }

    /// Names in use that are written most like `norm`: as a whole, or in one of their words.
    fn nearest(&self, sought: As, norm: &str) -> Result<Vec<String>, StoreError> {
        let mut sql = Sql::default();
        let class = sql.bind(sought.class().name());
        sql.push(&format!(
            "SELECT l.norm, COALESCE(m.name, e.name)
               FROM alias l JOIN entity e ON e.id = l.entity
               LEFT JOIN entity m ON m.id = e.merged_into
              WHERE e.class = {class} AND {}",
            sought.used()
        ));
        let mut scored: BTreeMap<String, f64> = BTreeMap::new();
        self.each(&sql, |row| {
            let alias = row.text(0);
            let likeness = alias
                .split(' ')
                .chain([alias.as_str()])
                .map(|part| strsim::jaro_winkler(part, norm))
                .fold(0.0, f64::max);
            if likeness >= ALIKE {
                let best = scored.entry(row.text(1)).or_default();
                *best = best.max(likeness);
            }
            Ok::<(), StoreError>(())
        })?;
        Ok(nearest_first(scored))
    }

    /// The number of the article with that number, name, address or title.
    ///
    /// # Errors
    /// No article is called so, or several are.
    pub fn find_article(&self, name: &str) -> Result<i64, NameError> {
        // A number means the article of that number even if another is named so.
        if let Ok(number) = name.parse::<i64>() {
            let mut sql = Sql::default();
            let number = sql.bind(number);
            sql.push(&format!("SELECT id FROM article WHERE id = {number}"));
            if let [id] = self.rows(&sql, |row| row.int(0))?.as_slice() {
                return Ok(*id);
            }
        }
        let mut sql = Sql::default();
        let text = sql.bind(name);
        let file = sql.bind(format!("/{name}"));
        sql.push(&format!(
            "SELECT id, published FROM article WHERE id IN (
                SELECT id FROM article INDEXED BY article_called
                 WHERE name = {text} OR url = {text} OR title = {text}
                    OR substr(name, -length({file})) = {file})
              ORDER BY id"
        ));
        let found = self.rows(&sql, |row| (row.int(0), row.opt_text(1)))?;
        match found.as_slice() {
            [] => Err(NameError::UnknownArticle {
                name: name.into(),
                nearest: self.nearest_article(name)?,
            }),
            [(id, _)] => Ok(*id),
            several => Err(NameError::AmbiguousArticle {
                name: name.into(),
                found: several
                    .iter()
                    .take(LISTED)
                    .map(|(id, published)| match published {
                        Some(day) => format!("{id} ({day})"),
                        None => id.to_string(),
                    })
                    .collect(),
            }),
        }
    }

    fn nearest_article(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let mut scored = BTreeMap::new();
        self.each(&Sql::new("SELECT name FROM article"), |row| {
            let on_record = row.text(0);
            let likeness = strsim::jaro_winkler(&on_record, name);
            if likeness >= ALIKE {
                scored.insert(on_record, likeness);
            }
            Ok::<(), StoreError>(())
        })?;
        Ok(nearest_first(scored))
    }
}

fn nearest_first(scored: BTreeMap<String, f64>) -> Vec<String> {
    let mut names: Vec<(String, f64)> = scored.into_iter().collect();
    names.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    names.into_iter().take(3).map(|(name, _)| name).collect()
}

/// Somebody who may be meant.
#[derive(Debug, Clone)]
struct Candidate {
    id: i64,
    name: String,
    label: String,
    used: bool,
}

impl Candidate {
    fn read(row: &Row<'_>) -> Candidate {
        Candidate {
            id: row.int(0),
            name: row.text(1),
            label: row.text(2),
            used: row.int(3) == 1,
        }
    }
}

fn select_candidates(sought: As, condition: &str) -> String {
    format!(
        "SELECT COALESCE(m.id, e.id), COALESCE(m.name, e.name), COALESCE(m.label, e.label), {}
           FROM entity e LEFT JOIN entity m ON m.id = e.merged_into
          WHERE {condition}",
        sought.used()
    )
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (a, b) in [
            ("BIDEN", "biden"),
            ("Lech Wałęsa", "Lech Walesa"),
            ("U.S.", "US"),
            ("O’Neill", "O'Neill"),
            ("New  START", "new-start"),
            ("Владимир ПУТИН", "владимир путин"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in any::<String>()) {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
