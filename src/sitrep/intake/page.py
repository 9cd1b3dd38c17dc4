"""What a server sent comes in, and the page, with when it was fetched and its digest, goes out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was served.

    ``url`` was asked for and ``final_url`` answered; ``fetched_at`` is ISO 8601 in UTC. ``body`` is
    decoded from gzip or deflate, and ``sha256`` its digest. ``status`` is 200, or 304 with an empty body
    where the page is as it was when it was last remembered.
    """

    url: str
    final_url: str
    fetched_at: str
    status: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    body: bytes
    sha256: str

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that the page is as it was."""
        return self.status == 304

    @classmethod
    def served(
        cls,
        url: str,
        final_url: str,
        status: int,
        body: bytes,
        *,
        content_type: str | None,
        etag: str | None,
        last_modified: str | None,
    ) -> Page:
        """The page of an answer that has just come in."""
        return cls(
            url=url,
            final_url=final_url,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            status=status,
            content_type=content_type,
            etag=etag,
            last_modified=last_modified,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
        )
