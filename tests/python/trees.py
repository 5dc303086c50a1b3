"""What scipy computes for dendrograms and igraph for communities, as JSON for tests/network/measures.rs.

    pip install -r tests/python/requirements.txt
    python tests/python/trees.py > tests/gold/network/trees.json

Dendrograms are of random distances without ties; the networks are those of measures.json.
"""

import json
import pathlib
import random

import igraph
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

GOLD = pathlib.Path(__file__).parents[1] / "gold/network/measures.json"


def tree(seed, n):
    chance = random.Random(seed)
    distances = np.zeros((n, n))
    for a in range(n):
        for b in range(a):
            distances[a, b] = distances[b, a] = chance.random()
    joins = linkage(squareform(distances), "average")
    return {
        "distances": distances.tolist(),
        "heights": joins[:, 2].tolist(),
        "cuts": {str(k): fcluster(joins, k, "maxclust").tolist() for k in (2, 4, 7)},
    }


def leiden(network):
    links = network["links"]
    graph = igraph.Graph(network["nodes"], [link[:2] for link in links])
    random.seed(1)
    weights = [link[2] for link in links]
    runs = (graph.community_leiden("modularity", weights=weights, n_iterations=-1) for _ in range(50))
    return max(graph.modularity(run, weights=weights) for run in runs)


networks = json.loads(GOLD.read_text(encoding="utf-8"))["networks"]
found = {"trees": [tree(1, 9), tree(2, 30)], "leiden": [leiden(network) for network in networks]}
print(json.dumps(found, separators=(",", ":")))
