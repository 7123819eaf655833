package main

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// ours signs with this project's packages.
type ours struct {
	hasher    shingle.Hasher
	signer    *minhash.Signer
	bits      int // of a slot that Sketch keeps; 0 for all
	hashes    []uint64
	signature minhash.Signature
}

// newOurs panics if there cannot be so many slots.
func newOurs(slots, bits int, stem bool) *ours {
	signer, err := minhash.New(minhash.Config{Slots: slots})
	if err != nil {
		panic(err)
	}
	return &ours{
		hasher: shingle.Hasher{Shingler: shingle.Shingler{Language: shingle.English, Stem: stem}},
		signer: signer,
		bits:   bits,
	}
}

func (o *ours) SignText(text string) {
	o.hashes = o.hasher.AppendHashes(o.hashes[:0], text)
	o.signature = o.signer.Sign(o.signature, o.hashes)
}

func (o *ours) SignSet(s set) { o.signature = o.signer.Sign(o.signature, s.elements) }

func (o *ours) Elements(text string) []uint64 {
	return ascending(o.hasher.AppendHashes(nil, text))
}

func (o *ours) Sketch() sketch {
	if o.bits == 0 {
		return slots32(slices.Clone(o.signature))
	}
	c, err := o.signature.Compact(o.bits)
	if err != nil {
		panic(err)
	}
	return compact{c}
}

type slots32 minhash.Signature

func (s slots32) Similarity(other sketch) float64 {
	return minhash.Signature(s).Similarity(minhash.Signature(other.(slots32)))
}

func (s slots32) Size() int { return 4 * len(s) }

type compact struct{ minhash.Compact }

func (c compact) Similarity(other sketch) float64 {
	return c.Compact.Similarity(other.(compact).Compact)
}

func (c compact) Size() int { return c.Slots() * c.Bits() / 8 }
