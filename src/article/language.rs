//! Whether a text is English: by its script, then by the words that every English text has.

use crate::model::Diagnostic;
use crate::text::Text;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What can be said about the language of a text.
pub(super) struct Language {
    /// ISO 639-1 code; `None` where it is another language or cannot be told.
    pub(super) code: Option<&'static str>,
    /// Why there is no code.
    pub(super) diagnostic: Option<Diagnostic>,
}

/// Function words of English that are rare in the other languages of Latin script. About a
/// third of English running words are among them.
static FUNCTION_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    FxHashSet::from_iter([
        "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
        "he", "her", "his", "it", "its", "not", "of", "on", "said", "she", "that", "the", "their",
        "there", "they", "this", "to", "was", "we", "were", "which", "who", "will", "with",
        "would", "you", "your",
    ])
});

/// So many words are looked at: enough for any language, and little work on a long text.
const SAMPLE: usize = 2_000;

/// Fewer words than this do not show a language.
const ENOUGH: usize = 20;

/// The least share of function words in English; headlines and lists have fewer than prose.
const SHARE: f64 = 0.12;

pub(super) fn language(text: &Text<'_>) -> Language {
    let function_words = &*FUNCTION_WORDS;
    let (mut words, mut english, mut latin, mut other) = (0usize, 0usize, 0usize, 0usize);
    for at in (0..text.tokens.len())
        .filter(|&at| text.tokens[at].is_word())
        .take(SAMPLE)
    {
        let word = text.folded(at);
        words += 1;
        english += usize::from(function_words.contains(word));
        if word.is_ascii() {
            latin += word.bytes().filter(u8::is_ascii_alphabetic).count();
            continue;
        }
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            if is_latin(c) {
                latin += 1;
            } else {
                other += 1;
            }
        }
    }
    if other > latin {
        return open(
            "not-english",
            "most of its letters are not Latin: it is not read as English",
        );
    }
    let enough = english as f64 >= SHARE * words as f64 && english > 0;
    if enough {
        return Language {
            code: Some("en"),
            diagnostic: None,
        };
    }
    if words < ENOUGH {
        return open("language-unknown", "too few words to tell the language");
    }
    open(
        "not-english",
        &format!("only {english} of its first {words} words are common English ones"),
    )
}

fn open(code: &str, message: &str) -> Language {
    Language {
        code: None,
        diagnostic: Some(Diagnostic {
            code: code.to_string(),
            message: message.to_string(),
        }),
    }
}

/// Basic Latin to Latin Extended-B, and Latin Extended Additional.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> (Option<&'static str>, Option<String>) {
        let language = language(&Text::read(text));
        (language.code, language.diagnostic.map(|one| one.code))
    }

    #[test]
    fn english_is_told_from_its_neighbours() {
        assert_eq!(
            code("\"We didn't discuss a military response,\" he answered one of the questions."),
            (Some("en"), None)
        );
        for other in [
            "Der russische Präsident Wladimir Putin hat am Mittwoch in Genf gesagt, dass die \
             Gespräche mit dem amerikanischen Präsidenten Joe Biden konstruktiv gewesen seien.",
            "Le président russe Vladimir Poutine a déclaré mercredi à Genève que les entretiens \
             avec le président américain Joe Biden avaient été constructifs et utiles pour tous.",
            "De Russische president Vladimir Poetin zei woensdag in Genève dat de gesprekken met \
             de Amerikaanse president Joe Biden constructief waren en dat er een dialoog was.",
            "Президент России Владимир Путин заявил в среду в Женеве, что переговоры были полезными.",
        ] {
            assert_eq!(
                code(other),
                (None, Some("not-english".to_string())),
                "{other}"
            );
        }
    }

    #[test]
    fn a_few_words_tell_nothing() {
        assert_eq!(
            code("Genève, mercredi").1.as_deref(),
            Some("language-unknown")
        );
    }
}
