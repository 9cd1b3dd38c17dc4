-- The log. Nothing else in this file cannot be made anew from it.
CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY,
  filed_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX entries_by_id ON entries (kind, id);
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
  BEGIN SELECT raise(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
  BEGIN SELECT raise(ABORT, 'entries of a ledger are never deleted'); END;

CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What each report tells as far as reports are compared: made from its entry, so that filing one more
-- report need not read all the others anew.
CREATE TABLE told (sequence INTEGER PRIMARY KEY, told TEXT NOT NULL);

-- Columns of numbers have no type, so that 5.0 stays 5.0.
-- The projection: what the entries come to, in the order of the ledger's view.
CREATE TABLE reports (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, publisher TEXT, published TEXT, url TEXT,
  reprint_of TEXT, version_of TEXT
);
CREATE TABLE events (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, mode TEXT, actors TEXT NOT NULL,
  recipients TEXT NOT NULL, place TEXT, earliest TEXT, latest TEXT, reality TEXT NOT NULL, reports TEXT NOT NULL,
  independent INTEGER NOT NULL, disputed INTEGER NOT NULL, status TEXT NOT NULL, series TEXT NOT NULL,
  place_name TEXT GENERATED ALWAYS AS (json_extract(place, '$.name')) VIRTUAL,
  latitude REAL GENERATED ALWAYS AS (json_extract(place, '$.lat')) VIRTUAL,
  longitude REAL GENERATED ALWAYS AS (json_extract(place, '$.lon')) VIRTUAL
);
CREATE TABLE items (
  position INTEGER PRIMARY KEY, event_id TEXT NOT NULL REFERENCES events (id), report TEXT NOT NULL,
  event TEXT NOT NULL, quote TEXT NOT NULL
);
CREATE TABLE series (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event TEXT, measure TEXT NOT NULL, counted TEXT, unit TEXT,
  part_of TEXT, low, best, high, disputed INTEGER NOT NULL
);
CREATE TABLE versions (
  position INTEGER PRIMARY KEY, series_id TEXT NOT NULL REFERENCES series (id), report TEXT NOT NULL,
  figure TEXT NOT NULL, published TEXT, speaker TEXT, low, high, bound TEXT NOT NULL,
  quote TEXT NOT NULL, relation TEXT NOT NULL
);
CREATE TABLE statements (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, speaker TEXT, content TEXT NOT NULL, replies_to TEXT
);
CREATE TABLE appearances (
  position INTEGER PRIMARY KEY, statement_id TEXT NOT NULL REFERENCES statements (id), report TEXT NOT NULL,
  statement TEXT NOT NULL
);
CREATE TABLE actors (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, names TEXT NOT NULL, country TEXT,
  sectors TEXT NOT NULL
);
CREATE TABLE conflicts (position INTEGER PRIMARY KEY, items TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE leads (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, leads_to TEXT NOT NULL, report TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX leads_by_row ON leads (leads_to);

-- Full text over what the log holds already, so that no text is kept twice.
CREATE VIEW report_texts AS
  SELECT sequence, id, json_extract(payload, '$.record.report.title') AS title,
    json_extract(payload, '$.record.report.text') AS text
  FROM entries WHERE kind = 'filed';
CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, content = 'report_texts', content_rowid = 'sequence',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_search USING fts5 (
  speaker, content, content = 'statements', content_rowid = 'position',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
