package lexicon

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// BenchmarkTier asks for pairs that are in no tier, which takes all filters,
// and for pairs that are strong. Each time others are asked for, as when texts
// are compared.
func BenchmarkTier(b *testing.B) {
	l, err := English()
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields("big large car automobile begin commence bill invoice last final happy glad country nation attack assault")
	pick := rand.New(rand.NewPCG(1, 1))
	keys := make([]Key, 1<<12)
	for i := range keys {
		keys[i] = Key(pick.Uint64())
	}
	known := make([]Key, len(words))
	for i, w := range words {
		known[i] = l.Key(w)
	}
	b.Run("none", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			l.Tier(keys[i%len(keys)], keys[i*7%len(keys)])
		}
	})
	b.Run("strong", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i += 2 {
			l.Tier(known[i%len(known)], known[i%len(known)+1])
		}
	})
}

func BenchmarkKey(b *testing.B) {
	l, err := English()
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields("mentioned organisation children happily brought automobiles")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Key(words[i%len(words)])
	}
}

// BenchmarkRead reads the English file, as the first call of English does.
func BenchmarkRead(b *testing.B) {
	b.SetBytes(int64(len(english)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(strings.NewReader(english)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkClosed(b *testing.B) {
	v, w := []string{"more", "than"}, []string{"greater", "than"}
	b.ReportAllocs()
	for b.Loop() {
		Closed(shingle.English, v, w)
	}
}
