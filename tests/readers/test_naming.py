"""Whom a noun phrase names: people by title and shape, bodies by the codebook, countries, groups."""

from __future__ import annotations

from functools import cache

import pytest
from parsing import first_parts

from sitrep.codebook import load_codebook
from sitrep.gazetteer import open_gazetteer
from sitrep.intake import from_text
from sitrep.readers.naming import Namer, Naming, NamingScope
from sitrep.readers.places import toponyms
from sitrep.readers.reader import read_report
from sitrep.record import Record


def read(text: str) -> Record:
    return read_report(from_text(text, published="2021-05-04"))


@cache
def naming_of(text: str) -> Naming | None:
    """Whom the first phrase of a sentence names."""
    annotation, found = first_parts(text)
    gazetteer = open_gazetteer()
    namer = Namer(
        NamingScope(annotation, load_codebook(), gazetteer, toponyms(annotation, gazetteer), found.chunks)
    )
    return namer.naming(found.phrases[0])


def named(text: str) -> Naming:
    found = naming_of(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "title", "country", "sector"),
    [
        ("Lebanese Prime Minister Hassan Diab resigned.", "Hassan Diab", "Prime Minister", "LBN", "GOV"),
        ("French President Emmanuel Macron arrived.", "Emmanuel Macron", "President", "FRA", "GOV"),
        ("Interior Minister Omar Saleh resigned.", "Omar Saleh", "Interior Minister", None, "GOV"),
        ("Governor Marwan Abboud spoke.", "Marwan Abboud", "Governor", None, "GOV"),
        ("Police Chief Tariq Mahmood resigned.", "Tariq Mahmood", "Police Chief", None, "COP"),
        ("Former president Carlos Menem spoke.", "Carlos Menem", "president", None, "ELI"),
    ],
)
def test_a_title_tells_what_a_person_is(
    text: str, name: str, title: str, country: str | None, sector: str
) -> None:
    found = named(text)
    assert (found.name, found.title, found.country) == (name, title, country)
    assert (found.kind, found.form, found.sectors[0]) == ("person", "name", sector)
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Okafor left the hall.", "Okafor"),
        ("Dr. Amina Yusuf treated the wounded.", "Amina Yusuf"),
        ("Kofi Annan arrived.", "Kofi Annan"),
    ],
)
def test_a_name_without_an_office_is_a_person(text: str, name: str) -> None:
    found = named(text)
    assert (found.name, found.kind, found.form, found.title) == (name, "person", "name", None)


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("The Lebanese Red Cross sent ambulances.", "Lebanese Red Cross", "LBN", "NGO"),
        ("The United Nations sent envoys.", "United Nations", None, "IGO"),
        ("UNICEF sent tents.", "UNICEF", None, "IGO"),
        ("The European Union imposed sanctions.", "European Union", None, "IGO"),
        ("The US State Department objected.", "US State Department", "USA", "GOV"),
        ("The Health Ministry closed schools.", "Health Ministry", None, "GOV"),
        ("Hezbollah denied it.", "Hezbollah", "LBN", "REB"),
        ("The Taliban attacked.", "Taliban", "AFG", "REB"),
    ],
)
def test_a_body_is_known_by_its_name(text: str, name: str, country: str | None, sector: str) -> None:
    found = named(text)
    assert (found.name, found.kind, found.form) == (name, "organization", "name")
    assert (found.country, found.sectors[0]) == (country, sector)


@pytest.mark.parametrize(
    ("text", "iso3", "is_seat"),
    [
        ("Russia sent ships.", "RUS", False),
        ("South Korea objected.", "KOR", False),
        ("Washington condemned the raid.", "USA", True),
        ("Moscow expelled two diplomats.", "RUS", True),
    ],
)
def test_a_country_or_the_seat_of_its_power_acts(text: str, iso3: str, is_seat: bool) -> None:
    found = named(text)
    assert (found.kind, found.country, found.sectors, found.is_seat) == ("country", iso3, ("GOV",), is_seat)


