"""Writes a trained network as the program reads it: 8-bit weights in one safetensors file.

Each output of a linear layer, and each word of the vocabulary, has a scale of its own. What is
small stays in 32 bits. Rows are quantised by the program as it runs, so nothing is calibrated here.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

import confidence
from network import ARC, LAYERS, TAPS, Network
from windows import PIECES

KEPT_TAGS = ("cue", "entity")


def rows_of_bytes(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(matrix).max(1), 1e-12) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def tensors(network: Network) -> dict[str, np.ndarray]:
    value = {name: tensor.float().numpy() for name, tensor in network.state_dict().items()}
    out: dict[str, np.ndarray] = {}

    def linear(name: str, *sources: str) -> None:
        matrix = np.concatenate([value[f"{s}.weight"] for s in sources])
        out[f"{name}.bytes"], out[f"{name}.scale"] = rows_of_bytes(matrix)
        out[f"{name}.bias"] = np.concatenate([value[f"{s}.bias"] for s in sources])

    def norm(name: str) -> None:
        out[f"{name}.weight"], out[f"{name}.bias"] = value[f"{name}.weight"], value[f"{name}.bias"]

    out["word.bytes"], out["word.scale"] = rows_of_bytes(value["word.weight"])
    out["position"] = value["position.weight"][: PIECES + 2].copy()
    for surface in ("before", "after"):
        for feature in ("shape", "quote", "opens"):
            out[f"{surface}.{feature}"] = value[f"{surface}.{feature}.weight"]
    norm("embedding_norm")
    norm("word_norm")
    for i in range(LAYERS):
        layer = f"layers.{i}"
        linear(f"{layer}.look", *(f"{layer}.{part}" for part in ("query", "key", "value")))
        for part in ("attended", "inner", "outer"):
            linear(f"{layer}.{part}", f"{layer}.{part}")
        norm(f"{layer}.attended_norm")
        norm(f"{layer}.outer_norm")
    linear("tags", *(f"tag.{name}" for name in KEPT_TAGS))
    linear("arc.cue", "arc_cue")
    linear("arc.word", "arc_word")
    out["arc.distance"] = value["arc_distance.weight"]
    for i, (taps, _) in enumerate(TAPS):
        out[f"arc.{i}.taps"] = value[f"arc_taps.{i}"].reshape(taps, ARC)
        linear(f"arc.{i}.mix", f"arc_mix.{i}")
    linear("arc.seen", "arc_seen")
    return out


def vocabulary(minilm: Path) -> str:
    entries = json.loads((minilm / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return "".join(f"{entry}\n" for entry, _ in sorted(entries.items(), key=lambda e: e[1]))


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--confidence", type=Path, help="what calibrate.py wrote; without it, the cue's own probability")
    p.add_argument("--out", type=Path, required=True, help="folder: data/models")
    options = p.parse_args()
    network = Network()
    network.load_state_dict(torch.load(options.checkpoint)["network"])
    fitted = json.loads(options.confidence.read_text()) if options.confidence else confidence.UNFITTED
    options.out.mkdir(parents=True, exist_ok=True)
    facts = {"confidence": json.dumps(fitted)}
    save_file(tensors(network), str(options.out / "attribution.safetensors"), facts)
    (options.out / "vocabulary.txt").write_text(vocabulary(options.minilm), encoding="utf-8")


if __name__ == "__main__":
    main()
