"""An annotation comes in, and the counts and quantities of its report go out."""

from sitrep.readers.figures.amounts import Currencies
from sitrep.readers.figures.clauses import SINGLE_DETERMINERS, Person
from sitrep.readers.figures.reading import figures

__all__ = ["SINGLE_DETERMINERS", "Currencies", "Person", "figures"]
