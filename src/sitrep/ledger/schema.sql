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
CREATE INDEX entries_by_digest ON entries (digest);
-- What people did is a needle in the log.
CREATE INDEX entries_that_are_acts ON entries (sequence) WHERE kind NOT IN ('filed', 'failed');
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
  BEGIN SELECT raise(ABORT, 'entries of a ledger are never changed'); END;
-- Erasing is the one thing that destroys: it files what was erased first, and is seen for ever.
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
  WHEN NOT EXISTS (SELECT 1 FROM entries e WHERE e.kind = 'erased' AND e.id = old.id AND old.kind = 'filed')
  BEGIN SELECT raise(ABORT, 'entries of a ledger are never deleted'); END;

-- Pages as they were fetched, packed by zlib; what was read from them is in the log, they are not.
CREATE TABLE pages (
  report TEXT NOT NULL, sha256 TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL, fetched_at TEXT NOT NULL,
  status INTEGER NOT NULL, content_type TEXT, etag TEXT, last_modified TEXT, body BLOB NOT NULL,
  PRIMARY KEY (report, sha256)
);
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What the entries come to. First what each report tells, item by item, as far as items are compared.
-- `leads_to` is the row that an item is part of, `owner` what it hangs on (a figure on its event or its place
-- and time, an actor on its namesake), `speaker` the actor who says it; `data` is JSON.
CREATE TABLE told (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, report TEXT NOT NULL, standing TEXT NOT NULL,
  leads_to TEXT, owner TEXT, speaker TEXT, data TEXT
);
CREATE INDEX told_by_report ON told (report);
-- From words found to the reports that hold them, and to the events told there.
CREATE INDEX told_reports_by_entry ON told (owner, id) WHERE kind = 'report';
CREATE INDEX told_events_by_report ON told (report, leads_to) WHERE kind = 'event';
CREATE INDEX told_by_row ON told (leads_to) WHERE leads_to IS NOT NULL;
CREATE INDEX told_by_owner ON told (owner) WHERE owner IS NOT NULL;
CREATE INDEX told_by_speaker ON told (speaker) WHERE speaker IS NOT NULL;
-- Which items may be one: those that share a key are held against each other.
CREATE TABLE keys (key INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
-- What came of that: `verdict` is same or unsure of two items, reprint or version of two reports, copy of an
-- item of a reprint (a) and its counterpart (b).
CREATE TABLE links (
  a INTEGER NOT NULL, b INTEGER NOT NULL, verdict TEXT NOT NULL, weight REAL NOT NULL,
  PRIMARY KEY (a, b, verdict)
) WITHOUT ROWID;
CREATE INDEX links_by_b ON links (b);
CREATE INDEX links_unsure ON links (weight) WHERE verdict = 'unsure';
-- Ids of an earlier reading of a report, and the item of today's that overlaps most, where there is one.
CREATE TABLE carried (old TEXT PRIMARY KEY, new TEXT, kind TEXT NOT NULL, report TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX carried_by_report ON carried (report);
CREATE INDEX carried_by_new ON carried (new) WHERE new IS NOT NULL;

-- Then the rows of the ledger's view, in the order of `standing`, then id.
-- Columns of numbers have no type, so that 5.0 stays 5.0. Names of actors are looked up by id when a row is read.
CREATE TABLE reports (
  id TEXT PRIMARY KEY, standing TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT, url TEXT,
  reprint_of TEXT, version_of TEXT
) WITHOUT ROWID;
CREATE TABLE events (
  id TEXT PRIMARY KEY, standing TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, actors TEXT NOT NULL,
  recipients TEXT NOT NULL, place TEXT, earliest TEXT, latest TEXT, reality TEXT NOT NULL, reports TEXT NOT NULL,
  independent INTEGER NOT NULL, items TEXT NOT NULL, status TEXT NOT NULL,
  place_name TEXT GENERATED ALWAYS AS (json_extract(place, '$.name')) VIRTUAL,
  latitude REAL GENERATED ALWAYS AS (json_extract(place, '$.lat')) VIRTUAL,
  longitude REAL GENERATED ALWAYS AS (json_extract(place, '$.lon')) VIRTUAL
) WITHOUT ROWID;
-- In order, with all that an overview of every event asks for, so that no row has to be read for it.
CREATE INDEX events_at_a_glance ON events (
  standing, id, type, mode, status, reality, place, earliest, latest, independent
);
CREATE INDEX events_by_place ON events (place_name) WHERE place_name IS NOT NULL;
CREATE TABLE series (
  id TEXT PRIMARY KEY, standing TEXT NOT NULL, owner TEXT NOT NULL, event TEXT, measure TEXT NOT NULL, counted TEXT,
  unit TEXT, part_of TEXT, low, best, high, disputed INTEGER NOT NULL, versions TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX series_by_owner ON series (owner);
CREATE TABLE statements (
  id TEXT PRIMARY KEY, standing TEXT NOT NULL, speaker TEXT, content TEXT NOT NULL, appearances TEXT NOT NULL,
  replies_to TEXT
) WITHOUT ROWID;
CREATE TABLE actors (
  id TEXT PRIMARY KEY, standing TEXT NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL, country TEXT,
  sectors TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX statements_by_answered ON statements (replies_to) WHERE replies_to IS NOT NULL;
CREATE INDEX statements_by_standing ON statements (standing, id);
CREATE INDEX reports_by_standing ON reports (standing, id);
CREATE INDEX series_of_no_event ON series (standing, id) WHERE event IS NULL;
CREATE INDEX series_by_event ON series (event, disputed) WHERE event IS NOT NULL;
CREATE INDEX reports_by_original ON reports (reprint_of) WHERE reprint_of IS NOT NULL;
CREATE INDEX reports_by_first_version ON reports (version_of) WHERE version_of IS NOT NULL;
CREATE TABLE conflicts (items TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (items, reason)) WITHOUT ROWID;
-- Which events were written last, for whoever keeps an overview of them all beside the file.
CREATE TABLE touched (n INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
CREATE TRIGGER events_are_written AFTER INSERT ON events
  BEGIN INSERT INTO touched (event) VALUES (new.id); END;
CREATE TRIGGER events_are_deleted AFTER DELETE ON events
  BEGIN INSERT INTO touched (event) VALUES (old.id); END;
CREATE TRIGGER series_are_written AFTER INSERT ON series WHEN new.event IS NOT NULL
  BEGIN INSERT INTO touched (event) VALUES (new.event); END;
CREATE TRIGGER series_are_deleted AFTER DELETE ON series WHEN old.event IS NOT NULL
  BEGIN INSERT INTO touched (event) VALUES (old.event); END;
-- Where every id leads.
CREATE VIEW leads AS
  SELECT t.id, t.kind, coalesce(o.leads_to, t.leads_to, t.id) AS leads_to, t.report
  FROM told t LEFT JOIN told o ON t.kind = 'actor' AND o.id = t.owner
  WHERE t.kind <> 'namesake';

-- Full text over what the log holds already, so that no text is kept twice.
CREATE VIEW report_texts AS
  SELECT sequence, id, json_extract(payload, '$.record.report.title') AS title,
    json_extract(payload, '$.record.report.text') AS text
  FROM entries WHERE kind = 'filed';
CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, content = 'report_texts', content_rowid = 'sequence',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIEW statement_texts AS
  SELECT n, json_extract(data, '$.speaker.name') AS speaker, json_extract(data, '$.content') AS content
  FROM told WHERE kind = 'statement';
CREATE VIRTUAL TABLE statement_search USING fts5 (
  speaker, content, content = 'statement_texts', content_rowid = 'n',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