@pytest.mark.parametrize(
    ("text", "country"),
    [("The White House objected.", "USA"), ("The Kremlin objected.", "RUS")],
)
def test_a_building_stands_for_its_government(text: str, country: str) -> None:
    found = named(text)
    assert (found.kind, found.country, found.sectors[0]) == ("organization", country, "GOV")


def test_a_country_and_its_capital_name_the_same() -> None:
    assert named("Russia sent ships.").key == named("Moscow expelled two diplomats.").key


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "sector"),
    [
        ("Lebanon's prime minister resigned.", "prime minister", "person", "LBN", "GOV"),
        ("The Kenyan government fell.", "Kenyan government", "organization", "KEN", "GOV"),
        ("Kenyan police arrested two men.", "Kenyan police", "group", "KEN", "COP"),
        ("The Nigerian army attacked.", "Nigerian army", "organization", "NGA", "MIL"),
        ("The port authority closed the port.", "port authority", "organization", None, "GOV"),
        ("The army chief resigned.", "army chief", "person", None, "MIL"),
        ("The former minister fled.", "former minister", "person", None, "ELI"),
        ("Three soldiers died.", "soldiers", "group", None, "MIL"),
        ("Two journalists vanished.", "journalists", "group", None, "JRN"),
        ("Hundreds of protesters marched.", "protesters", "group", None, "CVL"),
        ("The rebels attacked.", "rebels", "group", None, "REB"),
    ],
)
def test_a_common_noun_tells_kind_country_and_sector(
    text: str, name: str, kind: str, country: str | None, sector: str
) -> None:
    found = named(text)
    assert (found.name, found.form) == (name, "nominal")
    assert (found.kind, found.country, found.sectors[0]) == (kind, country, sector)


@pytest.mark.parametrize(
    ("text", "kind"), [("He resigned.", "person"), ("They fled.", "group"), ("It signed.", "organization")]
)
def test_a_pronoun_names_nobody_yet_but_says_what_kind(text: str, kind: str) -> None:
    found = named(text)
    assert (found.form, found.kind, found.sectors) == ("pronoun", kind, ())


@pytest.mark.parametrize("text", ["Monday was calm.", "The bus overturned."])
def test_what_cannot_act_is_nobody(text: str) -> None:
    assert naming_of(text) is None


def test_a_former_holder_is_not_the_holder() -> None:
    assert named("The former minister fled.").key != named("The minister fled.").key


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Many western nations objected.", "Many western nations"),
        ("Neighbouring countries closed their ports.", "countries"),
        ("The major powers objected.", "major powers"),
    ],
)
def test_countries_without_a_name_are_a_group(text: str, name: str) -> None:
    found = named(text)
    assert (found.name, found.kind, found.sectors, found.country) == (name, "group", ("GOV",), None)


def test_powers_that_are_no_countries_are_nobody() -> None:
    assert naming_of("Emergency powers expire today.") is None


def test_the_country_is_the_only_one_told_of() -> None:
    record = read("Chad shut its border. Several western nations accused the country of lying.")
    chad, nations = record.actors
    assert [mention.quote for mention in chad.mentions] == ["Chad", "country"]
    assert (nations.name, nations.kind) == ("Several western nations", "group")
    record = read("Chad left the pact. Niger left too. Envoys accused the country of lying.")
    assert "country" not in [mention.quote for actor in record.actors for mention in actor.mentions]


def test_a_body_named_again_by_one_word_is_no_person() -> None:
    record = read("The company Delmore was sued. Police raided Delmore.")
    assert [actor.kind for actor in record.actors if actor.name == "Delmore"] == ["organization"]


