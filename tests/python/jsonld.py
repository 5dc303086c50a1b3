"""Reads statements that onrecord wrote as JSON-LD with rdflib.

    python tests/python/jsonld.py FILE.jsonld

Every quotation must have its text, and an annotation whose exact words have the length that
their positions say.
"""

import sys

import rdflib

graph = rdflib.Graph()
graph.parse(sys.argv[1], format="json-ld")
schema = rdflib.Namespace("https://schema.org/")
oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
prov = rdflib.Namespace("http://www.w3.org/ns/prov#")

quotations = set(graph.subjects(rdflib.RDF.type, schema.Quotation))
assert quotations, "there are quotations"
for quotation in quotations:
    assert graph.value(quotation, schema.text), quotation
    assert graph.value(quotation, prov.wasGeneratedBy), quotation
    annotation = graph.value(predicate=oa.hasBody, object=quotation)
    for target in graph.objects(annotation, oa.hasTarget):
        selectors = list(graph.objects(target, oa.hasSelector))
        [exact] = [words for s in selectors for words in graph.objects(s, oa.exact)]
        [start] = [at.toPython() for s in selectors for at in graph.objects(s, oa.start)]
        [end] = [at.toPython() for s in selectors for at in graph.objects(s, oa.end)]
        assert len(exact) == end - start, (quotation, exact, start, end)

print(f"{len(quotations)} quotations have their words and their places")
