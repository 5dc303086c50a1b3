//! The closed word classes of English that the constructions look for, as folded forms.

/// Forms of be.
pub(super) fn is_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "isn't"
            | "aren't"
            | "wasn't"
            | "weren't"
    )
}

/// Auxiliaries and modals that stand between a subject and its verb.
pub(super) fn is_auxiliary(word: &str) -> bool {
    is_be(word)
        || is_modal(word)
        || matches!(
            word,
            "has"
                | "have"
                | "had"
                | "having"
                | "hasn't"
                | "haven't"
                | "hadn't"
                | "do"
                | "does"
                | "did"
                | "don't"
                | "doesn't"
                | "didn't"
        )
}

/// Modals: what follows is not reported as said.
pub(super) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "shall"
            | "should"
            | "must"
            | "won't"
            | "wouldn't"
            | "can't"
            | "cannot"
            | "couldn't"
            | "shouldn't"
            | "to"
    )
}

/// Adverbs that stand between a subject and its verb.
pub(super) fn is_adverb(word: &str) -> bool {
    (word.len() > 4
        && word.ends_with("ly")
        && !matches!(word, "family" | "ally" | "italy" | "july" | "assembly"))
        || matches!(
            word,
            "also"
                | "again"
                | "then"
                | "later"
                | "further"
                | "once"
                | "not"
                | "never"
                | "always"
                | "even"
                | "still"
                | "now"
                | "just"
                | "both"
                | "all"
                | "first"
                | "often"
                | "too"
                | "only"
                | "thus"
                | "therefore"
                | "however"
                | "earlier"
                | "since"
                | "long"
                | "himself"
                | "herself"
                | "themselves"
                | "itself"
                | "instead"
                | "already"
                | "soon"
        )
}

/// Personal pronouns that can speak.
pub(super) fn is_subject_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "they"
            | "it"
            | "we"
            | "i"
            | "you"
            | "who"
            | "both"
            | "some"
            | "others"
            | "many"
            | "most"
            | "several"
    )
}

/// Articles, demonstratives, possessives and quantifiers: what opens a noun phrase.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "no"
            | "any"
            | "each"
            | "every"
            | "some"
            | "all"
            | "both"
            | "another"
            | "such"
            | "many"
            | "several"
            | "two"
            | "three"
            | "four"
            | "most"
            | "other"
            | "one"
            | "how"
            | "what"
            | "which"
    )
}

/// Conjunctions and words that open a subordinate clause: a subject does not reach across them.
pub(super) fn is_boundary(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "or"
            | "nor"
            | "as"
            | "while"
            | "when"
            | "because"
            | "although"
            | "though"
            | "if"
            | "after"
            | "before"
            | "since"
            | "where"
            | "whereas"
            | "until"
            | "unless"
            | "so"
            | "that"
            | "which"
            | "whom"
            | "whose"
            | "what"
            | "how"
            | "why"
            | "whether"
            | "than"
            | "once"
            | "yet"
            | "who"
            | "to"
    )
}

/// Prepositions.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "to"
            | "into"
            | "about"
            | "against"
            | "during"
            | "after"
            | "before"
            | "under"
            | "over"
            | "between"
            | "through"
            | "following"
            | "within"
            | "without"
            | "toward"
            | "towards"
            | "among"
            | "via"
            | "per"
            | "amid"
            | "despite"
            | "concerning"
            | "regarding"
            | "upon"
            | "until"
            | "since"
            | "ahead"
            | "alongside"
            | "throughout"
            | "near"
            | "behind"
            | "beyond"
            | "outside"
            | "inside"
            | "besides"
            | "except"
            | "like"
            | "unlike"
    )
}

/// Prepositions that can join a noun phrase to the one before it ("leaders of France").
pub(super) fn joins_nouns(word: &str) -> bool {
    matches!(
        word,
        "of" | "for" | "at" | "in" | "from" | "on" | "with" | "to" | "by"
    )
}

/// Time words that follow a reporting verb without being what it reports.
pub(super) fn is_time(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "yesterday"
            | "today"
            | "tomorrow"
            | "earlier"
            | "later"
            | "last"
            | "recently"
            | "tonight"
            | "afterwards"
            | "afterward"
            | "again"
            | "then"
            | "there"
            | "separately"
    )
}

/// Common verbs, as they stand in the past tense or third person, that are not cue verbs:
/// enough to see that a stretch of words holds a clause rather than a name.
pub(super) fn is_common_verb(word: &str) -> bool {
    matches!(
        word,
        "met"
            | "held"
            | "took"
            | "made"
            | "came"
            | "went"
            | "gave"
            | "got"
            | "began"
            | "left"
            | "arrived"
            | "visited"
            | "signed"
            | "led"
            | "won"
            | "lost"
            | "ran"
            | "became"
            | "sent"
            | "brought"
            | "kept"
            | "set"
            | "saw"
            | "hosted"
            | "attended"
            | "launched"
            | "ended"
            | "started"
            | "opened"
            | "closed"
            | "paid"
            | "built"
            | "bought"
            | "sold"
            | "stood"
            | "fell"
            | "rose"
            | "grew"
            | "meets"
            | "holds"
            | "takes"
            | "makes"
            | "gives"
            | "comes"
            | "goes"
            | "remains"
            | "remained"
            | "includes"
            | "included"
            | "becomes"
            | "accepted"
            | "received"
            | "presented"
            | "adopted"
            | "followed"
            | "passed"
            | "used"
            | "worked"
            | "served"
            | "helped"
            | "moved"
            | "turned"
            | "caused"
            | "killed"
            | "put"
            | "hit"
            | "faced"
            | "failed"
            | "tried"
            | "continued"
            | "concluded"
            | "addressed"
            | "laid"
            | "submitted"
            | "spent"
            | "appeared"
            | "seemed"
            | "looked"
            | "need"
            | "needs"
            | "needed"
            | "happened"
            | "imposed"
            | "withdrew"
            | "pulled"
            | "agreed"
    )
}
