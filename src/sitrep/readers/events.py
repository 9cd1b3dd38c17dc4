"""An annotation with its places, times and statements comes in, and what happened goes out.

Each sentence is searched for the codebook's triggers; a trigger's slots give the parties, its clause
the reality, the nearest fitting place and time the setting, and the statement it stands in the speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.acting import is_located
from sitrep.readers.confidence import calibrated
from sitrep.readers.event_draft import HARM, UNWILLED, Draft
from sitrep.readers.genre import is_of_sport
from sitrep.readers.name_words import PRONOUNS
from sitrep.readers.reality import believed, reality
from sitrep.readers.retelling import told_once
from sitrep.readers.roles import Parties, companions, owners, parties, touched, victims, wielders
from sitrep.readers.rules import apply_rules
from sitrep.record import Event, Party, identify_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sitrep.annotate import Annotation, Token
    from sitrep.codebook import Codebook
    from sitrep.readers.actors import Cast
    from sitrep.readers.arguments import Arguments
    from sitrep.readers.contexts import ContextIndex
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.setting import Setting
    from sitrep.readers.triggers import Telling
    from sitrep.record import Place

__all__ = ["drafts", "to_events"]

_LOCATIVE = frozenset({"in", "at", "into", "over", "among", "from"})
_BODILY = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE"})  # done in a city, not to a government
#: Types and modes that are done to people only.
_TO_PEOPLE = frozenset(
    {
        *(("RETREAT", "release"), ("THREATEN", "arrest")),
        *(("COERCE", mode) for mode in ("arrest", "deport")),
        *(("ASSAULT", mode) for mode in ("abduct", "torture", "sexual", "targeted")),
        *(("SANCTION", mode) for mode in ("convict", "expel")),
    }
)
_WEAPONS = frozenset(
    """artillery bomb car truck rocket missile shell mortar mine landmine grenade bullet shot device gunfire
    airstrike drone jet warplane tank strike raid attack ambush clash fighting battle violence offensive
    bombing bombardment shelling explosion blast war conflict unrest crackdown assault""".split()
)
"""What harm is done with, by whomever."""
_BODIES = frozenset("side party country nation state faction camp rival neighbour neighbor".split())
"""Nouns for somebody who acts, whoever it is."""
_WARNS = frozenset({"warn", "caution"})
_AHEAD = frozenset("will would 'll ’ll shall must should could may might if unless not to against".split())
"""Words of what is still to come, by which a warning may be a threat."""
_THREATS = frozenset(
    """war retaliation reprisal attack strike consequence sanction action response offensive invasion revenge
    bloodshed measure step punishment tariff intervention force""".split()
)
"""What somebody who warns of it threatens to do."""
_ABOUT_DEEDS = frozenset({"ACCUSE", "REQUEST"})
"""Types of what is said of a deed to whoever did it: "condemned the killing of two monks"."""
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION"})
"""Types of what is done, not said, so that whoever speaks of it need not have part in it."""
_DONE_TO = frozenset({"ASSAULT", "COERCE"})
_SURE = 0.85  # least confidence of an event in a report of a game
_DEFINITE = frozenset({"the", "all", "both"})
_FLOOR = 0.5  # least confidence of an event that names no party at all


def drafts(
    annotation: Annotation,
    tellings: Iterable[Telling],
    *,
    codebook: Codebook,
    naming: Callable[[NounPhrase], Naming | None],
    setting: Setting,
    arguments: Arguments,
) -> list[Draft]:
    """The events that ``tellings`` of a report tell of, each once, in order of first telling."""
    tokens = annotation.tokens
    found: list[Draft] = []
    for telling in tellings:
        draft = _draft(annotation, telling, codebook, naming, setting, arguments)
        if draft is not None:
            found.append(draft)
    if is_of_sport(tokens):
        found = [draft for draft in found if draft.confidence >= _SURE]
    return told_once(apply_rules(found, codebook.rules, tokens), tokens)


def _draft(
    annotation: Annotation,
    telling: Telling,
    codebook: Codebook,
    naming: Callable[[NounPhrase], Naming | None],
    setting: Setting,
    arguments: Arguments,
) -> Draft | None:
    tokens = annotation.tokens
    trigger = telling.trigger
    if _only_calls_who_acts(telling, naming) or _faints(telling, naming) or _only_warns(telling, tokens):
        return None
    actors, recipients = _both_sides(telling, tokens, codebook, naming, setting, arguments)
    confidence = _confidence(telling, tokens, bool(actors), bool(recipients))
    is_missing = telling.first > 0 and tokens[telling.first - 1].lower == "without"
    if confidence < _FLOOR or (is_missing and not recipients):
        return None  # "fired without warning"
    start, end = tokens[telling.first].start, tokens[telling.last - 1].end
    is_touched = not recipients and _is_aimed(telling)
    if is_touched:
        recipients = _touched(annotation, telling, actors, naming, setting, arguments)
    elif not recipients and trigger.type == "ASSAULT":
        recipients = _owners(telling, tokens, actors, naming)
    taken = {phrase.start for phrase in (*actors, *recipients)}
    said_in = setting.statement_around(start, end)
    found = setting.weigh(reality(telling, tokens), said_in, telling)
    found = believed(found, _factuality(annotation, telling))
    if said_in is not None and found in {"planned", "possible", "denied"}:
        confidence = round(confidence - 0.1, 2)  # what is only asked for or feared comes after who asks
    return Draft(
        telling,
        trigger.type,
        trigger.mode,
        actors,
        recipients,
        (_namings(actors, naming), _namings(recipients, naming)),
        _place(setting.place_of(telling, taken), (*actors, *recipients), naming, setting),
        setting.time_of(telling, found),
        found,
        said_in,
        confidence,
        is_touched=is_touched,
    )


def _only_calls_who_acts(telling: Telling, naming: Callable[[NounPhrase], Naming | None]) -> bool:
    """Whether a noun that can tell of an act is who does another: "the opposition condemned the vote"."""
    if telling.is_verb or telling.clause is None or telling.last - telling.first > 1:
        return False
    subject = next((phrase for phrase in telling.clause.subjects if phrase.head == telling.first), None)
    called = naming(subject) if subject is not None and subject.is_plain else None
    return called is not None and called.form == "nominal" and called.kind in {"group", "organization"}


def _faints(telling: Telling, naming: Callable[[NounPhrase], Naming | None]) -> bool:
    """Whether it is people that collapse, not what they built: "a man collapsed in the street"."""
    if telling.trigger.lemmas[0] != "collapse" or not telling.is_verb or telling.clause is None:
        return False
    return any(found.kind in {"person", "group"} for found in _namings(telling.clause.subjects, naming))


def _only_warns(telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether a warning tells of what is or has come, and threatens nothing: "warned that ten had fled"."""
    clause = telling.clause
    if telling.trigger.type != "THREATEN" or clause is None or tokens[clause.verb].lemma not in _WARNS:
        return False
    if feared := (*clause.taken_by("of"), *clause.taken_by("about")):
        return all(tokens[phrase.head].lemma not in _THREATS for phrase in feared)
    told = next((other.verb for other in telling.parts.clauses if other.verb > clause.verb), None)
    between = tokens[clause.verb + 1 : told or telling.parts.sentence.last]
    words = {token.lower for token in between}
    if "likely" in words:  # "that the toll was likely to rise"
        words.discard("to")
    is_told = told is not None or any(token.tag == "AUX" for token in between)
    return "that" in words and is_told and _AHEAD.isdisjoint(words)


