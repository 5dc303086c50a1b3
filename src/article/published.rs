//! The day of publication.
//!
//! A day that a person gives is taken. Else the metadata tell, else the address, else the
//! dateline, else a line that is nothing but a day, else the feed, whose days are often those of
//! a correction. Where a dateline leaves
//! the year out, the text may still decide it: a report names its own weekday ("on Wednesday"), and
//! whoever it calls the US President must have been that on the day. A year is taken only when
//! exactly one is left; otherwise the date stays open and the diagnostic lists the years.

use super::Given;
use super::address;
use super::dateline::{Dateline, DayOfYear};
use super::dayline;
use crate::lexicon::{self, ActorId, Lexicon, Naming, Tenure, Title};
use crate::model::{ActorKind, Date, Diagnostic};
use crate::source::Document;
use crate::text::Text;
use jiff::civil::Weekday;
use std::collections::BTreeSet;

/// A day with how it is known.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) date: Option<Date>,
    pub(super) basis: Option<String>,
    pub(super) diagnostic: Option<Diagnostic>,
}

/// The years that come into question. Nothing reads a clock here: an office that the tables
/// leave open reaches to the last of them, past the tables' own end, which leaves more years
/// open rather than fewer.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2030;

pub(super) fn published(
    document: &Document,
    text: &Text<'_>,
    dateline: Option<&Dateline>,
    given: &Given,
    lexicon: &Lexicon,
) -> Published {
    if let Some(date) = given.published {
        return known(date, "given");
    }
    let meta = &document.meta;
    let said = meta
        .published
        .map(|date| known(date, meta.published_basis.unwrap_or("source")));
    let (metadata, feed) = match meta.published_basis {
        Some("feed") => (None, said),
        _ => (said, None),
    };
    let url = given.url.as_deref().or(meta.url.as_deref());
    let address = || Some(known(url.and_then(address::day)?, "url"));
    if let Some(found) = metadata.or_else(address) {
        return found;
    }
    let mut found = by_dateline(document, text, dateline, lexicon);
    if let (None, Some(day)) = (found.date, dayline::day(text)) {
        found = known(day, "line");
    }
    match found.date {
        None => feed.unwrap_or(found),
        Some(_) => found,
    }
}

/// The day that the dateline tells, as far as the text decides it.
fn by_dateline(
    document: &Document,
    text: &Text<'_>,
    dateline: Option<&Dateline>,
    lexicon: &Lexicon,
) -> Published {
    let Some((day, paragraph)) = dateline.and_then(|line| Some((line.day?, line.paragraph))) else {
        return Published::default();
    };
    if let Some(year) = day.year {
        return match Date::new(year, day.month, day.day) {
            Ok(date) => known(date, "dateline"),
            Err(_) => open(
                "no-such-day",
                "the dateline names a day that its year does not have",
            ),
        };
    }
    let days: Vec<Date> = YEARS
        .filter_map(|year| Date::new(year, day.month, day.day).ok())
        .collect();
    let (in_office, offices) = bound_by_offices(text, &days, lexicon);
    let basis = |weekday: bool, offices: bool| {
        let mut basis = "dateline".to_string();
        basis.push_str(if weekday { "+weekday" } else { "" });
        basis.push_str(if offices { "+offices" } else { "" });
        basis
    };
    if let [only] = in_office[..] {
        let named = weekday(text, paragraph).is_some_and(|named| reports(only, named));
        return known(only, &basis(named, offices));
    }
    let mut left = in_office;
    if let Some(named) = weekday(text, paragraph) {
        let on_the_day: Vec<Date> = left
            .iter()
            .copied()
            .filter(|day| day.weekday() == named)
            .collect();
        let within: Vec<Date> = left
            .iter()
            .copied()
            .filter(|&day| reports(day, named))
            .collect();
        for days in [&on_the_day, &within] {
            if let [only] = days[..] {
                return known(only, &basis(true, offices));
            }
            if !days.is_empty() {
                break;
            }
        }
        if !within.is_empty() {
            left = within;
        }
    }
    if let Some(date) = left.iter().find(|day| names(&document.name, **day)) {
        return known(*date, "dateline+filename");
    }
    undecided(day, &left)
}

fn known(date: Date, basis: &str) -> Published {
    Published {
        date: Some(date),
        basis: Some(basis.to_string()),
        diagnostic: None,
    }
}

fn open(code: &str, message: &str) -> Published {
    Published {
        diagnostic: Some(Diagnostic {
            code: code.to_string(),
            message: message.to_string(),
        }),
        ..Published::default()
    }
}

fn undecided(day: DayOfYear, left: &[Date]) -> Published {
    let years: Vec<String> = left.iter().map(|day| day.year().to_string()).collect();
    let years = match years.as_slice() {
        [] => "no year fits".to_string(),
        [first, .., last] if years.len() > 12 => {
            format!("{} years from {first} to {last} fit", years.len())
        }
        _ => format!("{} fit", years.join(", ")),
    };
    let (month, day) = (day.month, day.day);
    open(
        "year-unknown",
        &format!(
            "the dateline has no year (month {month}, day {day}): {years}; give it with --date"
        ),
    )
}

