//! Days as reports name them, and which day that is for a text of a known date.

use crate::lexicon::{month, weekday};
use crate::model::{Date, When};
use crate::text::Text;
use jiff::ToSpan;
use std::ops::Range;

/// A time that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// This day.
    On(Date),
    /// This week, month or year, which was over when the text was published.
    In(When),
    /// A time that cannot be told, or one that the day of publication may lie in.
    Unclear,
}

impl Day {
    pub(super) fn date(self) -> Option<Date> {
        match self {
            Day::On(date) => Some(date),
            Day::In(_) | Day::Unclear => None,
        }
    }

    pub(super) fn when(self) -> Option<When> {
        match self {
            Day::On(date) => Some(date.into()),
            Day::In(when) => Some(when),
            Day::Unclear => None,
        }
    }
}

/// The time that is named from the first token of the range on, with the token after it.
pub(super) fn day_at(
    text: &Text<'_>,
    range: Range<usize>,
    published: Option<Date>,
) -> Option<(usize, Day)> {
    let reader = Reader {
        text,
        end: range.end,
        published,
    };
    let at = range.start;
    if at >= range.end {
        return None;
    }
    reader
        .relative(at)
        .or_else(|| reader.span(at))
        .or_else(|| reader.calendar(at))
        .or_else(|| reader.week(at))
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    end: usize,
    published: Option<Date>,
}

impl Reader<'_, '_> {
    fn word(&self, at: usize) -> &str {
        if at < self.end {
            self.text.folded(at)
        } else {
            ""
        }
    }

    /// The day so many days before publication.
    fn ago(&self, days: i64) -> Day {
        self.published
            .and_then(|day| day.checked_sub(days.days()).ok())
            .map_or(Day::Unclear, Day::On)
    }

    /// "yesterday", "earlier today", "this morning", "last night", "two days ago", and times
    /// that are no day: "last week", "earlier this month", "a day later".
    fn relative(&self, at: usize) -> Option<(usize, Day)> {
        let [first, second, third] = [0, 1, 2].map(|step| self.word(at + step));
        match (first, second) {
            ("yesterday", _) => Some((at + 1, self.ago(1))),
            ("today" | "tonight", _) => Some((at + 1, self.ago(0))),
            ("this", "morning" | "afternoon" | "evening") => Some((at + 2, self.ago(0))),
            ("last", "night") => Some((at + 2, self.ago(1))),
            ("last", "week") => Some((at + 2, self.past(When::week_of, 1.week()))),
            ("last", "month") => Some((at + 2, self.past(When::month_of, 1.month()))),
            ("last", "year") => Some((at + 2, self.past(When::year_of, 1.year()))),
            (
                "last" | "this" | "next",
                "week" | "month" | "year" | "spring" | "summer" | "autumn" | "winter",
            ) => Some((at + 2, Day::Unclear)),
            ("last" | "next" | "this" | "every" | "each" | "until" | "by" | "since", _)
                if weekday(second).is_some() =>
            {
                Some((at + 2, Day::Unclear))
            }
            ("a" | "an" | "the", "day" | "week" | "month" | "year")
                if matches!(third, "earlier" | "later" | "before" | "after" | "ago") =>
            {
                Some((at + 3, Day::Unclear))
            }
            _ => {
                let days = count(first)?;
                (second == "days" && third == "ago").then(|| (at + 3, self.ago(days)))
            }
        }
    }

    /// The week, month or year so long before publication.
    fn past(&self, of: fn(Date) -> When, back: jiff::Span) -> Day {
        self.published
            .and_then(|day| day.checked_sub(back).ok())
            .map_or(Day::Unclear, |day| Day::In(of(day)))
    }

    /// "in April 2010", "in April", "in 2009": a month or a year that is over. Without a year it
    /// is the last such month.
    fn span(&self, at: usize) -> Option<(usize, Day)> {
        if self.word(at) != "in" {
            return None;
        }
        let over = |when: When, of: fn(Date) -> When| match self.published {
            Some(published) if when < of(published) => Day::In(when),
            _ => Day::Unclear,
        };
        let first_of = |year: i16, month: i8| Date::new(year, month, 1).ok();
        if let Some(given) = year(self.word(at + 1)) {
            let day = first_of(given, 1).map_or(Day::Unclear, |first| {
                over(When::year_of(first), When::year_of)
            });
            return Some((at + 2, day));
        }
        let named = month(self.word(at + 1))?;
        let end = at + 2 + usize::from(self.word(at + 2) == ".");
        let (end, first) = match (year(self.word(end)), self.published) {
            (Some(year), _) => (end + 1, first_of(year, named)),
            (None, Some(published)) if named >= published.month() => {
                (end, first_of(published.year() - 1, named))
            }
            (None, Some(published)) => (end, first_of(published.year(), named)),
            (None, None) => (end, None),
        };
        // "in June" in a text of June: its own month, which is not over.
        let own = self.published.is_some_and(|day| day.month() == named) && end == at + 2;
        let day = first.filter(|_| !own).map_or(Day::Unclear, |first| {
            over(When::month_of(first), When::month_of)
        });
        Some((end, day))
    }

