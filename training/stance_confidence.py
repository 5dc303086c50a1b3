"""Counts how often a stance is right by what it rests on, and shows how true its confidence is.

  cargo run --release --example stances_over_gold GOLD.jsonl TEXTS > FOUND.jsonl
  python3 stance_confidence.py fit GOLD.jsonl FOUND.jsonl > ../data/stance-confidence.tsv
  python3 stance_confidence.py plot GOLD.jsonl FOUND.jsonl ../docs/stance-confidence.svg

GOLD is one or several files, separated by commas, and FOUND what the program finds in the same
spans. Only targets that both name are judged: whether a target is right is another question.
`plot` prints the expected calibration error and draws the reliability of ten equal groups.
"""

import collections
import json
import re
import sys

# What data/stance-confidence.tsv says of itself.
HEADER = """\
# How often a stance was right, by its label and by what it rests on.
# Counted on annotated readouts (training/data/train and the even half of kremlin-dev) by
# training/stance_confidence.py; the program draws small classes toward the wider ones.
#
# label   the label found
# words   the strongest expression around the target: condition, predicate, position, effect, matter,
#         none; context: the target's words are not in the content
# cue     the tone of the cue: says, matter, for, against, open; actor: praise or blame of somebody
# reach   whether the nearest expression stands within three words of the target
# right   how many were right            all   how many there were
label\twords\tcue\treach\tright\tall"""
LABELS = ["support", "conditional", "neutral", "oppose"]
GROUPS = 10


def agreement(name):
    name = re.sub(r"\b(treaty|agreements?|the|of|on|and|for)\b", "", name.casefold())
    return re.sub(r"[^a-z0-9]", "", name)


def key(stance):
    kind, target = stance["target_kind"], stance["target"]
    return kind, agreement(target) if kind == "agreement" else target


def judged(golds, founds):
    """(stance found, whether its label is right), for every target that the gold names too."""
    gold, found = {}, {}
    for into, files in ((gold, golds), (found, founds)):
        for file in files.split(","):
            for line in open(file, encoding="utf-8"):
                into[json.loads(line)["doc"]] = json.loads(line)["statements"]
    for doc, statements in sorted(gold.items()):
        for wanted, given in zip(statements, found.get(doc, [])):
            labels = {key(s): s["label"].split("|") for s in wanted["stances"] if s["target"]}
            for stance in given["stances"]:
                if key(stance) in labels:
                    yield stance, stance["label"] in labels[key(stance)]


def ground(stance):
    rests = re.search(r"rests on `(\w+) (\w+) (\w+)`", stance["basis"])
    cue, words, reach = rests.groups() if rests else ("actor", "position", "near")
    return LABELS.index(stance["label"]), words, cue, reach


def fit(golds, founds):
    counts = collections.defaultdict(lambda: [0, 0])
    for stance, right in judged(golds, founds):
        counts[ground(stance)][0] += right
        counts[ground(stance)][1] += 1
    print(HEADER)
    for (label, *rest), (right, all) in sorted(counts.items()):
        print(LABELS[label], *rest, right, all, sep="\t")


def plot(golds, founds, svg):
    pairs = sorted((s["confidence"], right) for s, right in judged(golds, founds))
    groups = [pairs[len(pairs) * i // GROUPS : len(pairs) * (i + 1) // GROUPS] for i in range(GROUPS)]
    points = [(mean(c for c, _ in g), mean(r for _, r in g), len(g)) for g in groups if g]
    error = sum(n * abs(c - r) for c, r, n in points) / len(pairs)
    brier = mean((c - r) ** 2 for c, r in pairs)
    base = mean(r for _, r in pairs)
    print(f"{len(pairs)} stances, {100 * base:.1f} right; expected calibration error {100 * error:.1f}; Brier {brier:.3f}")
    for least in (0.7, 0.8, 0.85, 0.9):
        sure = [r for c, r in pairs if c >= least]
        if sure:
            print(f"  at least {least}: {100 * len(sure) / len(pairs):.0f} of 100 kept, {100 * mean(sure):.1f} right")
    open(svg, "w", encoding="utf-8").write(drawing(points, error, len(pairs)))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def drawing(points, error, count):
    side, left, top = 320, 64, 48
    x = lambda p: left + side * (p - 0.4) / 0.6
    y = lambda p: top + side * (1 - p) / 0.6
    low = lambda p: max(p, 0.4)
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="440" height="432" viewBox="0 0 440 432" '
        'font-family="sans-serif" font-size="12" fill="#333">',
        '<rect width="440" height="432" fill="#fff"/>',
        '<text x="64" y="24" font-size="15" font-weight="bold">How true the confidence of a stance is</text>',
        f'<text x="64" y="40">{count} stances in ten groups, calibration error {100 * error:.1f} %</text>',
    ]
    for tick in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        out += [
            f'<line x1="{x(tick):.1f}" y1="{y(1):.1f}" x2="{x(tick):.1f}" y2="{y(0.4):.1f}" stroke="#e4e4e4"/>',
            f'<line x1="{x(0.4):.1f}" y1="{y(tick):.1f}" x2="{x(1):.1f}" y2="{y(tick):.1f}" stroke="#e4e4e4"/>',
            f'<text x="{x(tick):.1f}" y="{y(0.4) + 18:.1f}" text-anchor="middle">{100 * tick:.0f}</text>',
            f'<text x="{x(0.4) - 8:.1f}" y="{y(tick) + 4:.1f}" text-anchor="end">{100 * tick:.0f}</text>',
        ]
    out += [
        f'<line x1="{x(0.4):.1f}" y1="{y(0.4):.1f}" x2="{x(1):.1f}" y2="{y(1):.1f}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{x(0.7):.1f}" y="{y(0.4) + 40:.1f}" text-anchor="middle">confidence, mean of the group (per cent)</text>',
        f'<text x="20" y="{y(0.7):.1f}" text-anchor="middle" transform="rotate(-90 20 {y(0.7):.1f})">right (per cent)</text>',
    ]
    line = " ".join(f"{x(c):.1f},{y(low(r)):.1f}" for c, r, _ in points)
    out.append(f'<polyline points="{line}" fill="none" stroke="#2b6cb0"/>')
    for c, r, n in points:
        out.append(
            f'<circle cx="{x(c):.1f}" cy="{y(low(r)):.1f}" r="5" fill="#2b6cb0"><title>{100 * c:.0f} % sure, '
            f"{100 * r:.0f} % of {n} right</title></circle>"
        )
    return "\n".join(out + ["</svg>\n"])


if __name__ == "__main__":
    command, *files = sys.argv[1:]
    {"fit": fit, "plot": plot}[command](*files)
