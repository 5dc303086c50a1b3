//! What a reader may ask for, and how it becomes SQL.

use crate::model::{Date, Kind, Label};
use crate::store::{Named, Sql, Store, StoreError, fold};
use std::str::FromStr;

/// Whom and what it is about, and when. Within one field any value will do.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// A stance whose confidence is lower than this is unclear: it counts as no position. One
    /// without a confidence, as a person codes it, is never unclear.
    pub unclear_below: Option<f64>,
}

impl Selection {
    /// The numbers of the topics and agreements.
    pub(super) fn subjects(&self) -> impl Iterator<Item = i64> {
        ids(&self.topics).chain(ids(&self.agreements))
    }
}

/// Which statements are asked for, and in which order. Within one field any value will do; all
/// fields must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Whom and what it is about, and when.
    pub selection: Selection,
    /// Published by one of these.
    pub outlets: Vec<Named>,
    /// With one of these positions toward what is asked for, else toward anything.
    pub labels: Vec<Label>,
    /// With a position toward it that is unclear ([`Selection::unclear_below`]); with `labels`
    /// too, either will do.
    pub unclear: bool,
    /// Reported in one of these ways.
    pub kinds: Vec<Kind>,
    /// Holding all these words; `"several words"` stand in a row, `word*` begins so.
    pub text: Option<String>,
    /// Reported by the article's outlet itself, not in somebody else's words.
    pub first_hand: bool,
    /// Not reported by an article that is a copy of another on record.
    pub without_copies: bool,
    /// One of these, by number; where it is empty, any.
    pub numbers: Vec<i64>,
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
    /// By the day the article was published, oldest first.
    Published,
    /// By the day the article was published, newest first.
    LastPublished,
    /// By the first speaker's name, then oldest first; those that name nobody come first, in the
    /// order in which they were added.
    Speaker,
}

impl FromStr for Order {
    type Err = String;

    fn from_str(name: &str) -> Result<Order, String> {
        match name {
            "date" => Ok(Order::Date),
            "-date" => Ok(Order::NewestFirst),
            "published" => Ok(Order::Published),
            "-published" => Ok(Order::LastPublished),
            "speaker" => Ok(Order::Speaker),
            _ => Err("one of date, -date, published, -published, speaker".into()),
        }
    }
}

impl Filter {
    /// The part of a question that picks the numbers of the statements, with what they are
    /// ordered by, and the order in which the question must then give the picked.
    pub(super) fn pick(
        &self,
        store: &Store,
        sql: &mut Sql,
    ) -> Result<(String, &'static str), StoreError> {
        let narrows = self.narrows();
        let sizes = narrows
            .iter()
            .map(|narrow| narrow.size(store))
            .collect::<Result<Vec<i64>, StoreError>>()?;
        let lead = self.lead(store, &narrows, &sizes)?;
        let mut tables = vec!["statement s".to_owned()];
        let mut conditions = Vec::new();
        let (mut date, mut id) = ("s.date", "s.id");
        for (at, narrow) in narrows.iter().enumerate() {
            if lead != Some(at) {
                // A walk that ends at the limit soon meets enough of what is wide.
                let soon = !self.walks_on() && sizes[at] >= WIDE as i64;
                conditions.push(narrow.probe(sql, soon));
                continue;
            }
            let (table, condition) = narrow.lead(sql);
            conditions.push(condition);
            if let Some(table) = table {
                // CROSS keeps the tables in this order.
                tables = vec![format!(
                    "{table} CROSS JOIN statement s ON s.id = l.statement"
                )];
                (date, id) = ("l.date", "l.statement");
            }
        }
        if self.selection.topics.is_empty() && self.selection.agreements.is_empty() {
            let label = self.positions().condition(sql, "y");
            if !label.is_empty() {
                conditions.push(format!(
                    "EXISTS (SELECT 1 FROM stance y WHERE y.statement = s.id{label})"
                ));
            }
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
        if self.first_hand {
            conditions.push("s.depth = 0".to_owned());
        }
        if self.without_copies {
            conditions.push("s.article NOT IN (SELECT article FROM copy)".to_owned());
        }
        conditions.push(KEPT.to_owned());
        // The speaker's own copy of the date spares reading the statement.
        if self.order == Order::Speaker && date == "s.date" {
            date = "f.date";
        }
        let (name, order) = match self.order {
            Order::Date => ("NULL", "date, id"),
            Order::NewestFirst => ("NULL", "date DESC, id DESC"),
            Order::Published | Order::LastPublished => {
                // Where nothing else narrows, the articles' index gives the order.
                if lead.is_none() {
                    tables = vec!["article d CROSS JOIN statement s ON s.article = d.id".into()];
                } else {
                    tables.push("JOIN article d ON d.id = s.article".into());
                }
                let order = match self.order {
                    Order::Published => "name, id",
                    _ => "name DESC, id DESC",
                };
                ("d.published", order)
            }
            Order::Speaker => {
                tables.push("LEFT JOIN speaker f ON f.statement = s.id AND f.n = 0".into());
                (first_speaker(store)?, "name, date, id")
            }
        };
        let limit = match self.limit {
            Some(limit) => format!(" LIMIT {limit}"),
            None => String::new(),
        };
        let picked = format!(
            "  SELECT {id} AS id, {date} AS date, {name} AS name\n    FROM {}\n   WHERE {}\n   ORDER BY {order}{limit}",
            tables.join("\n    "),
            conditions.join("\n     AND "),
        );
        Ok((picked, order))
    }

    /// Whether a walk by date never ends early: in any other order, and without a limit.
    fn walks_on(&self) -> bool {
        self.order == Order::Speaker || self.limit.is_none()
    }

    fn positions(&self) -> Positions<'_> {
        Positions {
            labels: &self.labels,
            unclear: self.unclear,
            below: self.selection.unclear_below,
        }
    }

