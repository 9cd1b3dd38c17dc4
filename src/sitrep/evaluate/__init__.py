"""Gold corpora and a reader come in, and scores with intervals and pinned floors go out.

A corpus form is a file of ``corpora/``, a task a file of ``tasks/``; the frame around them does
not change when one is added.
"""

from sitrep.evaluate.evaluation import Evaluation, evaluate
from sitrep.evaluate.tasks import TASKS

__all__ = ["TASKS", "Evaluation", "evaluate"]
