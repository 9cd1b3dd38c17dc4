"""Each corpus form is told by its content, and its gold is read with offsets into the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.evaluate.corpora import (
    actor_codes,
    gum,
    gva,
    plover,
    polnear,
    recognise,
    timeml,
    toponyms,
    worldwide,
)
from sitrep.evaluate.corpora.joining import join_words
from sitrep.evaluate.members import Member
from sitrep.record import Span

LGL = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article docid="77">
    <domain>example.org</domain><url>http://example.org/77</url><dltime>2009-03-20 12:24:52</dltime>
    <text><![CDATA[Salem mourned. Trains to Lower Ford stopped.]]></text>
    <toponyms count="2">
      <toponym><start>0</start><end>5</end><phrase>Salem</phrase>
        <gaztag geonameid="1"><lat>44.94</lat><lon>-123.03</lon></gaztag></toponym>
      <toponym><start>25</start><end>35</end><phrase>Lower Ford</phrase></toponym>
    </toponyms>
  </article>
</articles>
"""
GEOVIRUS = """<articles><article><source>http://example.org/flu</source>
<text>Cases rose in Pune.</text><locations>
<location><name>Pune</name><start>15</start><end>19</end><lat>18.52</lat><lon>73.86</lon></location>
</locations></article></articles>
"""
TAGGED = (
    "http://example.org/story?id=7\tO\n&\tO\n\n"
    "Ama\tB-Person\nMensah\tI-Person\n's\tO\nteam\tO\nleft\tO\nAccra\tB-Location\tO\n.\tO\n\n"
    "9 a.m.\tO\nin    O\nTema    B-Location\nPort    B-Facility\n"
)
CONLLU = """# newdoc id = GUM_news_dam
# global.Entity = GRP-etype-infstat
# meta::dateCreated = 2020-07-01
# meta::title = Dam opens
# newpar
# text = The mayor of Ikeja's capital can't come.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new
2\tmayor\tmayor\tNOUN\tNN\t_\t8\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t6\tcase\t_\t_
4-5\tIkeja's\t_\t_\t_\t_\t_\t_\t_\t_
4\tIkeja\tIkeja\tPROPN\tNNP\t_\t6\tnmod\t_\tEntity=(2-place-new(3-place-new-x)
5\t's\t's\tPART\tPOS\t_\t4\tcase\t_\t_
6\tcapital\tcapital\tNOUN\tNN\t_\t2\tnmod\t_\tEntity=2)1)
7-8\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
7\tca\tcan\tAUX\tMD\t_\t9\taux\t_\t_
8\tn't\tnot\tPART\tRB\t_\t9\tadvmod\t_\t_
9\tcome\tcome\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t9\tpunct\t_\t_

# text = He is ill.
1\tHe\the\tPRON\tPRP\t_\t3\tnsubj\t_\tEntity=(1-person-giv-x)
2\tis\tbe\tAUX\tVBZ\t_\t3\tcop\t_\t_
3\till\till\tADJ\tJJ\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_
"""
POLNEAR = {
    "id": "gazette_2016-09-12_the-dam",
    "text": '"It holds," she said, "for now."',
    "spans": {
        "T1": ["Source", [[12, 15]]],
        "T2": ["Cue", [[16, 20]]],
        "T3": ["Content", [[0, 11], [22, 32]]],
        "T4": ["Discuss", [[1, 3]]],
    },
    "attributions": [
        {"kind": "Attribution", "parts": [["Source", "T1"], ["Cue", "T2"], ["Content", "T3"]]},
        {"kind": "Attribution-no-source", "parts": []},
    ],
}
GSR = {
    "id": "GSR-1",
    "date": "2000-01-01",
    "text": "Tokyo urged the bloc and Kosovo rebels to talk.",
    "event": "DEMAND",
    "eventText": "urged",
    "source": [{"actorText": "Tokyo", "code": "JAP"}],
    "target": [
        {"actorText": "the bloc", "code": "IGO"},
        {"actorText": "rebels", "code": "KSV", "sector": "REBalb"},
    ],
}
PLV = {
    "sentence": "Police arrested strikers as police watched.",
    "source": "Police",
    "target": "a recipient",
    "gold_root": "COERCE",
    "gold_penta": "4",
}
DOC = {"incident": "5", "doc_id": "d1", "title": "T", "dct": "2016-02-03", "uri": "u", "content": "Two died."}
PHRASE = {"phrase": "two Ghanaian nurses", "country": "GHA", "sector": "MED", "second": None}
INCIDENT = {"incident_uri": "5", "state": "Ohio", "num_killed": 2, "num_injured": 0}