def test_each_other_is_nobody_of_its_own() -> None:
    record = read("Fiji and Tonga accused each other of spying.")
    (event,) = record.events
    assert [party.quote for party in event.recipients] == ["each other"]
    assert [actor.name for actor in record.actors] == ["Fiji", "Tonga"]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("A court convicted the minister of fraud.", "the minister"),
        ("The mayor accused police of brutality.", "police"),
        ("The court stripped the ministry of its powers.", "the ministry"),
        ("Rebels kidnapped the king of Lesotho.", "the king of Lesotho"),
    ],
)
def test_an_of_that_the_verb_takes_belongs_to_nobody(text: str, recipient: str) -> None:
    (event,) = read(text).events
    assert [party.quote for party in event.recipients] == [recipient]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The opposition condemned the vote.", "condemned", "The opposition"),
        ("Last week rebels shelled Aleppo.", "shelled", "rebels"),
        ("This afternoon Fiji's government expelled the envoy.", "expelled", "Fiji's government"),
        ("On Wednesday police arrested ten people.", "arrested", "police"),
        ("On Monday Russia expelled ten diplomats.", "expelled", "Russia"),
        ("In March protesters burned the town hall.", "burned", "protesters"),
        ("On 5 May rebels shelled Goma.", "shelled", "rebels"),
        ("Late Tuesday gunmen shot the judge.", "shot", "gunmen"),
        ("At noon police arrested ten people.", "arrested", "police"),
        ("By Tuesday soldiers had seized the palace.", "seized", "soldiers"),
    ],
)
def test_who_acts_is_neither_the_act_nor_its_day(text: str, words: str, actor: str) -> None:
    (event,) = read(text).events
    assert (event.trigger.quote, [party.quote for party in event.actors]) == (words, [actor])


def test_to_take_charge_is_to_accuse_nobody() -> None:
    assert read("The governor has taken charge of the rescue.").events == ()


def test_a_mine_is_a_thing() -> None:
    (event,) = read("A land mine killed two soldiers near Goma.").events
    assert (event.trigger.quote, event.mode) == ("land mine", "explosives")


def test_an_office_of_then_is_of_its_country() -> None:
    record = read("In June then-New Zealand envoy Michael Green was expelled.")
    assert [(actor.name, actor.country) for actor in record.actors] == [("Michael Green", "NZL")]


def test_a_body_is_known_by_its_initials() -> None:
    record = read("The United Nations mission, known as MONUTO, condemned the raid.")
    (mission,) = record.actors
    assert [mention.quote for mention in mission.mentions] == ["United Nations mission", "MONUTO"]


def test_gas_is_fired_once_at_whom_it_disperses() -> None:
    (event,) = read("Police fired tear gas to disperse the crowd.").events
    assert (event.type, event.mode) == ("ASSAULT", "crowd-control")
    assert [party.quote for party in event.actors] == ["Police"]
    assert [party.quote for party in event.recipients] == ["the crowd"]


def test_a_year_before_people_counts_nobody() -> None:
    record = read("In 2020 rebels seized the town of Goma.")
    assert record.figures == ()
    assert [party.quote for event in record.events for party in event.actors] == ["rebels"]


def test_a_medium_that_is_told_something_says_nothing_of_countries() -> None:
    record = read("Nurses told the BBC that nine people had died.")
    assert {actor.name: actor.country for actor in record.actors if actor.name == "Nurses"} == {
        "Nurses": None
    }


def actors_and_recipients(text: str) -> list[tuple[str, str | None, str, str | None]]:
    """Of the one event of a text each party's words and country: who acts, who undergoes."""
    record = read(text)
    (event,) = record.events
    countries = {actor.id: actor.country for actor in record.actors}
    actor, recipient = (*event.actors, None)[0], (*event.recipients, None)[0]
    return [(p.quote, countries.get(p.actor or "")) if p else ("", None) for p in (actor, recipient)]


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Israeli air strikes hit Rafah on Monday.", ("Israeli", "ISR"), ("", None)),
        ("Five people died in a Russian attack on Kharkiv.", ("Russian", "RUS"), ("", None)),
        ("A Saudi-led strike killed ten guests in Taiz.", ("Saudi-led", "SAU"), ("ten guests", "YEM")),
        ("Syria shelled Turkish villages.", ("Syria", "SYR"), ("Turkish", "TUR")),
        ("Pirates attacked a Danish oil tanker.", ("Pirates", "DNK"), ("Danish", "DNK")),
        ("The army shelled rebel positions.", ("The army", None), ("rebel", None)),
        ("Rebels attacked the Lukashi gold mine.", ("Rebels", None), ("", None)),
        ("A Yemeni rebel attack killed ten soldiers.", ("Yemeni rebel", "YEM"), ("ten soldiers", None)),
    ],
)
def test_what_stands_before_a_noun_says_whose_it_is(
    text: str, actor: tuple[str, str | None], recipient: tuple[str, str | None]
) -> None:
    found = actors_and_recipients(text)
    assert found[0] == actor
    assert found[1][0] == recipient[0]


