use super::filter::KEPT;
use crate::model::{ActorKind, CodedDocument, CodedStatement, Coding, Date, Values, Variable};
use crate::store::{DnaError, Sql, Store, StoreError};
use std::collections::HashMap;

/// The record as coded statements: a row for each speaker and target of each statement.
///
/// Variables: `person`, `organization` (a speaking organisation, body or outlet; a person's
/// office), `state`, `actor` (whoever speaks), `concept` (a topic or an agreement), `topic`,
/// `treaty` (an agreement), `target` (whatever the position is toward), `agreement` (boolean:
/// support or oppose, else nothing), `position` (integer: 1, 0, -1), `stance` (text: the
/// label), `kind` (direct, indirect, mixed). Of documents, `source` is the outlet.
///
/// Speakers whom the text does not identify are left out, and so is what people rejected.
/// Statements that were imported have the variables, documents and dates that they came with;
/// of several statement types, `label` names one, and else the one with these `variables`.
/// `words` says whether the statements' words are read.
///
/// # Errors
/// The database cannot be read, or several statement types will do.
pub fn coding(
    store: &Store,
    label: Option<&str>,
    variables: &[&str],
    words: bool,
) -> Result<Coding, DnaError> {
    let mut coding = extracted(store, words)?;
    for coded in store.coded(label, variables, words)? {
        coding.join(coded);
    }
    Ok(coding)
}

/// The statements that were not imported.
fn extracted(store: &Store, words: bool) -> Result<Coding, StoreError> {
    let mut documents = Vec::new();
    let mut place = HashMap::new();
    let sql = Sql::new(
        "SELECT a.id, COALESCE(a.title, a.name), o.name
           FROM article a LEFT JOIN entity o ON o.id = a.outlet ORDER BY a.id",
    );
    store.each(&sql, |row| {
        place.insert(row.int(0), documents.len());
        documents.push(CodedDocument {
            id: row.int(0),
            title: row.text(1),
            source: row.text(2),
            ..CodedDocument::default()
        });
        Ok::<(), StoreError>(())
    })?;
    let mut statements = Vec::new();
    let mut rows = Rows::default();
    let words = if words { "s.words" } else { "NULL" };
    let sql = Sql::new(&format!(
        "SELECT s.id, s.article, s.start, s.\"end\", s.date, s.utterance, s.kind,
                COALESCE(m.name, e.name), COALESCE(m.kind, e.kind), p.role,
                COALESCE(tm.label, t.label), t.class, x.label, {words}
           FROM statement s
           JOIN speaker p ON p.statement = s.id
           JOIN entity e ON e.id = p.entity
           LEFT JOIN entity m ON m.id = e.merged_into
           LEFT JOIN stance x ON x.statement = s.id
           LEFT JOIN entity t ON t.id = x.target
           LEFT JOIN entity tm ON tm.id = t.merged_into
          WHERE {KEPT} AND s.id NOT IN (SELECT statement FROM coded_statement)
          ORDER BY s.id, p.n, x.n"
    ));
    store.each(&sql, |row| {
        // An article is never removed while its statements stay.
        let Some(&document) = place.get(&row.int(1)) else {
            return Ok::<(), StoreError>(());
        };
        let date: Option<Date> = row.parse(4);
        statements.push(CodedStatement {
            id: row.int(0),
            document,
            start: row.int(2),
            stop: row.int(3),
            when: date.map(|day| day.at(0, 0, 0, 0)),
            coder: 0,
            words: row.text(13),
            utterance: row.int(5),
        });
        rows.kind.push(row.opt_text(6));
        rows.speaker(row.text(7), &row.text(8), row.opt_text(9));
        rows.target(row.opt_text(10), &row.text(11), row.opt_text(12));
        Ok(())
    })?;
    Ok(Coding {
        documents,
        variables: rows.variables(),
        statements,
    })
}

/// The values of each variable as they are read.
#[derive(Default)]
struct Rows {
    person: Vec<Option<String>>,
    organization: Vec<Option<String>>,
    state: Vec<Option<String>>,
    actor: Vec<Option<String>>,
    concept: Vec<Option<String>>,
    topic: Vec<Option<String>>,
    treaty: Vec<Option<String>>,
    target: Vec<Option<String>>,
    agreement: Vec<Option<bool>>,
    position: Vec<Option<i64>>,
    stance: Vec<Option<String>>,
    kind: Vec<Option<String>>,
}

impl Rows {
    fn speaker(&mut self, name: String, kind: &str, role: Option<String>) {
        let kind = ActorKind::from_name(kind).unwrap_or(ActorKind::Unknown);
        let is = |kinds: &[ActorKind]| kinds.contains(&kind).then(|| name.clone());
        self.person.push(is(&[ActorKind::Person]));
        self.state.push(is(&[ActorKind::State]));
        let body = is(&[
            ActorKind::Body,
            ActorKind::Organisation,
            ActorKind::Outlet,
            ActorKind::State,
        ]);
        self.organization.push(body.or(role));
        self.actor.push(Some(name));
    }

    fn target(&mut self, name: Option<String>, class: &str, label: Option<String>) {
        let is = |classes: &[&str]| name.clone().filter(|_| classes.contains(&class));
        self.topic.push(is(&["topic"]));
        self.treaty.push(is(&["agreement"]));
        self.concept.push(is(&["topic", "agreement"]));
        self.target.push(name);
        let label_is = |wanted| label.as_deref() == Some(wanted);
        self.agreement.push(match () {
            () if label_is("support") => Some(true),
            () if label_is("oppose") => Some(false),
            () => None,
        });
        self.position
            .push(label.as_deref().map(|label| match label {
                "support" => 1,
                "oppose" => -1,
                _ => 0,
            }));
        self.stance.push(label);
    }

    fn variables(self) -> Vec<Variable> {
        let text = |name: &str, values: Vec<Option<String>>| Variable {
            name: name.into(),
            values: Values::text(values.iter().map(Option::as_deref)),
        };
        vec![
            text("person", self.person),
            text("organization", self.organization),
            text("state", self.state),
            text("actor", self.actor),
            text("concept", self.concept),
            text("topic", self.topic),
            text("treaty", self.treaty),
            text("target", self.target),
            Variable {
                name: "agreement".into(),
                values: Values::Boolean(self.agreement),
            },
            Variable {
                name: "position".into(),
                values: Values::Integer(self.position),
            },
            text("stance", self.stance),
            text("kind", self.kind),
        ]
    }
}
