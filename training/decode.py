"""Network -> attributions of an article. src/attribute/encoder/ decodes in the same way."""

from dataclasses import dataclass

import numpy as np
import torch

import windows as w
from corpus import Article
from network import Network

OVERLAP = 48  # pieces that two windows share, at least
LOOK_BACK = 40  # pieces further back, where a line that begins there is preferred
CUE_FLOOR = 0.15  # a word less likely to open a cue opens none
PIECE_COST = 1.0  # what it takes to begin a piece of content, in natural logarithms
BATCH = 8


@dataclass
class Found:
    """Word ranges of each role; `evidence` is what the confidence is computed from."""

    cue: tuple[int, int]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]
    evidence: list[float]


def covering(article: Article) -> list[w.Window]:
    """Windows that overlap, so that every word is seen in the midst of others."""
    words, n, out, begin = article.words, len(article.words), [], 0
    while begin < n:
        end = w.fit(article, begin)
        out.append(w.Window(article, begin, end))
        if end == n:
            break
        at_most = words.first[end] - OVERLAP
        step = end - 1
        while step > begin + 1 and words.first[step] > at_most:
            step -= 1
        line = step
        while line > begin + 1 and not words.opens[line] and words.first[line] > at_most - LOOK_BACK:
            line -= 1
        begin = line if words.opens[line] else step
    return out


def owners(article: Article, covered: list[w.Window]) -> np.ndarray:
    """For each word, the window in which it stands farthest from an edge within the article."""
    n = len(article.words)
    depth, owner = np.full(n, -1), np.zeros(n, np.int64)
    for i, window in enumerate(covered):
        for k in range(window.begin, window.end):
            left = k - window.begin if window.begin else n
            right = window.end - 1 - k if window.end < n else n
            if min(left, right) > depth[k]:
                depth[k], owner[k] = min(left, right), i
    return owner


def spans(labels, b: int, i: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for k, label in enumerate(labels):
        if label == i and out and out[-1][1] == k:
            out[-1] = (out[-1][0], k + 1)
        elif label in (b, i):
            out.append((k, k + 1))
    return out


def joined(parts: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in parts:
        if out and a - out[-1][1] <= gap:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def cues(probability: np.ndarray) -> list[tuple[int, int]]:
    """A cue opens where B is likely enough and not topped by I; I carries it on."""
    out: list[tuple[int, int]] = []
    for k, (_, b, i) in enumerate(probability):
        if out and out[-1][1] == k and i >= b and i >= 0.5:
            out[-1] = (out[-1][0], k + 1)
        elif b >= CUE_FLOOR and b >= i:
            out.append((k, k + 1))
    return out


@torch.no_grad()
def decode(network: Network, article: Article) -> list[Found]:
    if not len(article.words):
        return []
    covered = covering(article)
    owner = owners(article, covered)
    found: list[Found] = []
    for at in range(0, len(covered), BATCH):
        group = covered[at : at + BATCH]
        batch = w.batch(group, labels=False)
        vectors = network(batch)
        probability = network.tag["cue"](vectors).float().softmax(-1).numpy()
        seen_from: list[tuple[int, int, int]] = []
        for row, window in enumerate(group):
            n = len(window)
            for a, b in cues(probability[row, :n]):
                if owner[window.begin + a] == at + row:
                    seen_from.append((row, a, b))
        if not seen_from:
            continue
        arcs = w.arc_tensors([(row, list(range(a, b))) for row, a, b in seen_from], vectors.shape[1])
        scores = network.arcs(vectors, batch | arcs).float().log_softmax(-1).numpy()
        for (row, a, b), score in zip(seen_from, scores):
            one = read_out(score[: len(group[row])], probability[row], a, b, group[row].begin)
            if one:
                found.append(one)
    return sorted(found, key=lambda f: f.cue)


def likeliest(score: np.ndarray) -> np.ndarray:
    """The likeliest labels of a window in which nothing goes on that has not begun (Viterbi 1967)."""
    move = np.zeros((5, 5), np.float32)
    move[:, w.SOURCE_I] = move[:, w.CONTENT_I] = -np.inf
    move[w.SOURCE_B : w.SOURCE_I + 1, w.SOURCE_I] = move[w.CONTENT_B : w.CONTENT_I + 1, w.CONTENT_I] = 0
    move[:, w.CONTENT_B] = -PIECE_COST
    best = score[0] + move[w.NONE]
    came = np.zeros((len(score), 5), np.int64)
    for k in range(1, len(score)):
        ways = best[:, None] + move
        came[k] = ways.argmax(0)
        best = ways.max(0) + score[k]
    labels = [int(best.argmax())]
    for k in range(len(score) - 1, 0, -1):
        labels.append(int(came[k, labels[-1]]))
    return np.array(labels[::-1])


def read_out(score, probability, a: int, b: int, shift: int) -> Found | None:
    labels = likeliest(score)
    content = joined(spans(labels, w.CONTENT_B, w.CONTENT_I), gap=1)
    if not content:
        return None
    source = spans(labels, w.SOURCE_B, w.SOURCE_I)
    gain = lambda s: float((score[s[0] : s[1], 1:3].max(1) - score[s[0] : s[1], 0]).sum())
    source = [max(source, key=gain)] if source else []
    inside = [k for s, e in content for k in range(s, e)]
    evidence = [
        float(np.log(probability[a, 1] / (1 - probability[a, 1] + 1e-6) + 1e-6)),
        float(np.mean([np.logaddexp(score[k, 3], score[k, 4]) for k in inside])),
        float(max(score[content[0][0], 3], score[content[0][0], 4])),
        float(np.log(min(len(inside), 60))),
        float(max(np.logaddexp(score[k, 1], score[k, 2]) for k in range(*source[0]))) if source else 0.0,
        1.0 if source else 0.0,
        float(len(content) - 1),
    ]
    move = lambda parts: [(s + shift, e + shift) for s, e in parts]
    return Found((a + shift, b + shift), move(source), move(content), evidence)


def record(article: Article, found: list[Found]) -> dict:
    """What score_attribution.py reads."""
    words = article.words
    chars = lambda parts: [[int(words.start[a]), int(words.end[b - 1])] for a, b in parts]
    return {
        "id": article.id,
        "attributions": [
            {"source": chars(f.source), "cue": chars([f.cue]), "content": chars(f.content), "evidence": f.evidence}
            for f in found
        ],
    }