def test_rebel_positions_are_those_of_rebels() -> None:
    found = {
        actor.name: (actor.kind, actor.sectors) for actor in read("The army shelled rebel positions.").actors
    }
    assert found["rebel"] == ("group", ("REB",))


def test_people_of_a_land_of_two_words_are_a_group() -> None:
    (people, *_) = read("South Ossetians seized the bank.").actors
    assert (people.name, people.kind, people.country) == ("South Ossetians", "group", "GEO")


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("The EU condemned the killing of two monks in Lhasa.", []),
        ("Paris condemned the attack by rebels on the convoy.", ["rebels"]),
        ("Washington condemned Russia's attack on Kyiv.", ["Russia"]),
        ("The unions demanded the immediate release of the teachers.", []),
    ],
)
def test_who_is_harmed_is_not_who_is_condemned(text: str, recipients: list[str]) -> None:
    said = next(event for event in read(text).events if event.type in {"ACCUSE", "REQUEST"})
    assert [party.quote for party in said.recipients] == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Interior minister Omar Saleh confirmed the attack on the convoy.",
        "The mayor, who denied that he took part in the attack on the convoy, left.",
        "The group has recorded 18 attacks on the convoy since May.",
    ],
)
def test_who_tells_of_a_deed_has_no_part_in_it(text: str) -> None:
    deeds = [event for event in read(text).events if event.type == "ASSAULT"]
    assert deeds
    assert all(not event.actors for event in deeds)


def test_a_coalition_that_bombs_does_not_tell_of_a_pact() -> None:
    (event,) = read("A Saudi-led coalition bombed Sanaa.").events
    assert (event.type, event.trigger.quote) == ("ASSAULT", "bombed")


def test_a_man_who_collapses_is_no_building() -> None:
    assert read("A man collapsed in a street close to the Bank of England.").events == ()


def test_a_deed_and_who_perpetrated_it_are_one_event() -> None:
    record = read("The council condemned the attack perpetrated on Monday by gunmen against a patrol.")
    (attack,) = [event for event in record.events if event.type == "ASSAULT"]
    assert [party.quote for party in attack.actors] == ["gunmen"]


def test_a_weekday_may_stand_inside_what_is_told() -> None:
    said = [e for e in read("Rebels called Tuesday on the army to leave Goma.").events if e.type == "REQUEST"]
    assert [(e.trigger.quote, [p.quote for p in e.recipients]) for e in said] == [
        ("called Tuesday on", ["the army"])
    ]


def test_initials_may_have_small_letters() -> None:
    record = read("The Department of Disaster Management Affairs (DoDMA) condemned the delay.")
    (body,) = record.actors
    assert [mention.quote for mention in body.mentions] == [
        "Department of Disaster Management Affairs",
        "DoDMA",
    ]


def test_whom_the_sentence_goes_on_with_undergoes_nothing() -> None:
    record = read("Britain, which imposed similar sanctions last week, welcomed the EU's decision.")
    (curbs,) = [event for event in record.events if event.trigger.quote == "imposed"]
    assert curbs.recipients == ()


HEADED = """Soldiers seize power in Guinea-Bissau

BISSAU, Feb 11 (Agency) - Soldiers killed nine people on Saturday. The army closed the port.

Prime Minister Helena Vaz, in Lisbon when the putsch began, condemned it. Portugal suspended aid."""


