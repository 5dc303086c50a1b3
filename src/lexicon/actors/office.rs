//! Who held which office when (data/offices.tsv).

use super::super::phrases::{Phrases, Strict};
use super::super::table;
use super::super::vocabulary::{Vocabulary, folded};
use super::ActorId;
use crate::model::Date;
use rustc_hash::FxHashMap;

pub(in super::super) const OFFICES: &str = include_str!("../../../data/offices.tsv");

/// A title without its country or body, by number: `Foreign Minister`, `leader`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(u32);

/// A title of a country or body: the President of Russia.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    /// The title.
    pub title: Title,
    /// The state or body.
    pub actor: ActorId,
}

/// One person's time in one office.
#[derive(Debug)]
pub struct Tenure {
    /// Who held it.
    pub person: ActorId,
    /// The kind of office: `head-of-state`.
    pub office: &'static str,
    /// The state or body.
    pub actor: ActorId,
    /// The title that is shown, without its country: `President`.
    pub form: &'static str,
    /// First day; the earliest possible one where the tables give a month or a year alone.
    pub start: Option<Date>,
    /// Last day, the latest possible one; `None` while in office.
    pub end: Option<Date>,
    titles: Vec<Title>,
    pub(super) row: usize,
}

impl Tenure {
    /// Whether the office was held on a day, both ends included.
    pub fn held_on(&self, day: Date) -> bool {
        self.meets(day, day)
    }

    /// Whether the office was held on some day from `from` to `to`.
    pub fn meets(&self, from: Date, to: Date) -> bool {
        self.start.is_none_or(|start| start <= to) && self.end.is_none_or(|end| from <= end)
    }

    /// Whether the office goes by this title.
    pub fn has(&self, title: Title) -> bool {
        self.titles.contains(&title)
    }
}

/// All tenures, and the titles that name them.
pub(super) struct Offices {
    tenures: Vec<Tenure>,
    by_person: FxHashMap<ActorId, Vec<usize>>,
    by_post: FxHashMap<Post, Vec<usize>>,
    kinds: Vec<Vec<&'static str>>,
    pub(super) titles: Phrases<Title>,
}

impl Offices {
    pub(super) fn compile(
        names: &FxHashMap<&'static str, ActorId>,
        vocabulary: &mut Vocabulary,
    ) -> Offices {
        let mut offices = Offices {
            tenures: Vec::new(),
            by_person: FxHashMap::default(),
            by_post: FxHashMap::default(),
            kinds: Vec::new(),
            titles: Phrases::new(),
        };
        let mut numbers: FxHashMap<String, Title> = FxHashMap::default();
        for row in table::rows(OFFICES) {
            let [office, actor, person, start, end, forms] = row[..] else {
                continue;
            };
            let (Some(&actor), Some(&person)) = (names.get(actor), names.get(person)) else {
                continue;
            };
            let mut titles = Vec::new();
            for form in table::list(forms) {
                let next = Title(offices.kinds.len() as u32);
                let title = *numbers.entry(folded(form).into_owned()).or_insert(next);
                if title == next {
                    offices.kinds.push(Vec::new());
                    offices
                        .titles
                        .insert(vocabulary, form, Strict::Capitals, title);
                }
                let kinds = &mut offices.kinds[title.0 as usize];
                if !kinds.contains(&office) {
                    kinds.push(office);
                }
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
            offices.tenures.push(Tenure {
                person,
                office,
                actor,
                form: table::list(forms).next().unwrap_or(office),
                start: day(start, false),
                end: day(end, true),
                titles,
                row: offices.tenures.len(),
            });
        }
        offices
            .tenures
            .sort_by_key(|tenure| (tenure.start, tenure.row));
        for (at, tenure) in offices.tenures.iter().enumerate() {
            offices.by_person.entry(tenure.person).or_default().push(at);
            for &title in &tenure.titles {
                let actor = tenure.actor;
                let post = Post { title, actor };
                offices.by_post.entry(post).or_default().push(at);
            }
        }
        offices
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.tenures.len()
    }

    pub(super) fn kinds(&self, title: Title) -> &[&'static str] {
        &self.kinds[title.0 as usize]
    }

    pub(super) fn holders(&self, post: Post, from: Date, to: Date) -> Vec<&Tenure> {
        self.by_post
            .get(&post)
            .into_iter()
            .flatten()
            .map(|&at| &self.tenures[at])
            .filter(|tenure| tenure.meets(from, to))
            .collect()
    }

    pub(super) fn of_person(&self, person: ActorId) -> impl Iterator<Item = &Tenure> {
        self.by_person
            .get(&person)
            .into_iter()
            .flatten()
            .map(|&at| &self.tenures[at])
    }
}

/// A day of the tables: whole, or the first or last one of a month or year.
fn day(cell: &str, last: bool) -> Option<Date> {
    let mut parts = cell.split('-').map(|part| part.parse::<i16>().ok());
    let year = parts.next()??;
    let month = match parts.next() {
        Some(month) => month?,
        None if last => 12,
        None => 1,
    };
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    match parts.next() {
        Some(day) => Date::new(year, first.month(), i8::try_from(day?).ok()?).ok(),
        None if last => Some(first.last_of_month()),
        None => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_or_year_reaches_as_far_as_it_can() {
        let date = |text: &str| text.parse::<Date>().ok();
        assert_eq!(day("2014-03-05", true), date("2014-03-05"));
        assert_eq!(day("2014-02", false), date("2014-02-01"));
        assert_eq!(day("2016-02", true), date("2016-02-29"));
        assert_eq!(day("2014", true), date("2014-12-31"));
        assert_eq!(day("", true), None);
    }

    #[test]
    fn every_day_of_the_table_is_a_day() {
        for row in table::rows(OFFICES) {
            assert!(day(row[3], false).is_some(), "{row:?}");
            assert_eq!(day(row[4], true).is_none(), row[4].is_empty(), "{row:?}");
        }
    }
}