def _place(
    found: Place | None,
    parties: tuple[NounPhrase, ...],
    naming: Callable[[NounPhrase], Naming | None],
    setting: Setting,
) -> Place | None:
    """A place, unless it is only the dateline's and all whom the event names are of other countries."""
    if found is None or not setting.is_dateline(found):
        return found
    countries = {each.country for each in _namings(parties, naming) if each.country is not None}
    return found if not countries or found.country in countries else None


def _both_sides(
    telling: Telling,
    tokens: Sequence[Token],
    codebook: Codebook,
    naming: Callable[[NounPhrase], Naming | None],
    setting: Setting,
    arguments: Arguments,
) -> Parties:
    """Who acts and who undergoes: by the slots of the trigger, and by the roles where no slot is filled."""
    trigger = telling.trigger
    taken: set[int] = set()

    def acts(phrase: NounPhrase, slot: str) -> bool:
        found = naming(phrase)
        return (
            phrase.start not in taken and _acts(found, slot, trigger.type) and not _is_origin(found, telling)
        )

    def suffers(phrase: NounPhrase, slot: str) -> bool:
        return acts(phrase, slot) and _is_somebody(naming(phrase))

    actors, recipients = parties(telling, tokens, light_verbs=codebook.light_verbs, acts=acts)
    taken |= {phrase.start for phrase in (*actors, *recipients)}
    taken |= _elsewhere(telling, setting)
    if not actors and trigger.type in HARM - UNWILLED:
        actors = wielders(telling, tokens, acts, _WEAPONS)
    if not actors and trigger.actor:
        actors = arguments.actors(telling, acts)
        taken |= {phrase.start for phrase in actors}
    if actors and "subject" in trigger.actor:
        beside = (phrase for phrase in companions(telling, tokens) if suffers(phrase, "with"))
        actors = (*actors, *beside)
        taken |= {phrase.start for phrase in actors}
    if not recipients and trigger.recipient and trigger.type in HARM - UNWILLED:
        recipients = arguments.recipients(telling, suffers)
    if trigger.type in UNWILLED:  # nobody does it: "fourteen died after eating"
        hurt = tuple(phrase for phrase in actors if _is_somebody(naming(phrase)))
        actors, recipients = (), recipients or hurt
    if not recipients and trigger.type in UNWILLED:
        recipients = tuple(p for p in victims(telling, tokens) if suffers(p, "object"))
    return _two_sides(telling, actors, recipients, naming)


