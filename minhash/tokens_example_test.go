package minhash_test

import (
	"fmt"
	"hash/fnv"
	"io"
	"log"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// The elements of a set are the caller's own: here each two neighbouring calls of a trace,
// hashed. Any 64-bit hash does that is the same for all sets.
func ExampleSigner_Sign_ownTokens() {
	pairs := func(calls []string) (set []uint64) {
		for i := range len(calls) - 1 {
			h := fnv.New64a()
			io.WriteString(h, calls[i]+"\x00"+calls[i+1])
			set = append(set, h.Sum64())
		}
		return set
	}
	signer, err := minhash.New(minhash.Config{})
	if err != nil {
		log.Fatal(err)
	}
	first := signer.Sign(nil, pairs([]string{"open", "stat", "read", "parse", "close"}))
	again := signer.Sign(nil, pairs([]string{"open", "stat", "read", "parse", "close", "open", "stat"}))
	other := signer.Sign(nil, pairs([]string{"dial", "write", "flush"}))
	fmt.Printf("%.2f %.2f; in truth 0.80 and 0\n", first.Similarity(again), first.Similarity(other))
	// Output: 0.77 0.00; in truth 0.80 and 0
}
