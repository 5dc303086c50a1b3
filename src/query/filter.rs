//! What a reader may ask for, and how it becomes SQL.

use crate::model::{Date, Kind, Label};
use crate::store::{Named, Sql, fold};
use std::str::FromStr;

/// Whom and what it is about, and when. Within one field any value will do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Taking a stance toward one of these topics.
    pub topics: Vec<Named>,
    /// Taking a stance toward one of these agreements.
    pub agreements: Vec<Named>,
    /// Said by one of these, alone or jointly.
    pub speakers: Vec<Named>,
    /// Said on this day or later.
    pub since: Option<Date>,
    /// Said on this day or earlier.
    pub until: Option<Date>,
}

/// Which statements are asked for, and in which order. Within one field any value will do; all
/// fields must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whom and what it is about, and when.
    pub selection: Selection,
    /// Published by one of these.
    pub outlets: Vec<Named>,
    /// With one of these positions toward what is asked for, else toward anything.
    pub labels: Vec<Label>,
    /// Reported in one of these ways.
    pub kinds: Vec<Kind>,
    /// Holding all these words; `"several words"` stand in a row, `word*` begins so.
    pub text: Option<String>,
    /// In which order.
    pub order: Order,
    /// At most so many.
    pub limit: Option<usize>,
}

/// The order of an answer. Statements of one day stand in the order in which they were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Oldest first.
    Date,
    /// Newest first.
    #[default]
    NewestFirst,
    /// By the first speaker's name, then oldest first.
    Speaker,
    /// By the outlet's name, then oldest first.
    Outlet,
}

impl FromStr for Order {
    type Err = String;

    fn from_str(name: &str) -> Result<Order, String> {
        match name {
            "date" => Ok(Order::Date),
            "-date" => Ok(Order::NewestFirst),
            "speaker" => Ok(Order::Speaker),
            "outlet" => Ok(Order::Outlet),
            _ => Err("one of date, -date, speaker, outlet".into()),
        }
    }
}

