//! Floating-point work on whole rows, in lanes of a fixed width.
//!
//! Sums and maxima run over sixteen lanes and are folded at the end, in that order on
//! every processor: the compiler may then use wide instructions without changing a bit.

const LANES: usize = 16;

/// Adding this to a small number rounds it to a whole one, which then stands in the low bits.
const ROUND: f32 = 12_582_912.0;

#[inline(always)]
fn fold(row: &[f32], start: f32, by: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; LANES];
    let mut chunks = row.chunks_exact(LANES);
    for chunk in &mut chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = by(*lane, x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane = by(*lane, x);
    }
    let mut width = LANES;
    while width > 1 {
        width /= 2;
        for i in 0..width {
            lanes[i] = by(lanes[i], lanes[i + width]);
        }
    }
    lanes[0]
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// The largest of a row.
#[inline(always)]
pub fn maximum(row: &[f32]) -> f32 {
    fold(row, f32::MIN, larger)
}

/// Brings a row, whose length is a multiple of sixteen, to mean 0 and variance 1, then scales and shifts it.
#[inline(always)]
pub fn normalise(row: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let count = row.len() as f32;
    let mean = fold(row, 0.0, |sum, x| sum + x) / count;
    let mut squares = [0.0f32; LANES];
    for chunk in row.chunks_exact(LANES) {
        for (square, &x) in squares.iter_mut().zip(chunk) {
            *square += (x - mean) * (x - mean);
        }
    }
    let variance = fold(&squares, 0.0, |sum, x| sum + x) / count;
    let scale = 1.0 / (variance + epsilon).sqrt();
    for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
        *x = (*x - mean) * scale * w + b;
    }
}

/// 2 to the power of `x`, for `x` of at most 126, to one part in ten thousand; 0 far below 0.
#[inline(always)]
pub fn exp2(x: f32) -> f32 {
    let x = larger(x, -126.0);
    let shifted = x + ROUND;
    let whole = shifted - ROUND;
    let part = x - whole;
    // Taylor's series of 2^part on -1/2..1/2.
    let power = 1.0
        + part
            * (std::f32::consts::LN_2
                + part * (0.240_226_5 + part * (0.055_504_1 + part * 0.009_618_1)));
    let exponent = (shifted.to_bits() << 23).wrapping_add(127 << 23);
    power * f32::from_bits(exponent)
}

/// The Gaussian error linear unit, by its logistic form of the hyperbolic tangent
/// (Hendrycks and Gimpel 2016), within 0.0005 of the exact one.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    // 2 * sqrt(2 / pi) * log2(e)
    const A: f32 = -2.302_208_2;
    const B: f32 = A * 0.044_715;
    let y = x * (A + B * x * x);
    let y = if y > 100.0 { 100.0 } else { y };
    x / (1.0 + exp2(y))
}

/// Writes a row as bytes around 128 and gives the scale that turns them back.
#[inline(always)]
pub fn quantise(row: &[f32], bytes: &mut [u8]) -> f32 {
    let most = fold(row, 0.0, |most, x| larger(most, x.abs()));
    let most = larger(most, 1e-12);
    let scale = 127.0 / most;
    for (byte, &x) in bytes.iter_mut().zip(row) {
        *byte = (x * scale + (ROUND + 128.0)).to_bits() as u8;
    }
    most / 127.0
}

/// Whole numbers nearest to each `number * scale`, which must lie within -127..127.
#[inline(always)]
pub fn bytes<const N: usize>(numbers: &[f32; N], scale: &[f32; N]) -> [i8; N] {
    let mut out = [0; N];
    for i in 0..N {
        out[i] = (numbers[i] * scale[i] + ROUND).to_bits() as i8;
    }
    out
}

/// Turns scores in the binary logarithm into bytes of 0 to 255, the likeliest being 255,
/// and gives their sum.
#[inline(always)]
pub fn softmax(scores: &[f32], bytes: &mut [u8]) -> u32 {
    let most = maximum(scores);
    let mut sum = 0u32;
    for (byte, &score) in bytes.iter_mut().zip(scores) {
        let p = (exp2(score - most) * 255.0 + ROUND).to_bits() & 0xff;
        *byte = p as u8;
        sum += p;
    }
    sum
}

/// Natural logarithms of the probabilities of a few classes.
#[inline(always)]
pub fn log_softmax<const N: usize>(scores: [f32; N]) -> [f32; N] {
    let most = scores.iter().copied().fold(f32::MIN, larger);
    let sum: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    scores.map(|s| s - most - sum.ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approximations_are_close() {
        for i in -4000..4000 {
            let x = i as f32 / 100.0;
            assert!((exp2(x) / x.exp2() - 1.0).abs() < 1e-4, "2^{x}");
            let tanh = (0.797_884_6 * (x + 0.044_715 * x * x * x)).tanh();
            assert!((gelu(x) - 0.5 * x * (1.0 + tanh)).abs() < 1e-3, "{x}");
        }
        assert!(exp2(-1e9) < 1e-30);
    }

    #[test]
    fn bytes_turn_back_into_the_row() {
        let row: Vec<f32> = (0..40).map(|i| (i as f32 - 13.0) * 0.37).collect();
        let mut bytes = vec![0; 40];
        let scale = quantise(&row, &mut bytes);
        for (x, byte) in row.iter().zip(bytes) {
            assert!((x - (f32::from(byte) - 128.0) * scale).abs() <= scale * 0.51);
        }
        assert_eq!(quantise(&[0.0; 3], &mut [0; 3]), 1e-12 / 127.0);
    }

    #[test]
    fn the_likeliest_gets_the_largest_share() {
        let mut bytes = [0; 3];
        assert_eq!(softmax(&[1.0, 3.0, -50.0], &mut bytes), 255 + 64);
        assert_eq!(bytes, [64, 255, 0]);
    }

    #[test]
    fn normalised_rows_have_mean_zero_and_variance_one() {
        let mut row: Vec<f32> = (0..32).map(|i| i as f32 * i as f32).collect();
        normalise(&mut row, &[1.0; 32], &[0.0; 32], 1e-12);
        let mean: f32 = row.iter().sum::<f32>() / 32.0;
        let variance: f32 = row.iter().map(|x| x * x).sum::<f32>() / 32.0;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-5);
    }
}
