//! Sums of products of bytes, in the widest form that the processor has.
//!
//! The one place with `unsafe` in the program. Whole numbers are summed, so every form
//! gives the same sums; and the floating-point work around them is written in lanes of a
//! fixed width. The same text gives the same figures on every processor.
#![allow(unsafe_code)]

/// Columns of a panel: what one tile is wide.
pub const WIDTH: usize = 32;
/// Rows that one tile takes at most.
pub const HEIGHT: usize = 12;
/// Bytes of a row that meet one step of a panel.
pub const DEPTH: usize = 4;

/// One step of a panel: for each column, the bytes that meet `DEPTH` bytes of a row.
pub type Step = [[i8; DEPTH]; WIDTH];
/// The sums for one row.
pub type Sums = [i32; WIDTH];

/// A way of summing.
pub trait Form {
    /// `sums[r][c]` = the sum over steps `s` and bytes `b` of
    /// `rows[r * stride + s * DEPTH + b] * panel[s][c][b]`.
    ///
    /// Panics where `rows` is too short for that.
    fn tile<const M: usize>(rows: &[u8], stride: usize, panel: &[Step], sums: &mut [Sums; M]);
}

/// Work that is compiled once for each form.
pub trait Task {
    /// What it gives.
    type Output;
    /// Does it. Must be `#[inline(always)]`, with all it calls, to be compiled for the form.
    fn run<F: Form>(self) -> Self::Output;
}

/// Runs a task in the best form that this processor has.
pub fn run<T: Task>(task: T) -> T::Output {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512vnni")
            && std::arch::is_x86_feature_detected!("avx512bw")
            && std::arch::is_x86_feature_detected!("avx512vl")
            && std::arch::is_x86_feature_detected!("avx512dq")
        {
            // SAFETY: the processor has just said that it has these instructions.
            return unsafe { x86::run_vnni(task) };
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just said that it has these instructions.
            return unsafe { x86::run_avx2(task) };
        }
    }
    task.run::<Portable>()
}

/// The sums in plain words, for any processor; also what the other forms are tested against.
pub struct Portable;