def member(text: str, name: str = "folder/sample.txt") -> Member:
    return Member(name, text, Path("corpus"))


def line(row: dict[str, Any]) -> Member:
    return member(json.dumps(row))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (LGL, toponyms.FORM),
        (GEOVIRUS, toponyms.FORM),
        (TAGGED, worldwide.FORM),
        (CONLLU, gum.FORM),
        (json.dumps(POLNEAR), polnear.FORM),
        (json.dumps(GSR), plover.GSR),
        (json.dumps(PLV), plover.PLV),
        (json.dumps(DOC), gva.FORM),
        (json.dumps(INCIDENT), gva.INCIDENTS),
        (json.dumps(PHRASE), actor_codes.FORM),
        ("A note on how the corpus was made.", None),
        ('{"title": "No corpus", "text": "Just a report."}', None),
        ("", None),
    ],
)
def test_a_form_is_told_by_content_not_by_name(text: str, form: object) -> None:
    assert recognise(member(text)) is form


def test_timeml_is_told_by_its_root(timeml: Callable[..., str]) -> None:
    found = recognise(member(timeml()))
    assert found is not None
    assert found.name == "TimeML"


def assert_slices(text: str, spans: tuple[Span, ...]) -> None:
    assert all(text[span.start : span.end] == span.quote for span in spans)


def test_timeml_gives_times_of_the_body_alone(timeml: Callable[..., str]) -> None:
    from sitrep.evaluate.corpora.timeml import documents

    (document,) = documents(member(timeml(), "tml/bridge.tml"))
    assert (document.name, document.report.published) == ("bridge", "2021-05-04")
    assert document.report.text.startswith("The bridge was built")
    assert [(t.quote, t.label) for t in document.gold] == [("1956", "1956"), ("on Monday", "2021-05-03")]
    assert_slices(document.report.text, document.gold)


def test_timeml_without_a_body_is_refused() -> None:
    with pytest.raises(InputError, match="has no TEXT"):
        list(timeml.documents(member("<TimeML><DCT/></TimeML>")))


def test_broken_xml_is_named() -> None:
    with pytest.raises(InputError, match=r"corpus: folder/sample\.txt is not well-formed"):
        list(toponyms.documents(member("<articles><article>")))


def test_lgl_counts_from_0_and_keeps_names_without_coordinates() -> None:
    (document,) = toponyms.documents(member(LGL, "Corpora/LGL.xml"))
    assert (document.name, document.corpus, document.report.published) == ("77", "lgl", "2009-03-20")
    assert [(t.quote, t.lat) for t in document.gold] == [("Salem", 44.94), ("Lower Ford", None)]


def test_geovirus_counts_from_1() -> None:
    (document,) = toponyms.documents(member(GEOVIRUS, "Corpora/GeoVirus.xml"))
    assert [(t.quote, t.lon) for t in document.gold] == [("Pune", 73.86)]
    assert document.corpus == "geovirus"


def test_tagged_words_become_print_without_the_address() -> None:
    (document,) = worldwide.documents(member(TAGGED, "af_story_1.txt.tsv"))
    assert document.report.text == "Ama Mensah's team left Accra.\n\n9 a.m. in Tema Port"
    assert document.report.url == "http://example.org/story?id=7"
    assert [(s.quote, s.label) for s in document.gold] == [
        ("Ama Mensah", "Person"),
        ("Accra", "Location"),
        ("Tema", "Location"),
        ("Port", "Facility"),
    ]
    assert document.name == "af_story_1.txt"


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ('He said : " We stay . " Then he left .', 'He said: "We stay." Then he left.'),
        ("part - time work in Accra - Tema Road", "part-time work in Accra - Tema Road"),
        ("the UN ’ s aid ( and WHO ’s ) rose 5 %", "the UN’s aid (and WHO’s) rose 5%"),
        ("“ Go , ” she said", "“Go,” she said"),
        ("the U . S . A . and Plan B . It failed .", "the U.S.A. and Plan B. It failed."),
    ],
)
def test_words_are_set_as_in_print_and_stay_where_their_offsets_say(words: str, printed: str) -> None:
    text, offsets = join_words(words.split())
    assert text == printed
    assert [text[a:b] for a, b in offsets] == words.split()


@given(
    st.lists(st.from_regex(r"[^\s]{1,6}", fullmatch=True) | st.sampled_from(['"', "-", "’", "(", ".", "s"]))
)
def test_no_word_is_lost_however_it_is_set(words: list[str]) -> None:
    text, offsets = join_words(words)
    assert [text[a:b] for a, b in offsets] == words
    assert "".join(text.split()) == "".join("".join(words).split())


