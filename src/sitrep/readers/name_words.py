"""Words that tell names of people, bodies, places and things apart, for :mod:`sitrep.readers.naming`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

#: Who says "I" or "we" is who speaks; :mod:`sitrep.readers.reader` knows who that is.
FIRST_PERSON = frozenset({"i", "me", "we", "us", "myself", "ourselves"})
PRONOUNS: Mapping[str, Literal["person", "group", "organization"]] = {
    **dict.fromkeys(("he", "she", "him", "her", "himself", "herself", "his", "who"), "person"),
    **dict.fromkeys(("they", "them", "themselves", "their"), "group"),
    **dict.fromkeys(("it", "itself"), "organization"),
    **dict.fromkeys(FIRST_PERSON, "person"),
}
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter ramadan eid""".split()
)
STORM_WORDS = frozenset("typhoon hurricane cyclone storm earthquake flight operation act cup prize".split())
COUNTRY_INITIALS = frozenset({"US", "USA", "UK", "UAE", "DRC"})
#: Last words of names that are of no body: laws, contests, waters, works, machines, zones of time.
THINGS = frozenset(
    """act bill law treaty accord convention protocol constitution river lake sea ocean mountain mount
    bay strait island islands airport bridge tunnel highway street road avenue square stadium park prize
    place tower towers market mall hotel building palace cathedral mosque temple station terminal plaza lane
    hills valley beach coast canal dam mine alien won yen dollar dollars euro euros
    award awards cup trophy prix championship championships olympics games festival exam day
    week month year century war revolution crisis economy system camera project program programme show
    gmt utc est edt cst pdt pst bst cet cest ist dvd tv internet""".split()
)
#: Last words of the names of bodies, so that a possessor before them is part of the name.
BODIES = frozenset(
    """association union party federation society institute institution college school hospital church
    front movement league organisation organization council committee congress alliance army brigade
    brigades court bank club company service agency authority forum network coalition""".split()
)
#: Words at the end of the names of companies.
FIRMS = frozenset(
    """pharmaceuticals biopharmaceuticals systems technologies industries holdings airlines airways motors
    electronics software entertainment records pictures studios inc inc. ltd ltd. plc corp corp. llc gmbh
    aerospace petroleum energy foods semiconductors securities partners enterprises""".split()
)
#: Words at the end of the names of newspapers, broadcasters and agencies.
MEDIA = frozenset(
    """times post herald chronicle gazette tribune telegraph guardian observer news radio television tv
    broadcasting courier press examiner dispatch inquirer newspaper presse zeitung monitor""".split()
)
COUNTS = frozenset({"ten", "hundred", "thousand", "dozen", "score", "million"})
#: Nouns that call nobody once something hangs on them by "of": "the state of the economy".
ABSTRACT = frozenset({"state", "market"})
LOCATIVE = frozenset("at in near outside towards toward into inside around from".split())
HONORIFICS = frozenset(
    """mr mrs ms miss dr sir dame lord lady mr. mrs. ms. dr. prof. prof pm mp sen sen. rep rep. gov gov.
    gen gen. col col. maj maj. capt capt. lt lt. sgt sgt. cllr rev rev.""".split()
)
COLLECTIVES = frozenset(
    "police people personnel staff crowd public family crew team couple gang mob opposition jury".split()
)
SUFFIXES = frozenset(
    "jr jr. sr sr. ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii".split()
)
PARTICLES = frozenset("al el bin ibn ben abu de la le da dos du van von der der den di del".split())
