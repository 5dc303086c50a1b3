//! The encoder: pieces to vectors (Devlin et al. 2019; MiniLM, Wang et al. 2020).

use super::ModelError;
use super::lanes;
use super::quantised::{Linear, Panel, Rows, tile};
use super::simd::{DEPTH, Form, HEIGHT, WIDTH};
use super::tensors::Tensors;
use super::words::Words;
use std::ops::Range;

/// Length of a vector.
pub const HIDDEN: usize = 384;
const LAYERS: usize = 6;
const HEADS: usize = 12;
const HEAD: usize = HIDDEN / HEADS;
const INNER: usize = 1536;
const EPSILON: f32 = 1e-12;
const OPENS: u32 = 101;
const CLOSES: u32 = 102;

/// Pieces of a window, the two around it apart.
pub const PIECES: usize = 254;

/// The encoder's weights.
pub struct Transformer {
    word: Vec<i8>,
    word_scale: Vec<f32>,
    position: Vec<f32>,
    before: Surface,
    after: Surface,
    norm: Norm,
    layers: Vec<Layer>,
    word_norm: Norm,
}

struct Layer {
    /// Query, key and value, one after another.
    look: Linear,
    attended: Linear,
    attended_norm: Norm,
    inner: Linear,
    outer: Linear,
    outer_norm: Norm,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

/// What a word's shape, quotation state and place in the paragraph add to a vector.
struct Surface {
    shape: Vec<f32>,
    quote: Vec<f32>,
    opens: Vec<f32>,
}

impl Norm {
    fn read(tensors: &Tensors<'_>, name: &str, epsilon: f32) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: tensors.floats(&format!("{name}.weight"), &[HIDDEN])?,
            bias: tensors.floats(&format!("{name}.bias"), &[HIDDEN])?,
            epsilon,
        })
    }

    #[inline(always)]
    fn apply(&self, rows: &mut [f32]) {
        for row in rows.chunks_exact_mut(HIDDEN) {
            lanes::normalise(row, &self.weight, &self.bias, self.epsilon);
        }
    }
}

impl Surface {
    fn read(tensors: &Tensors<'_>, name: &str) -> Result<Surface, ModelError> {
        Ok(Surface {
            shape: tensors.floats(&format!("{name}.shape"), &[7, HIDDEN])?,
            quote: tensors.floats(&format!("{name}.quote"), &[4, HIDDEN])?,
            opens: tensors.floats(&format!("{name}.opens"), &[2, HIDDEN])?,
        })
    }

    #[inline(always)]
    fn add(&self, words: &Words, word: usize, row: &mut [f32]) {
        let shape = &self.shape[words.shape[word] as usize * HIDDEN..][..HIDDEN];
        let quote = &self.quote[words.quote[word] as usize * HIDDEN..][..HIDDEN];
        let opens = &self.opens[usize::from(words.opens[word]) * HIDDEN..][..HIDDEN];
        for (((x, s), q), o) in row.iter_mut().zip(shape).zip(quote).zip(opens) {
            *x += s + q + o;
        }
    }
}

impl Transformer {
    /// Reads the weights.
    pub fn read(tensors: &Tensors<'_>, vocabulary: usize) -> Result<Transformer, ModelError> {
        let layers = (0..LAYERS).map(|i| {
            let linear =
                |name: &str, shape| Linear::read(tensors, &format!("layers.{i}.{name}"), shape);
            let norm = |name: &str| Norm::read(tensors, &format!("layers.{i}.{name}"), EPSILON);
            Ok(Layer {
                look: linear("look", [3 * HIDDEN, HIDDEN])?,
                attended: linear("attended", [HIDDEN, HIDDEN])?,
                attended_norm: norm("attended_norm")?,
                inner: linear("inner", [INNER, HIDDEN])?,
                outer: linear("outer", [HIDDEN, INNER])?,
                outer_norm: norm("outer_norm")?,
            })
        });
        Ok(Transformer {
            word: tensors.bytes_of("word.bytes", &[vocabulary, HIDDEN])?,
            word_scale: tensors.floats("word.scale", &[vocabulary])?,
            position: tensors.floats("position", &[PIECES + 2, HIDDEN])?,
            before: Surface::read(tensors, "before")?,
            after: Surface::read(tensors, "after")?,
            norm: Norm::read(tensors, "embedding_norm", EPSILON)?,
            layers: layers.collect::<Result<_, ModelError>>()?,
            word_norm: Norm::read(tensors, "word_norm", 1e-5)?,
        })
    }

