"""Names come in, and the places, countries and peoples of the world that bear them go out."""

from sitrep.gazetteer.gazetteer import Gazetteer, open_gazetteer
from sitrep.gazetteer.names import fold
from sitrep.gazetteer.toponym import Country, Kind, Toponym

__all__ = ["Country", "Gazetteer", "Kind", "Toponym", "fold", "open_gazetteer"]
