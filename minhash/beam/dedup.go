package beam

import (
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// DoFns are registered without the generic functions of package register: those save
// reflection at each call, and took 92 s of processor time to compile.
func init() {
	beam.RegisterDoFn(&outFn{})
	register.Function2x2(copyLink)
	register.Emitter1[Pair]()
}

// A Pair is two texts at least as similar as the threshold.
type Pair struct {
	A, B string // ids; A has its turn first
	// Similarity is the exact Jaccard similarity of the sets of shingles.
	Similarity float64
}

// A Cluster says what becomes of a text.
type Cluster struct {
	ID string
	// Cluster is the id of the first text of its cluster, which is kept.
	Cluster string
	// Keep reports whether to keep it.
	Keep bool
	// Of is the id of the text that it is dropped for; its own if it is kept.
	Of string
	// Similarity is the exact similarity to that: never less than the threshold.
	Similarity float64
}

// A Skipped is a large bucket of which not all pairs were looked at.
type Skipped struct {
	First string // the id of its first text
	Texts int64  // unlike ones
	Pairs int64  // that were not looked at
}

// Results are the collections that [Dedup] makes.
type Results struct {
	// Pairs has each [Pair] once. Of texts of equal sets, the first makes a pair with
	// each of the others, and it alone makes pairs with other texts.
	Pairs beam.PCollection
	// Clusters has a [Cluster] for each text.
	Clusters beam.PCollection
	// Skipped has a [Skipped] for each set of texts that filled a bucket of which not
	// all pairs were looked at. It is empty unless very many texts are nearly alike.
	Skipped beam.PCollection
}

// Dedup adds to a pipeline what finds the near-duplicates among texts, a collection of
// KV<string, string>: ids and texts. The error wraps [minhash.ErrConfig], and is about a
// setting or the type of the collection. What is wrong with the texts stops the run: see
// [Cause].
//
// The window must be the global one, and the collection bounded.
//
// # Cost
//
// Each text is cut once. Of each text, the set is shuffled once, at 8 bytes a word, and
// of each of different sets, twice more, once for each pair of candidates, and once for
// each large bucket that it is in. The keys take a row a band, 25 with the zero Settings,
// of 30 bytes and the id. A round shuffles the pairs twice, in both directions once.
//
// A worker holds the ids of a bucket, of equal texts and of the neighbours of a text, the
// sets of a large bucket beside [Settings.Memory], and what Clusters needs of a whole
// cluster: by the sizes of the structures, 80 bytes and the id for a text, and 100 bytes
// and two ids for a pair.
func Dedup(s beam.Scope, settings Settings, texts beam.PCollection) (Results, error) {
	settings, err := settings.withDefaults()
	if err != nil {
		return Results{}, err
	}
	if err := checkType(texts); err != nil {
		return Results{}, err
	}
	s = s.Scope("Dedup")
	firsts, copies, alone, twice := sign(s, settings, texts)
	pairs, groups := candidates(s, settings, firsts)
	links, skipped := verify(s, settings, firsts, pairs, groups)
	centres, unsettled := components(s, settings.Rounds, links)
	all := beam.Flatten(s, links, beam.ParDo(s, copyLink, copies))
	return Results{
		Pairs:    beam.ParDo(s, &outFn{}, all, beam.SideInput{Input: twice}),
		Clusters: keep(s, settings.Rounds, firsts, centres, links, copies, alone, twice, unsettled),
		Skipped:  skipped,
	}, nil
}

// checkType checks that a collection is one of KV<string, string>.
func checkType(c beam.PCollection) error {
	if !c.IsValid() {
		return fmt.Errorf("%w: no collection of texts", minhash.ErrConfig)
	}
	t := c.Type()
	if !typex.IsKV(t) || t.Components()[0].Type().Kind().String() != "string" || t.Components()[1].Type().Kind().String() != "string" {
		return fmt.Errorf("%w: a collection of %v, want KV<string,string>", minhash.ErrConfig, t)
	}
	return nil
}

// copyLink links the first text of a class with a copy.
func copyLink(first, other turn) (turn, link) { return first, link{other, 1} }

// outFn makes a pair of a link.
type outFn struct{}

func (*outFn) ProcessElement(first turn, l link, twice func(*string) bool, emit func(Pair)) error {
	if err := fault(twice); err != nil {
		return err
	}
	emit(Pair{idOf(first), idOf(l.To), l.Similarity})
	return nil
}
