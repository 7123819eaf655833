-- The tables of a store. The schema is written here as "palimpsest"; it is
-- replaced by the name in Settings. Run as it stands, this makes the default.

CREATE SCHEMA IF NOT EXISTS palimpsest;

CREATE TABLE palimpsest.version (version int NOT NULL);
INSERT INTO palimpsest.version VALUES (0);

-- generation changes, under the exclusive lock, with whatever the processes
-- keep in memory: the adopted scheme, the schemes, the windows.
CREATE TABLE palimpsest.state (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    generation bigint  NOT NULL,
    adopted    int
);
INSERT INTO palimpsest.state (generation) VALUES (1);

-- A table and not a sequence: what a sequence gave out just before a crash it
-- may give out again.
CREATE TABLE palimpsest.numbers (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    next bigint  NOT NULL
);
INSERT INTO palimpsest.numbers (next) VALUES (1);

-- 23 bits of tenant and 40 bits of feature make the key of a posting.
CREATE TABLE palimpsest.tenants (
    tenant int GENERATED ALWAYS AS IDENTITY (MAXVALUE 8388607) PRIMARY KEY,
    name   text COLLATE "C" NOT NULL UNIQUE
);

-- A scheme that was removed and comes again gets another number, and so other
-- tables: postings_1, postings_2 and so on.
CREATE TABLE palimpsest.schemes (
    scheme int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text COLLATE "C" NOT NULL UNIQUE
);

-- The windows of expiry that have partitions. Window 0, which is not listed,
-- holds the texts that never expire.
CREATE TABLE palimpsest.windows (
    win  int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    low  timestamptz NOT NULL,
    high timestamptz NOT NULL,
    CHECK (low < high),
    EXCLUDE USING gist (tstzrange(low, high) WITH &&)
);

-- One narrow row for each text: who it is and where the rest lies. It is not
-- partitioned, since ids are unique across windows.
CREATE TABLE palimpsest.texts (
    number   bigint NOT NULL PRIMARY KEY,
    replaced bigint,               -- the number of the text that this one replaced
    expires  timestamptz,
    tenant   int    NOT NULL,
    win      int    NOT NULL,
    scheme   int    NOT NULL,      -- of which it had postings when it was put
    id       text   COLLATE "C" NOT NULL,
    UNIQUE (tenant, id)
);
CREATE INDEX ON palimpsest.texts (expires) WHERE expires IS NOT NULL;

-- The schemes of which texts got postings after they were put.
CREATE TABLE palimpsest.indexed (
    number bigint NOT NULL,
    scheme int    NOT NULL,
    PRIMARY KEY (number, scheme)
);

CREATE TABLE palimpsest.bodies (
    number    bigint NOT NULL,
    published timestamptz,
    win       int    NOT NULL,
    author    text   COLLATE "C" NOT NULL,
    revision  text   COLLATE "C" NOT NULL,   -- Group, a word of SQL
    body      bytea  NOT NULL
) PARTITION BY LIST (win);
CREATE INDEX ON palimpsest.bodies (number);
CREATE TABLE palimpsest.bodies_w0 PARTITION OF palimpsest.bodies FOR VALUES IN (0);
