"""Records come in, and judgements on what in them is one and the same go out; all of it pure functions."""

from sitrep.merge.judgement import Judgement, Verdict

__all__ = ["Judgement", "Verdict"]
