"""Articles -> windows that fit the encoder -> padded batches of tensors."""

from dataclasses import dataclass

import numpy as np
import torch

from corpus import UNKNOWN, Article
from words import CLS, SEP

PIECES = 254  # of a window, the two special ones apart

# Labels of a word as seen from one cue.
NONE, SOURCE_B, SOURCE_I, CONTENT_B, CONTENT_I = range(5)


@dataclass
class Window:
    """The words begin..end of an article; at most PIECES pieces, unless one word alone has more."""

    article: Article
    begin: int
    end: int

    def __len__(self) -> int:
        return self.end - self.begin

    def pieces(self) -> np.ndarray:
        words = self.article.words
        a = words.first[self.begin]
        b = words.first[self.end] if self.end < len(words) else len(words.pieces)
        return words.pieces[a:b][:PIECES]


def fit(article: Article, begin: int) -> int:
    """The largest end such that the words begin..end fit a window."""
    words = article.words
    limit = words.first[begin] + PIECES
    if len(words.pieces) <= limit:
        return len(words)
    return max(begin + 1, int(np.searchsorted(words.first, limit, side="right")) - 1)


def tiling(article: Article, shift: int) -> list[Window]:
    """Windows end to end, the first one cut at `shift` pieces: another cut every epoch."""
    windows, begin, n = [], 0, len(article.words)
    if shift > 0 and n:
        end = int(np.searchsorted(article.words.first, shift, side="right")) - 1
        if end > 0:
            windows.append(Window(article, 0, end))
            begin = end
    while begin < n:
        end = fit(article, begin)
        windows.append(Window(article, begin, end))
        begin = end
    return windows


def bio(n: int, indices: list[int], b: int, i: int, into: np.ndarray | None = None) -> np.ndarray:
    labels = np.zeros(n, np.int64) if into is None else into
    previous = None
    for k in indices:
        labels[k] = i if previous is not None and k == previous + 1 else b
        previous = k
    return labels


def batch(windows: list[Window], labels: bool) -> dict[str, torch.Tensor]:
    rows = [w.pieces() for w in windows]
    size, length, count = len(windows), max(map(len, rows)) + 2, max(map(len, windows))
    out = {name: np.zeros((size, length), np.int64) for name in ("pieces", "piece_mask")}
    # A word's first piece, and, for the features of the pieces, each piece's word.
    out |= {name: np.zeros((size, count), np.int64) for name in ("first", "word_mask", "shape", "quote", "opens")}
    out["word_of"] = np.full((size, length), count, np.int64)
    tags = ("cue", "source", "content", "entity", "part", "relation") if labels else ()
    out |= {name: np.full((size, count), UNKNOWN, np.int64) for name in tags}
    arcs = []
    for row, (window, pieces) in enumerate(zip(windows, rows)):
        n, words = len(window), window.article.words
        span = slice(window.begin, window.end)
        out["pieces"][row, : len(pieces) + 2] = [CLS, *pieces, SEP]
        out["piece_mask"][row, : len(pieces) + 2] = 1
        first = np.minimum(words.first[span] - words.first[window.begin] + 1, len(pieces))
        out["first"][row, :n] = first
        out["word_mask"][row, :n] = 1
        for name in ("shape", "quote", "opens"):
            out[name][row, :n] = getattr(words, name)[span]
        owner = np.zeros(len(pieces), np.int64)
        owner[first - 1] = 1
        out["word_of"][row, 1 : len(pieces) + 1] = np.cumsum(owner) - 1
        if not labels:
            continue
        for name in ("entity", "part", "relation"):
            silver = getattr(window.article, name)
            if silver is not None:
                out[name][row, :n] = silver[span]
        for name in ("cue", "source", "content"):
            out[name][row, :n] = 0
        for a in window.article.attributions:
            inside = lambda ks: [k - window.begin for k in ks if window.begin <= k < window.end]
            cue, source, content = inside(a.cue), inside(a.source), inside(a.content)
            for name, ks in (("cue", cue), ("source", source), ("content", content)):
                bio(n, ks, 1, 2, out[name][row])
            if cue and len(cue) == len(a.cue):
                seen = bio(n, source, SOURCE_B, SOURCE_I, bio(n, content, CONTENT_B, CONTENT_I))
                arcs.append((row, cue, seen))
    tensors = {name: torch.from_numpy(array) for name, array in out.items()}
    if arcs:
        tensors |= arc_tensors([(row, cue) for row, cue, _ in arcs], count)
        seen = np.full((len(arcs), count), UNKNOWN, np.int64)
        for k, (_, _, one) in enumerate(arcs):
            seen[k, : len(one)] = one
        tensors["seen"] = torch.from_numpy(seen)
    return tensors


def arc_tensors(cues: list[tuple[int, list[int]]], count: int) -> dict[str, torch.Tensor]:
    """For each cue (row of its window, its words): the row, the mean over its words, its first word."""
    weight = np.zeros((len(cues), count), np.float32)
    for k, (_, words) in enumerate(cues):
        weight[k, words] = 1 / len(words)
    return {
        "arc_row": torch.tensor([row for row, _ in cues]),
        "arc_cue": torch.from_numpy(weight),
        "arc_at": torch.tensor([words[0] for _, words in cues]),
    }