/// Whether a report of this day can name that weekday without "last" or "next": its own, or
/// the one before for what came too late for the day's wire.
fn reports(day: Date, named: Weekday) -> bool {
    day.weekday() == named || day.weekday() == named.next()
}

/// The first weekday that the opening of the report names as its own: "on Wednesday", but not
/// "next Wednesday", "last Wednesday".
fn weekday(text: &Text<'_>, paragraph: usize) -> Option<Weekday> {
    let opening = text.paragraphs.iter().skip(paragraph).take(3);
    opening
        .flat_map(|paragraph| paragraph.tokens.clone())
        .filter(|&at| text.quotation_of(at).is_none())
        .find_map(|at| {
            let named = lexicon::weekday(text.folded(at))?;
            let before = at.checked_sub(1).map_or("", |before| text.folded(before));
            (!matches!(
                before,
                "next" | "last" | "every" | "each" | "coming" | "until" | "by"
            ))
            .then_some(named)
        })
}

/// Those of `days` on which most of the people whom the text gives an office held it, and
/// whether any did. History that the text tells ("US President Ronald Reagan") loses the vote.
fn bound_by_offices(text: &Text<'_>, days: &[Date], lexicon: &Lexicon) -> (Vec<Date>, bool) {
    let offices = offices(text, lexicon);
    let held = |day: Date| {
        offices
            .iter()
            .filter(|tenures| tenures.iter().any(|tenure| tenure.held_on(day)))
            .count()
    };
    let most = days.iter().map(|&day| held(day)).max().unwrap_or(0);
    if most == 0 || most * 2 <= offices.len() {
        return (days.to_vec(), false);
    }
    let days = days
        .iter()
        .copied()
        .filter(|&day| held(day) == most)
        .collect();
    (days, true)
}

/// The tenures that each "US President Joe Biden" of the text can mean.
fn offices<'l>(text: &Text<'_>, lexicon: &'l Lexicon) -> Vec<Vec<&'l Tenure>> {
    let actors = &lexicon.actors;
    let keys = actors.keys(text.words());
    let words = |at: usize| keys[at..].iter().copied();
    let mut seen: BTreeSet<(Vec<ActorId>, Vec<Title>, Option<ActorId>)> = BTreeSet::new();
    let mut found = Vec::new();
    for at in 0..text.tokens.len() {
        let before = at.checked_sub(1).map_or("", |before| text.folded(before));
        if matches!(
            before,
            "former" | "then" | "ex" | "late" | "deputy" | "incoming" | "elect"
        ) {
            continue;
        }
        let owner = actors.longest(words(at)).and_then(|found| {
            let adjective = found
                .values
                .iter()
                .find(|reading| reading.naming == Naming::Adjective || found.possessive)
                .or_else(|| {
                    found
                        .values
                        .iter()
                        .find(|reading| reading.naming == Naming::Name)
                })?;
            (actors.get(adjective.actor).kind != ActorKind::Person)
                .then_some((found.words, adjective.actor))
        });
        let start = at + owner.map_or(0, |(words, _)| words);
        let Some(title) = actors.title(words(start)) else {
            continue;
        };
        let name = start + title.words;
        let people: Vec<ActorId> = match actors.longest(words(name)) {
            Some(found) => found
                .values
                .iter()
                .map(|reading| reading.actor)
                .filter(|&actor| actors.get(actor).kind == ActorKind::Person)
                .collect(),
            None => actors
                .surname(words(name))
                .map_or_else(Vec::new, |found| found.values),
        };
        let of = owner.map(|(_, actor)| actor);
        let tenures: Vec<&Tenure> = people
            .iter()
            .flat_map(|&person| {
                title
                    .values
                    .iter()
                    .flat_map(move |&title| actors.tenures_as(person, title, of))
            })
            .collect();
        if !tenures.is_empty() && seen.insert((people, title.values, of)) {
            found.push(tenures);
        }
    }
    found
}

