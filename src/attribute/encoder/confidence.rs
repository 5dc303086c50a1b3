//! How likely an attribution is right: a logistic regression on what the network was sure of,
//! fitted to development data (training/calibrate.py).

use super::ModelError;
use super::decode::EVIDENCE;
use super::tensors::Tensors;
use serde::Deserialize;

/// The fitted figures.
#[derive(Deserialize)]
pub struct Confidence {
    bias: f32,
    weights: [f32; EVIDENCE],
    /// Attributions less likely right than this are left out.
    pub threshold: f32,
}

impl Confidence {
    /// Reads the figures from the model's facts.
    pub fn read(tensors: &Tensors<'_>) -> Result<Confidence, ModelError> {
        tensors.fact("confidence")
    }

    /// The probability that an attribution with this evidence is right.
    pub fn of(&self, evidence: &[f32; EVIDENCE]) -> f32 {
        let sum: f32 = evidence.iter().zip(&self.weights).map(|(e, w)| e * w).sum();
        1.0 / (1.0 + (-(sum + self.bias)).exp())
    }
}
