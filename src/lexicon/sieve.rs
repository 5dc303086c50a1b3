//! Tells in a moment what a table certainly does not hold: most words of a text are in none.

/// How many bits there are, as a power of two; a few thousand entries leave most of them free.
const BITS: u32 = 15;

/// A set of keys that never says no to one of them, and to most others.
#[derive(Debug)]
pub(super) struct Sieve(Box<[u64]>);

impl Sieve {
    pub(super) fn new() -> Sieve {
        Sieve(vec![0; (1 << BITS) / 64].into_boxed_slice())
    }

    pub(super) fn insert(&mut self, key: u64) {
        let (word, bit) = place(key);
        self.0[word] |= bit;
    }

    /// Whether the key may be one of them.
    pub(super) fn may_hold(&self, key: u64) -> bool {
        let (word, bit) = place(key);
        self.0[word] & bit != 0
    }
}

fn place(key: u64) -> (usize, u64) {
    // Fibonacci hashing: the highest bits of the product depend on all of the key.
    let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS);
    ((hash / 64) as usize, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_most_else_is_not() {
        let mut sieve = Sieve::new();
        (0..1_000).for_each(|key| sieve.insert(key * 7919));
        assert!((0..1_000).all(|key| sieve.may_hold(key * 7919)));
        let others = (0..1_000).filter(|key| sieve.may_hold(key * 7919 + 1));
        assert!(others.count() < 100);
    }
}
