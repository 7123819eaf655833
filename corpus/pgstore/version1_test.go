package pgstore

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// The statements by which programs of version 1 made a scheme and a window, put a
// text and read one.
const (
	makeVersion1 = `INSERT INTO palimpsest.schemes (name) VALUES ('s');
		UPDATE palimpsest.state SET adopted = 1;
		INSERT INTO palimpsest.windows (low, high) VALUES ('2025-01-01Z', '2025-01-31Z');
		CREATE TABLE palimpsest.postings_1 (key bigint NOT NULL, number bigint NOT NULL, position int NOT NULL, win int NOT NULL) PARTITION BY LIST (win);
		CREATE INDEX ON palimpsest.postings_1 (key);
		CREATE INDEX ON palimpsest.postings_1 (number);
		CREATE TABLE palimpsest.postings_1_w0 PARTITION OF palimpsest.postings_1 FOR VALUES IN (0);
		CREATE TABLE palimpsest.postings_1_w1 PARTITION OF palimpsest.postings_1 FOR VALUES IN (1);
		CREATE TABLE palimpsest.bodies_w1 PARTITION OF palimpsest.bodies FOR VALUES IN (1);
		INSERT INTO palimpsest.tenants (name) VALUES ('t');
		UPDATE palimpsest.numbers SET next = 1025;
		INSERT INTO palimpsest.texts (scheme, number, tenant, win, id, expires) VALUES (1, 7, 1, 0, 'a', NULL), (1, 8, 1, 1, 'b', '2025-01-02Z');
		INSERT INTO palimpsest.bodies (number, published, win, author, revision, body) VALUES
			(7, '2024-01-01Z', 0, 'author', 'group', 'one'), (8, NULL, 1, '', '', 'two');
		INSERT INTO palimpsest.postings_1 (key, number, position, win) VALUES ((1::bigint << 40) + 5, 8, 1, 1), ((1::bigint << 40) + 5, 7, 2, 0)`
	putVersion1  = `INSERT INTO palimpsest.bodies (number, published, win, author, revision, body) VALUES (9, NULL, 0, '', '', 'x')`
	readVersion1 = `SELECT b.author, b.revision, b.published FROM palimpsest.texts t JOIN palimpsest.bodies b ON b.win = t.win AND b.number = t.number`
)

// A store of version 1 is opened with what it held, in a schema of any name, and
// programs of that version that still run can neither read nor write its texts.
func TestVersion1(t *testing.T) {
	ctx := context.Background()
	first, err := migrations.ReadFile("migrations/0001_tables.sql")
	require.NoError(t, err)
	old := &Store{pool: newPool(t, 4)}
	old.settings.Schema = newSchemaNamed(t, `version 1 "'%s$$`)
	old.names = schemaNames(old.settings.Schema)
	for _, sql := range []string{string(first), "UPDATE palimpsest.version SET version = 1", makeVersion1} {
		_, err := old.pool.Exec(ctx, old.sql(sql))
		require.NoError(t, err)
	}
	_, err = old.pool.Exec(ctx, old.sql(readVersion1))
	require.NoError(t, err)

	s, err := Open(ctx, old.pool, old.settings)
	require.NoError(t, err)
	s.clock = longAgo
	january := time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)
	a := corpus.Record{Number: 7, Text: corpus.Text{Tenant: "t", ID: "a", Author: "author", Group: "group",
		Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Text: "one"}}
	b := corpus.Record{Number: 8, Text: corpus.Text{Tenant: "t", ID: "b", Expires: january, Text: "two"}}
	got, err := s.Records(ctx, "t", []uint64{7, 8})
	require.NoError(t, err)
	assert.ElementsMatch(t, []corpus.Record{a, b}, got)
	assert.Equal(t, []corpus.Place{{Number: 7, Position: 2}}, lookupAll(t, s, "t", []uint64{5}, 1)[0])
	assert.Len(t, lookupAll(t, s, "t", []uint64{5}, 2)[0], 2)
	assert.Equal(t, 4, query[int](t, s, "SELECT count(*) FROM pg_indexes WHERE schemaname = $1 AND tablename ~ '^postings_1_w'", s.settings.Schema), "two for each window")

	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{text("t", "c", corpus.Posting{Feature: 5}), text("t", "a", corpus.Posting{Feature: 5})}))
	c, err := s.Get(ctx, "t", "c")
	require.NoError(t, err)
	assert.EqualValues(t, 1025, c.Number, "the first that version 1 had not reserved")
	whole(t, s, 3, 1)
	n, err := s.Expire(ctx, january)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	whole(t, s, 2, 1)

	const undefinedColumn = "42703"
	for _, sql := range []string{putVersion1, readVersion1} {
		_, err = s.pool.Exec(ctx, s.sql(sql))
		require.Equal(t, undefinedColumn, sqlState(err), "%v", err)
	}
	_, err = Open(ctx, s.pool, s.settings) // once more does nothing
	require.NoError(t, err)
}
