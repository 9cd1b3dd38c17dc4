"""An event's account comes in, and its words with links to their reports, as HTML, go out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sitrep.export.citing import outlet
from sitrep.views.wording import plural

if TYPE_CHECKING:
    from sitrep.export.account import Account, Telling

__all__ = ["to_html"]

_MOST = 5
_OPENED = ("http://", "https://")  # what may stand in a link; a report's address is anybody's text


def to_html(account: Account) -> str:
    """A paragraph a telling, five at most, each with who is cited and a link to the report."""
    told = "".join(f"<p>{_telling(telling)}</p>" for telling in account.tellings[:_MOST])
    more = len(account.tellings) - _MOST
    return told + (f"<p>And {plural(more, 'more telling')}.</p>" if more > 0 else "")


def _telling(telling: Telling) -> str:
    said = f", citing {escape(telling.speaker, quote=False)}" if telling.speaker else ""
    return f"“{escape(telling.event.sentence.quote, quote=False)}” ({_linked(telling)}{said})"


def _linked(telling: Telling) -> str:
    words, url = escape(outlet(telling.report), quote=False), telling.report.url
    if url is None or not url.lower().startswith(_OPENED):
        return words
    return f'<a href="{escape(url)}">{words}</a>'
