"""The network: MiniLM, a vector a word, a head that tags, and a head that looks out from each cue.

Written out rather than taken from a library, because src/attribute/encoder/ computes the same.
"""

import math
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from corpus import ENTITIES, PART_LABELS, RELATION_LABELS
from words import QUOTE_STATES, SHAPES

LAYERS, HIDDEN, HEADS, INNER = 6, 384, 12, 1536
VOCABULARY, POSITIONS, EPSILON = 30522, 512, 1e-12

ARC = 192  # width of the arc head
BUCKETS = 24  # of signed distance from the cue
TAPS = ((5, 1), (5, 3))  # its convolutions: taps and dilation

TAGS = {  # name -> labels
    "cue": 3,
    "entity": 1 + 2 * len(ENTITIES),
    # The rest only help to train.
    "source": 3,
    "content": 3,
    "part": PART_LABELS,
    "relation": RELATION_LABELS,
}


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, x, mask, dropout: float):
        size, length, _ = x.shape
        split = lambda y: y.view(size, length, HEADS, HIDDEN // HEADS).transpose(1, 2)
        y = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        y = self.attended(y.transpose(1, 2).reshape(size, length, HIDDEN))
        x = self.attended_norm(x + F.dropout(y, dropout, self.training))
        y = self.outer(F.gelu(self.inner(x)))
        return self.outer_norm(x + F.dropout(y, dropout, self.training))


class Surface(nn.Module):
    """What a word's shape, quotation state and place in the paragraph add to a vector."""

    def __init__(self):
        super().__init__()
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.quote = nn.Embedding(QUOTE_STATES, HIDDEN)
        self.opens = nn.Embedding(2, HIDDEN)
        for embedding in (self.shape, self.quote, self.opens):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, batch):
        return self.shape(batch["shape"]) + self.quote(batch["quote"]) + self.opens(batch["opens"])


def bucket(distance: torch.Tensor) -> torch.Tensor:
    """Exact to five words, then five halvings an octave and a half; the upper half is to the right."""
    half, near = BUCKETS // 2, 6
    size = distance.abs()
    far = near + (1.2 * torch.log2(size.clamp(min=near).float() / near)).long()
    return torch.where(size < near, size, far).clamp(max=half - 1) + (distance >= 0).long() * half


class Network(nn.Module):
    def __init__(self, dropout: float = 0.0):
        super().__init__()
        self.dropout = dropout
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.embedding_norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.before, self.after = Surface(), Surface()
        self.word_norm = nn.LayerNorm(HIDDEN)
        self.tag = nn.ModuleDict({name: nn.Linear(HIDDEN, labels) for name, labels in TAGS.items()})
        self.arc_cue, self.arc_word = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc_distance = nn.Embedding(BUCKETS, ARC)
        nn.init.normal_(self.arc_distance.weight, std=0.05)
        self.arc_taps = nn.ParameterList(nn.Parameter(torch.randn(taps, ARC) * 0.2) for taps, _ in TAPS)
        self.arc_mix = nn.ModuleList(nn.Linear(ARC, ARC) for _ in TAPS)
        self.arc_seen = nn.Linear(ARC, 5)
        # 840 articles say nothing about most of the vocabulary; frozen, it also stays fit for 8 bits.
        for embedding in (self.word, self.position):
            embedding.weight.requires_grad_(False)

    def read_minilm(self, folder: Path) -> None:
        weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
        table = "embeddings.word_embeddings.weight"
        mine = {
            "word.weight": weights[table],
            # The segment never changes here, so its vector is part of the position's.
            "position.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for kind in ("weight", "bias"):
            mine[f"embedding_norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
            for i in range(LAYERS):
                for ours, theirs in names.items():
                    mine[f"layers.{i}.{ours}.{kind}"] = weights[f"encoder.layer.{i}.{theirs}.{kind}"]
        result = self.load_state_dict(mine, strict=False)
        assert not result.unexpected_keys, result.unexpected_keys

    def forward(self, batch) -> torch.Tensor:
        """A vector a word."""
        length = batch["pieces"].shape[1]
        x = self.word(batch["pieces"]) + self.position.weight[:length]
        surface = F.pad(self.before(batch), (0, 0, 0, 1))  # the row after the last word: no word, nothing
        x = x + surface.gather(1, batch["word_of"].unsqueeze(-1).expand(-1, -1, HIDDEN))
        x = F.dropout(self.embedding_norm(x), self.dropout, self.training)
        mask = batch["piece_mask"].bool()[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, self.dropout)
        x = x.gather(1, batch["first"].unsqueeze(-1).expand(-1, -1, HIDDEN))
        return self.word_norm(x + self.after(batch))

    def arcs(self, vectors, batch) -> torch.Tensor:
        """For each cue, the labels of every word of its window."""
        rows, mask = batch["arc_row"], batch["word_mask"]
        cue = (batch["arc_cue"].unsqueeze(-1).to(vectors.dtype) * vectors[rows]).sum(1)
        distance = torch.arange(vectors.shape[1])[None] - batch["arc_at"][:, None]
        inside = mask[rows].unsqueeze(-1)
        z = self.arc_cue(cue)[:, None] + self.arc_word(vectors)[rows] + self.arc_distance(bucket(distance))
        z = F.gelu(z) * inside
        for weight, mix, (taps, dilation) in zip(self.arc_taps, self.arc_mix, TAPS):
            reach = taps // 2 * dilation
            padded, count = F.pad(z, (0, 0, reach, reach)), z.shape[1]
            y = sum(weight[t].to(z.dtype) * padded[:, t * dilation : t * dilation + count] for t in range(taps))
            z = (z + mix(F.gelu(y))) * inside
        return self.arc_seen(z)
