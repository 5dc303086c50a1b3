//! Bytes to characters.
//!
//! A byte order mark decides; else UTF-16 shows by the zero bytes of its white space and Latin
//! letters, UTF-8 by being valid, and what is neither goes to the detector that browsers use.

use super::SourceError;
use crate::model::Diagnostic;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without its byte order mark.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// What was doubtful or had to be replaced.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes the bytes of a text file.
///
/// # Errors
/// [`SourceError::Binary`] when they are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, SourceError> {
    decode_as(bytes, None)
}

/// The same, for bytes that say which encoding they are in. Bytes that are valid UTF-8 are
/// UTF-8, whatever they say: programs that save a page anew often leave its old label.
pub(super) fn decode_as(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Decoded, SourceError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[mark..], None);
    }
    let (encoding, doubt) = without_mark(bytes, declared)?;
    finish(encoding, bytes, doubt)
}

/// The encoding of a long text without a byte order mark, by its beginning. One that is `cut`
/// off may end within a character.
pub(super) fn guess(start: &[u8], cut: bool) -> Result<&'static Encoding, SourceError> {
    let whole = match std::str::from_utf8(start) {
        Err(error) if cut && error.error_len().is_none() => &start[..error.valid_up_to()],
        _ => start,
    };
    Ok(without_mark(whole, None)?.0)
}

/// The encoding, and why it is doubtful.
fn without_mark(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<(&'static Encoding, Option<&'static str>), SourceError> {
    if bytes.contains(&0) {
        return match utf_16_by_zeros(bytes) {
            Some(encoding) => Ok((encoding, Some("no byte order mark"))),
            None => Err(SourceError::Binary("it has zero bytes".to_string())),
        };
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(_) => (UTF_8, None),
        Err(_) if mostly_utf_8(bytes) => (UTF_8, None),
        Err(_) if declared.is_some_and(|encoding| encoding.is_ascii_compatible()) => {
            (declared.unwrap_or(UTF_8), None)
        }
        Err(_) => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let encoding = detector.guess(None, Utf8Detection::Deny);
            (encoding, Some("not UTF-8"))
        }
    })
}

fn finish(
    encoding: &'static Encoding,
    bytes: &[u8],
    guessed: Option<&str>,
) -> Result<Decoded, SourceError> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let total = text.chars().count();
    let odd = text.chars().filter(|&c| is_odd(c)).count();
    let replaced = text.matches('\u{fffd}').count();
    // Text has a stray control character now and then; other data has one byte in ten or so.
    if text.contains('\0') || odd * 20 > total.max(20) {
        let why = format!("{odd} of its {total} characters are control characters");
        return Err(SourceError::Binary(why));
    }
    if malformed && replaced * 5 > total {
        let why = format!("{replaced} of its {total} characters are not valid text");
        return Err(SourceError::Binary(why));
    }
    let mut diagnostics = Vec::new();
    if let Some(why) = guessed {
        diagnostics.push(Diagnostic {
            code: "encoding-guessed".to_string(),
            message: format!("{why}: read as {}", encoding.name()),
        });
    }
    if malformed {
        diagnostics.push(Diagnostic {
            code: "invalid-bytes".to_string(),
            message: format!(
                "{replaced} invalid {} sequence(s) stand as U+FFFD in the text",
                encoding.name()
            ),
        });
    }
    Ok(Decoded {
        text,
        encoding: encoding.name(),
        diagnostics,
    })
}

/// Control characters that writers do not use.
fn is_odd(c: char) -> bool {
    c.is_control()
        && !matches!(
            c,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1b}' | '\u{85}'
        )
}

/// UTF-16 without a mark: zero bytes stand all at odd places (little endian) or all at even
/// ones, because the high byte of a space or Latin letter is zero.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len() / 2;
    let zeros = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (high_first, low_first) = (zeros(0), zeros(1));
    let encoding = match (high_first, low_first) {
        (few, many) if few * 20 <= many => UTF_16LE,
        (many, few) if few * 20 <= many => UTF_16BE,
        _ => return None,
    };
    // Even text without one Latin letter has a space every twenty characters or so.
    let enough = high_first.max(low_first) * 50 >= pairs;
    let whole = bytes.len().is_multiple_of(2);
    let valid = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .is_some();
    (enough && whole && valid).then_some(encoding)
}

/// Whether the bytes are UTF-8 with some damage: more whole sequences of two bytes or more
/// than broken ones.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        let pair = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn a_mark_decides_and_is_left_out() {
        assert_eq!(text(b"\xef\xbb\xbfHi"), ("Hi".to_string(), "UTF-8"));
        assert_eq!(text(b"\xfe\xff\0H\0i"), ("Hi".to_string(), "UTF-16BE"));
    }

    #[test]
    fn utf_16_without_a_mark_shows_by_its_zeros() {
        for words in [
            "We are ready, he said.\r\n",
            "Мы готовы к диалогу, сказал он.\n",
        ] {
            assert_eq!(text(&utf_16(words, false)), (words.to_string(), "UTF-16LE"));
            assert_eq!(text(&utf_16(words, true)), (words.to_string(), "UTF-16BE"));
        }
    }

    #[test]
    fn windows_1252_keeps_its_curly_quotes() {
        let (words, encoding) = text(b"\x93We\x92re ready,\x94 Fran\xe7ois said.");
        assert_eq!(
            (words.as_str(), encoding),
            ("“We’re ready,” François said.", "windows-1252")
        );
    }

    #[test]
    fn cyrillic_of_the_old_web_is_recognised() {
        let words = "Президент России заявил, что готов к диалогу о стратегической стабильности.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(words);
        assert_eq!(text(&bytes), (words.to_string(), "windows-1251"));
    }

    #[test]
    fn a_damaged_utf_8_stays_utf_8() {
        let decoded = decode("“We are ready,” he said. \u{e9}".as_bytes()).unwrap();
        assert!(decoded.diagnostics.is_empty());
        let mut bytes = "“We are ready,” he said.".as_bytes().to_vec();
        bytes.insert(10, 0xff);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.diagnostics[0].code, "invalid-bytes");
    }

    #[test]
    fn what_is_not_text_is_refused() {
        let noise: Vec<u8> = (0..4000u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for bytes in [
            &b"\x7fELF\x02\x01\x01\0\0\0\0\0"[..],
            &b"text with a \0 in it"[..],
            &noise,
        ] {
            assert!(matches!(decode(bytes), Err(SourceError::Binary(_))));
        }
    }

    #[test]
    fn a_stray_control_character_stays() {
        assert_eq!(
            text(b"We are\x07 ready for talks, he said on Monday.")
                .0
                .len(),
            43
        );
    }

    proptest! {
        #[test]
        fn any_utf_8_stays_as_it_is(words in "[^\\p{Cc}\u{feff}]{1,200}") {
            prop_assert_eq!(decode(words.as_bytes()).unwrap().text, words);
        }

        #[test]
        fn any_bytes_decode_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
        }
    }
}
