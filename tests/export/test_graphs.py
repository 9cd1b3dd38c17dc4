"""FollowTheMoney, JSON-LD, Web Annotations and PROV-JSON, each read by its own library or a second one."""

from __future__ import annotations

import io
import json
import warnings

import pytest

from export.footprints import lines, selectors
from sitrep.export.crosswalk import table
from sitrep.ledger import State


def test_followthemoney_finds_every_entity_valid_and_changes_no_value(footprints: dict[str, str]) -> None:
    model = pytest.importorskip("followthemoney").model
    found = lines(footprints["ftm"])
    schemata = {line["schema"] for line in found}
    assert {"Article", "Event", "Documentation", "Mention", "Note", "Person", "Address"} <= schemata
    ids = {line["id"] for line in found}
    assert len(ids) == len(found)
    for line in found:
        model.get(line["schema"]).validate(line)
        proxy = model.get_proxy(line, cleaned=False)
        for name, values in line["properties"].items():
            prop = proxy.schema.get(name)
            assert sorted(proxy.get(name)) == sorted(values), (line["schema"], name, values)
            assert prop.type.name == table("ftm")["types"][line["schema"]][name]
            assert prop.type.name != "entity" or set(values) <= ids


def test_followthemoney_reads_the_statements_back_to_the_entities(footprints: dict[str, str]) -> None:
    pytest.importorskip("followthemoney")
    from followthemoney import Statement
    from followthemoney.statement.serialize import read_csv_statements

    found = list(read_csv_statements(io.BytesIO(footprints["ftm-statements"].encode())))
    for told in found:
        assert told.id == Statement.make_key("sitrep", told.entity_id, told.prop, told.value, False)
    entities = lines(footprints["ftm"])
    kept = {
        (line["id"], k, v) for line in entities for k, values in line["properties"].items() for v in values
    }
    read = {(s.entity_id, s.prop, s.value.removeprefix("'")) for s in found if s.prop != "id"}
    assert read == {(id_, name, value.removeprefix("'")) for id_, name, value in kept}
    assert {s.entity_id for s in found if s.prop == "id"} == {line["id"] for line in entities}


def test_followthemoney_knows_who_is_what(footprints: dict[str, str]) -> None:
    by_name = {line["properties"].get("name", [""])[0]: line for line in lines(footprints["ftm"])}
    assert by_name["Hassan Diab"]["schema"] == "Person"
    assert by_name["Health Ministry"]["schema"] == "PublicBody"
    assert by_name["rebels"]["schema"] == "LegalEntity"
    assert by_name["Hassan Diab"]["properties"]["country"] == ["lb"]


def test_json_ld_makes_articles_events_and_claims(state: State, footprints: dict[str, str]) -> None:
    rdflib = pytest.importorskip("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, of itself
        graph = rdflib.Graph().parse(data=footprints["jsonld"], format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    articles, events, claims = (
        set(graph.subjects(rdflib.RDF.type, schema[kind])) for kind in ("NewsArticle", "Event", "Claim")
    )
    assert (len(articles), len(events)) == (len(state.reports), len(state.events) - 1)
    assert len(claims) == len(state.statements) + sum(len(series.versions) for series in state.series)
    for claim in claims:
        assert set(graph.objects(claim, schema.appearance)) <= articles
        assert graph.value(claim, schema.text)
    said = next(c for c in claims if str(graph.value(c, schema.text)) == "We will find those responsible")
    assert str(graph.value(graph.value(said, schema.author), schema.name)) == "Hassan Diab"
    assert len(set(graph.objects(said, schema.appearance))) == 3
    assert "ClaimReview" not in footprints["jsonld"]


def test_json_ld_loses_nothing_when_it_is_expanded(footprints: dict[str, str]) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    document = json.loads(footprints["jsonld"])
    assert len(jsonld.expand(document)) == len(document["@graph"])


def test_each_selector_finds_its_words(
    state: State, texts: dict[str, str], footprints: dict[str, str]
) -> None:
    collection = json.loads(footprints["webannotation"])
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    items = collection["first"]["items"]
    tellings = sum(len(e.items) for e in state.events if e.status != "rejected")
    figures = sum(len(series.versions) for series in state.series)
    said = sum(len(statement.appearances) for statement in state.statements)
    assert collection["total"] == len(items) == tellings + figures + said
    assert len({item["id"] for item in items}) == len(items)
    addresses = {report.url or f"urn:sitrep:{report.id}": report.id for report in state.reports}
    for address, (quote, position) in selectors(footprints["webannotation"]):
        text = texts[addresses[address]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_prov_says_who_read_and_who_decided(state: State, footprints: dict[str, str]) -> None:
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(content=footprints["prov"], format="json")
    agents = [str(agent.label) for agent in document.get_records(model.ProvAgent)]
    assert sorted(agents) == ["Nour", "Sam", "sitrep 1, rules"]
    acts = document.get_records(model.ProvActivity)
    kinds = [str(next(iter(act.get_attribute("prov:type")))) for act in acts]
    assert sorted(set(kinds)) == ["sitrep:Corrected", "sitrep:Noted", "sitrep:Reading"]
    assert kinds.count("sitrep:Reading") == len(state.reports)
    known = {record.identifier for record in document.get_records() if record.is_element()}
    for relation in document.get_records(model.ProvRelation):
        assert {value for _, value in relation.formal_attributes if value} <= known
