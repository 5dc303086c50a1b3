//! What is read off the vectors: cues and entities a word, and, from each cue, what every
//! word of its window is to it.

use super::ModelError;
use super::lanes;
use super::quantised::{Linear, Rows};
use super::simd::{Form, WIDTH};
use super::tensors::Tensors;
use super::transformer::HIDDEN;
use std::ops::Range;

/// Width of the head that looks out from a cue.
const ARC: usize = 192;
/// Buckets of signed distance from the cue; the upper half is to the right of it.
const BUCKETS: usize = 24;
/// Distances below this have a bucket each.
const NEAR: usize = 6;
const TAPS: usize = 5;
/// Its convolutions: how far apart their taps are.
const DILATIONS: [usize; 2] = [1, 3];

/// Labels of the cue tag: none, begins, goes on.
pub const CUES: usize = 3;
/// Labels of the entity tag: none, then begins and goes on for each kind.
pub const ENTITIES: usize = 9;
/// What a word is to a cue: nothing, source begins, goes on, content begins, goes on.
pub const SEEN: usize = 5;

/// The heads' weights.
pub struct Heads {
    tags: Linear,
    cue: Linear,
    word: Linear,
    distance: Vec<f32>,
    convolutions: Vec<Convolution>,
    seen: Linear,
}

/// Where the heads work; kept from window to window.
#[derive(Default)]
pub struct Room {
    rows: Rows,
    prepared: Vec<f32>,
    from_cue: Vec<f32>,
    z: Vec<f32>,
    y: Vec<f32>,
    scores: Vec<f32>,
}

/// A convolution of each channel by itself, then a mix of the channels (Chollet 2017).
struct Convolution {
    taps: Vec<f32>,
    dilation: usize,
    mix: Linear,
}

/// What the words of a window are by themselves; natural logarithms of probabilities.
pub struct Tags {
    /// Cue labels of each word.
    pub cue: [f32; CUES],
    /// Entity labels of each word.
    pub entity: [f32; ENTITIES],
}

impl Heads {
    /// Reads the weights.
    pub fn read(tensors: &Tensors<'_>) -> Result<Heads, ModelError> {
        let convolutions = DILATIONS.iter().enumerate().map(|(i, &dilation)| {
            Ok(Convolution {
                taps: tensors.floats(&format!("arc.{i}.taps"), &[TAPS, ARC])?,
                dilation,
                mix: Linear::read(tensors, &format!("arc.{i}.mix"), [ARC, ARC])?,
            })
        });
        Ok(Heads {
            tags: Linear::read(tensors, "tags", [CUES + ENTITIES, HIDDEN])?,
            cue: Linear::read(tensors, "arc.cue", [ARC, HIDDEN])?,
            word: Linear::read(tensors, "arc.word", [ARC, HIDDEN])?,
            distance: tensors.floats("arc.distance", &[BUCKETS, ARC])?,
            convolutions: convolutions.collect::<Result<_, ModelError>>()?,
            seen: Linear::read(tensors, "arc.seen", [SEEN, ARC])?,
        })
    }

    /// The tags of each word.
    #[inline(always)]
    pub fn tags<F: Form>(&self, vectors: &[f32], room: &mut Room) -> Vec<Tags> {
        let Room { rows, scores, .. } = room;
        self.tags.write::<F>(vectors, rows, scores);
        let rows = scores.chunks_exact(self.tags.outputs());
        rows.map(|row| Tags {
            cue: lanes::log_softmax(std::array::from_fn(|i| row[i])),
            entity: lanes::log_softmax(std::array::from_fn(|i| row[CUES + i])),
        })
        .collect()
    }

    /// Each word's part of what is seen from any cue of the window; before [`Heads::look`].
    #[inline(always)]
    pub fn prepare<F: Form>(&self, vectors: &[f32], room: &mut Room) {
        let Room { rows, prepared, .. } = room;
        self.word.write::<F>(vectors, rows, prepared);
    }

    /// What each word is, seen from a cue; natural logarithms of probabilities.
    #[inline(always)]
    pub fn look<F: Form>(
        &self,
        vectors: &[f32],
        cue: Range<usize>,
        room: &mut Room,
    ) -> Vec<[f32; SEEN]> {
        let Room {
            rows,
            prepared,
            from_cue,
            z,
            y,
            scores,
        } = room;
        let mut mean = vec![0.0; HIDDEN];
        for vector in vectors[cue.start * HIDDEN..cue.end * HIDDEN].chunks_exact(HIDDEN) {
            for (m, v) in mean.iter_mut().zip(vector) {
                *m += v / cue.len() as f32;
            }
        }
        self.cue.write::<F>(&mean, rows, from_cue);
        z.clone_from(prepared);
        for (word, row) in z.chunks_exact_mut(ARC).enumerate() {
            let distance = &self.distance[bucket(word, cue.start) * ARC..][..ARC];
            for ((z, c), d) in row.iter_mut().zip(from_cue.iter()).zip(distance) {
                *z = lanes::gelu(*z + c + d);
            }
        }
        for convolution in &self.convolutions {
            convolution.apply(z, y);
            rows.fill(y, ARC);
            convolution.mix.apply::<F>(rows, z, |z, y| *z += y);
        }
        self.seen.write::<F>(z, rows, scores);
        scores
            .chunks_exact(WIDTH)
            .map(|row| lanes::log_softmax(std::array::from_fn(|i| row[i])))
            .collect()
    }
}

impl Convolution {
    #[inline(always)]
    fn apply(&self, z: &[f32], out: &mut Vec<f32>) {
        let count = z.len() / ARC;
        out.clear();
        out.resize(z.len(), 0.0);
        for (word, row) in out.chunks_exact_mut(ARC).enumerate() {
            for (tap, weights) in self.taps.chunks_exact(ARC).enumerate() {
                let at = (word + tap * self.dilation).checked_sub(TAPS / 2 * self.dilation);
                let Some(at) = at.filter(|&at| at < count) else {
                    continue;
                };
                for ((y, w), z) in row.iter_mut().zip(weights).zip(&z[at * ARC..][..ARC]) {
                    *y += w * z;
                }
            }
            for y in row.iter_mut() {
                *y = lanes::gelu(*y);
            }
        }
    }
}

/// Exact to five words, then by octaves; the upper half is the cue and what is right of it.
fn bucket(word: usize, cue: usize) -> usize {
    // floor(6 + 1.2 log2(distance / 6)) is at least 7, 8 ... from these distances on.
    const FAR: [usize; 5] = [11, 20, 34, 61, 108];
    let distance = word.abs_diff(cue);
    let size = if distance < NEAR {
        distance
    } else {
        NEAR + FAR.partition_point(|&from| from <= distance)
    };
    size.min(BUCKETS / 2 - 1) + if word >= cue { BUCKETS / 2 } else { 0 }
}