def _elsewhere(telling: Telling, setting: Setting) -> set[int]:
    """The starts of phrases that the grammar has in another part, where roles are only guessed.

    Whoever tells of a deed, and whom a passive has as its subject.
    """
    type_ = telling.trigger.type
    if type_ not in _DEEDS:
        return set()
    told = {phrase.start for phrase in telling.parts.chunks if setting.speaks(phrase)}
    if type_ in _DONE_TO and telling.is_verb and telling.clause is not None and telling.clause.is_passive:
        told |= {phrase.start for phrase in telling.clause.subjects}
    return told


def _factuality(annotation: Annotation, telling: Telling) -> float | None:
    """Whether the model holds what a telling tells for true; None where it was not asked."""
    layer = annotation.words_of("factuality")
    if layer is None:
        return None
    word = telling.last - 1 if telling.trigger.kind == "noun" else telling.first
    found = layer.at(annotation.tokens[word].start)
    return None if found is None else float(found[0])


def _is_aimed(telling: Telling) -> bool:
    """Whether an act may touch somebody whom it does not take itself: harm is done to whom it takes."""
    return telling.trigger.type not in HARM and not telling.trigger.mutual


def _touched(
    annotation: Annotation,
    telling: Telling,
    actors: tuple[NounPhrase, ...],
    naming: Callable[[NounPhrase], Naming | None],
    setting: Setting,
    arguments: Arguments,
) -> tuple[NounPhrase, ...]:
    """Whom an act touches without being its object: neither who does it nor who tells of it."""
    doing = {found.key for found in _namings(actors, naming)}
    taken = {phrase.start for phrase in actors}
    taken |= {phrase.start for phrase in telling.parts.chunks if setting.speaks(phrase)}
    if telling.trigger.type in _ABOUT_DEEDS:
        taken |= {phrase.start for phrase in arguments.harmed(telling)}

    def undergoes(phrase: NounPhrase, slot: str) -> bool:
        found = naming(phrase)
        if found is None or found.form == "pronoun" or found.key in doing or phrase.start in taken:
            return False
        if telling.trigger.type == "PROTEST" and is_located(annotation, phrase.start, phrase.end):
            return False
        is_known = found.country is not None or (
            found.form == "name" and (slot == "object" or bool(found.sectors))
        )
        if _is_origin(found, telling) or not (is_known or _is_group(phrase, found, annotation.tokens)):
            return False
        return _acts(found, slot, telling.trigger.type)

    tokens = annotation.tokens
    return (
        owners(telling, tokens, undergoes)
        or arguments.recipients(telling, undergoes)
        or touched(telling, tokens, undergoes, taken)
    )