    /// The conditions that an index can answer.
    fn narrows(&self) -> Vec<Narrow<'_>> {
        let labels = self.positions();
        let mut narrows = Vec::new();
        if !self.numbers.is_empty() {
            narrows.push(Narrow::Numbers(&self.numbers));
        }
        let names = [
            (
                &self.selection.speakers,
                "speaker",
                "entity",
                Positions::default(),
            ),
            (&self.selection.topics, "stance", "target", labels),
            (&self.selection.agreements, "stance", "target", labels),
            (&self.outlets, "statement", "outlet", Positions::default()),
        ];
        for (names, table, column, labels) in names {
            if !names.is_empty() {
                narrows.push(Narrow::Names {
                    table,
                    column,
                    ids: ids(names).collect(),
                    labels,
                });
            }
        }
        narrows.extend(
            self.text
                .as_deref()
                .map(|text| Narrow::Words(match_expression(text))),
        );
        narrows
    }

    /// Which condition leads the search, the others being looked up for each statement that it
    /// gives: the narrowest. A condition whose index is in order of date may always lead, since
    /// the search then ends at the limit; another only when so few statements fulfil it that
    /// sorting these costs less than walking all by date until the limit is reached.
    fn lead(
        &self,
        store: &Store,
        narrows: &[Narrow<'_>],
        sizes: &[i64],
    ) -> Result<Option<usize>, StoreError> {
        let narrowest = sizes.iter().enumerate().min_by_key(|&(_, size)| size);
        let Some((at, &size)) = narrowest else {
            return Ok(None);
        };
        let by_date = matches!(self.order, Order::Date | Order::NewestFirst);
        if !by_date || narrows[at].is_by_date() || self.walks_on() {
            return Ok(Some(at));
        }
        let all = store.rows(&Sql::new("SELECT max(id) FROM statement"), |row| row.int(0))?;
        let all = all.first().copied().unwrap_or_default();
        Ok((size.saturating_mul(size) <= all.saturating_mul(WALK)).then_some(at))
    }
}

/// Walking by date looks at about `limit * all / size` statements in an index; sorting reads
/// `size` of them whole, which costs some ten times as much a statement. A screen shows fifty.
const WALK: i64 = 5;

/// Counting a condition's statements ends here: beyond, it is wide, however wide.
const WIDE: usize = 50_000;

/// A condition that an index can answer, on its own or for one statement.
enum Narrow<'a> {
    /// The statement is one of these.
    Numbers(&'a [i64]),
    /// One of these names stands in the column.
    Names {
        table: &'static str,
        column: &'static str,
        ids: Vec<i64>,
        labels: Positions<'a>,
    },
    /// The words match this expression.
    Words(String),
}

