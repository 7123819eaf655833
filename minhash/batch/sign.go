package batch

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// A Text is what is known about a text.
type Text struct {
	// ID names it among all texts of all files; at most 65,535 bytes.
	ID string
	// Order is its rank for keeping: the least first, then the least ID in the
	// order of bytes. To keep the longest texts, use ^uint64(words); to keep the
	// oldest, a time.
	Order uint64
	// Set is its set of hashes. [Sign] sorts it in place. A text with the empty set
	// is like no other.
	Set []uint64
}

// Sign writes the texts, their sets and the keys of their bands to the file out. It is
// the first stage. The texts may be divided among any number of files; the division
// does not change the result.
//
// input names what the texts were read from, and everything else that the sets depend
// on and Scheme does not say, for instance paths, sizes and times of files. If out
// exists, is complete, and has the same input and settings, texts is not iterated.
//
// A file takes 8 bytes for an element of a set, 16 for a band and 80 for a text, and the
// id. Time is that of [minhash.Signer.Sign] and of writing. An error of texts ends Sign,
// which returns it wrapped. Other errors are [minhash.ErrConfig], [ErrForeign], that of
// ctx, which is checked once a text, or an error of the file system. After an error out
// is unchanged.
func Sign(ctx context.Context, s Settings, input string, texts iter.Seq2[Text, error], out string) (Report, error) {
	s, signer, err := s.withDefaults()
	if err != nil {
		return Report{}, err
	}
	if len(input) > math.MaxInt32 {
		return Report{}, fmt.Errorf("%w: a name of %d bytes for the input", minhash.ErrConfig, len(input))
	}
	head := appendSettings(nil, s, input)
	foot, ok, err := done(out, signedMagic, head)
	if err != nil {
		return Report{}, err
	}
	if ok && len(foot) >= 8 {
		return Report{Before: true, Texts: int64(binary.LittleEndian.Uint64(foot))}, nil
	}
	o, err := create(out, signedMagic, head)
	if err != nil {
		return Report{}, err
	}
	w := segmentWriter{out: o}
	if err := sign(ctx, s, signer, texts, &w); err != nil {
		return Report{}, o.abort(err)
	}
	if err := o.commit(w.end()); err != nil {
		return Report{}, err
	}
	return Report{Texts: w.texts}, nil
}

func sign(ctx context.Context, s Settings, signer *minhash.Signer, texts iter.Seq2[Text, error], w *segmentWriter) error {
	var signature minhash.Signature
	var keys []uint64
	for t, err := range texts {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if len(t.ID) > maxID || len(t.Set) > maxSet || w.texts+int64(w.count) == math.MaxUint32 {
			return fmt.Errorf("%w: text %d has an id of %d bytes and a set of %d elements",
				minhash.ErrConfig, w.texts+int64(w.count), len(t.ID), len(t.Set))
		}
		t.Set = minhash.Ascending(t.Set)
		keys = keys[:0]
		if len(t.Set) > 0 {
			signature = signer.Sign(signature, t.Set)
			keys = s.Banding.AppendKeys(keys, signature)
		}
		w.add(t, keys)
		if w.full() {
			w.flush()
		}
		if w.out.err != nil {
			return w.out.err
		}
	}
	return ctx.Err()
}
