"""Calls score_attribution.py, and measures content found on the readouts."""

import json
import subprocess
import sys
from pathlib import Path


def polnear(scorer: Path, gold: Path, records: list[dict], scratch: Path) -> dict:
    """The scorer's table, over the articles that were read."""
    ids = {r["id"] for r in records}
    part, predictions = scratch / "gold.jsonl", scratch / "predictions.jsonl"
    with open(gold, encoding="utf-8") as lines:
        part.write_text("".join(l for l in lines if json.loads(l)["id"] in ids), encoding="utf-8")
    predictions.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    run = [sys.executable, str(scorer), str(part), str(predictions), "--json"]
    return json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


def line(table: dict) -> str:
    kinds = ("all", "direct", "mixed", "indirect")
    figures = " ".join(f"{k} {100 * table[k]['WSW'][2]:.1f}" for k in kinds)
    p, r, _ = table["all"]["WSW"]
    tokens = 100 * table["all"]["content tokens"][2]
    return f"who-said-what {figures} (P {100 * p:.1f} R {100 * r:.1f}) content tokens {tokens:.1f}"


def overlap(a: list, b: list) -> float:
    x, y = ({k for s, e in spans for k in range(s, e)} for spans in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def content_found(gold: dict[str, list], found: dict[str, list]) -> tuple[float, float, float]:
    """Precision, recall and F1 of contents; one to one, at least half in common."""
    hits = 0
    for name, contents in gold.items():
        pairs = sorted(
            ((overlap(g, f), i, j) for i, g in enumerate(contents) for j, f in enumerate(found.get(name, []))),
            reverse=True,
        )
        used_gold, used_found = set(), set()
        for similarity, i, j in pairs:
            if similarity >= 0.5 and i not in used_gold and j not in used_found:
                used_gold.add(i), used_found.add(j)
        hits += len(used_gold)
    p = hits / max(1, sum(map(len, found.values())))
    r = hits / max(1, sum(map(len, gold.values())))
    return p, r, 2 * p * r / max(1e-9, p + r)
