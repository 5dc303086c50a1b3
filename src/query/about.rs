//! What a topic stands for in a question: itself and the agreements that are about it.

use crate::store::{Named, Sql, Store, StoreError};

/// A topic with the numbers of the agreements that are about it and that somebody spoke of: who
/// asks about arms control wants to hear of New START. What is answered names the agreement.
///
/// # Errors
/// The database cannot be read.
pub fn with_agreements(store: &Store, mut topic: Named) -> Result<Named, StoreError> {
    let mut sql = Sql::default();
    let ids = sql.bind_all(topic.ids.iter().copied());
    sql.push(&format!(
        "SELECT DISTINCT e.id
           FROM about a JOIN entity e ON a.agreement IN (e.id, e.merged_into)
          WHERE a.topic IN ({ids}) AND EXISTS (SELECT 1 FROM stance x WHERE x.target = e.id)
          ORDER BY e.id"
    ));
    topic.ids.extend(store.rows(&sql, |row| row.int(0))?);
    Ok(topic)
}
