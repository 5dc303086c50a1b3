"""Loads GraphML files with networkx and igraph and compares what both find.

Usage: python graphml.py FILE.graphml...
"""

import sys

import igraph
import networkx

NODE_TYPES = {"name": str, "label": str, "kind": str, "statements": int}
EDGE_TYPES = {"relation": str, "weight": float, "statements": int, "utterances": int}


def typed(where, data, types):
    for key, kind in types.items():
        value = data.get(key)
        assert isinstance(value, kind), f"{where}: {key} is {value!r}, not {kind.__name__}"


def check(path):
    graph = networkx.read_graphml(path, force_multigraph=True)
    assert graph.is_directed(), "not directed"
    for node, data in graph.nodes(data=True):
        typed(node, data, NODE_TYPES)
    for source, target, data in graph.edges(data=True):
        typed(f"{source} to {target}", data, EDGE_TYPES)
        assert (data["relation"] == "stance") == ("stance" in data), data
        assert len(data.get("statement_ids", "").split()) == data["statements"], data

    other = igraph.Graph.Read_GraphML(path)
    assert other.is_directed(), "not directed in igraph"
    names = {data["name"]: data["label"] for _, data in graph.nodes(data=True)}
    assert len(names) == graph.number_of_nodes(), "names are not unique"
    assert dict(zip(other.vs["name"], other.vs["label"])) == names
    ends = sorted(
        (graph.nodes[source]["name"], graph.nodes[target]["name"], data["weight"])
        for source, target, data in graph.edges(data=True)
    )
    found = sorted(
        (other.vs[edge.source]["name"], other.vs[edge.target]["name"], edge["weight"])
        for edge in other.es
    )
    assert found == ends, "networkx and igraph differ about the edges"
    print(f"{path}: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for path in sys.argv[1:]:
        check(path)
