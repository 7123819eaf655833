package main

import (
	"encoding/binary"
	"math"
)

// A signer makes signatures with one library in one way. It keeps the last
// signature, so that it allocates no more than the library does.
type signer interface {
	// SignText makes the signature of a text, from its bytes on.
	SignText(text string)
	// SignSet makes the signature of a set that was hashed before.
	SignSet(s set)
	// Elements returns the exact set that SignText makes a signature of,
	// hashed to 64 bits, ascending and without repeats.
	Elements(text string) []uint64
	// Sketch returns a copy of the last signature.
	Sketch() sketch
}

// A sketch is a signature that can be compared with others of its signer.
type sketch interface {
	Similarity(other sketch) float64
	Size() int // bytes, without what Go adds
}

// A set holds the same elements twice: as numbers, and as the bytes that peers
// take, eight for each element.
type set struct {
	elements []uint64
	bytes    []byte
}

func newSet(elements []uint64) set {
	s := set{elements: elements}
	for _, x := range elements {
		s.bytes = binary.LittleEndian.AppendUint64(s.bytes, x)
	}
	return s
}

// An accuracy is how far estimates were from the exact similarities.
type accuracy struct {
	rmse, bias float64
	pairs      int
}

// rate signs the texts of pairs with sign, which takes the number of a text, and
// compares the estimates with the true similarities.
func rate(s signer, pairs []pair, sign func(text int)) accuracy {
	sketches := map[int]sketch{}
	of := func(text int) sketch {
		if sketches[text] == nil {
			sign(text)
			sketches[text] = s.Sketch()
		}
		return sketches[text]
	}
	var sum, squares float64
	for _, p := range pairs {
		d := of(p.a).Similarity(of(p.b)) - p.j
		sum, squares = sum+d, squares+d*d
	}
	n := float64(len(pairs))
	return accuracy{math.Sqrt(squares / n), sum / n, len(pairs)}
}

// truth returns the planted pairs with their exact similarities as a signer
// cuts the texts.
func truth(s signer, texts []string, planted [][2]int) []pair {
	pairs := make([]pair, len(planted))
	for i, p := range planted {
		pairs[i] = pair{p[0], p[1], jaccard(s.Elements(texts[p[0]]), s.Elements(texts[p[1]]))}
	}
	return pairs
}