impl Narrow<'_> {
    /// Whether its index gives statements in order of date.
    fn is_by_date(&self) -> bool {
        matches!(self, Narrow::Names { ids, .. } if ids.len() == 1)
    }

    /// How many statements fulfil it, counted up to [`WIDE`].
    fn size(&self, store: &Store) -> Result<i64, StoreError> {
        let mut sql = Sql::default();
        let from = match self {
            Narrow::Numbers(numbers) => return Ok(numbers.len() as i64),
            Narrow::Names {
                table, column, ids, ..
            } => {
                let ids = sql.bind_all(ids.iter().copied());
                format!("{table} WHERE {column} IN ({ids})")
            }
            Narrow::Words(words) => {
                let words = sql.bind(words.as_str());
                format!("statement_words WHERE statement_words MATCH {words}")
            }
        };
        sql.push(&format!(
            "SELECT count(*) FROM (SELECT 1 FROM {from} LIMIT {WIDE})"
        ));
        let size = store.rows(&sql, |row| row.int(0))?;
        Ok(size.first().copied().unwrap_or_default())
    }

    /// As the leading condition: with the table `l` that gives the statements where its index
    /// is in order of date.
    fn lead(&self, sql: &mut Sql) -> (Option<&'static str>, String) {
        match self {
            Narrow::Numbers(numbers) => {
                let numbers = sql.bind(serde_json::Value::from(*numbers).to_string());
                (
                    None,
                    format!("s.id IN (SELECT value FROM json_each({numbers}))"),
                )
            }
            Narrow::Names {
                table: "statement",
                column,
                ids,
                ..
            } => (
                None,
                format!("s.{column} IN ({})", sql.bind_all(ids.iter().copied())),
            ),
            Narrow::Names {
                table,
                column,
                ids,
                labels,
            } => {
                let places = sql.bind_all(ids.iter().copied());
                let label = labels.condition(sql, "l");
                if ids.len() == 1 {
                    // Named, since the planner may prefer the index of positions, which is not in
                    // order of date, and then sorts all that the target has.
                    let table = if *table == "stance" {
                        "stance l INDEXED BY stance_target"
                    } else {
                        "speaker l"
                    };
                    (Some(table), format!("l.{column} = {places}{label}"))
                } else {
                    let picked = format!(
                        "s.id IN (SELECT l.statement FROM {table} l WHERE l.{column} IN ({places}){label})"
                    );
                    (None, picked)
                }
            }
            Narrow::Words(words) => {
                let words = sql.bind(words.as_str());
                let picked = format!(
                    "s.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH {words})"
                );
                (None, picked)
            }
        }
    }

    /// As a condition that is looked up for each statement `s`; `soon` where only a few will be.
    fn probe(&self, sql: &mut Sql, soon: bool) -> String {
        match self {
            // One look into the full-text index a statement, instead of a list of all that match.
            Narrow::Words(words) if soon => {
                let words = sql.bind(words.as_str());
                format!(
                    "EXISTS (SELECT 1 FROM statement_words w WHERE w.rowid = s.id AND statement_words MATCH {words})"
                )
            }
            Narrow::Names {
                table: table @ ("speaker" | "stance"),
                column,
                ids,
                labels,
            } => {
                let ids = sql.bind_all(ids.iter().copied());
                let label = labels.condition(sql, "y");
                format!(
                    "EXISTS (SELECT 1 FROM {table} y WHERE y.statement = s.id AND y.{column} IN ({ids}){label})"
                )
            }
            // The plus sign keeps the index of the condition out of use.
            Narrow::Names { .. } | Narrow::Numbers(_) | Narrow::Words(_) => {
                let (_, condition) = self.lead(sql);
                format!("+{condition}")
            }
        }
    }
}

/// The name of the first speaker `f` of a statement, for ordering: that of whom it was merged
/// into, else the name as it was kept. Merges are looked up only where there are any.
fn first_speaker(store: &Store) -> Result<&'static str, StoreError> {
    let merged = Sql::new("SELECT 1 FROM entity WHERE merged_into IS NOT NULL LIMIT 1");
    if store.rows(&merged, |_| ())?.is_empty() {
        return Ok("f.name");
    }
    Ok(
        "COALESCE((SELECT m.name FROM entity e JOIN entity m ON m.id = e.merged_into WHERE e.id = f.entity), f.name)",
    )
}

/// Which positions are asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Positions<'a> {
    labels: &'a [Label],
    unclear: bool,
    below: Option<f64>,
}

impl Positions<'_> {
    /// ` AND table.label IN (...)` where positions are asked for.
    fn condition(&self, sql: &mut Sql, table: &str) -> String {
        let mut ways = Vec::new();
        if !self.labels.is_empty() {
            let labels = sql.bind_all(self.labels.iter().map(|label| label.name()));
            let clear = clear(sql, table, self.below);
            ways.push(format!("{table}.label IN ({labels}){clear}"));
        }
        if let (true, Some(below)) = (self.unclear, self.below) {
            ways.push(format!(
                "round({table}.confidence, 2) < {}",
                sql.bind(below)
            ));
        }
        match ways.as_slice() {
            [] => String::new(),
            [one] => format!(" AND {one}"),
            _ => format!(" AND ({})", ways.join(" OR ")),
        }
    }
}

/// ` AND ...` that holds for the stances `table` that are not unclear.
pub(super) fn clear(sql: &mut Sql, table: &str, below: Option<f64>) -> String {
    match below {
        Some(below) => {
            let below = sql.bind(below);
            format!(" AND ({table}.confidence IS NULL OR round({table}.confidence, 2) >= {below})")
        }
        None => String::new(),
    }
}

/// Holds for statements `s` that nobody rejected and that no newer version of their article left
/// behind. These few have indexes of their own.
pub(super) const KEPT: &str = "s.id NOT IN (SELECT id FROM statement WHERE standing = 'rejected') \
     AND s.id NOT IN (SELECT statement FROM outdated)";

/// The statements that [`KEPT`] leaves out, as a question.
pub(super) const LEFT_OUT: &str = "SELECT id FROM statement WHERE standing = 'rejected'
     UNION ALL SELECT statement FROM outdated";

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
