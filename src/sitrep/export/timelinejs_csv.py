"""A ledger comes in, and a TimelineJS 3 timeline as the table that its spreadsheets hold goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.export.cells import Cell, to_csv
from sitrep.export.timelinejs import Slide, slides

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["COLUMNS", "export"]

COLUMNS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date"),
    *("Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group"),
    "Background",
)


def export(ledger: LedgerView) -> Exported:
    """The slides of ``timelinejs`` as CSV in the columns of TimelineJS's spreadsheet, without media."""
    return {"ledger.csv": to_csv(COLUMNS, map(_row, slides(ledger)))}


def _row(slide: Slide) -> dict[str, Cell]:
    start = dict(zip(COLUMNS[:3], slide.start, strict=False))
    end = dict(zip(COLUMNS[4:7], slide.end, strict=False))
    return {
        **dict.fromkeys(COLUMNS),
        **start,
        **end,
        "Display Date": slide.display,
        "Headline": slide.headline,
        "Text": slide.text,
        "Group": slide.group,
    }