    /// "on June 16", "on 16 June 2021", "June 16".
    fn calendar(&self, at: usize) -> Option<(usize, Day)> {
        let start = at + usize::from(self.word(at) == "on");
        let (end, day) = self.month_and_day(start)?;
        Some((end, day))
    }

    fn month_and_day(&self, at: usize) -> Option<(usize, Day)> {
        let after_month = |at: usize| {
            // "Jan." may be cut before its full stop.
            at + 1 + usize::from(self.word(at + 1) == ".")
        };
        let (month, day, mut end) = match (month(self.word(at)), day_of_month(self.word(at))) {
            (Some(month), _) => {
                let at = after_month(at);
                (month, day_of_month(self.word(at))?, at + 1)
            }
            (None, Some(day)) => (month(self.word(at + 1))?, day, after_month(at + 1)),
            (None, None) => return None,
        };
        let comma = usize::from(self.word(end) == ",");
        let given = year(self.word(end + comma));
        if given.is_some() {
            end += comma + 1;
        }
        let date = match (given, self.published) {
            (Some(year), _) => Date::new(year, month, day).ok(),
            // Without a year it is the last such day.
            (None, Some(published)) => [0, 1]
                .into_iter()
                .filter_map(|back| Date::new(published.year() - back, month, day).ok())
                .find(|&day| day <= published),
            (None, None) => None,
        };
        let past = |&day: &Date| self.published.is_none_or(|published| day <= published);
        Some((end, date.filter(past).map_or(Day::Unclear, Day::On)))
    }

    /// "on Wednesday", and "Wednesday" alone where no noun follows that it belongs to.
    fn week(&self, at: usize) -> Option<(usize, Day)> {
        let on = self.word(at) == "on";
        let named = at + usize::from(on);
        let weekday = weekday(self.word(named))?;
        let mut end = named + 1;
        if matches!(
            self.word(end),
            "morning" | "afternoon" | "evening" | "night"
        ) {
            end += 1;
        }
        // "Wednesday, June 16": the two must agree.
        let comma = usize::from(self.word(end) == ",");
        if let Some((after, day)) = self.month_and_day(end + comma) {
            let agrees = day.date().filter(|date| date.weekday() == weekday);
            return Some((after, agrees.map_or(Day::Unclear, Day::On)));
        }
        match [self.word(end), self.word(end + 1)] {
            ["last", "week"] => {
                let monday = |day: Date| day.weekday().to_monday_zero_offset();
                let back = self.published.map(|day| {
                    i64::from(monday(day)) + 7 - i64::from(weekday.to_monday_zero_offset())
                });
                return Some((end + 2, back.map_or(Day::Unclear, |days| self.ago(days))));
            }
            ["next" | "this", "week"] => return Some((end + 2, Day::Unclear)),
            _ => {}
        }
        if !on && !self.stands_alone(at, end) {
            return Some((end, Day::Unclear));
        }
        let back = self.published.map(|day| weekday.until(day.weekday()));
        Some((
            end,
            back.map_or(Day::Unclear, |days| self.ago(i64::from(days))),
        ))
    }

    /// "said Wednesday", "told reporters Wednesday in Geneva", but not "a Wednesday meeting".
    fn stands_alone(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |at| self.text.folded(at));
        let opens = !matches!(
            before,
            "a" | "an"
                | "the"
                | "this"
                | "that"
                | "until"
                | "by"
                | "since"
                | "for"
                | "from"
                | "next"
                | "last"
                | "every"
                | "each"
                | "before"
                | "after"
                | "of"
                | "to"
                | "through"
                | "and"
        );
        let next = self.word(end);
        let closes = end >= self.end
            || self
                .text
                .tokens
                .get(end)
                .is_none_or(|token| !token.is_word())
            || matches!(
                next,
                "that" | "in" | "at" | "during" | "to" | "after" | "before" | "as" | "when"
            );
        opens && closes
    }
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    let day: i8 = digits.parse().ok()?;
    (1..=31).contains(&day).then_some(day)
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse()
        .ok()
        .filter(|year| (1800..=2200).contains(year))
}

fn count(word: &str) -> Option<i64> {
    let words = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    match words.iter().position(|known| *known == word) {
        Some(at) => i64::try_from(at + 2).ok(),
        None => word.parse().ok().filter(|days| (2..=30).contains(days)),
    }
}
