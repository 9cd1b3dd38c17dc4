"""The words around a name that say whether it is a place, and of what kind; tables an analyst may edit."""

from __future__ import annotations

__all__ = [
    "BODY_OPENINGS",
    "CALENDAR",
    "DIRECTIONS",
    "DIVISION_NOUNS",
    "INSIDE",
    "INSTITUTIONS",
    "LOCAL_BODIES",
    "LOCAL_PEOPLE",
    "LOCATIVES",
    "NAME_PARTICLES",
    "NOT_PLACES",
    "OPENERS",
    "ORGANISATIONS_OF",
    "ROLES",
    "SAINTS",
    "SETTLEMENT_NOUNS",
    "SPEECH",
    "STATEWIDE",
    "STREETS",
    "TEAM_OPENINGS",
    "THINGS",
    "TITLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


# Before a name: something is there, or comes from or goes there.
LOCATIVES = _words(
    "in at near from to into across around outside inside throughout within toward towards via through "
    "against between over beyond onto off along reach reached left entered entering leaving visited "
    "visiting visit attacked captured seized besieged shelled bombed invaded"
)
# Before a name that is then no person's.
INSIDE = _words("in near outside inside")
# Before a name: the state, not the city that bears its name.
STATEWIDE = _words("upstate downstate")
DIRECTIONS = _words(
    "north south east west northern southern eastern western central northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern north-east north-west south-east "
    "south-west north-eastern north-western south-eastern south-western upper lower greater downtown "
    "inner outer mid central rural coastal occupied mainland metropolitan suburban old new far"
)
# Small words that stand inside the names of places.
NAME_PARTICLES = _words(
    "of de da do dos das del della di du des la le les el al ad ash ar as at an az ez en er and upon on "
    "the sur es am im an der und y e ul bin bint i sous lès"
)
SAINTS = _words("St Ste Mt Ft Sts")
# Capitalised at the head of a sentence, and no part of a name.
OPENERS = _words(
    "a an the in on at of to for from by with and but or so as if when while where after before since "
    "until during because although though however meanwhile moreover also both all many most some several "
    "few each every no not only other another this that these those it its he she they we i you his her "
    "their our your my there here who what which why how near outside inside across around between among "
    "through throughout over under above below against toward towards into within without beyond despite "
    "according following earlier later today yesterday tomorrow now then once still even just like unlike "
    "is are was were has have had be been will would can could may might shall should must do does did "
    "one two three four five six seven eight nine ten first second third last next another about more "
    "less than such per via yes"
)
CALENDAR = _words(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon "
    "tue tues wed thu thurs fri sat sun spring summer autumn fall winter christmas easter ramadan eid am "
    "pm gmt utc est edt pst"
)
# Before a name: a person's, whatever map it is on.
TITLES = _words(
    "mr mrs ms miss dr prof sir dame lord lady rev reverend father fr pastor rabbi imam sheikh sheik "
    "ayatollah mullah maulana prince princess king queen president premier chancellor senator sen "
    "representative rep gov governor mayor minister secretary ambassador envoy judge justice sheriff "
    "deputy officer detective sergeant sgt corporal cpl captain capt lieutenant lt colonel col major maj "
    "general gen admiral adm brigadier marshal commander commissioner inspector constable coach professor "
    "doctor attorney lawyer spokesman spokeswoman spokesperson chairman chairwoman chairperson director "
    "chief councilman councilwoman councillor councilor congressman congresswoman congressmember "
    "assemblyman alderman trooper private pvt singer actor actress author player golfer brother sister "
    "mother uncle aunt pope cardinal archbishop bishop jr sr agent saint"
)
# After a name: who holds an office there, or what body acts for it; the name stands for the place.
ROLES = _words(
    "president premier prime minister foreign defense defence interior finance health governor gov "
    "senator sen mayor police sheriff attorney secretary ambassador king queen prince emperor chancellor "
    "officials official government authorities army military air navy coast city council mp mps democrat "
    "republican democrats republicans rep lawmaker judge supreme state federal national deputy chief "
    "islamist rebels rebel parliament senate congress house county embassy"
)
# After a name: the place of that name is of this rank.
DIVISION_NOUNS = _words(
    "province provinces governorate region oblast county counties district state states prefecture "
    "department territory parish division canton republic raion area emirate municipality township "
    "borough"
)
# Before "of" and a name, or right before it: a town.
SETTLEMENT_NOUNS = _words("city town village suburb capital port hamlet township neighborhood neighbourhood")
# After a name: a road or building that is called by it and need not be there.
STREETS = _words(
    "street st road rd avenue ave boulevard blvd drive dr lane ln court ct place pl way highway hwy pike "
    "circle terrace parkway trail square bridge"
)
# After a name: a body or thing that is called by it; the place itself is not meant.
INSTITUTIONS = _words(
    "times post herald tribune journal gazette star news daily chronicle telegraph globe guardian "
    "observer courier examiner sun mirror review today weekly magazine press standard dispatch enquirer "
    "inquirer ledger united fc afc rovers wanderers albion athletic rangers cowboys yankees mets sox "
    "giants dodgers lakers bulls bears lions eagles tigers knicks jets dolphins hawks wildcats bulldogs "
    "capitals redskins nationals airlines airways bank insurance motors steel oil company corporation inc "
    "corp ltd llc group co industries foundation institute declaration formula principles flu strain jr sr "
    "iii ii iv"
)
# After a name, in small letters too: a text, an ailment or a dish that is called by it.
THINGS = _words(
    "accord accords agreement agreements treaty treaties protocol protocols pact convention conventions "
    "syndrome fever virus disease sprouts duck curry sausage marathon"
)
# After a name: one of the bodies and buildings that every town has; the town itself is meant besides.
LOCAL_BODIES = _words(
    "fire rescue hospital library zoo council chamber school schools high middle elementary primary "
    "airport international regional medical community municipal center centre superior circuit district "
    "court crown magistrates parks recreation utilities museum public works water fairgrounds jail "
    "prison cathedral mosque courthouse zoning planning board highway stadium port harbour harbor "
    "railway bureau department legislature patrol education correctional health detention memorial "
    "veterans area"
)
# After a name, in small letters: those whom every town has.
LOCAL_PEOPLE = _words(
    "police residents firefighters authorities mayor council suburb suburbs hospital airport resident native "
    "man woman couple teenager detectives school prison jail courthouse"
)
# Before a name: a club that plays there.
TEAM_OPENINGS = _words(
    "real inter fc ac afc sc bayern borussia atletico atlético dynamo dinamo sporting olympique racing "
    "deportivo lokomotiv spartak zenit paok maccabi hapoel"
)
# "Bank of England": the words before "of" that make one body with the name.
ORGANISATIONS_OF = _words(
    "bank church duke duchess earl prince princess lord bishop archbishop treaty battle declaration "
    "council federation league association union organisation organization society company order knights "
    "sons daughters party front army movement college university school academy institute museum order statue"
)
# Names that towns bear too, but that news hardly ever means them by.
NOT_PLACES = _names(
    "ajax, al qaeda, allah, barca, benfica, black, boeing, capitol, central, central district, city hall, "
    "city park, congress, "
    "country club, earth, eastern, fatah, federal, god, great western, hamas, hezbollah, high court, "
    "hizbollah, home office, honda, independence, liberty, man, national park, nissan, nokia, northern, "
    "parliament, police, red cross, republican, santa claus, security council, senate, southern, state, "
    "state house, supreme court, taliban, town hall, toyota, union, united nations, university, western, "
    "white house, world, xinhua"
)
BODY_OPENINGS = ("university of ", "bank of ", "church of ")
SPEECH = _words(
    "said says say told tells added adds stated states claimed claims argued explained noted announced "
    "warned insisted replied asked denied confirmed"
)
