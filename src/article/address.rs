//! The day in an article's address: `/2021/06/16/talks`, `/2021/jun/16/`, `/talks-2021-06-16`,
//! `/20210616/talks`.

use crate::lexicon::month;
use crate::model::Date;

/// The web's years; a number outside them is no year.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The day that the path of an address names; `None` where it names none or several.
pub(super) fn day(url: &str) -> Option<Date> {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let path = rest.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let parts: Vec<&str> = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let apart = parts.windows(3).filter_map(|parts| {
        let (year, day) = (number(parts[0], 4)?, number(parts[2], 2)?);
        let month = number(parts[1], 2).or_else(|| {
            let named = month(&parts[1].to_ascii_lowercase())?;
            Some(i16::from(named))
        })?;
        date(year, month, day)
    });
    let together = parts
        .iter()
        .filter(|part| part.len() == 8)
        .filter_map(|part| {
            let digits = |from: usize, to: usize| number(part.get(from..to)?, to - from);
            date(digits(0, 4)?, digits(4, 6)?, digits(6, 8)?)
        });
    let mut days = apart.chain(together);
    let first = days.next()?;
    days.all(|other| other == first).then_some(first)
}

/// A number of at most so many digits; a year has all of them.
fn number(part: &str, digits: usize) -> Option<i16> {
    let fits = part.len() == digits || (digits == 2 && part.len() == 1);
    (fits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_in_paths_are_read() {
        for url in [
            "https://post.example/2021/06/16/talks-in-geneva",
            "https://post.example/world/2021/jun/16/talks",
            "http://post.example/a/2021-06-16.html?page=2",
            "https://post.example/news/20210616/1083161234",
            "post.example/2021/6/16/",
            "https://post.example/2021/06/16/talks-2021-06-16",
        ] {
            assert_eq!(
                day(url).map(|day| day.to_string()).as_deref(),
                Some("2021-06-16"),
                "{url}"
            );
        }
    }

    #[test]
    fn other_numbers_are_no_days() {
        for url in [
            "https://post.example/",
            "https://post.example/2021/06/talks",
            "https://post.example/events/news/17529",
            "https://post.example/1083161234",
            "https://post.example/2021/13/16/",
            "https://2021.06.16.example/talks",
            "https://post.example/talks?on=2021-06-16",
            "https://post.example/2021/06/16/talks-of-2021-06-14",
            "",
        ] {
            assert_eq!(day(url), None, "{url}");
        }
    }
}
