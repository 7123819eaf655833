package minhash_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// numbers stands in for the hashes of a text's shingles.
func numbers(from, to uint64) []uint64 {
	var set []uint64
	for i := from; i < to; i++ {
		set = append(set, i)
	}
	return set
}

func Example() {
	x, err := minhash.NewIndex(minhash.Settings{Sets: true})
	if err != nil {
		log.Fatal(err)
	}
	for id, set := range map[string][]uint64{
		"original": numbers(0, 300),
		"edited":   numbers(10, 305),
		"copy":     numbers(0, 300),
		"other":    numbers(1000, 1300),
		"blank":    nil,
	} {
		if err := x.Add(id, set); err != nil {
			log.Fatal(err)
		}
	}
	ctx := context.Background()
	matches, err := x.Query(ctx, numbers(0, 299), minhash.Search{Floor: 0.8})
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range matches {
		fmt.Printf("%-8s  similarity %.4f  contains %.4f\n", m.ID, m.Similarity, m.Containment)
	}
	clusters, err := x.View().Clusters(ctx, 0.8, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(clusters)
	// Output:
	// copy      similarity 0.9967  contains 1.0000
	// original  similarity 0.9967  contains 1.0000
	// edited    similarity 0.9475  contains 0.9666
	// [[copy edited original]]
}

func ExampleSigner_Sign() {
	signer, err := minhash.New(minhash.Config{Slots: 512})
	if err != nil {
		log.Fatal(err)
	}
	a := signer.Sign(nil, numbers(0, 400))
	b := signer.Sign(nil, numbers(100, 500))
	e := a.Estimate(b)
	low, high := e.Interval(0.95)
	fmt.Printf("%.2f ± %.2f, between %.2f and %.2f; in truth 0.60\n", e.Similarity(), e.StandardError(), low, high)

	// In parts, and in one signature: the same.
	parts := signer.Sign(nil, numbers(0, 250))
	parts.Merge(signer.Sign(nil, numbers(250, 400)))
	fmt.Println(parts.Similarity(a))
	// Output:
	// 0.61 ± 0.02, between 0.56 and 0.65; in truth 0.60
	// 1
}

func ExampleSignature_Compact() {
	signer, err := minhash.New(minhash.Config{Slots: 512})
	if err != nil {
		log.Fatal(err)
	}
	a, err := signer.Sign(nil, numbers(0, 400)).Compact(2)
	if err != nil {
		log.Fatal(err)
	}
	b, err := signer.Sign(nil, numbers(100, 500)).Compact(2)
	if err != nil {
		log.Fatal(err)
	}
	stored, _ := a.MarshalBinary()
	fmt.Printf("%.2f from %d bytes\n", a.Similarity(b), len(stored))
	// Output: 0.60 from 140 bytes
}

func ExamplePlan() {
	b, err := minhash.Plan(128, 0.8, 0.99)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(b)
	for _, s := range []float64{0.5, 0.6, 0.7, 0.8, 0.9} {
		fmt.Printf("%.1f  %.4f\n", s, b.Probability(s))
	}
	// Output:
	// 21x6
	// 0.5  0.2816
	// 0.6  0.6334
	// 0.7  0.9278
	// 0.8  0.9983
	// 0.9  1.0000
}

func ExampleView_Pairs() {
	x, err := minhash.NewIndex(minhash.Settings{}) // keeps no sets
	if err != nil {
		log.Fatal(err)
	}
	sets := map[string][]uint64{
		"a": numbers(0, 300), "b": numbers(5, 300), "c": numbers(20, 310), "d": numbers(500, 600),
	}
	for id, set := range sets {
		if err := x.Add(id, set); err != nil {
			log.Fatal(err)
		}
	}
	// Where sets are to be had again, matches are verified by them.
	load := func(_ context.Context, id string) ([]uint64, error) {
		return sets[id], nil
	}
	for p, err := range x.View().Pairs(context.Background(), 0.9, load) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s %s %.3f\n", p.A, p.B, p.Similarity)
	}
	// Output:
	// a b 0.983
	// a c 0.903
	// b c 0.918
}

func ExampleSeen() {
	f, err := minhash.NewSeen(minhash.SeenSettings{Capacity: 2})
	if err != nil {
		log.Fatal(err)
	}
	for _, set := range [][]uint64{numbers(0, 300), numbers(2, 300), numbers(900, 950), numbers(7000, 7100)} {
		seen, err := f.Add(set)
		fmt.Println(seen, errors.Is(err, minhash.ErrFull))
	}
	// Output:
	// false false
	// true false
	// false false
	// false true
}

func ExampleIndex_WriteFile() {
	settings := minhash.Settings{Config: minhash.Config{Scheme: "words-3"}}
	x, err := minhash.NewIndex(settings)
	if err != nil {
		log.Fatal(err)
	}
	if err := x.Add("a", numbers(0, 300)); err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "minhash")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "texts.index")
	if err := x.WriteFile(path); err != nil {
		log.Fatal(err)
	}

	y, err := minhash.ReadIndexFile(path)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(y.Len(), y.Settings().Scheme, y.Settings().Banding)

	// Other settings are refused.
	settings.Scheme = "words-5"
	z, err := minhash.NewIndex(settings)
	if err != nil {
		log.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	_, err = z.ReadFrom(f)
	fmt.Println(err)
	// Output:
	// 1 words-3 18x7
	// minhash: settings differ: scheme "words-3", want "words-5"
}