impl Filter {
    /// The part of a question that picks the numbers of the statements, with what they are
    /// ordered by, and the order in which the question must then give the picked.
    pub(super) fn pick(&self, sql: &mut Sql) -> (String, &'static str) {
        let mut tables = vec!["statement s".to_owned()];
        let mut conditions = vec![KEPT.to_owned()];
        let (mut date, mut id) = ("s.date", "s.id");

        // One asked speaker or target leads through its own index, which is in order of date.
        if let [speaker] = self.selection.speakers.as_slice()
            && let [entity] = speaker.ids.as_slice()
        {
            let entity = sql.bind(*entity);
            tables.push(format!(
                "JOIN speaker p ON p.statement = s.id AND p.entity = {entity}"
            ));
            (date, id) = ("p.date", "p.statement");
        } else if !self.selection.speakers.is_empty() {
            let entities = sql.bind_all(ids(&self.selection.speakers));
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM speaker p WHERE p.statement = s.id AND p.entity IN ({entities}))"
            ));
        }
        for targets in [&self.selection.topics, &self.selection.agreements] {
            if targets.is_empty() {
                continue;
            }
            let led = date != "s.date";
            if let [target] = targets.as_slice()
                && let [entity] = target.ids.as_slice()
                && !led
            {
                let entity = sql.bind(*entity);
                let label = self.label_condition(sql, "x");
                tables.push(format!(
                    "JOIN stance x ON x.statement = s.id AND x.target = {entity}{label}"
                ));
                (date, id) = ("x.date", "x.statement");
            } else {
                let entities = sql.bind_all(ids(targets));
                let label = self.label_condition(sql, "y");
                conditions.push(format!(
                    "EXISTS (SELECT 1 FROM stance y WHERE y.statement = s.id AND y.target IN ({entities}){label})"
                ));
            }
        }
        if self.selection.topics.is_empty()
            && self.selection.agreements.is_empty()
            && !self.labels.is_empty()
        {
            let label = self.label_condition(sql, "y");
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM stance y WHERE y.statement = s.id{label})"
            ));
        }
        if let Some(words) = self.text.as_deref().map(match_expression) {
            let words = sql.bind(words);
            conditions.push(format!(
                "s.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH {words})"
            ));
        }
        if !self.kinds.is_empty() {
            let kinds = sql.bind_all(self.kinds.iter().map(|kind| kind.name()));
            conditions.push(format!("s.kind IN ({kinds})"));
        }
        if let Some(since) = self.selection.since {
            let since = sql.bind(since.to_string());
            conditions.push(format!("{date} >= {since}"));
        }
        if let Some(until) = self.selection.until {
            let until = sql.bind(until.to_string());
            conditions.push(format!("{date} <= {until}"));
        }
        if !self.outlets.is_empty() {
            let outlets = sql.bind_all(ids(&self.outlets));
            tables.push("JOIN article a ON a.id = s.article".into());
            conditions.push(format!("a.outlet IN ({outlets})"));
        }
        let (by, order) = match self.order {
            Order::Date => ("NULL".into(), "date, id"),
            Order::NewestFirst => ("NULL".into(), "date DESC, id DESC"),
            Order::Speaker => {
                tables.push("LEFT JOIN speaker f ON f.statement = s.id AND f.n = 0".into());
                tables.push("LEFT JOIN entity fe ON fe.id = f.entity".into());
                (
                    "COALESCE(fe.name, f.name)".to_owned(),
                    "name NULLS LAST, date, id",
                )
            }
            Order::Outlet => {
                if self.outlets.is_empty() {
                    tables.push("JOIN article a ON a.id = s.article".into());
                }
                tables.push("LEFT JOIN entity fo ON fo.id = a.outlet".into());
                ("fo.name".into(), "name NULLS LAST, date, id")
            }
        };
        let limit = match self.limit {
            Some(limit) => format!(" LIMIT {limit}"),
            None => String::new(),
        };
        let picked = format!(
            "  SELECT {id} AS id, {date} AS date, {by} AS name\n    FROM {}\n   WHERE {}\n   ORDER BY {order}{limit}",
            tables.join("\n    "),
            conditions.join("\n     AND "),
        );
        (picked, order)
    }

    /// ` AND table.label IN (...)` where positions are asked for.
    fn label_condition(&self, sql: &mut Sql, table: &str) -> String {
        if self.labels.is_empty() {
            return String::new();
        }
        let labels = sql.bind_all(self.labels.iter().map(|label| label.name()));
        format!(" AND {table}.label IN ({labels})")
    }
}

/// Holds for statements `s` that nobody rejected. The few rejected ones have an index of their own.
pub(super) const KEPT: &str = "s.id NOT IN (SELECT id FROM statement WHERE standing = 'rejected')";

/// The numbers of all whom the names mean.
pub(super) fn ids(names: &[Named]) -> impl Iterator<Item = i64> {
    names.iter().flat_map(|name| name.ids.iter().copied())
}

/// A reader's words as an FTS5 expression: every word or quoted phrase must occur. All else
/// that FTS5 would take for an operator is searched for as it is.
fn match_expression(text: &str) -> String {
    let mut terms = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            terms.push((part.to_owned(), false));
        } else {
            terms.extend(part.split_whitespace().map(|word| {
                let begins = word.ends_with('*');
                (word.trim_end_matches('*').to_owned(), begins)
            }));
        }
    }
    let terms: Vec<String> = terms
        .into_iter()
        // A term without a letter or digit has no token, and would make the whole match fail.
        .filter(|(term, _)| !fold(term).is_empty())
        .map(|(term, begins)| format!("\"{term}\"{}", if begins { "*" } else { "" }))
        .collect();
    if terms.is_empty() {
        "\"\"".into()
    } else {
        terms.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::match_expression;

    #[test]
    fn words_and_phrases_become_terms() {
        assert_eq!(match_expression("arms control"), "\"arms\" \"control\"");
        assert_eq!(
            match_expression("\"arms control\" treat*"),
            "\"arms control\" \"treat\"*"
        );
        assert_eq!(match_expression("NOT (a:b) -"), "\"NOT\" \"(a:b)\"");
        assert_eq!(match_expression("\"unclosed"), "\"unclosed\"");
    }
}
