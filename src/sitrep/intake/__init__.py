"""Files, folders, standard input or text come in, and reports with canonical text go out."""

from sitrep.intake.formats import from_html, from_jsonl, from_markdown, from_text
from sitrep.intake.reports import Failure, reports

__all__ = ["Failure", "from_html", "from_jsonl", "from_markdown", "from_text", "reports"]