    /// A vector for each of the words in `window`, read in their midst.
    #[inline(always)]
    pub fn vectors<F: Form>(
        &self,
        words: &Words,
        window: Range<usize>,
        room: &mut Room,
    ) -> Vec<f32> {
        let from = words.first[window.start];
        let pieces = &words.pieces[from..words.first_piece_after(window.end)];
        let pieces = &pieces[..pieces.len().min(PIECES)];
        let first = |word: usize| (words.first[word] - from).min(pieces.len() - 1) + 1;

        let mut x = std::mem::take(&mut room.x);
        x.resize((pieces.len() + 2) * HIDDEN, 0.0);
        let read = [OPENS]
            .into_iter()
            .chain(pieces.iter().copied())
            .chain([CLOSES]);
        for (at, (piece, row)) in read.zip(x.chunks_exact_mut(HIDDEN)).enumerate() {
            let piece = piece as usize;
            let scale = self.word_scale[piece];
            let word = &self.word[piece * HIDDEN..][..HIDDEN];
            let position = &self.position[at * HIDDEN..][..HIDDEN];
            for ((x, &w), &p) in row.iter_mut().zip(word).zip(position) {
                *x = f32::from(w) * scale + p;
            }
        }
        for word in window.clone() {
            let next = if word + 1 < window.end {
                first(word + 1)
            } else {
                pieces.len() + 1
            };
            for at in first(word)..next {
                self.before
                    .add(words, word, &mut x[at * HIDDEN..][..HIDDEN]);
            }
        }
        self.norm.apply(&mut x);
        for layer in &self.layers {
            layer.apply::<F>(&mut x, room);
        }
        let mut out = vec![0.0; window.len() * HIDDEN];
        for (word, row) in window.zip(out.chunks_exact_mut(HIDDEN)) {
            row.copy_from_slice(&x[first(word) * HIDDEN..][..HIDDEN]);
            self.after.add(words, word, row);
        }
        self.word_norm.apply(&mut out);
        room.x = x;
        out
    }
}

impl Layer {
    #[inline(always)]
    fn apply<F: Form>(&self, x: &mut [f32], room: &mut Room) {
        let Room {
            rows,
            look,
            attended,
            inner,
            ..
        } = room;
        self.look.write::<F>(x, rows, look);
        attend::<F>(look, attended, &mut room.heads);
        rows.fill(attended, HIDDEN);
        self.attended.apply::<F>(rows, x, |to, y| *to += y);
        self.attended_norm.apply(x);
        rows.fill(x, HIDDEN);
        inner.resize(x.len() / HIDDEN * INNER, 0.0);
        self.inner
            .apply::<F>(rows, inner, |to, y| *to = lanes::gelu(y));
        rows.fill(inner, INNER);
        self.outer.apply::<F>(rows, x, |to, y| *to += y);
        self.outer_norm.apply(x);
    }
}

/// Where a layer works; kept from window to window, because asking the system for fresh
/// memory each time takes a sixth of all time.
#[derive(Default)]
pub struct Room {
    x: Vec<f32>,
    rows: Rows,
    look: Vec<f32>,
    attended: Vec<f32>,
    inner: Vec<f32>,
    heads: HeadRoom,
}

#[derive(Default)]
struct HeadRoom {
    queries: Vec<u8>,
    query_scale: Vec<f32>,
    keys: Vec<Panel>,
    values: Panel,
    scores: Vec<f32>,
    shares: Vec<u8>,
}

impl HeadRoom {
    /// Makes room for `count` rows, and clears what no row writes.
    fn fit(&mut self, count: usize) {
        self.queries.resize(count * HEAD, 0);
        self.query_scale.resize(count, 0.0);
        self.keys.clear();
        self.keys
            .resize_with(count.div_ceil(WIDTH), || Panel::new(HEAD));
        self.values.steps.clear();
        self.values
            .steps
            .resize(count.div_ceil(DEPTH), [[0; DEPTH]; WIDTH]);
        self.scores
            .resize(HEIGHT * count.next_multiple_of(WIDTH), 0.0);
        self.shares.clear();
        self.shares
            .resize(HEIGHT * count.next_multiple_of(DEPTH), 0);
    }
}