/// Whether a file's name has the day: `2010-04-08-prague.txt`, `20100408.txt`.
fn names(name: &str, day: Date) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (year, month, day) = (day.year(), day.month(), day.day());
    ["-", "", "_", "."]
        .iter()
        .any(|mark| file.contains(&format!("{year:04}{mark}{month:02}{mark}{day:02}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    fn published(name: &str, body: &str) -> (Option<String>, Option<String>, String) {
        let document = source::read(name, body.as_bytes()).unwrap();
        let text = Text::read(&document.text);
        let lexicon = Lexicon::shared();
        let dateline = Dateline::read(&text, lexicon);
        let found = super::published(
            &document,
            &text,
            dateline.as_ref(),
            &Given::default(),
            lexicon,
        );
        (
            found.date.map(|date| date.to_string()),
            found.basis,
            found.diagnostic.map_or(String::new(), |one| one.message),
        )
    }

    fn day(found: (Option<String>, Option<String>, String)) -> (String, String) {
        (found.0.unwrap_or(found.2), found.1.unwrap_or_default())
    }

    #[test]
    fn a_line_that_is_nothing_but_a_day_tells_it() {
        for line in [
            "November 16, 2023",
            "Published: Thursday, 16 Nov 2023, 10:30 GMT",
            "2023-11-16",
            "Aired on November 16, 2023",
        ] {
            let body =
                format!("{HEAD}By Anna Keller\n\n{line}\n\nThe talks were useful, she said.\n");
            let found = published("a.txt", &body);
            assert_eq!(
                day(found),
                ("2023-11-16".to_string(), "line".to_string()),
                "{line}"
            );
        }
        for line in [
            "The treaty of November 16, 2023",
            "Updated November 16, 2023",
            "November 16",
            "2023",
        ] {
            let body = format!("{HEAD}{line}\n\nThe talks were useful, she said.\n");
            assert_eq!(published("a.txt", &body).0, None, "{line}");
        }
    }

    const HEAD: &str = "Leaders meet in Geneva for talks\n\n";

    #[test]
    fn the_weekday_and_the_office_give_the_year() {
        let body = format!(
            "{HEAD}GENEVA, June 16. /TASS/. The talks were useful, US President Joe Biden said on Wednesday.\n"
        );
        assert_eq!(
            day(published("a.txt", &body)),
            (
                "2021-06-16".to_string(),
                "dateline+weekday+offices".to_string()
            )
        );
    }

    #[test]
    fn two_offices_may_be_enough() {
        let body = format!(
            "{HEAD}PRAGUE, May 7. /TASS/. US President Barack Obama and President-elect of nothing \
             met Russian President Dmitry Medvedev and British Prime Minister Gordon Brown, and \
             German Foreign Minister Frank-Walter Steinmeier was there.\n"
        );
        assert_eq!(
            day(published("a.txt", &body)),
            ("2009-05-07".to_string(), "dateline+offices".to_string())
        );
    }

    #[test]
    fn a_report_of_the_day_before_names_its_weekday_too() {
        // 17 June fell on a Wednesday in no year of this president, and on a Thursday in 2021.
        let body = format!(
            "{HEAD}GENEVA, June 17. /TASS/. The talks were useful, US President Joe Biden said on Wednesday.\n"
        );
        assert_eq!(day(published("a.txt", &body)).0, "2021-06-17");
    }

    #[test]
    fn several_years_stay_open_and_are_listed() {
        let body = format!(
            "{HEAD}MOSCOW, June 16. /TASS/. The talks were useful, Russian President Vladimir Putin said on Wednesday.\n"
        );
        let (date, basis, why) = published("a.txt", &body);
        assert_eq!((date, basis), (None, None));
        assert!(why.contains("2004") && why.contains("2021"), "{why}");
        assert_eq!(
            day(published("x/2021-06-16-moscow.txt", &body)),
            ("2021-06-16".to_string(), "dateline+filename".to_string())
        );
    }

    #[test]
    fn history_in_the_text_does_not_move_the_date() {
        let body = format!(
            "{HEAD}MOSCOW, Feb. 2. /TASS/. The treaty of US President Ronald Reagan is over, Russian \
             President Vladimir Putin said on Saturday, and US President Donald Trump agreed, US \
             Secretary of State Mike Pompeo said.\n"
        );
        assert_eq!(day(published("a.txt", &body)).0, "2019-02-02");
    }

    #[test]
    fn metadata_come_before_the_address_the_dateline_and_the_feed() {
        let body =
            format!("{HEAD}GENEVA, June 16, 2021. /TASS/. The talks were useful, he said.\n");
        let with = |basis: Option<&'static str>, url: Option<&str>, body: &str| {
            let mut document = source::read("a.txt", body.as_bytes()).unwrap();
            document.meta.published = basis.map(|_| "2021-06-19".parse().unwrap());
            document.meta.published_basis = basis;
            document.meta.url = url.map(str::to_string);
            let text = Text::read(&document.text);
            let lexicon = Lexicon::shared();
            let dateline = Dateline::read(&text, lexicon);
            let given = Given::default();
            let found = super::published(&document, &text, dateline.as_ref(), &given, lexicon);
            let date = found.date.map(|date| date.to_string());
            (date.unwrap_or_default(), found.basis.unwrap_or_default())
        };
        let is = |date: &str, basis: &str| (date.to_string(), basis.to_string());
        let url = Some("https://post.example/2021/06/17/talks");
        assert_eq!(
            with(Some("json-ld"), url, &body),
            is("2021-06-19", "json-ld")
        );
        assert_eq!(with(Some("feed"), url, &body), is("2021-06-17", "url"));
        assert_eq!(
            with(Some("feed"), None, &body),
            is("2021-06-16", "dateline")
        );
        assert_eq!(
            with(Some("feed"), None, "Talks went on."),
            is("2021-06-19", "feed")
        );
    }

    #[test]
    fn without_a_dateline_there_is_no_date() {
        let found = published(
            "a.txt",
            "Vladimir Putin had a telephone talk on Wednesday. It was long.",
        );
        assert_eq!(found, (None, None, String::new()));
    }
}
