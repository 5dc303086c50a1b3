"""Checks GEXF files against the specification, and a network in time against its CSV.

    python tests/python/gexf.py FILE.gexf... [WINDOWS.gexf WINDOWS.csv]

libxml2 checks each file against gexf.rng beside this script; networkx reads it too. Where a CSV
follows a file, it has the same windows: at the middle of each, the values that hold then in the file
must be the values of the CSV.
"""

import csv
import pathlib
import sys

import networkx as nx
from lxml import etree

GEXF = "{http://gexf.net/1.3}"
schema = etree.RelaxNG(etree.parse(str(pathlib.Path(__file__).with_name("gexf.rng"))))


def check(path):
    tree = etree.parse(path)
    if not schema.validate(tree):
        sys.exit(f"{path}: {schema.error_log}")
    declared = {
        (group.get("class"), each.get("id")): (each.get("type"), group.get("mode"))
        for group in tree.iter(GEXF + "attributes")
        for each in group
    }
    nodes = {node.get("id") for node in tree.iter(GEXF + "node")}
    assert len(nodes) == len(list(tree.iter(GEXF + "node"))), f"{path}: ids of nodes are unique"
    read = {"integer": int, "double": float, "string": str}
    for of in ["node", "edge"]:
        for each in tree.iter(GEXF + of):
            if of == "edge":
                assert {each.get("source"), each.get("target")} <= nodes, path
            for value in each.iter(GEXF + "attvalue"):
                kind, mode = declared[of, value.get("for")]
                read[kind](value.get("value"))
                assert (value.get("start") is not None) == (mode == "dynamic"), path
            for span in each.iter(GEXF + "spell", GEXF + "attvalue", GEXF + of):
                assert (span.get("start") or "") <= (span.get("end") or "9"), path
    graph = nx.read_gexf(path, version="1.3")
    assert set(graph) == nodes, path
    return tree


def at(element, name, day):
    """The values of an attribute that hold on a day."""
    return [
        float(value.get("value"))
        for value in element.iter(GEXF + "attvalue")
        if value.get("for") == name and value.get("start") <= day <= value.get("end")
    ]


def compare(tree, path):
    names = {node.get("id"): node.get("label") for node in tree.iter(GEXF + "node")}
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    windows = {}
    for row in rows:
        # Of windows with their middles on one day, the last stands.
        day = row["middle"][:10]
        if windows.get(day, (0,))[0] != row["window"]:
            windows[day] = (row["window"], {})
        link = frozenset([row["row"], row["column"]])
        # A kernel keeps how much each row agrees with itself, which is no link.
        if len(link) == 2:
            windows[day][1][link] = float(row["value"])
    assert windows, f"{path} has windows"
    for day, (_, links) in windows.items():
        found = {}
        for edge in tree.iter(GEXF + "edge"):
            values = at(edge, "value", day)
            assert len(values) <= 1, "one value holds at a time"
            for value in values:
                found[frozenset(names[edge.get(end)] for end in ["source", "target"])] = value
            assert at(edge, "weight", day) == [abs(value) for value in values]
        assert found == links, (day, found, links)
    print(f"{path}: {len(windows)} windows are the same in GEXF and CSV")


checked = None
for path in sys.argv[1:]:
    if path.endswith(".csv"):
        compare(checked, path)
    else:
        checked = check(path)
        print(f"{path} is GEXF 1.3")