/// Scaled dot-product attention, each head by itself; `look` has query, key and value a row.
#[inline(always)]
fn attend<F: Form>(look: &[f32], out: &mut Vec<f32>, room: &mut HeadRoom) {
    let count = look.len() / (3 * HIDDEN);
    room.fit(count);
    out.resize(count * HIDDEN, 0.0);
    for head in 0..HEADS {
        room.quantise(look, head);
        room.share_out::<F>(out, head);
    }
}

impl HeadRoom {
    /// Takes one head's queries, keys and values.
    #[inline(always)]
    fn quantise(&mut self, look: &[f32], head: usize) {
        // Scores are kept in the binary logarithm.
        let sharpness = std::f32::consts::LOG2_E / (HEAD as f32).sqrt();
        let part = |row: usize, which: usize| -> &[f32; HEAD] {
            let at = (row * 3 + which) * HIDDEN + head * HEAD;
            look[at..].first_chunk().unwrap_or(&[0.0; HEAD])
        };
        let count = self.query_scale.len();
        let mut most = [0.0f32; HEAD];
        for row in 0..count {
            let bytes = &mut self.queries[row * HEAD..][..HEAD];
            self.query_scale[row] = lanes::quantise(part(row, 0), bytes) * sharpness;
            let (panel, c) = (&mut self.keys[row / WIDTH], row % WIDTH);
            let mut bytes = [0u8; HEAD];
            panel.scale[c] = lanes::quantise(part(row, 1), &mut bytes);
            let mut sum = 0;
            for (step, four) in panel.steps.iter_mut().zip(bytes.as_chunks().0) {
                step[c] = four.map(|b: u8| b.wrapping_sub(128) as i8);
            }
            for byte in bytes {
                sum += i32::from(byte) - 128;
            }
            panel.excess[c] = 128 * sum;
            for (most, v) in most.iter_mut().zip(part(row, 2)) {
                *most = if v.abs() > *most { v.abs() } else { *most };
            }
        }
        let back = most.map(|m| 127.0 / (m + 1e-12));
        for row in 0..count {
            let step = &mut self.values.steps[row / DEPTH];
            let bytes: [i8; HEAD] = lanes::bytes(part(row, 2), &back);
            for (column, byte) in step.iter_mut().zip(bytes) {
                column[row % DEPTH] = byte;
            }
        }
        self.values.scale = most.map(|m| (m + 1e-12) / 127.0);
    }

    /// Gives each row its share of the values.
    #[inline(always)]
    fn share_out<F: Form>(&mut self, out: &mut [f32], head: usize) {
        let count = self.query_scale.len();
        let (length, padded) = (count.next_multiple_of(WIDTH), count.next_multiple_of(DEPTH));
        let mut sums = [[0; WIDTH]; HEIGHT];
        for from in (0..count).step_by(HEIGHT) {
            let height = HEIGHT.min(count - from);
            for (p, panel) in self.keys.iter().enumerate() {
                let queries = &self.queries[from * HEAD..];
                tile::<F>(queries, HEAD, height, &panel.steps, &mut sums);
                for (r, sums) in sums[..height].iter().enumerate() {
                    let scale = self.query_scale[from + r];
                    let out = &mut self.scores[r * length + p * WIDTH..][..WIDTH];
                    for c in 0..WIDTH {
                        out[c] = (sums[c] - panel.excess[c]) as f32 * (scale * panel.scale[c]);
                    }
                }
            }
            let mut share_scale = [0.0; HEIGHT];
            for (r, scale) in share_scale[..height].iter_mut().enumerate() {
                let bytes = &mut self.shares[r * padded..][..count];
                let sum = lanes::softmax(&self.scores[r * length..][..count], bytes);
                *scale = 1.0 / sum as f32;
            }
            tile::<F>(&self.shares, padded, height, &self.values.steps, &mut sums);
            for (r, sums) in sums[..height].iter().enumerate() {
                let out = &mut out[(from + r) * HIDDEN + head * HEAD..][..HEAD];
                for d in 0..HEAD {
                    out[d] = sums[d] as f32 * (share_scale[r] * self.values.scale[d]);
                }
            }
        }
    }
}
