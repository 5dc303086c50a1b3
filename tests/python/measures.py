"""What networkx and numpy compute for generated networks, as JSON for tests/network/measures.rs.

    pip install networkx numpy scipy && python tests/python/measures.py > tests/gold/network/measures.json

Polarisation, the disparity filter, the nested backbone and change points have no function there:
these are computed here from their definitions by trying everything.
"""

import itertools
import json
import random

import networkx as nx
import numpy as np


def network(seed, groups, size, inside, between):
    chance = random.Random(seed)
    graph = nx.planted_partition_graph(groups, size, inside, between, seed=seed)
    for _, _, data in graph.edges(data=True):
        # Powers of two, whose inverses add up without rounding: networkx takes paths for equally
        # long only when their sums are the same double.
        data["weight"] = chance.choice([0.5, 1, 1, 2, 4])
    return graph


def measures(graph):
    nodes = sorted(graph)
    listed = lambda values: [values[node] for node in nodes]
    inverse = {(a, b): 1 / d["weight"] for a, b, d in graph.edges(data=True)}
    nx.set_edge_attributes(graph, inverse, "length")
    largest = max(nx.connected_components(graph), key=len)
    values, vectors = np.linalg.eigh(nx.to_numpy_array(graph, nodelist=nodes))
    best = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
        for seed in range(50)
    )
    thirds = [set(nodes[at::3]) for at in range(3)]
    return {
        "nodes": len(nodes),
        "links": [[a, b, d["weight"]] for a, b, d in graph.edges(data=True)],
        "degree": listed(dict(graph.degree())),
        "strength": listed(dict(graph.degree(weight="weight"))),
        "betweenness": listed(nx.betweenness_centrality(graph)),
        "betweenness_inverse": listed(nx.betweenness_centrality(graph, weight="length")),
        "closeness": listed(nx.closeness_centrality(graph)),
        "closeness_inverse": listed(nx.closeness_centrality(graph, distance="length")),
        "eigenvector": [abs(x) for x in vectors[:, -1]] if len(largest) == len(nodes) else None,
        "page_rank": listed(nx.pagerank(graph, tol=1e-15, max_iter=10000)),
        "modularity_of_thirds": nx.community.modularity(graph, thirds),
        "best_modularity": best,
        "disparity": disparity(graph),
    }


def disparity(graph, alpha=0.2):
    kept = []
    for a, b, d in graph.edges(data=True):
        chances = [
            (1 - d["weight"] / graph.degree(node, weight="weight")) ** (graph.degree(node) - 1)
            if graph.degree(node) > 1
            else 1
            for node in (a, b)
        ]
        if min(chances) < alpha:
            kept.append([a, b])
    return kept


def polarisation(seed, n):
    chance = random.Random(seed)
    congruence, conflict = np.zeros((n, n)), np.zeros((n, n))
    for a, b in itertools.combinations(range(n), 2):
        same = (a < n // 2) == (b < n // 2)
        congruence[a, b] = chance.randint(0, 5 if same else 2)
        conflict[a, b] = chance.randint(0, 1 if same else 4)
    best = 0
    for camp in itertools.product([0, 1], repeat=n):
        apart = np.array([[x != y for y in camp] for x in camp])
        value = conflict[apart].sum() / conflict.sum() - congruence[apart].sum() / congruence.sum()
        best = max(best, value)
    return {"congruence": congruence.tolist(), "conflict": conflict.tolist(), "value": best}


def nested(seed):
    chance = random.Random(seed)
    said = [[chance.randrange(6), chance.randrange(7), chance.randrange(2)] for _ in range(80)]

    def spectrum(concepts):
        x = np.zeros((6, 7, 2))
        for who, what, agrees in said:
            if what in concepts:
                x[who, what, agrees] += 1
        links = np.einsum("ajk,bjk->ab", x, x)
        np.fill_diagonal(links, 0)
        values = np.sort(np.linalg.eigvalsh(np.diag(links.sum(0)) - links))
        return values / values.sum() if values.sum() > 0 else values * 0

    whole = spectrum(range(7))
    loss = lambda concepts: float(np.abs(whole - spectrum(concepts)).sum())
    remain, steps = list(range(7)), []
    while remain:
        gone = min(remain, key=lambda concept: loss([c for c in remain if c != concept]))
        remain.remove(gone)
        steps.append([gone, loss(remain), loss([c for c in range(7) if c not in remain])])
    return {"said": said, "steps": steps}


def change_points(seed):
    chance = random.Random(seed)
    levels = [0] * 6 + [3] * 5 + [1] * 7
    at = [level + chance.random() for level in levels]
    distances = [[abs(a - b) for b in at] for a in at]

    def cost(start, stop):
        return sum(d * d for row in distances[start:stop] for d in row[start:stop]) / 2 / (stop - start)

    best = {}
    for states in (1, 2, 3, 4):
        ways = itertools.combinations(range(1, len(at)), states - 1)
        ends = lambda way: zip((0, *way), (*way, len(at)))
        best[states] = min(ways, key=lambda way: sum(cost(a, b) for a, b in ends(way)))
    return {"distances": distances, "points": best}


print(
    json.dumps(
        {
            "networks": [
                measures(network(1, 4, 8, 0.6, 0.08)),
                measures(network(2, 3, 12, 0.5, 0.1)),
                measures(network(3, 5, 6, 0.7, 0.02)),
            ],
            "polarisation": [polarisation(4, 8), polarisation(5, 11)],
            "nested": nested(6),
            "change_points": change_points(7),
        },
        indent=None,
        separators=(",", ":"),
    )
)
