package beam

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/internal/join"
)

func init() {
	beam.RegisterDoFn(&bandFn{})
	beam.RegisterDoFn(&bucketFn{})
	register.Emitter2[int64, sized]()
	register.Iter1[sized]()
}

// bandFn emits the key of each band of the signature of a text.
type bandFn struct {
	Slots   int
	Seed    uint64
	Banding minhash.Banding

	signer    *minhash.Signer
	signature minhash.Signature
	keys      []uint64
}

func (fn *bandFn) Setup() (err error) {
	fn.signer, err = minhash.New(minhash.Config{Slots: fn.Slots, Seed: fn.Seed})
	return err
}

func (fn *bandFn) ProcessElement(t turn, text signed, emit func(int64, sized)) error {
	fn.signature = fn.signer.Sign(fn.signature, text.Set)
	fn.keys = fn.Banding.AppendKeys(fn.keys[:0], fn.signature)
	for _, key := range fn.keys {
		emit(int64(key), sized{t, len(text.Set)})
	}
	return nil
}

// bucketFn emits the pairs of a bucket whose sizes let them reach the threshold, the
// first text of a pair as the key. Of a large bucket it emits the texts, each with the
// name of the group. Buckets of the same texts have the same name.
type bucketFn struct {
	Bucket    int
	Threshold float64
}

func (fn *bucketFn) ProcessElement(_ int64, texts func(*sized) bool, pair func(a, b turn), group func(turn, []byte)) {
	var bucket []sized
	for t := (sized{}); texts(&t); {
		bucket = append(bucket, t)
	}
	slices.SortFunc(bucket, func(a, b sized) int { return bytes.Compare(a.Turn, b.Turn) })
	if len(bucket) > fn.Bucket {
		name := nameGroup(bucket)
		for _, t := range bucket {
			group(t.Turn, name)
		}
		return
	}
	for i, b := range bucket {
		for _, a := range bucket[:i] {
			if join.May(a.Size, b.Size, fn.Threshold) {
				pair(a.Turn, b.Turn)
			}
		}
	}
}

// nameGroup returns the SHA-256 of the turns.
func nameGroup(bucket []sized) []byte {
	h := sha256.New()
	var b [8]byte
	for _, t := range bucket {
		binary.LittleEndian.PutUint64(b[:], uint64(len(t.Turn)))
		h.Write(b[:])
		h.Write(t.Turn)
	}
	return h.Sum(nil)
}

// candidates returns the candidates, the later text by the first one, and the groups, by
// text. Both may come several times.
func candidates(s beam.Scope, settings Settings, firsts beam.PCollection) (pairs, groups beam.PCollection) {
	s = s.Scope("Pairs")
	keys := beam.ParDo(s, &bandFn{Slots: settings.Slots, Seed: settings.Seed, Banding: settings.Banding}, firsts)
	return beam.ParDo2(s, &bucketFn{Bucket: settings.Bucket, Threshold: settings.Threshold}, beam.GroupByKey(s, keys))
}
