"""Computes networks of databases of Discourse Network Analyzer from their definitions, densely,
and compares them with what onrecord prints.

    python tests/python/dna.py ONRECORD

The databases are made here, the same each time: other variables than the usual, long periods over
New Year, dates before 1970, all kinds of qualifiers, missing values, duplicate documents, texts
with CR LF and characters of two UTF-16 units. The definitions are those of docs/networks.md.
"""

import calendar
import csv
import datetime
import io
import itertools
import math
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile

import numpy as np

SCHEMA = pathlib.Path(__file__).parents[2] / "src/store/dna/schema.sql"
EPOCH = datetime.datetime(1970, 1, 1)


def make(path, seed, variables, count, first, days, rows, columns):
    """Writes a database; gives its statements as dictionaries, in order."""
    chance = random.Random(seed)
    file = sqlite3.connect(path)
    file.executescript(SCHEMA.read_text(encoding="utf-8"))
    put = lambda sql, *values: file.execute(sql, values).lastrowid
    put("INSERT INTO SETTINGS VALUES ('version', '3.0.11')")
    for name in ["Admin", "Zoë"]:
        put("INSERT INTO CODERS (Name, Password) VALUES (?, '')", name)
    put("INSERT INTO STATEMENTTYPES (ID, Label) VALUES (5, 'Annotation')")
    put("INSERT INTO STATEMENTTYPES (ID, Label) VALUES (3, 'Claim')")
    put("INSERT INTO VARIABLES VALUES (40, 'note', 'short text', 5)")
    ids = {}
    for name, kind in variables.items():
        ids[name] = put("INSERT INTO VARIABLES (Variable, DataType, StatementTypeId) VALUES (?, ?, 3)", name, kind)
    names = {}
    for name, kind in variables.items():
        if kind == "short text":
            of = {"claimant": rows, "frame": 4}.get(name, columns)
            names[name] = ["", *(f"{name} \u00e9{at:02} \U0001f600; \"q\"" for at in range(of))]
            # Values that no statement has are there too, first and last in order.
            for value in [*names[name], "!", "\U0001f600"]:
                ids[name, value] = put(
                    "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)", ids[name], value
                )
    text = "\U0001f600 line\r\n" * 200
    documents = []
    for at in range(max(1, count // 4)):
        when = first + datetime.timedelta(seconds=chance.randrange(days * 86400))
        # Two documents in three are of the same moment as another.
        when = documents[-1][1] if documents and at % 3 else when
        source = f"Paper {at % 4}"
        number = put(
            "INSERT INTO DOCUMENTS (Title, Text, Coder, Source, Date) VALUES (?, ?, 1, ?, ?)",
            "The same title", text, source, int((when - EPOCH).total_seconds()),
        )
        documents.append((number, when, source))
    statements = []
    tables = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}
    for _ in range(count):
        document, when, source = chance.choice(documents)
        start = chance.randrange(1000)
        number = put("INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (3, ?, ?, ?, ?)",
                     document, start, start + 5, chance.choice([1, 2]))
        found = {"when": when, "document": document, "start": start, "id": number, "source": source}
        for name, kind in variables.items():
            if kind == "short text":
                value = chance.choice(names[name])
                put("INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                    number, ids[name], ids[name, value])
                found[name] = value or None
                continue
            value = {"boolean": chance.randrange(2), "integer": chance.choice([-300, -1, 0, 2, 700]), "long text": "x"}[kind]
            # A few have none at all.
            if chance.random() < 0.05:
                found[name] = None
                continue
            put(f"INSERT INTO {tables[kind]} (StatementId, VariableId, Value) VALUES (?, ?, ?)", number, ids[name], value)
            found[name] = value
        statements.append(found)
    file.commit()
    file.close()
    return sorted(statements, key=lambda s: (s["when"], s["document"], s["start"], s["start"] + 5, s["id"]))


def period(statement, duplicates):
    day = statement["when"].date()
    return {
        "document": statement["document"],
        "day": day,
        "week": tuple(day.isocalendar())[:2],
        "month": (day.year, day.month),
        "year": day.year,
        "range": 0,
    }[duplicates]


def kept(statements, rows, columns, qualifier, heeded, duplicates):
    seen, chosen = set(), []
    for s in statements:
        if not s[rows] or not s[columns] or (heeded and s[qualifier] is None):
            continue
        if duplicates != "include":
            key = (s[rows], s[columns], s[qualifier] if heeded else 0, period(s, duplicates))
            if key in seen:
                continue
            seen.add(key)
        chosen.append(s)
    return chosen


class Network:
    """x[i,j,k] of some statements, weighed."""

    def __init__(self, names, levels, chosen, o, weight=lambda s: 1.0):
        self.names, self.levels, self.o = names, levels, o
        self.x = np.zeros((len(names[0]), len(names[1]), len(levels)))
        for s in chosen:
            level = levels.index(s[o["qualifier"]])
            self.x[names[0].index(s[o["rows"]]), names[1].index(s[o["columns"]]), level] += weight(s)

    def two(self):
        x, levels = self.x, self.levels
        size = len(levels)
        how = self.o["aggregate"]
        if how == "combine":
            value = sum((x[:, :, k] > 0) * 2.0 ** (size - 1 - k) for k in range(size))
            amount = (x.sum(2) > 0) * 1.0
        else:
            signs = [1] * size
            if how == "subtract":
                signs = {"boolean": [-1, 1], "integer": levels}.get(self.o["kind"], [1] * size)
            value, amount = x @ np.array(signs, float), x.sum(2)
        by = {"none": 1.0, "activity": amount.sum(1)[:, None], "prominence": amount.sum(0)[None, :]}
        return divided(value, by[self.o["normalise"]] * np.ones_like(value))

    def proximity(self):
        levels = self.levels
        if self.o["kind"] == "integer":
            wide = max(levels) - min(levels)
            return np.array([[1 - abs(a - b) / wide if wide else 1.0 for b in levels] for a in levels])
        return np.eye(len(levels))

    def one(self, diagonal=False):
        x, how = self.x, self.o["aggregate"]
        near = np.ones((len(self.levels),) * 2) if how == "ignore" else self.proximity()
        congruence = np.einsum("ajk,bjl,kl->ab", x, x, near)
        conflict = np.einsum("ajk,bjl,kl->ab", x, x, 1 - near)
        only = np.einsum("ajk,bjk->ab", x, (x == 0) * 1.0)
        if self.o["kind"] == "short text" and how != "ignore":
            conflict = only + only.T
        value = {"ignore": congruence, "congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}[how]
        a = x.sum((1, 2))
        length = np.sqrt(np.einsum("ajk,ajl,kl->a", x, x, near))
        by = {
            "none": np.ones_like(value),
            "average": (a[:, None] + a[None, :]) / 2,
            "jaccard": only + only.T + np.einsum("ajk,bjk->ab", x, x),
            "cosine": length[:, None] * length[None, :],
            "dna-cosine": a[:, None] * a[None, :],
        }
        value = divided(value, by[self.o["normalise"]])
        if not diagonal:
            np.fill_diagonal(value, 0)
        return value


def divided(value, by):
    return np.divide(value, by, out=np.zeros_like(value), where=by != 0)


def month_later(when, months):
    month = when.year * 12 + when.month - 1 + months
    year, month = divmod(month, 12)
    day = min(when.day, calendar.monthrange(year, month + 1)[1])
    return when.replace(year=year, month=month + 1, day=day)


def moved(when, steps, unit):
    if unit in ("days", "weeks"):
        return when + datetime.timedelta(days=steps * (7 if unit == "weeks" else 1))
    return month_later(when, steps * (12 if unit == "years" else 1))


def middles(first, last, unit):
    # Each middle is one unit after the one before, so that a 31st stays a 28th.
    at = first
    while at <= last:
        yield at
        at = moved(at, 1, unit)


def windows(statements, chosen, size, unit):
    half = size // 2
    if unit == "events":
        for at in range(half, len(chosen) - half):
            yield chosen[at]["when"], chosen[at - half : at + half + 1]
        return
    first, last = statements[0]["when"], statements[-1]["when"]
    for middle in middles(first, last, unit):
        start, stop = moved(middle, -half, unit), moved(middle, half, unit)
        if start >= first and stop <= last:
            yield middle, [s for s in chosen if start <= s["when"] <= stop]


KERNELS = {
    "uniform": lambda d: 0.5,
    "epanechnikov": lambda d: 0.75 * (1 - d * d),
    "triangular": lambda d: 1 - abs(d),
    "gaussian": lambda d: math.exp(-d * d / 2) / math.sqrt(2 * math.pi),
}


def slices(chosen, size, unit, kernel):
    half = (size + 1) // 2
    first, last = moved(chosen[0]["when"], half, unit), moved(chosen[-1]["when"], -half, unit)
    whole = lambda a, b: int((b - a).total_seconds() / (86400 * (7 if unit == "weeks" else 1)))
    for middle in middles(first, last, unit):
        def weight(s, middle=middle):
            d = whole(s["when"], middle) / half
            if kernel != "gaussian":
                if not moved(middle, -half, unit) <= s["when"] <= moved(middle, half, unit) or abs(d) > 1:
                    return 0.0
            return KERNELS[kernel](d)
        yield middle, weight


def run(onrecord, path, *options):
    done = subprocess.run([onrecord, "network", "--db", path, *options], capture_output=True, text=True)
    assert done.returncode == 0, (options, done.stderr)
    assert "nan" not in done.stdout.lower().split("\n", 1)[1] and ",inf" not in done.stdout, options
    return list(csv.reader(io.StringIO(done.stdout)))


def check(onrecord, path, statements, o):
    o = {**o, "heeded": o["aggregate"] != "ignore"}
    options = []
    for name in ["mode", "rows", "columns", "qualifier", "aggregate", "normalise", "duplicates"]:
        options += [f"--{name}", o[name]]
    options += ["--isolates"] * o.get("isolates", False)
    if "until" in o:
        statements = [s for s in statements if s["when"].date() <= o["until"]]
        options += ["--until", str(o["until"])]
    for name in ["window", "unit", "kernel"]:
        options += [f"--{name}", str(o[name])] if name in o else []
    # Levels are those in range; a filter of values does not change the scale.
    values = {s[o["qualifier"]] for s in statements if s[o["qualifier"]] is not None}
    if "exclude" in o:
        name, value = o["exclude"]
        statements = [s for s in statements if s[name] != value]
        options += ["--exclude", f"{name}={value}"]
    chosen = kept(statements, o["rows"], o["columns"], o["qualifier"], o["heeded"], o["duplicates"])
    levels = [0, 1] if o["kind"] == "boolean" else sorted(values)
    if not o["heeded"]:
        # Where the qualifier is ignored, having none is a level of its own.
        levels = [*levels, None]
    of = statements if o.get("isolates") else chosen
    names = [sorted({s[o[v]] for s in of if s[o[v]]}) for v in ("rows", "columns")]
    found = run(onrecord, path, *options)
    if "window" not in o:
        network = Network(names, levels, chosen, o)
        value = network.two() if o["mode"] == "two" else network.one()
        assert [row[0] for row in found[1:]] == names[0], options
        assert found[0][1:] == names[o["mode"] == "two"], options
        got = np.array([[float(cell) for cell in row[1:]] for row in found[1:]]).reshape(value.shape)
        assert np.abs(got - value).max(initial=0) < 1e-9, (options, np.abs(got - value).max())
        return
    if "kernel" in o:
        made = [
            (middle, Network(names, levels, chosen, o, weight if o["mode"] == "two" else lambda s, w=weight: math.sqrt(w(s))))
            for middle, weight in slices(chosen, o["window"], o["unit"], o["kernel"])
        ]
    else:
        made = [(middle, Network(names, levels, some, o)) for middle, some in windows(statements, chosen, o["window"], o["unit"])]
    got = {}
    for window, _, middle, _, row, column, value in found[1:]:
        got[int(window), row, column] = float(value)
    expected = {}
    for window, (middle, network) in enumerate(made):
        value = network.two() if o["mode"] == "two" else network.one(diagonal="kernel" in o)
        across = names[o["mode"] == "two"]
        for row, column in zip(*np.nonzero(np.abs(value) > 1e-12)):
            expected[window, names[0][row], across[column]] = value[row, column]
    for key in got.keys() | expected.keys():
        assert abs(got.get(key, 0) - expected.get(key, 0)) < 1e-9, (options, key, got.get(key), expected.get(key))


def main(onrecord):
    folder = pathlib.Path(tempfile.mkdtemp())
    usual = {"claimant": "short text", "claim": "short text", "agreement": "boolean", "strength": "integer",
             "frame": "short text", "memo": "long text"}
    worlds = [
        ("years.dna", 1, usual, 400, datetime.datetime(2017, 11, 30, 23, 50), 1200, 12, 7),
        ("old.dna", 2, usual, 150, datetime.datetime(1968, 12, 28), 800, 6, 5),
        ("few.dna", 3, usual, 12, datetime.datetime(2020, 2, 29), 30, 3, 2),
        ("alone.dna", 4, usual, 20, datetime.datetime(2020, 12, 31, 23, 59, 59), 2, 1, 1),
    ]
    count = 0
    for name, *world in worlds:
        path = str(folder / name)
        statements = make(path, *world)
        base = {"rows": "claimant", "columns": "claim"}
        kinds = [("agreement", "boolean"), ("strength", "integer"), ("frame", "short text")]
        for (qualifier, kind), duplicates in itertools.product(
            kinds, ["include", "document", "day", "week", "month", "year", "range"]
        ):
            o = {**base, "qualifier": qualifier, "kind": kind, "duplicates": duplicates}
            ways = [("two", a, n) for a in ["ignore", "subtract", "combine"] for n in ["none", "activity", "prominence"]]
            ways += [("one", a, n) for a in ["ignore", "congruence", "conflict", "subtract"]
                     for n in ["none", "average", "jaccard", "cosine", "dna-cosine"]]
            # All ways without duplicates, then one in three.
            for mode, aggregate, normalise in ways if duplicates == "include" else ways[:: 3]:
                one = {**o, "mode": mode, "aggregate": aggregate, "normalise": normalise, "isolates": duplicates == "year"}
                check(onrecord, path, statements, one)
                count += 1
        until = statements[len(statements) // 3]["when"].date()
        for (qualifier, kind), mode in itertools.product(kinds, ["two", "one"]):
            o = {**base, "qualifier": qualifier, "kind": kind, "mode": mode, "duplicates": "include", "normalise": "none"}
            o |= {"until": until, "exclude": (qualifier, statements[0][qualifier])}
            if o["exclude"][1] is not None:
                check(onrecord, path, statements, {**o, "aggregate": "combine" if mode == "two" else "conflict"})
                count += 1
        by_source = {**base, "columns": "source", "qualifier": "agreement", "kind": "boolean"}
        check(onrecord, path, statements, {**by_source, "mode": "two", "aggregate": "subtract", "normalise": "none", "duplicates": "week"})
        o = {**base, "qualifier": "agreement", "kind": "boolean", "duplicates": "document"}
        for unit, size in [("days", 60), ("weeks", 9), ("months", 4), ("years", 1), ("events", 7)]:
            for mode, aggregate in [("two", "subtract"), ("one", "congruence")]:
                one = {**o, "mode": mode, "aggregate": aggregate, "normalise": "none", "window": size, "unit": unit}
                check(onrecord, path, statements, one)
                count += 1
        for kernel in KERNELS:
            for mode, aggregate in [("two", "subtract"), ("one", "conflict")]:
                one = {**o, "mode": mode, "aggregate": aggregate, "normalise": "none", "window": 13, "unit": "weeks", "kernel": kernel}
                check(onrecord, path, statements, one)
                count += 1
        print(f"{name}: {len(statements)} statements, {count} networks so far are as defined")


main(sys.argv[1])