def test_a_phrase_is_the_subject_of_a_short_report() -> None:
    (document,) = actor_codes.documents(line(PHRASE))
    assert document.report.text == "Two Ghanaian nurses took part."
    assert document.gold == actor_codes.CodedPhrase(0, 19, "Two Ghanaian nurses", "GHA", "MED", False)


def test_codes_of_bodies_between_states_stand_for_no_country() -> None:
    (document,) = actor_codes.documents(line({"phrase": "the fund", "country": "IGO", "sector": None}))
    assert (document.gold.country, document.gold.sector) == ("", None)


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("Ama Mensah", True),
        ("Jean-Luc de Vries", True),
        ("Colonel Ama Mensah", False),
        ("Ghanaian Mensah", False),
        ("Ghana", False),
        ("Accra", False),
        ("the Mensah family", False),
        ("UNICEF", False),
        ("nurses", False),
        ("Ministry of Trade", False),
    ],
)
def test_whether_a_phrase_is_a_bare_personal_name(phrase: str, bare: bool) -> None:
    assert actor_codes.is_bare_name(phrase) is bare


def test_gum_mentions_nest_and_carry_their_chain() -> None:
    (document,) = gum.documents(member(CONLLU, "GUM_news_dam.conllu"))
    assert document.report.text == "The mayor of Ikeja's capital can't come. He is ill."
    assert (document.report.title, document.report.published) == ("Dam opens", "2020-07-01")
    assert [(m.quote, m.type, m.chain) for m in document.gold] == [
        ("The mayor of Ikeja's capital", "person", 1),
        ("Ikeja's capital", "place", 2),
        ("Ikeja", "place", 3),
        ("He", "person", 1),
    ]
    assert_slices(document.report.text, document.gold)


def test_gum_refuses_words_that_its_sentence_does_not_hold() -> None:
    with pytest.raises(InputError, match="'mayor' of"):
        list(gum.documents(member(CONLLU.replace("# text = The mayor", "# text = The major"))))


def test_polnear_gives_attributions_with_a_cue() -> None:
    (document,) = polnear.documents(line(POLNEAR))
    assert document.report.published == "2016-09-12"
    assert document.report.publisher == "gazette"
    assert document.gold == (polnear.Attribution(((16, 20),), ((12, 15),), ((0, 11), (22, 32))),)


def test_gold_records_are_read_in_todays_names() -> None:
    (document,) = plover.gsr_documents(line(GSR))
    gold = document.gold
    assert (gold.type, gold.quad, document.report.published) == ("REQUEST", 3, None)
    assert gold.actor == plover.Side(("Tokyo",), ("JPN",), ())
    assert gold.recipient == plover.Side(("the bloc", "rebels"), ("XKX",), ("IGO", "REB"))


@pytest.mark.parametrize("target", ["", None])
def test_a_gold_record_may_lack_a_side(target: str | None) -> None:
    (document,) = plover.gsr_documents(line({**GSR, "target": target}))
    assert document.gold.recipient == plover.Side()


def test_plv_marks_every_place_of_the_pair_and_none_where_the_words_do_not_stand() -> None:
    (document,) = plover.plv_documents(line(PLV))
    assert document.gold.actor == plover.Side(("Police",), ranges=((0, 6),))
    assert document.gold.recipient == plover.Side()
    assert document.key == PLV["sentence"]


def test_gva_joins_a_report_with_the_incident_beside_it(write_lines: Callable[..., Path]) -> None:
    path = write_lines("gva-docs.jsonl", [DOC, {**DOC, "doc_id": "d2", "incident": "none"}])
    write_lines("gva-incidents.jsonl", [INCIDENT])
    (document,) = gva.documents(Member(path.name, path.read_text(), path))
    assert (document.name, document.gold.num_killed) == ("d1", 2)


def test_gva_without_the_incidents_says_what_is_missing(write_lines: Callable[..., Path]) -> None:
    path = write_lines("gva-docs.jsonl", [DOC])
    with pytest.raises(InputError, match=r"gva-incidents\.jsonl"):
        list(gva.documents(Member(path.name, path.read_text(), path)))


def test_a_faulty_line_is_named_by_its_number() -> None:
    text = json.dumps(PLV) + "\n\n" + json.dumps({"sentence": 5})
    with pytest.raises(InputError, match="corpus: line 3: JSON of PlvLine"):
        list(plover.plv_documents(member(text)))
