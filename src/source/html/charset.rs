//! The encoding that a page declares for itself.

use encoding_rs::Encoding;

/// Browsers look at the first 1,024 bytes; pages that put scripts first are common.
const LOOK: usize = 8_192;

/// The encoding of the first `<meta charset=...>` or `<meta ... content="...; charset=...">`,
/// after the prescan of the HTML standard.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(LOOK)].to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = position(rest, b"<meta") {
        rest = &rest[at + 5..];
        let end = rest
            .iter()
            .position(|&byte| byte == b'>')
            .unwrap_or(rest.len());
        let label = position(&rest[..end], b"charset").and_then(|at| {
            let value = rest[at + 7..end].trim_ascii_start();
            let value = value.strip_prefix(b"=")?.trim_ascii_start();
            let value = value.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or_else(|| value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\'' | b';' | b' ' | b'/' | b'>'))
                .unwrap_or(value.len());
            Encoding::for_label(&value[..end])
        });
        if label.is_some() {
            return label;
        }
    }
    None
}

fn position(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes
        .windows(words.len())
        .position(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(page: &str) -> Option<&'static str> {
        declared(page.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn both_forms_are_read() {
        assert_eq!(name("<meta charset=utf-8>"), Some("UTF-8"));
        assert_eq!(name("<META CharSet = 'cp1251' >"), Some("windows-1251"));
        let old = "<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">";
        assert_eq!(name(old), Some("windows-1252"));
    }

    #[test]
    fn what_is_unknown_or_elsewhere_is_not_taken() {
        assert_eq!(name("<meta charset=klingon>"), None);
        assert_eq!(name("<p>charset=utf-8</p>"), None);
        assert_eq!(name("<meta charset"), None);
    }
}