def _owners(
    telling: Telling,
    tokens: Sequence[Token],
    actors: tuple[NounPhrase, ...],
    naming: Callable[[NounPhrase], Naming | None],
) -> tuple[NounPhrase, ...]:
    """Whose things are harmed, where nobody is: "shelled rebel positions"."""
    doing = {found.key for found in _namings(actors, naming)}

    def owns(phrase: NounPhrase, slot: str) -> bool:
        found = naming(phrase)
        if found is None or found.form == "pronoun" or found.key in doing:
            return False
        return _acts(found, slot, telling.trigger.type)

    return owners(telling, tokens, owns)


def _is_group(phrase: NounPhrase, naming: Naming, tokens: Sequence[Token]) -> bool:
    """Whether a noun stands for people of a sector: "the army", "rebels", but not "a spokesman"."""
    opening = tokens[phrase.first].lower
    return bool(naming.sectors) and (opening in _DEFINITE or tokens[phrase.head].text.lower().endswith("s"))


def _is_somebody(naming: Naming | None) -> bool:
    """Whether a phrase names people, who can be hurt, and no thing."""
    return naming is not None and (naming.kind in {"person", "group"} or bool(naming.sectors))


def _two_sides(
    telling: Telling,
    actors: tuple[NounPhrase, ...],
    recipients: tuple[NounPhrase, ...],
    naming: Callable[[NounPhrase], Naming | None],
) -> tuple[tuple[NounPhrase, ...], tuple[NounPhrase, ...]]:
    """Nobody stands on both sides of one event: in the passive the one undergoes it, else does it."""

    def keys(phrases: tuple[NounPhrase, ...]) -> set[tuple[str, ...]]:
        return {found.key for found in _namings(phrases, naming) if found.form == "name"}

    both = keys(actors) & keys(recipients)
    if not both:
        return actors, recipients
    passive = telling.clause is not None and telling.is_verb and telling.clause.is_passive
    kept = tuple(p for p in (actors if passive else recipients) if not keys((p,)) & both)
    return (kept, recipients) if passive else (actors, kept)


def _acts(naming: Naming | None, slot: str, type_: str) -> bool:
    """Whether whom a phrase names can fill a slot; a country after "in" or hit by a quake is a place.

    A town acts for itself, and nothing is done to it that is not done in it.
    """
    if naming is None:
        return False
    if slot == "premodifier" and naming.name.lower() in _WEAPONS:
        return False
    if slot == "premodifier" and (naming.form, naming.kind) == ("name", "person") and len(naming.key) < 3:
        return naming.title is not None  # "Lukashi" of "the Lukashi mine" is no first or last name
    if naming.is_seat and slot != "subject" and (type_ in _BODILY or naming.kind != "country"):
        return False
    if naming.is_seat and (type_ in UNWILLED or (type_ in _BODILY and naming.kind != "country")):
        return False
    return naming.kind != "country" or (slot not in _LOCATIVE and type_ not in UNWILLED)


def _is_origin(naming: Naming | None, telling: Telling) -> bool:
    """Whether a country only says where those are from to whom something is done: "deported Kenyan cooks"."""
    if naming is None or (naming.form, naming.kind) != ("nominal", "country"):
        return False
    return (telling.trigger.type, telling.trigger.mode) in _TO_PEOPLE


def _namings(
    phrases: Iterable[NounPhrase], naming: Callable[[NounPhrase], Naming | None]
) -> tuple[Naming, ...]:
    return tuple(found for phrase in phrases if (found := naming(phrase)) is not None)


