"""An annotation comes in, and the counts and quantities of its report go out."""

from sitrep.read.figures.reading import figures

__all__ = ["figures"]
