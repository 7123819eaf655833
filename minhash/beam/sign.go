package beam

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func init() {
	beam.RegisterDoFn(&signFn{})
	beam.RegisterDoFn(&classFn{})
	register.Function2x2(idKey)
	register.Function2x1(lesser)
	beam.RegisterDoFn(&twiceFn{})
	register.Emitter1[string]()
	register.Emitter1[turn]()
	register.Emitter2[turn, turn]()
	register.Emitter2[turn, signed]()
	register.Iter1[bool]()
}

// signFn makes the set of a text, and keys it by the hash of the set. Texts without
// words, which are like no other, it emits apart.
type signFn struct {
	Words int

	hasher shingle.Hasher
}

func (fn *signFn) Setup() {
	fn.hasher.Shingler = shingle.Shingler{Size: fn.Words, Language: shingle.None}
}

func (fn *signFn) ProcessElement(id, text string, emit func([]byte, signed), alone func(turn)) {
	set := fn.hasher.AppendHashes(nil, text)
	t := newTurn(fn.count(len(set), text), id)
	if len(set) == 0 {
		alone(t)
		return
	}
	set = minhash.Ascending(set)
	emit(hashSet(set), signed{t, set})
}

// count returns the number of words of a text that has n shingles.
func (fn *signFn) count(n int, text string) int {
	if n > 1 {
		return n + fn.Words - 1
	}
	words := 0
	for range shingle.Words(text, shingle.None) {
		words++
	}
	return words
}

// hashSet returns the SHA-256 of a set. Sets are equal when it is: no two are known that
// differ and have one.
func hashSet(set []uint64) []byte {
	h := sha256.New()
	var b [8]byte
	for _, x := range set {
		binary.LittleEndian.PutUint64(b[:], x)
		h.Write(b[:])
	}
	return h.Sum(nil)
}

// classFn makes the texts of equal sets one class, for which the first text stands. The
// others are copies of it.
type classFn struct{}

func (*classFn) ProcessElement(_ []byte, texts func(*signed) bool, emit func(turn, signed), copied func(first, other turn)) {
	var first signed
	var others []turn
	for t := (signed{}); texts(&t); {
		switch {
		case first.Turn == nil:
			first = t
		case before(t.Turn, first.Turn):
			others = append(others, first.Turn)
			first = t
		default:
			others = append(others, t.Turn)
		}
	}
	emit(first.Turn, first)
	for _, t := range others {
		copied(first.Turn, t)
	}
}

// idKey returns the id of a text, as bytes: runners may take strings for UTF-8.
func idKey(id, _ string) ([]byte, bool) { return []byte(id), true }

func lesser(a, b string) string { return min(a, b) }

// twiceFn emits an id that comes twice, quoted.
type twiceFn struct{}

func (*twiceFn) ProcessElement(id []byte, texts func(*bool) bool, emit func(string)) {
	n := 0
	for b := false; n < 2 && texts(&b); {
		n++
	}
	if n > 1 {
		emit(strconv.Quote(string(id)))
	}
}

// sign returns, by turn, the first text of each class, the copies of it, and the texts
// without words. The last collection has the least id that comes twice, quoted, if one does.
func sign(s beam.Scope, settings Settings, texts beam.PCollection) (firsts, copies, alone, twice beam.PCollection) {
	s = s.Scope("Sign")
	ids := beam.GroupByKey(s, beam.ParDo(s, idKey, texts))
	twice = beam.Combine(s, lesser, beam.ParDo(s, &twiceFn{}, ids))
	bySet, alone := beam.ParDo2(s, &signFn{Words: settings.Words}, texts)
	firsts, copies = beam.ParDo2(s, &classFn{}, beam.GroupByKey(s, bySet))
	return firsts, copies, alone, twice
}
