//! What a topic stands for in a question: itself and the agreements that are about it.

use crate::lexicon::{Agreements, Topics};
use crate::store::{Named, Sql, Store, StoreError};

/// A topic with the numbers of the agreements that are about it and that somebody spoke of: who
/// asks about arms control wants to hear of New START. What is answered names the agreement.
/// Agreements that have to do with it beside their own matter are left out: who asks about
/// sanctions does not ask about all that was said of Iran's nuclear deal.
///
/// # Errors
/// The database cannot be read.
pub fn with_agreements(store: &Store, mut topic: Named) -> Result<Named, StoreError> {
    let mut sql = Sql::default();
    let ids = sql.bind_all(topic.ids.iter().copied());
    sql.push(&format!(
        "SELECT DISTINCT e.id, g.name, t.name
           FROM about a
           JOIN entity g ON g.id = a.agreement
           JOIN entity e ON e.id = g.id OR e.merged_into = g.id
           JOIN entity t ON t.id = a.topic
          WHERE a.topic IN ({ids}) AND EXISTS (SELECT 1 FROM stance x WHERE x.target = e.id)
          ORDER BY e.id"
    ));
    let found = store.rows(&sql, |row| {
        is_matter(row.str(1), row.str(2)).then_some(row.int(0))
    })?;
    topic.ids.extend(found.into_iter().flatten());
    Ok(topic)
}

/// Whether a topic is what an agreement is on: the first that the table gives it, or one of the
/// same family. Of an agreement that the table does not have, every topic is.
fn is_matter(agreement: &str, topic: &str) -> bool {
    let Some(entry) = Agreements::shared().get(agreement) else {
        return true;
    };
    let matter = entry.card.topics.first();
    matter.is_none_or(|matter| family(matter) == family(topic))
}

/// The widest topic of which a topic is a part.
fn family(topic: &str) -> &str {
    let topics = Topics::shared();
    let mut widest = topic;
    // The length of the table bounds the way, should it ever run in a circle.
    for _ in topics.entries() {
        let entry = topics.get(widest);
        match entry.and_then(|entry| entry.card.broader.as_deref()) {
            Some(broader) => widest = broader,
            None => break,
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::is_matter;

    #[test]
    fn an_agreement_is_on_its_matter_and_not_on_all_that_it_touches() {
        assert!(is_matter("New START", "arms-control"));
        assert!(is_matter("ABM Treaty", "arms-control"));
        assert!(is_matter("JCPOA", "iran-nuclear"));
        assert!(!is_matter("JCPOA", "sanctions"));
        assert!(is_matter("Harbour Compact", "trade"));
    }
}