impl Form for Portable {
    #[inline(always)]
    fn tile<const M: usize>(rows: &[u8], stride: usize, panel: &[Step], sums: &mut [Sums; M]) {
        for (r, sums) in sums.iter_mut().enumerate() {
            *sums = [0; WIDTH];
            let row = &rows[r * stride..][..panel.len() * DEPTH];
            for (bytes, step) in row.chunks_exact(DEPTH).zip(panel) {
                for (sum, column) in sums.iter_mut().zip(step) {
                    for (&byte, &weight) in bytes.iter().zip(column) {
                        *sum += i32::from(byte) * i32::from(weight);
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{DEPTH, Form, Step, Sums, Task};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    pub fn run_vnni<T: Task>(task: T) -> T::Output {
        task.run::<Vnni>()
    }

    #[target_feature(enable = "avx2")]
    pub fn run_avx2<T: Task>(task: T) -> T::Output {
        task.run::<Avx2>()
    }

    /// Only `run_vnni` and `run_avx2` name the two forms, so the instructions are there.
    pub struct Vnni;
    pub struct Avx2;

    fn check<const M: usize>(rows: &[u8], stride: usize, panel: &[Step]) {
        assert!(M > 0 && (M - 1) * stride + panel.len() * DEPTH <= rows.len());
    }

    impl Form for Vnni {
        #[inline(always)]
        fn tile<const M: usize>(rows: &[u8], stride: usize, panel: &[Step], sums: &mut [Sums; M]) {
            check::<M>(rows, stride, panel);
            // SAFETY: checked just now; the form implies the instructions.
            unsafe { tile_vnni(rows.as_ptr(), stride, panel, sums) }
        }
    }

    /// # Safety
    /// `rows` must be readable for `(M - 1) * stride + panel.len() * DEPTH` bytes.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    unsafe fn tile_vnni<const M: usize>(
        rows: *const u8,
        stride: usize,
        panel: &[Step],
        sums: &mut [Sums; M],
    ) {
        let mut left = [_mm512_setzero_si512(); M];
        let mut right = [_mm512_setzero_si512(); M];
        for (s, step) in panel.iter().enumerate() {
            // SAFETY: a step is 128 bytes; the caller vouches for the rows.
            unsafe {
                let weights: *const i8 = step.as_ptr().cast();
                let (l, r) = (
                    _mm512_loadu_si512(weights.cast()),
                    _mm512_loadu_si512(weights.add(64).cast()),
                );
                for m in 0..M {
                    let bytes: *const i32 = rows.add(m * stride + s * DEPTH).cast();
                    let bytes = _mm512_set1_epi32(bytes.read_unaligned());
                    left[m] = _mm512_dpbusd_epi32(left[m], bytes, l);
                    right[m] = _mm512_dpbusd_epi32(right[m], bytes, r);
                }
            }
        }
        for m in 0..M {
            // SAFETY: `Sums` is 128 bytes.
            unsafe {
                let to: *mut i32 = sums[m].as_mut_ptr();
                _mm512_storeu_si512(to.cast(), left[m]);
                _mm512_storeu_si512(to.add(16).cast(), right[m]);
            }
        }
    }

    impl Form for Avx2 {
        #[inline(always)]
        fn tile<const M: usize>(rows: &[u8], stride: usize, panel: &[Step], sums: &mut [Sums; M]) {
            check::<M>(rows, stride, panel);
            // Few registers: two rows by sixteen columns at a time.
            for half in 0..2 {
                let mut m = 0;
                while m < M {
                    // SAFETY: checked just now; the form implies the instructions.
                    unsafe {
                        let from = rows.as_ptr().add(m * stride);
                        if m + 2 <= M {
                            tile_avx2::<2>(from, stride, panel, half, &mut sums[m..]);
                        } else {
                            tile_avx2::<1>(from, stride, panel, half, &mut sums[m..]);
                        }
                    }
                    m += 2;
                }
            }
        }
    }

    /// Bytes become 16-bit numbers first: the instruction that multiplies bytes saturates.
    ///
    /// # Safety
    /// `rows` must be readable for `(M - 1) * stride + panel.len() * DEPTH` bytes, and `sums`
    /// hold M rows.
    #[target_feature(enable = "avx2")]
    unsafe fn tile_avx2<const M: usize>(
        rows: *const u8,
        stride: usize,
        panel: &[Step],
        half: usize,
        sums: &mut [Sums],
    ) {
        let mut accumulated = [[_mm256_setzero_si256(); 4]; M];
        for (s, step) in panel.iter().enumerate() {
            // SAFETY: each half of a step is 64 bytes; the caller vouches for the rows.
            unsafe {
                let weights: *const i8 = step.as_ptr().cast();
                let weights = weights.add(half * 64);
                for (m, sums) in accumulated.iter_mut().enumerate() {
                    let bytes: *const i32 = rows.add(m * stride + s * DEPTH).cast();
                    let bytes = _mm_set1_epi32(bytes.read_unaligned());
                    let bytes = _mm256_cvtepu8_epi16(bytes);
                    for (quarter, sum) in sums.iter_mut().enumerate() {
                        let four = _mm_loadu_si128(weights.add(quarter * 16).cast());
                        let four = _mm256_cvtepi8_epi16(four);
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(bytes, four));
                    }
                }
            }
        }
        for m in 0..M {
            for (quarter, sum) in accumulated[m].iter().enumerate() {
                let mut pairs = [0i32; 8];
                // SAFETY: eight numbers of 32 bits.
                unsafe { _mm256_storeu_si256(pairs.as_mut_ptr().cast(), *sum) };
                for (c, pair) in pairs.chunks_exact(2).enumerate() {
                    sums[m][half * 16 + quarter * 4 + c] = pair[0] + pair[1];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Tile<'a>(&'a [u8], usize, &'a [Step]);

    impl Task for Tile<'_> {
        type Output = [Sums; 5];
        #[inline(always)]
        fn run<F: Form>(self) -> [Sums; 5] {
            let mut sums = [[0; WIDTH]; 5];
            F::tile(self.0, self.1, self.2, &mut sums);
            sums
        }
    }

    fn bytes(seed: u32) -> impl Iterator<Item = u8> {
        let mut state = seed;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
    }

    #[test]
    fn every_form_gives_the_same_sums() {
        let rows: Vec<u8> = bytes(7).take(5 * 40).collect();
        let mut weights = bytes(11).map(|b| b as i8);
        let panel: Vec<Step> = (0..9)
            .map(|_| std::array::from_fn(|_| std::array::from_fn(|_| weights.next().unwrap())))
            .collect();
        let best = run(Tile(&rows, 40, &panel));
        let plain = Tile(&rows, 40, &panel).run::<Portable>();
        assert_eq!(best, plain);
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just said that it has these instructions.
            assert_eq!(unsafe { x86::run_avx2(Tile(&rows, 40, &panel)) }, plain);
        }
    }

    #[test]
    fn extremes_do_not_saturate() {
        let panel = [[[-128i8; DEPTH]; WIDTH]; 2];
        let sums = run(Tile(&[255u8; 40], 8, &panel));
        assert_eq!(sums[4][31], 8 * 255 * -128);
    }
}
