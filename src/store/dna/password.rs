//! The passwords of the coders that an export makes.

use sha2::{Digest, Sha256};

/// The password of all of them.
const PASSWORD: &str = "onrecord";

/// A password as Discourse Network Analyzer stores it (Jasypt's strong encryptor): Base64 of
/// a salt of 16 bytes and of SHA-256 taken 100,000 times over salt and password. The salt is
/// made from the coder's name, so that an export is the same each time; the password is
/// printed in the manual anyway.
pub(super) fn password_hash(coder: &str) -> String {
    let salt = Sha256::digest(coder.as_bytes());
    let salt = &salt[..16];
    let mut digest = Sha256::new_with_prefix(salt)
        .chain_update(PASSWORD.as_bytes())
        .finalize();
    for _ in 1..100_000 {
        digest = Sha256::digest(digest);
    }
    base64(&[salt, digest.as_slice()].concat())
}

/// Base64 (RFC 4648) of a multiple of three bytes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks_exact(3) {
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for shift in [18, 12, 6, 0] {
            text.push(char::from(DIGITS[(bits >> shift) as usize & 63]));
        }
    }
    text
}
