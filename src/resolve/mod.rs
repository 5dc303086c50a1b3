//! Attributions to statements: names, coreference, roles, topics, agreements, stance, utterances.
