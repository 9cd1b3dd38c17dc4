"""The path of a ledger comes in, and connections to it go out: many that read, one that writes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from sitrep.errors import LedgerError

__all__ = ["SCHEMA_VERSION", "Store"]

SCHEMA_VERSION = 3
_APPLICATION_ID = 0x53495452  # "SITR", where SQLite keeps the kind of file
_MAGIC = b"SQLite format 3\x00"
_BUSY_S = 5.0
_LASTING = 2  # the schema from which on nothing was taken away, only added
_KEPT = frozenset({"entries", "entries_by_id", "about"})
_CREATED = re.compile(r"CREATE (?:TABLE|INDEX|TRIGGER|VIEW|VIRTUAL TABLE) (\w+)")
_CHECKPOINT_MS = 100


class Store:
    """One ledger file. ``report_wait`` is called with a line of words when another writer is waited for."""

    def __init__(self, path: Path, *, report_wait: Callable[[str], None], wait_s: float) -> None:
        self.path = path
        self._report_wait = report_wait
        self._wait_s = wait_s

    def make(self) -> None:
        """Make an empty ledger at the path, whole or not at all; nothing where one is there already."""
        if not self.path.parent.is_dir():
            raise LedgerError(
                f"{self.path}: a ledger cannot be made here: there is no folder {self.path.parent}"
            )
        with self.locked():
            if self.path.exists():
                return
            draft = self.path.with_name(f".{self.path.name}.new")
            draft.unlink(missing_ok=True)
            try:
                with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
                    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.executescript((files("sitrep.ledger") / "schema.sql").read_text("utf-8"))
                draft.replace(self.path)
            except (sqlite3.Error, OSError) as fault:
                raise LedgerError(f"{self.path}: a ledger cannot be made here: {fault}") from None

    def verify(self) -> None:
        """Raise :class:`LedgerError` where the file is no ledger of this schema; only its head is read."""
        try:
            with self.path.open("rb") as file:
                head = file.read(100)
        except FileNotFoundError:
            raise LedgerError(f"{self.path}: there is no such ledger") from None
        except OSError as fault:
            raise LedgerError(f"{self.path}: a ledger was expected: {fault.strerror or fault}") from None
        if head[:16] != _MAGIC or int.from_bytes(head[68:72], "big") != _APPLICATION_ID:
            raise LedgerError(f"{self.path}: a sitrep ledger was expected, this file is something else")
        self._check_version(int.from_bytes(head[60:64], "big"))

    def reader(self) -> sqlite3.Connection:
        """A connection that cannot write; on a read-only disk too."""
        address = f"file:{quote(str(self.path.resolve()))}?mode=ro"
        try:
            connection = self._connect(address)
        except LedgerError:
            # Without its log a file on a read-only disk is all there is, and cannot change.
            log = self.path.with_name(f"{self.path.name}-wal")
            if log.exists() and log.stat().st_size:
                raise
            connection = self._connect(f"{address}&immutable=1")
        return connection

    def is_old(self) -> bool:
        """Whether the file is of a schema before this one."""
        with self.path.open("rb") as file:
            return int.from_bytes(file.read(64)[60:64], "big") < SCHEMA_VERSION

    def upgrade(self, connection: sqlite3.Connection) -> bool:
        """Bring a file of an earlier schema to this one, inside a transaction; the log is kept as it is.

        Whether the tables were left empty, for the caller to make anew from the log.
        """
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version >= SCHEMA_VERSION:
            return False
        if version < _LASTING:
            _drop_tables(connection)
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        for statement in _statements():
            created = _CREATED.match(statement)
            if created is None or created[1] not in there:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        return bool(version < _LASTING)

    def scrub(self) -> None:
        """Leave nothing in the file of what was deleted from it."""
        with self.locked():
            connection = self._connect(f"file:{quote(str(self.path.resolve()))}?mode=rw")
            try:
                for index in ("report_search", "statement_search"):
                    connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as fault:
                raise self._fault(fault) from None
            finally:
                connection.close()

    @contextmanager
    def writer(self) -> Iterator[sqlite3.Connection]:
        """The one connection that may write, inside one transaction: all of it is kept, or nothing.

        Its log is folded into the file while the lock is held: SQLite up to 3.51.2 can lose commits
        where two connections do that at once. Readers never do it.
        """
        with self.locked():
            self.verify()
            connection = self._connect(f"file:{quote(str(self.path.resolve()))}?mode=rw")
            try:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
                # A reader in the midst of something keeps the log in use; the next writer folds it in then.
                connection.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_MS}")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as fault:
                raise self._fault(fault) from None
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the operating system's lock on the ledger, which it drops when the process ends."""
        lock = FileLock(f"{self.path}.lock")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                self._report_wait(f"waiting for another writer of {self.path}")
                lock.acquire(timeout=self._wait_s)
        except Timeout:
            raise LedgerError(
                f"{self.path}: the ledger is locked: another process has been writing for {self._wait_s:g} s"
            ) from None
        except OSError as fault:
            raise LedgerError(
                f"{self.path}: the ledger cannot be written: {fault.strerror or fault}"
            ) from None
        try:
            yield
        finally:
            lock.release()

    def _connect(self, address: str) -> sqlite3.Connection:
        connection = None
        try:
            # A desk lends a connection to one thread after another, never to two at once.
            connection = sqlite3.connect(
                address, uri=True, isolation_level=None, timeout=_BUSY_S, check_same_thread=False
            )
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error as fault:
            if connection is not None:
                connection.close()
            raise self._fault(fault) from None
        self._check_version(version)
        return connection

    def _check_version(self, version: int) -> None:
        if version > SCHEMA_VERSION:
            raise LedgerError(
                f"{self.path}: the ledger is of schema {version}, made by a newer sitrep; "
                f"this one reads up to {SCHEMA_VERSION}"
            )

    def _fault(self, fault: sqlite3.Error) -> LedgerError:
        if "locked" in str(fault) or "busy" in str(fault):
            return LedgerError(f"{self.path}: the ledger is locked by another program")
        return LedgerError(f"{self.path}: the ledger cannot be used: {fault}")


def _drop_tables(connection: sqlite3.Connection) -> None:
    """Leave nothing but the log."""
    made = "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger', 'table', 'index')"
    rows = [row for row in connection.execute(made) if row[1] not in _KEPT and "_search_" not in row[1]]
    for kind, name in sorted(rows, key=lambda row: ("trigger", "view", "table", "index").index(row[0])):
        if not name.startswith("sqlite_"):
            connection.execute(f"DROP {kind} IF EXISTS {name}")


def _statements() -> Iterator[str]:
    """The statements of the schema one by one: run as a script they would end the transaction."""
    statement = ""
    for line in (files("sitrep.ledger") / "schema.sql").read_text("utf-8").splitlines():
        if not statement and (not line or line.startswith("--")):
            continue
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
