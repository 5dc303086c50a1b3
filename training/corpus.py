"""Annotated articles: PolNeAR with its silver tags, and the readouts annotated for this project."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from words import Words, cut

ROLES = ("source", "cue", "content")

# Silver entities of CoreNLP, with countries and cities among the places.
ENTITIES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")

# Penn tags, grouped as far as a word's part in an attribution goes.
PARTS = {
    "NN": 1, "NNS": 1, "NNP": 2, "NNPS": 2, "PRP": 3, "PRP$": 4, "VBD": 5, "VBZ": 6, "VBP": 6,
    "VB": 7, "VBG": 8, "VBN": 9, "MD": 10, "JJ": 11, "JJR": 11, "JJS": 11, "RB": 12, "RBR": 12,
    "RBS": 12, "RP": 12, "DT": 13, "PDT": 13, "IN": 14, "TO": 15, "CC": 16, "CD": 17, "WP": 18,
    "WDT": 18, "WRB": 18, "WP$": 18,
}  # fmt: skip
PART_LABELS = 19  # 0: anything else

RELATIONS = (
    "nsubj", "ccomp", "root", "dobj", "xcomp", "advcl", "nsubjpass", "conj", "nmod", "case", "mark",
    "compound", "amod", "appos", "acl:relcl", "acl", "parataxis", "aux", "det", "punct", "advmod",
    "nmod:poss", "dep",
)  # fmt: skip
RELATION_LABELS = len(RELATIONS) + 1  # 0: anything else

UNKNOWN = -100  # a label that nobody gave: no loss


@dataclass
class Attribution:
    """Word indices of each role, sorted."""

    source: list[int]
    cue: list[int]
    content: list[int]


@dataclass
class Article:
    id: str
    text: str
    words: Words
    attributions: list[Attribution] = field(default_factory=list)
    entity: np.ndarray | None = None  # BIO label a word: 0, or 1 + 2 * type for B, 2 + 2 * type for I
    part: np.ndarray | None = None
    relation: np.ndarray | None = None


def polnear(folder: Path, split: str, tokenizer, silver: bool) -> list[Article]:
    tags = read_silver(folder / f"silver-{split}.conll.gz") if silver else {}
    articles = []
    with open(folder / f"{split}.jsonl", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            article = read(record["id"], record["text"], record["attributions"], tokenizer)
            if silver:
                tag(article, tags.get(record["id"], []))
            articles.append(article)
    return articles


def readouts(pattern_folder: Path, texts: Path, tokenizer) -> list[Article]:
    """Readouts: statements whose cue and source are spans; those without a cue teach nothing here."""
    articles = []
    for file in sorted(pattern_folder.glob("kremlin-*.jsonl")):
        with open(file, encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                name = record.get("id") or record["doc"]
                text = record.get("text") or (texts / f"{name}.txt").read_text(encoding="utf-8")
                articles.append(read(name, text, spans_of(record["statements"]), tokenizer))
    return articles


def spans_of(statements: list[dict]) -> list[dict]:
    """One attribution a cue: the contents that share one are pieces of one content."""
    by_cue: dict = {}
    for s in statements:
        if not s.get("cue"):
            continue
        content = s["content"] if isinstance(s.get("content"), list) else [[s["start"], s["end"]]]
        spans = by_cue.setdefault(
            (str(s["cue"]), str(s.get("source"))),
            {"cue": s["cue"], "source": s.get("source") or [], "content": []},
        )
        spans["content"] += content
    return list(by_cue.values())


def read(name: str, text: str, attributions: list[dict], tokenizer) -> Article:
    words = cut(text, tokenizer)
    at = np.full(len(text) + 1, -1, np.int64)
    for k in range(len(words)):
        at[words.start[k] : words.end[k]] = k
    inside = lambda spans: sorted({int(k) for a, b in spans for k in at[a:b] if k >= 0})
    read = [Attribution(*(inside(a[role]) for role in ROLES)) for a in attributions]
    return Article(name, text, words, [a for a in read if a.cue])


def read_silver(file: Path) -> dict[str, list[tuple]]:
    """Article id -> (start, end, part of speech, entity, relation) of every token."""
    tokens: dict[str, list[tuple]] = {}
    current: list[tuple] = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# doc "):
                current = tokens.setdefault(line[6:].strip(), [])
                continue
            column = line.rstrip("\n").split("\t")
            if len(column) >= 8:
                current.append((int(column[0]), int(column[1]), column[4], column[5], column[7]))
    return tokens


def tag(article: Article, tokens: list[tuple]) -> None:
    words, n = article.words, len(article.words)
    article.entity, article.part, article.relation = (np.full(n, UNKNOWN, np.int64) for _ in range(3))
    relation_index = {name: i + 1 for i, name in enumerate(RELATIONS)}
    token, previous = 0, None
    for k in range(n):
        while token < len(tokens) and tokens[token][1] <= words.start[k]:
            token += 1
        if token == len(tokens) or tokens[token][0] >= words.end[k]:
            previous = None
            continue
        _, _, part, entity, relation = tokens[token]
        article.part[k] = PARTS.get(part, 0)
        article.relation[k] = relation_index.get(relation, 0)
        kind = ENTITIES.index(entity) if entity in ENTITIES else None
        if kind is None:
            article.entity[k] = 0
        else:
            article.entity[k] = (2 if kind == previous else 1) + 2 * kind
        previous = kind
