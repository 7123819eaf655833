-- Version 2: what is known of a text is in texts, so that it is read without the
-- text; places are found in order of number; numbers rise in whichever process
-- they are given; notes.
--
-- A process of version 1 that still runs can neither write nor read texts, since
-- bodies no longer has their authors. What keeps readers out comes last.

-- The index by key gives places in order of number. The tables are found by the
-- schema of one that is always there.
DO $version_2$
DECLARE
    t regclass;
BEGIN
    FOR t IN SELECT p.oid FROM pg_class p JOIN pg_class v ON v.relnamespace = p.relnamespace
        WHERE v.oid = (SELECT tableoid FROM palimpsest.version) AND p.relkind = 'p' AND p.relname ~ '^postings_[0-9]+$'
    LOOP
        EXECUTE 'CREATE INDEX ON ' || t || ' (key, number)';
    END LOOP;
END $version_2$;

-- A sequence and not a counter in a table, which would make writers wait for each
-- other's commit. What it gave out before a crash it gives out again only if the
-- transaction that took it was lost too.
CREATE SEQUENCE palimpsest.number AS bigint MAXVALUE 1099511627775;
SELECT setval(s.oid, n.next, false)
    FROM palimpsest.numbers n JOIN pg_class c ON c.oid = n.tableoid
    JOIN pg_class s ON s.relnamespace = c.relnamespace AND s.relname = 'number' AND s.relkind = 'S';

CREATE TABLE palimpsest.texts_2 (
    number    bigint NOT NULL PRIMARY KEY,
    replaced  bigint,              -- the number of the text that this one replaced
    expires   timestamptz,
    published timestamptz,
    tenant    int    NOT NULL,
    win       int    NOT NULL,
    scheme    int    NOT NULL,     -- of which it had postings when it was put
    id        text   COLLATE "C" NOT NULL,
    author    text   COLLATE "C" NOT NULL,
    revision  text   COLLATE "C" NOT NULL,   -- Group, a word of SQL
    derived   text   COLLATE "C" NOT NULL,   -- an id, '' for none
    UNIQUE (tenant, id)
);
INSERT INTO palimpsest.texts_2 (number, expires, published, tenant, win, scheme, id, author, revision, derived)
    SELECT t.number, t.expires, b.published, t.tenant, t.win, t.scheme, t.id, b.author, b.revision, ''
    FROM palimpsest.texts t JOIN palimpsest.bodies b ON b.win = t.win AND b.number = t.number
    ORDER BY t.number;
CREATE INDEX ON palimpsest.texts_2 (expires) WHERE expires IS NOT NULL;

CREATE TABLE palimpsest.notes (
    tenant int   NOT NULL,
    name   text  COLLATE "C" NOT NULL,
    value  bytea NOT NULL,
    PRIMARY KEY (tenant, name)
);

DROP TABLE palimpsest.texts, palimpsest.numbers;
ALTER TABLE palimpsest.texts_2 RENAME TO texts;
ALTER INDEX palimpsest.texts_2_pkey RENAME TO texts_pkey;
ALTER INDEX palimpsest.texts_2_tenant_id_key RENAME TO texts_tenant_id_key;
ALTER INDEX palimpsest.texts_2_expires_idx RENAME TO texts_expires_idx;
ALTER TABLE palimpsest.bodies DROP COLUMN published, DROP COLUMN author, DROP COLUMN revision;

-- The index by key alone, of each table of postings.
DO $version_2$
DECLARE
    i regclass;
BEGIN
    FOR i IN SELECT x.indexrelid FROM pg_index x JOIN pg_class p ON p.oid = x.indrelid JOIN pg_class v ON v.relnamespace = p.relnamespace
        JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum = x.indkey[0]
        WHERE v.oid = (SELECT tableoid FROM palimpsest.version) AND p.relkind = 'p' AND p.relname ~ '^postings_[0-9]+$'
        AND x.indnatts = 1 AND a.attname = 'key'
    LOOP
        EXECUTE 'DROP INDEX ' || i;
    END LOOP;
END $version_2$;
