//go:build cgo

package benchmarks

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/marcboeker/go-duckdb"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A ticket is what both count: 24 bytes.
type ticket struct {
	took     time.Duration
	limit    time.Duration
	client   uint32
	priority msp.Priority
}

func tickets(n int) []ticket {
	random := rand.New(rand.NewPCG(2026, 11))
	list := make([]ticket, n)
	for i := range list {
		list[i] = ticket{
			time.Duration(random.Int64N(100_000)) * time.Second, 50_000 * time.Second,
			random.Uint32N(500), msp.Priority(1 + random.IntN(4)),
		}
	}
	return list
}

// A service is what both count of a group.
type service struct {
	kept metrics.Rate
	took metrics.Times
}

func (s *service) add(t *ticket) error {
	outcome := msp.Missed
	if t.took <= t.limit {
		outcome = msp.Met
	}
	if err := s.kept.Add(outcome); err != nil {
		return err
	}
	return s.took.Add(t.took)
}

// duck returns a database in memory, on one thread, that holds the tickets.
func duck(tb testing.TB, list []ticket) *sql.DB {
	tb.Helper()
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		tb.Fatal(err)
	}
	db := sql.OpenDB(connector)
	tb.Cleanup(func() { db.Close() })
	for _, statement := range []string{
		"SET threads = 1",
		"CREATE TABLE ticket (took BIGINT NOT NULL, due BIGINT NOT NULL, client UINTEGER NOT NULL, priority UTINYINT NOT NULL)",
	} {
		if _, err := db.Exec(statement); err != nil {
			tb.Fatal(err)
		}
	}
	conn, err := connector.Connect(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	appender, err := duckdb.NewAppenderFromConn(conn, "", "ticket")
	if err != nil {
		tb.Fatal(err)
	}
	row := make([]driver.Value, 4)
	for _, t := range list {
		row[0], row[1], row[2], row[3] = int64(t.took), int64(t.limit), t.client, uint8(t.priority)
		if err := appender.AppendRow(row...); err != nil {
			tb.Fatal(err)
		}
	}
	if err := appender.Close(); err != nil {
		tb.Fatal(err)
	}
	return db
}

// A group is a row of the answer.
type group struct{ key, count, met, least, greatest int64 }

// ask counts in the database; the sum is left out of the comparison but not of the work.
func ask(tb testing.TB, db *sql.DB, by string) map[int64]group {
	tb.Helper()
	rows, err := db.Query("SELECT CAST(" + by + " AS BIGINT), count(*), count(*) FILTER (took <= due), min(took), max(took), CAST(sum(took) AS VARCHAR) FROM ticket GROUP BY 1")
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	groups := make(map[int64]group)
	for rows.Next() {
		var g group
		var sum string
		if err := rows.Scan(&g.key, &g.count, &g.met, &g.least, &g.greatest, &sum); err != nil {
			tb.Fatal(err)
		}
		groups[g.key] = g
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return groups
}

func byPriority(tb testing.TB, list []ticket) []service {
	tb.Helper()
	groups, err := metrics.GroupDense(list, 10, func(t *ticket) int { return int(t.priority) }, (*service).add)
	if err != nil {
		tb.Fatal(err)
	}
	return groups
}

func byClient(tb testing.TB, list []ticket) map[uint32]service {
	tb.Helper()
	groups, err := metrics.GroupSlice(list, func(t *ticket) uint32 { return t.client }, (*service).add)
	if err != nil {
		tb.Fatal(err)
	}
	return groups
}

// Both count the same.
func TestDuckDBAgrees(t *testing.T) {
	list := tickets(100_000)
	db := duck(t, list)
	check := func(g group, s service) {
		t.Helper()
		least, err1 := s.took.Min().Duration(msp.Down)
		greatest, err2 := s.took.Max().Duration(msp.Down)
		if err1 != nil || err2 != nil || (g != group{g.key, s.took.Count(), s.kept.Tally().Met(), int64(least), int64(greatest)}) {
			t.Errorf("of %d: %+v, here %v, %v, %v to %v", g.key, g, s.kept, s.took, least, greatest)
		}
	}
	priorities, clients := byPriority(t, list), byClient(t, list)
	inDuck := ask(t, db, "priority")
	if len(inDuck) != 4 {
		t.Errorf("%d priorities", len(inDuck))
	}
	for p, g := range inDuck {
		check(g, priorities[p])
	}
	inDuck = ask(t, db, "client")
	if len(inDuck) != len(clients) {
		t.Errorf("%d clients, here %d", len(inDuck), len(clients))
	}
	for c, g := range inDuck {
		check(g, clients[uint32(c)])
	}
}

// BenchmarkGroup10M counts ten million tickets by priority and by client: here in one
// pass over a slice, and in an analytical database in memory, each on one thread.
func BenchmarkGroup10M(b *testing.B) {
	list := tickets(10_000_000)
	db := duck(b, list)
	b.Run("by=priority/msp", func(b *testing.B) {
		for b.Loop() {
			byPriority(b, list)
		}
	})
	b.Run("by=priority/duckdb", func(b *testing.B) {
		for b.Loop() {
			ask(b, db, "priority")
		}
	})
	b.Run("by=client/msp", func(b *testing.B) {
		for b.Loop() {
			byClient(b, list)
		}
	})
	b.Run("by=client/duckdb", func(b *testing.B) {
		for b.Loop() {
			ask(b, db, "client")
		}
	})
}
