"""An annotation comes in, and the counts and quantities of its report go out."""

from sitrep.readers.figures.reading import figures

__all__ = ["figures"]
