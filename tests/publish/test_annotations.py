"""Linked data: expands without the network, every term is defined, and the selectors lead back to the words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pyld import jsonld

from servanda.model.reading import Reading
from servanda.publish.annotations import context, document_iri, linked_data

BASE = "https://ledger.example/"
AT = datetime(2032, 6, 10, 9, 0, tzinfo=UTC)
OA, PROV, SV = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", f"{BASE}vocabulary#"


def _refused(url: str, options: object = None) -> Any:
    raise AssertionError(f"the network was asked for {url}")


def written(reading: Reading) -> dict[str, Any]:
    return json.loads(json.dumps(linked_data(reading, BASE, version="1.2.3", read_at=AT)))


def expanded(reading: Reading) -> list[dict[str, Any]]:
    return jsonld.expand(written(reading), {"documentLoader": _refused})


def of_type(reading: Reading, name: str) -> list[dict[str, Any]]:
    return [node for node in expanded(reading) if name in node["@type"]]


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.fixture(params=["round_two", "press", "treaty", "hostile"])
def reading(request: pytest.FixtureRequest) -> Reading:
    return request.getfixturevalue(request.param)


def test_every_key_and_type_is_defined_in_the_context(reading: Reading) -> None:
    known = context(BASE)
    graph = written(reading)["@graph"]
    assert set(keys(graph)) <= set(known)
    for node in expanded(reading):
        assert all(name.startswith("http") for name in node["@type"])


def test_selectors_lead_back_to_the_words(reading: Reading) -> None:
    text, found = reading.document.text, 0
    for annotation in written(reading)["@graph"]:
        if annotation["type"] != "Annotation":
            continue
        parts = [annotation["target"], *(v for v in annotation["body"][0].values() if isinstance(v, dict))]
        parts += annotation["body"][0].get("basis", []) + annotation["body"][0].get("limit", [])
        for part in parts:
            quoted, position = part["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quoted["exact"]
            assert text[:start].endswith(quoted.get("prefix", ""))
            assert text[end:].startswith(quoted.get("suffix", ""))
            found += 1
    assert found >= len(reading.commitments) + len(reading.claims) > 0


def test_one_annotation_for_each_find_with_its_labels(round_two: Reading) -> None:
    annotations = of_type(round_two, OA + "Annotation")
    assert len(annotations) == len(round_two.commitments)
    first = annotations[0]
    assert first["@id"] == f"{document_iri(BASE, round_two.document.source.id)}#{round_two.commitments[0].id}"
    assert first[OA + "motivatedBy"] == [{"@id": OA + "classifying"}]
    body, *tags = first[OA + "hasBody"]
    assert {SV + "Commitment", PROV + "Entity"} == set(body["@type"])
    assert (body[SV + "polarity"], body[SV + "obligation"]) == ([{"@value": "refrain"}], [{"@value": "firm"}])
    assert {party["@id"] for party in body[SV + "party"]} == {f"{BASE}parties/MRN", f"{BASE}parties/VAL"}
    assert [tag["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"] for tag in tags] == ["refrain", "firm", "act"]


def test_claims_say_who_says_so(press: Reading) -> None:
    signed = of_type(press, OA + "Annotation")[2]
    body = signed[OA + "hasBody"][0]
    [said] = body[SV + "attributedTo"]
    exact = [s[OA + "exact"][0]["@value"] for s in said[OA + "hasSelector"] if OA + "exact" in s]
    assert (body[SV + "about"][0]["@value"], exact) == ("event", ["the Northern Wire"])


def test_who_said_it_and_what_read_it(round_two: Reading, press: Reading) -> None:
    [activity] = of_type(round_two, PROV + "Activity")
    [software] = of_type(round_two, PROV + "SoftwareAgent")
    [document] = of_type(round_two, SV + "Document")
    assert activity[PROV + "used"] == [{"@id": document["@id"]}]
    assert activity[PROV + "wasAssociatedWith"] == [{"@id": software["@id"]}]
    assert activity[PROV + "endedAtTime"][0]["@value"] == "2032-06-10T09:00:00Z"
    assert software["http://schema.org/softwareVersion"] == [{"@value": "1.2.3"}]
    assert {agent["@id"] for agent in document[PROV + "wasAttributedTo"]} == {f"{BASE}parties/VAL", f"{BASE}parties/MRN"}
    assert document[SV + "date"] == [{"@value": "2032-06-09", "@type": "http://id.loc.gov/datatypes/edtf/EDTF"}]
    assert all(a[PROV + "wasGeneratedBy"] == [{"@id": activity["@id"]}] for a in of_type(round_two, OA + "Annotation"))
    assert PROV + "wasAttributedTo" not in of_type(press, SV + "Document")[0]


def test_it_is_rdf(reading: Reading) -> None:
    lines = jsonld.to_rdf(written(reading), {"format": "application/n-quads", "documentLoader": _refused}).splitlines()
    assert len(lines) > 20
    assert len([line for line in lines if f"<{OA}exact>" in line]) >= len(reading.commitments)


def test_odd_bases_and_times_are_refused(round_two: Reading) -> None:
    with pytest.raises(ValueError, match="slash"):
        linked_data(round_two, "https://ledger.example", version="1")
    with pytest.raises(ValueError, match="time zone"):
        linked_data(round_two, BASE, version="1", read_at=datetime(2032, 1, 1))