def test_a_dateline_may_stand_below_a_headline() -> None:
    record = read(HEADED)
    assert "Agency" not in {actor.name for actor in record.actors}
    assert {place.id: place.quote for place in record.places}[record.events[1].place or ""] == "BISSAU"
    assert {actor.country for actor in record.actors if actor.name == "army"} == {"GNB"}
    assert {actor.country for actor in record.actors if actor.name == "Helena Vaz"} != {"PRT"}


def test_whose_decision_is_condemned_is_condemned() -> None:
    record = read(
        "The EU's foreign policy chief condemned Moscow's decision and said Brussels stood by Sofia."
    )
    (said,) = [event for event in record.events if event.type == "ACCUSE"]
    assert [party.quote for party in said.recipients] == ["Moscow"]


def test_who_warns_that_it_would_act_warns_not_itself() -> None:
    events = read("The African Union warned it would not hesitate to impose sanctions on the junta.").events
    (warning,) = [event for event in events if event.type == "THREATEN"]
    assert "it" not in [party.quote for party in warning.recipients]
    assert [event.reality for event in events if event.type == "SANCTION"] == ["planned"]


def test_what_somebody_did_before_dates_nothing_done_to_him() -> None:
    record = read("The bloc demanded the release of Luis Mendes, who was re-elected in 2019.")
    assert [event.earliest for event in record.events if event.type == "REQUEST"] == [None]


def test_a_name_may_have_a_small_word_inside() -> None:
    (body,) = read("Doctors Without Borders condemned the raid.").actors
    assert (body.name, body.sectors) == ("Doctors Without Borders", ("NGO",))


def test_a_headline_is_no_name() -> None:
    names = {actor.name for actor in read("Finance minister quits Malawi cabinet over budget row").actors}
    assert "Finance minister" in names
    assert not any("quits" in name for name in names)


def test_millions_are_called_by_their_number() -> None:
    names = {actor.name for actor in read("Fighting has driven two million from their homes.").actors}
    assert "million" not in names


def test_two_presidents_of_two_countries_are_two() -> None:
    record = read("The plan of US president Barack Obama was rejected by Kenya's president, William Ruto.")
    assert {actor.name: actor.country for actor in record.actors} == {
        "Barack Obama": "USA",
        "William Ruto": "KEN",
    }


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("United Nations Secretary-General Ban Ki-moon condemned Israel.", "Ban Ki-moon"),
        ("Supporters of President Bush attacked the mosque.", None),
    ],
)
def test_a_party_is_whom_its_head_names(text: str, actor: str | None) -> None:
    record = read(text)
    names = {actor.id: actor.name for actor in record.actors}
    assert [names.get(party.actor or "") for party in record.events[0].actors] == [actor]


def test_a_trigger_ends_before_the_article_of_its_object() -> None:
    (event,) = read("The president deplored the decision of the court.").events
    assert event.trigger.quote == "deplored"


def test_who_mediated_did_not_free() -> None:
    record = read("Engineers held by gunmen in Sebha were freed after mediation by Oman.")
    (release,) = [event for event in record.events if event.type == "RETREAT"]
    assert release.actors == ()


def test_a_name_behind_who_acts_undergoes_nothing() -> None:
    (event,) = read("The demand was rejected by the governor, Joshua Lokali, who left.").events
    assert ([p.quote for p in event.actors], event.recipients) == (["the governor"], ())


@pytest.mark.parametrize(
    ("text", "threatens"),
    [
        ("Moscow warned of retaliation.", True),
        ("Iran warned that it would close the strait.", True),
        ("The UN warned of a humanitarian catastrophe.", False),
        ("Officials said 140 people died, warning that the toll was likely to rise.", False),
    ],
)
def test_to_warn_of_what_comes_by_itself_is_no_threat(text: str, threatens: bool) -> None:
    assert any(event.type == "THREATEN" for event in read(text).events) is threatens


def test_a_firm_behind_two_letters_is_no_party() -> None:
    record = read("Ana Lund, the founder of PT Lima Sejahtera, resigned in Jakarta.")
    assert all(actor.country != "BRA" for actor in record.actors)
