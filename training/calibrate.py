"""Fits the confidence of an attribution to development data, and chooses the threshold.

Right means right in the scorer's sense: who-said-what, or, where the text names nobody, that none
is named. A logistic regression on the decoder's evidence; its error is measured on articles that
it was not fitted to, in five parts.
"""

import argparse
import importlib.util
import json
from pathlib import Path

import numpy as np
import torch

import corpus
from confidence import EVIDENCE
from decode import Found, decode, record
from network import Network
from words import load_tokenizer

PARTS = 5
BINS = 10


def right(scorer, article, found: list[Found], gold: list[dict]) -> list[bool]:
    """For each attribution found, whether it is right; aligned as the scorer aligns."""
    text = scorer.Art(article.text)
    tokens = lambda a: {role: text.toks(a[role]) for role in corpus.ROLES}
    gold_tokens = [tokens(a) for a in gold if a["content"]]
    found_tokens = [tokens(a) for a in record(article, found)["attributions"]]
    pairs = sorted(
        (-scorer.jac(f["content"], g["content"]), -len(f["content"] & g["content"]), j, i)
        for i, f in enumerate(found_tokens)
        for j, g in enumerate(gold_tokens)
        if f["content"] & g["content"]
    )
    taken, out = set(), [None] * len(found)
    for similarity, _, j, i in pairs:
        if out[i] is not None or j in taken:
            continue
        taken.add(j)
        f, g = found_tokens[i]["source"], gold_tokens[j]["source"]
        heads = (text.head(f), text.head(g)) if f and g else (None, None)
        same = (not f and not g) or (f and g and scorer.jac(f, g) >= 0.5)
        same = same or (heads[0] is not None and (heads[0] == heads[1] or (heads[0] in g and heads[1] in f)))
        out[i] = bool(-similarity >= 0.5 and same)
    return [bool(o) for o in out]


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method; a little weight decay keeps it finite."""
    x = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + 1e-2 * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-2 * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def probability(w: np.ndarray, x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))


def calibration_error(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    return sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any())


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--polnear", type=Path, required=True)
    p.add_argument("--scorer", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True, help="file for export.py's --confidence")
    options = p.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", options.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    network = Network()
    network.load_state_dict(torch.load(options.checkpoint)["network"])
    network.eval()
    with open(options.polnear / "dev.jsonl", encoding="utf-8") as lines:
        gold = {r["id"]: r["attributions"] for r in map(json.loads, lines)}
    x, y, part, wanted = [], [], [], 0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        articles = corpus.polnear(options.polnear, "dev", load_tokenizer(options.minilm), silver=False)
        for number, article in enumerate(articles):
            found = decode(network, article)
            x += [f.evidence for f in found]
            y += right(scorer, article, found, gold[article.id])
            part += [number % PARTS] * len(found)
            wanted += sum(bool(a["content"]) for a in gold[article.id])
    x, y, part = np.array(x), np.array(y, float), np.array(part)
    unseen = np.zeros(len(y))
    for k in range(PARTS):
        unseen[part == k] = probability(fit(x[part != k], y[part != k]), x[part == k])
    f1 = lambda t: 2 * y[unseen >= t].sum() / ((unseen >= t).sum() + wanted)
    threshold = max(np.arange(0.2, 0.7, 0.02), key=f1)
    kept = unseen >= threshold
    w = fit(x, y)
    fitted = {"bias": w[-1], "weights": list(w[:-1]), "threshold": round(float(threshold), 2)}
    options.out.write_text(json.dumps(fitted) + "\n")
    print(f"{len(y)} candidates, {y.mean():.3f} right; " + ", ".join(f"{n} {v:.2f}" for n, v in zip(EVIDENCE, w)))
    print(f"calibration error {calibration_error(unseen, y):.4f}, of those kept {calibration_error(unseen[kept], y[kept]):.4f}")
    for t in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        print(f"threshold {t:.2f}: F1 {100 * f1(t):.1f}")
    print(f"threshold {threshold:.2f} chosen: F1 {100 * f1(threshold):.1f}, cue alone {100 * 2 * y[x[:, 0] > 0].sum() / ((x[:, 0] > 0).sum() + wanted):.1f}")


if __name__ == "__main__":
    main()
