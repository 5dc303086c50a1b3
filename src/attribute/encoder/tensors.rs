//! The model file: tensors by name, in the safetensors form.
//!
//! Eight bytes give the length of a JSON header, the header gives each tensor's type, shape
//! and place, and the rest is numbers, little-endian.

use super::ModelError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tensors of a model file.
pub struct Tensors<'a> {
    header: BTreeMap<String, Entry>,
    /// Facts about the model that are no tensors.
    pub facts: BTreeMap<String, String>,
    data: &'a [u8],
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [usize; 2],
}

impl<'a> Tensors<'a> {
    /// Reads the header.
    pub fn read(file: &'a [u8]) -> Result<Tensors<'a>, ModelError> {
        let damaged = |what: &str| ModelError::damaged(what);
        let length = file.first_chunk::<8>().ok_or(damaged("it is empty"))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (json, data) = file[8..]
            .split_at_checked(length)
            .ok_or(damaged("its header is cut short"))?;
        let mut raw: BTreeMap<String, serde_json::Value> =
            serde_json::from_slice(json).map_err(|_| damaged("its header is no JSON"))?;
        let facts = raw.remove("__metadata__").unwrap_or_default();
        let facts = serde_json::from_value(facts).map_err(|_| damaged("it has no facts"))?;
        let header = raw
            .into_iter()
            .map(|(name, entry)| Ok((name, serde_json::from_value(entry)?)))
            .collect::<Result<_, serde_json::Error>>()
            .map_err(|_| damaged("its header names no tensors"))?;
        Ok(Tensors {
            header,
            facts,
            data,
        })
    }

    fn bytes(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<&'a [u8], ModelError> {
        let wrong = || ModelError::damaged(&format!("its tensor `{name}` is missing or wrong"));
        let entry = self.header.get(name).ok_or_else(wrong)?;
        let width = if dtype == "I8" { 1 } else { 4 };
        let [from, to] = entry.data_offsets;
        let bytes = self.data.get(from..to).ok_or_else(wrong)?;
        let right = entry.dtype == dtype
            && entry.shape == shape
            && bytes.len() == width * shape.iter().product::<usize>();
        right.then_some(bytes).ok_or_else(wrong)
    }

    /// A tensor of 32-bit floating-point numbers.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(name, "F32", shape)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers.iter().map(|&n| f32::from_le_bytes(n)).collect())
    }

    /// A tensor of signed bytes.
    pub fn bytes_of(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, ModelError> {
        let bytes = self.bytes(name, "I8", shape)?;
        Ok(bytes.iter().map(|&b| b as i8).collect())
    }

    /// A fact, parsed as JSON.
    pub fn fact<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, ModelError> {
        self.facts
            .get(name)
            .and_then(|fact| serde_json::from_str(fact).ok())
            .ok_or_else(|| ModelError::damaged(&format!("its fact `{name}` is missing or wrong")))
    }
}