def _confidence(telling: Telling, tokens: Sequence[Token], has_actor: bool, has_recipient: bool) -> float:
    """The trigger's own confidence, raised by each party found where it looks for one, lowered by none.

    A thing where it looks for somebody lowers it more.
    """
    trigger = telling.trigger
    change = 0.05 * has_actor + 0.05 * has_recipient
    if trigger.actor and trigger.type not in UNWILLED and not has_actor and not has_recipient:
        change = -0.1
    confidence = round(min(0.95, max(0.05, trigger.confidence + change)), 2)
    if not has_actor and _is_done_by_a_thing(telling, tokens):
        confidence = round(confidence - 0.2, 2)
    if not has_recipient and _is_done_to_a_thing(telling, tokens):
        confidence = round(confidence - 0.2, 2)
    return confidence


def _is_done_by_a_thing(telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether a deed has a subject that is nobody and no weapon: "the wind set warehouses ablaze"."""
    clause = telling.clause
    if clause is None or not telling.is_verb or telling.trigger.type in UNWILLED:
        return False
    if not clause.subjects or clause.is_passive or "subject" not in telling.trigger.actor:
        return False
    return all(tokens[phrase.head].lemma not in _WEAPONS | _BODIES for phrase in clause.subjects)


def _is_done_to_a_thing(telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether what is done to people has an object that is nobody: "the court released its decision".

    A bare number is of people: "arresting 12".
    """
    clause = telling.clause
    if (
        clause is None
        or not telling.is_verb
        or (telling.trigger.type, telling.trigger.mode) not in _TO_PEOPLE
    ):
        return False
    return any(
        tokens[phrase.head].tag != "NUM" and not _is_of_a_land(phrase, tokens) for phrase in clause.undergoers
    )


def _is_of_a_land(phrase: NounPhrase, tokens: Sequence[Token]) -> bool:
    """Whether a capital before a noun tells what country somebody is of: "a Nepali trekking agent"."""
    before = tokens[phrase.first : phrase.head]
    return tokens[phrase.head].tag == "NOUN" and any(token.text[0].isupper() for token in before[-3:])


def to_events(
    annotation: Annotation, found: Sequence[Draft], cast: Cast, codebook: Codebook, contexts: ContextIndex
) -> tuple[Event, ...]:
    """The drafts as events of the record, their parties tied to the actors of ``cast``."""
    tokens = annotation.tokens
    spans = [(tokens[d.telling.first].start, tokens[d.telling.last - 1].end) for d in found]
    keys = [(annotation.report.id, *span, d.type) for span, d in zip(spans, found, strict=True)]
    events = []
    for draft, span, id_ in zip(found, spans, identify_each("e", keys), strict=True):
        sentence = draft.telling.parts.sentence
        known = codebook.types[draft.type]
        acting = _parties(annotation, draft.actors, cast)
        events.append(
            Event(
                id=id_,
                type=draft.type,
                mode=draft.mode,
                contexts=contexts.contexts(annotation.tokens_of(sentence)),
                quad=known.quad,
                trigger=annotation.span(*span),
                sentence=annotation.span(sentence.start, sentence.end),
                actors=acting,
                recipients=_others(_parties(annotation, draft.recipients, cast), acting),
                place=draft.place.id if draft.place else None,
                time=draft.time.id if draft.time else None,
                earliest=draft.time.earliest if draft.time else None,
                latest=draft.time.latest if draft.time else None,
                reality=draft.reality,
                said_in=draft.said_in.id if draft.said_in else None,
                confidence=calibrated(draft.confidence),
            )
        )
    return tuple(events)


def _parties(annotation: Annotation, phrases: Iterable[NounPhrase], cast: Cast) -> tuple[Party, ...]:
    """The parties that ``phrases`` name; an "it" that means no actor is a thing, and no party."""
    text = annotation.text
    found = [
        Party(
            p.start,
            p.end,
            text[p.start : p.end],
            actor=cast.actor_of(p.start, annotation.tokens[p.head].start),
        )
        for p in phrases
    ]
    return tuple(party for party in found if party.actor or party.quote.lower() not in {"it", "itself"})


def _others(parties: tuple[Party, ...], acting: tuple[Party, ...]) -> tuple[Party, ...]:
    """``parties`` without a pronoun for one of those who act: "warned that it would impose sanctions"."""
    ids = {party.actor for party in acting if party.actor}
    return tuple(p for p in parties if p.actor not in ids or p.quote.lower() not in PRONOUNS)
