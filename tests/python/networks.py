"""Reads the networks that onrecord wrote with programs that are not onrecord's.

    python tests/python/networks.py FOLDER

The folder holds one network in each format: network.graphml, .gexf, .net, .cyjs, .dot,
edges.csv, nodes.csv and matrix.csv. All must have the same nodes, links and weights. Of a network with one
kind of nodes there are one.dl and one.csv.
"""

import csv
import io
import json
import pathlib
import sys

import igraph
import networkx as nx
import pandas

folder = pathlib.Path(sys.argv[1])


def table(name):
    with open(folder / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(graph, name, weight):
    """Links as names of both ends and the weight, whatever the ids are."""
    label = lambda node: graph.nodes[node].get(name, node)
    links = graph.edges(data=True)
    return sorted((*sorted((label(a), label(b))), float(data[weight])) for a, b, data in links)


nodes = sorted(row["name"] for row in table("nodes.csv"))
links = sorted(
    (*sorted((row["source"], row["target"])), float(row["weight"])) for row in table("edges.csv")
)
assert nodes and links, "the network has nodes and links"

graphml = nx.read_graphml(folder / "network.graphml")
gexf = nx.read_gexf(folder / "network.gexf", version="1.3")
# networkx does not know the number of rows that a two-mode network has behind that of all nodes.
head, body = (folder / "network.net").read_text(encoding="utf-8").split("\n", 1)
pajek = nx.Graph(nx.parse_pajek(" ".join(head.split()[:2]) + "\n" + body))
cytoscape = nx.cytoscape_graph(json.loads((folder / "network.cyjs").read_text(encoding="utf-8")))
# pydot leaves strings in their quotation marks.
dot = nx.Graph(nx.nx_pydot.read_dot(folder / "network.dot"))
for data in [*(data for _, data in dot.nodes(data=True)), *(data for *_, data in dot.edges(data=True))]:
    data.update({key: value.strip('"') for key, value in data.items()})
for name, graph, key, weight in [
    ("GraphML", graphml, "name", "weight"),
    ("GEXF", gexf, "label", "value"),
    ("Pajek", pajek, "id", "weight"),
    ("Cytoscape", cytoscape, "name", "weight"),
    ("DOT", dot, "label", "value"),
]:
    if name == "Pajek":
        nx.set_node_attributes(graph, {node: node for node in graph}, "id")
    assert sorted(data[key] for _, data in graph.nodes(data=True)) == nodes, name
    assert named(graph, key, weight) == links, name

for reader, name in [(igraph.Graph.Read_GraphML, "network.graphml"), (igraph.Graph.Read_Pajek, "network.net")]:
    graph = reader(str(folder / name))
    assert graph.vcount() == len(nodes) and graph.ecount() == len(links), name
    assert sorted(graph.es["weight"]) == sorted(weight for *_, weight in links), name

matrix = pandas.read_csv(folder / "matrix.csv", index_col=0)
assert sorted([*matrix.index, *matrix.columns]) == nodes, "matrix"
cells = matrix.stack()
cells = sorted((*sorted(ends), value) for ends, value in cells[cells != 0].items())
assert cells == links, "matrix"

one = pandas.read_csv(folder / "one.csv", index_col=0)
assert list(one.index) == list(one.columns) and (one.values == one.values.T).all(), "one.csv"
# igraph knows full matrices of DL without values only, so that pandas reads the numbers.
head, body = (folder / "one.dl").read_text(encoding="utf-8").split("labels:\n")
labels, data = body.split("data:\n")
assert head == f"dl n = {len(one)}, format = fullmatrix\n", "one.dl"
assert [label.strip('"') for label in labels.splitlines()] == list(one.index), "one.dl"
numbers = pandas.read_csv(io.StringIO(data), sep=r"\s+", header=None)
assert numbers.values.tolist() == one.values.tolist(), "one.dl"

print(f"{len(nodes)} nodes and {len(links)} links are the same in every format")
