package batch

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// A Result is the decision about a text.
type Result struct {
	ID string
	// Cluster is the id of the first text of its cluster, which is kept.
	Cluster string
	// Keep says whether to keep the text.
	Keep bool
	// Of is the id of the text that this one is dropped for; its own id if it is kept.
	Of string
	// Similarity is the exact Jaccard similarity to Of, from the threshold to 1.
	Similarity float64
}

// Results yields the result of each text, in the order of the files signed and of the
// texts in them. An error, of the kinds that [Components] returns, is the last thing
// yielded. The files are checked on the way.
func Results(signed []string, result string) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		if err := results(signed, result, func(r Result) bool { return yield(r, nil) }); err != nil {
			yield(Result{}, err)
		}
	}
}

func results(names []string, result string, yield func(Result) bool) error {
	g := newSigned(defaultMemory / 4)
	defer g.close()
	ids := make([]identity, len(names))
	for i, name := range names {
		in, err := open(name, signedMagic)
		if in != nil {
			g.files = append(g.files, in)
		}
		if err == nil {
			err = g.addFile(in)
		}
		if err != nil {
			return err
		}
		ids[i] = in.identity()
	}
	g.identity = joint(ids)
	in, err := open(result, resultMagic)
	if in != nil {
		defer in.close()
	}
	if err != nil {
		return err
	}
	t, err := openResult(g, in)
	if err != nil {
		return err
	}
	r := t.reader(0)
	for n := range t.count {
		b, err := r.record()
		if err != nil {
			return err
		}
		res, err := g.result(in, uint32(n), b)
		if err != nil {
			return err
		}
		if !yield(res) {
			return nil
		}
	}
	return nil
}

func openResult(g *signed, in *inFile) (table, error) {
	if len(in.head) != 32 {
		return table{}, in.wrong(fixedHead, "a head of %d bytes", len(in.head))
	}
	if err := sameIdentity(in, in.head[:16], g.identity, "texts signed"); err != nil {
		return table{}, err
	}
	c := in.cursor(in.foot, in.footAt)
	at, count := c.Uint64(), c.Uint64()
	readReport(c)
	if err := c.Done(); err != nil {
		return table{}, err
	}
	if count != uint64(g.texts) {
		return table{}, fmt.Errorf("%w: %s has the result of %d texts, want %d", minhash.ErrMismatch, in.name, count, g.texts)
	}
	return newTableOf(in, at, count, resultSize)
}

// result makes the result of a text from its record.
func (g *signed) result(in *inFile, n uint32, b []byte) (r Result, err error) {
	cluster, of := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	r.Similarity = math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))
	if int64(max(cluster, of)) >= g.texts || !(r.Similarity > 0 && r.Similarity <= 1) {
		return r, in.wrong(in.body, "text %d has cluster %d and is dropped for %d of %d texts", n, cluster, of, g.texts)
	}
	if r.ID, err = g.idAhead(n); err != nil {
		return r, err
	}
	r.Keep = of == n
	r.Of, r.Cluster = r.ID, r.ID
	if of != n {
		if r.Of, err = g.id(of); err != nil {
			return r, err
		}
	}
	switch cluster {
	case n:
	case of:
		r.Cluster = r.Of
	default:
		r.Cluster, err = g.id(cluster)
	}
	return r, err
}
