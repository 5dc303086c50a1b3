//! The stance edges of each topic and agreement in one place (table `edge`), repeated from the
//! statements so that a graph reads one range of one table. Triggers keep them true; here is what
//! they must be, for checking and for making them anew.

/// The columns of table `edge`. As in `schema/0015-pending.sql`.
const COLUMNS: &str = "c.id AS subject, s.id AS statement, p.n, x.n, p.entity, x.target, x.label,
    x.confidence, s.date, s.utterance, s.article";

/// What it is joined from, beside the statements.
const JOINED: &str = "JOIN speaker p ON p.statement = s.id AND p.entity IS NOT NULL
    JOIN stance o ON o.statement = s.id
    JOIN entity c ON c.id = o.target AND c.class <> 'actor'
    JOIN stance x ON x.statement = s.id
    JOIN entity t ON t.id = x.target AND (x.n = o.n OR t.class <> c.class)";

/// What table `edge` must hold, column by column.
fn all() -> String {
    format!("SELECT {COLUMNS} FROM statement s {JOINED}")
}

/// Writes the edges of the statements that this transaction wrote.
pub(super) fn of_pending() -> String {
    format!(
        "INSERT OR IGNORE INTO edge SELECT {COLUMNS}
           FROM pending n CROSS JOIN statement s ON s.id = n.statement {JOINED}
          ORDER BY 1, 2, 3, 4"
    )
}

/// The statements whose edges are not what they must be.
pub(super) fn untrue() -> String {
    let all = all();
    format!(
        "SELECT statement FROM (SELECT * FROM ({all}) EXCEPT SELECT * FROM edge)
          UNION
         SELECT statement FROM (SELECT * FROM edge EXCEPT SELECT * FROM ({all}))"
    )
}

/// Makes the table anew.
pub(super) fn anew() -> String {
    let all = all();
    format!("DELETE FROM edge; INSERT OR IGNORE INTO edge {all} ORDER BY 1, 2, 3, 4;")
}
