package lexicon_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func english(t testing.TB) *lexicon.Lexicon {
	l, err := lexicon.English()
	require.NoError(t, err)
	return l
}

// key returns the key of the words of a text.
func key(l *lexicon.Lexicon, text string) lexicon.Key {
	var forms []string
	for w := range shingle.Words(text, shingle.None) {
		forms = append(forms, w.Form)
	}
	return l.Key(forms...)
}

// probes are pairs whose tiers everybody can check.
var probes = []struct {
	a, b string
	want lexicon.Tier
}{
	{"big", "large", lexicon.Strong},
	{"car", "automobile", lexicon.Strong},
	{"begin", "commence", lexicon.Strong},
	{"bill", "invoice", lexicon.Strong},
	{"last", "final", lexicon.Strong},
	{"happy", "glad", lexicon.Strong},
	{"said", "mentioned", lexicon.Strong},
	{"country", "nation", lexicon.Strong},
	{"attack", "assault", lexicon.Strong},
	{"security", "safety", lexicon.Strong},
	{"children", "kids", lexicon.Strong},       // irregular
	{"bought", "purchased", lexicon.Strong},    // irregular
	{"attacks", "assaults", lexicon.Strong},    // inflected
	{"coloured", "dyed", lexicon.Strong},       // British
	{"organisation", "system", lexicon.Strong}, // British
	{"might", "may", lexicon.Strong},           // WordNet's exception list
	{"give up", "abandon", lexicon.Strong},     // phrase
	{"gave up", "abandoned", lexicon.Strong},   // phrase, irregular
	{"car", "motor vehicle", lexicon.Strong},   // phrase, one step and Moby
	{"net mail", "email", lexicon.None},        // not a word of WordNet
	{"netmail", "email", lexicon.Strong},       // rare word in a synset
	{"take into account", "allow", lexicon.Strong},
	{"army", "military", lexicon.Medium},
	{"agency", "company", lexicon.Medium},
	{"pink", "red", lexicon.Medium},
	{"dog", "poodle", lexicon.Strong},
	{"hand", "finger", lexicon.Strong},
	{"military", "navy", lexicon.Weak},
	{"cat", "democracy", lexicon.None},
	{"walk", "banana", lexicon.None},
	{"hot", "cold", lexicon.None},
	{"the", "a", lexicon.None},
	{"walk", "walked", lexicon.None},      // one key
	{"centre", "center", lexicon.None},    // one key
	{"xyzzy", "plugh", lexicon.None},      // no words
	{"", "word", lexicon.None},            // no key
	{"a b c d", "letters", lexicon.None},  // no key
	{"forty-two", "number", lexicon.None}, //
	{"Мир", "world", lexicon.None},        //
	{"3.5", "three", lexicon.None},        //
	{"navy", "military", lexicon.Weak},    // the other way
	{"final", "last", lexicon.Strong},     //
	{"Automobile", "CAR", lexicon.Strong}, // normal forms are lower-case
	{"hung around", "waited", lexicon.Medium},
}

func TestEnglishProbes(t *testing.T) {
	l := english(t)
	for _, p := range probes {
		assert.Equal(t, p.want, l.Tier(key(l, p.a), key(l, p.b)), "%s, %s", p.a, p.b)
	}
}

// TestEnglishFile holds the file to what it was when it was measured. After a
// change that is meant, measure again and put the new digest here.
func TestEnglishFile(t *testing.T) {
	const digest = "e4e99a25ac1a5c9e76bc9af94ab0006c0bbb5d84cf248370d25c100db90b5457"
	b, err := os.ReadFile("en.lex")
	require.NoError(t, err)
	sum := sha256.Sum256(b)
	assert.Equal(t, digest, hex.EncodeToString(sum[:]))
	assert.LessOrEqual(t, len(b), 3_500_000)

	l := english(t)
	assert.Equal(t, shingle.English, l.Language())
	assert.Equal(t, "en-2/wordnet-3.0/moby-1.1.2/scowl-2020.12.07/371d0647", l.Version())
	assert.Equal(t, 160609, l.Pairs(lexicon.Strong))
	assert.Equal(t, 822327, l.Pairs(lexicon.Medium))
	assert.Equal(t, 523504, l.Pairs(lexicon.Weak))
	assert.Equal(t, 0, l.Pairs(lexicon.None))
	assert.Equal(t, 210431, l.Contrasts())
	assert.Equal(t, 77277, l.Forms())
	require.Len(t, l.Sources(), 3)
	for _, s := range l.Sources() {
		assert.Len(t, s.Digest, 64)
	}

	var again strings.Builder
	n, err := l.WriteTo(&again)
	require.NoError(t, err)
	assert.Equal(t, int64(len(b)), n)
	assert.True(t, string(b) == again.String(), "written again the file differs")
}

func TestEnglishOnce(t *testing.T) {
	var wait sync.WaitGroup
	lexica := make([]*lexicon.Lexicon, 8)
	for i := range lexica {
		wait.Go(func() {
			lexica[i], _ = lexicon.English()
			lexica[i].Tier(lexica[i].Key("big"), lexica[i].Key("large"))
		})
	}
	wait.Wait()
	for _, l := range lexica {
		assert.Same(t, lexica[0], l)
	}
}

func TestTierAllocations(t *testing.T) {
	l := english(t)
	a, b, c := l.Key("big"), l.Key("large"), l.Key("banana")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		l.Tier(a, b)
		l.Tier(a, c)
		l.Relation(a, b)
		l.Relation(a, c)
		l.Rarity("big")
	}))
}
