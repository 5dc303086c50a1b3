//! Products of matrices in bytes: weights of 8 bits times rows of 8 bits, each row and each
//! column with its own scale.

use super::ModelError;
use super::lanes;
use super::simd::{DEPTH, Form, HEIGHT, Step, Sums, WIDTH};
use super::tensors::Tensors;

/// A linear layer.
pub struct Linear {
    inputs: usize,
    outputs: usize,
    panels: Vec<Panel>,
    bias: Vec<f32>,
}

/// `WIDTH` columns of weights.
#[derive(Default)]
pub struct Panel {
    /// Their bytes, in the order in which a tile wants them.
    pub steps: Vec<Step>,
    /// What turns a column's sums into numbers.
    pub scale: [f32; WIDTH],
    /// What rows that stand around 128 add to a column's sums.
    pub excess: [i32; WIDTH],
}

impl Panel {
    /// A panel of zeros for rows of `inputs` bytes.
    pub fn new(inputs: usize) -> Panel {
        Panel {
            steps: vec![[[0; DEPTH]; WIDTH]; inputs.div_ceil(DEPTH)],
            scale: [0.0; WIDTH],
            excess: [0; WIDTH],
        }
    }
}

impl Linear {
    /// Reads `NAME.bytes` (outputs by inputs), `NAME.scale` and `NAME.bias`.
    pub fn read(
        tensors: &Tensors<'_>,
        name: &str,
        shape: [usize; 2],
    ) -> Result<Linear, ModelError> {
        let [outputs, inputs] = shape;
        let bytes = tensors.bytes_of(&format!("{name}.bytes"), &shape)?;
        let scale = tensors.floats(&format!("{name}.scale"), &[outputs])?;
        let mut bias = tensors.floats(&format!("{name}.bias"), &[outputs])?;
        bias.resize(outputs.next_multiple_of(WIDTH), 0.0);
        let mut panels = Vec::new();
        for from in (0..outputs).step_by(WIDTH) {
            let mut panel = Panel::new(inputs);
            for (c, output) in (from..outputs.min(from + WIDTH)).enumerate() {
                let row = &bytes[output * inputs..][..inputs];
                for (step, weights) in panel.steps.iter_mut().zip(row.chunks(DEPTH)) {
                    step[c][..weights.len()].copy_from_slice(weights);
                }
                panel.scale[c] = scale[output];
                panel.excess[c] = 128 * row.iter().map(|&w| i32::from(w)).sum::<i32>();
            }
            panels.push(panel);
        }
        Ok(Linear {
            inputs,
            outputs: outputs.next_multiple_of(WIDTH),
            panels,
            bias,
        })
    }

    /// What one row of its output is long: a multiple of `WIDTH`.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Gives each row's outputs, `WIDTH` at a time, to `put` with their place in `out`, which
    /// holds a row of [`Linear::outputs`] for every row of `rows`.
    #[inline(always)]
    pub fn apply<F: Form>(&self, rows: &Rows, out: &mut [f32], put: impl Fn(&mut f32, f32)) {
        let mut sums = [[0; WIDTH]; HEIGHT];
        for (p, panel) in self.panels.iter().enumerate() {
            let bias = &self.bias[p * WIDTH..][..WIDTH];
            let mut from = 0;
            while from < rows.count {
                let height = HEIGHT.min(rows.count - from);
                tile::<F>(
                    rows.from(from),
                    self.inputs,
                    height,
                    &panel.steps,
                    &mut sums,
                );
                for (r, sums) in sums[..height].iter().enumerate() {
                    let scale = rows.scale[from + r];
                    let at = (from + r) * self.outputs + p * WIDTH;
                    let out = &mut out[at..][..WIDTH];
                    for c in 0..WIDTH {
                        let sum = (sums[c] - panel.excess[c]) as f32;
                        put(&mut out[c], sum * (scale * panel.scale[c]) + bias[c]);
                    }
                }
                from += height;
            }
        }
    }

    /// Writes the outputs for rows of floating-point numbers over `out`.
    #[inline(always)]
    pub fn write<F: Form>(&self, input: &[f32], rows: &mut Rows, out: &mut Vec<f32>) {
        rows.fill(input, self.inputs);
        out.resize(rows.count * self.outputs, 0.0);
        self.apply::<F>(rows, out, |place, x| *place = x);
    }
}

/// Rows of bytes around 128, each with its scale; filled again and again.
#[derive(Default)]
pub struct Rows {
    bytes: Vec<u8>,
    scale: Vec<f32>,
    length: usize,
    count: usize,
}

impl Rows {
    /// Quantises rows of `length` numbers.
    #[inline(always)]
    pub fn fill(&mut self, numbers: &[f32], length: usize) {
        self.count = numbers.len() / length;
        self.length = length;
        self.bytes.resize(self.count * length, 0);
        self.scale.resize(self.count, 0.0);
        for row in 0..self.count {
            let place = row * length..(row + 1) * length;
            self.scale[row] = lanes::quantise(&numbers[place.clone()], &mut self.bytes[place]);
        }
    }

    fn from(&self, row: usize) -> &[u8] {
        &self.bytes[row * self.length..]
    }
}

/// The sums of up to `HEIGHT` rows with one panel.
#[inline(always)]
pub fn tile<F: Form>(
    rows: &[u8],
    stride: usize,
    height: usize,
    panel: &[Step],
    sums: &mut [Sums; HEIGHT],
) {
    macro_rules! heights {
        ($($m:literal)*) => {
            match height {
                $($m => if let Some(sums) = sums.first_chunk_mut() {
                    F::tile::<$m>(rows, stride, panel, sums)
                },)*
                _ => F::tile::<HEIGHT>(rows, stride, panel, sums),
            }
        };
    }
    heights!(1 2 3 4 5 6 7 8 9 10 11);
}
