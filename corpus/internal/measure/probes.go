package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A post is a text to check, with the ids of the texts it derives from.
type post struct {
	text    string
	sources []string
	host    string  // name of the page around a passage
	noise   string  // what was done to its function words
	content float64 // share of its other words that was exchanged, 0 if unknown
}

// A kind is a row of the table.
type kind struct {
	name  string
	posts []post
}

// content returns which share of the words other than function words was exchanged,
// on average over the posts.
func (k kind) content() float64 {
	sum := 0.0
	for _, p := range k.posts {
		sum += p.content
	}
	return sum / float64(max(1, len(k.posts)))
}

// probes returns the posts of every kind.
func (m *measurement) probes(rng *rand.Rand, kept []string, posts int) []kind {
	var whole, embedded, excerpts, stitched []post
	var last pair
	for _, p := range m.pairs {
		if p.rate() < 7 || p.rate() > 40 {
			continue
		}
		id := m.sources[p.Source]
		switch {
		case p.Mode == "embedded":
			embedded = append(embedded, post{text: p.Suspect, sources: []string{id}, host: fmt.Sprint(p.Host)})
			continue
		default:
			whole = append(whole, post{text: p.Suspect, sources: []string{id}, noise: p.noise(), content: p.content()})
		}
		if ex := excerpt(rng, p.Suspect, 60); ex != "" {
			text := foreign(rng, kept, 400)
			at := 50 + rng.IntN(300)
			excerpts = append(excerpts, post{text: join(text[:at], ex, text[at:]), sources: []string{id}, noise: p.noise(), content: p.content()})
		}
		a, b := excerpt(rng, last.Suspect, 120), excerpt(rng, p.Suspect, 120)
		if other := m.sources[last.Source]; a != "" && b != "" && other != id && (last.Page == "" || last.Page != p.Page) {
			stitched = append(stitched, post{text: a + "\n\n" + b, sources: []string{other, id}})
		}
		last = p
	}
	var honest, mixed []post
	for _, text := range kept[:min(posts, len(kept))] {
		honest = append(honest, post{text: cut(text, 300)})
	}
	for range posts {
		mixed = append(mixed, post{text: strings.Join(foreign(rng, kept, 460), " ")})
	}
	kinds := append(byNoise("spun, whole", whole), kind{"spun, embedded", embedded})
	kinds = append(kinds, byNoise("60 spun words in 400", excerpts)...)
	return append(kinds, kind{"two spun sources", stitched}, kind{"honest, to 300 words", honest}, kind{"honest, 460 words", mixed})
}

// noise says what was done to the function words of a spun text: which share of
// them was changed, and how.
func (p pair) noise() string {
	if p.Noise == "" {
		return ""
	}
	return fmt.Sprintf(", %.0f %% %s", 100*p.Functions, p.Noise)
}

// byNoise groups posts by what was done to their function words.
func byNoise(name string, posts []post) []kind {
	by := make(map[string][]post)
	for _, p := range posts {
		by[p.noise] = append(by[p.noise], p)
	}
	var kinds []kind
	for _, noise := range slices.Sorted(maps.Keys(by)) {
		kinds = append(kinds, kind{name + noise, by[noise]})
	}
	return kinds
}

// excerpt returns n words in a row of a text, or "" if the text does not have many
// more.
func excerpt(rng *rand.Rand, text string, n int) string {
	words := slices.Collect(shingle.Words(text, shingle.None))
	if len(words) < n+30 {
		return ""
	}
	i := rng.IntN(len(words) - n)
	return text[words[i].Start:words[i+n-1].End]
}

// foreign returns n words of texts that are not in the corpus.
func foreign(rng *rand.Rand, kept []string, n int) []string {
	var words []string
	for len(words) < n {
		words = append(words, strings.Fields(kept[rng.IntN(len(kept))])...)
	}
	return words[:n]
}

func join(before []string, middle string, after []string) string {
	return strings.Join(before, " ") + "\n\n" + middle + "\n\n" + strings.Join(after, " ")
}

// cut returns the first n words of a text.
func cut(text string, n int) string {
	for w := range shingle.Words(text, shingle.None) {
		if n--; n == 0 {
			return text[:w.End]
		}
	}
	return text
}

func spread(times []time.Duration) (median, late, mean time.Duration) {
	slices.Sort(times)
	var sum time.Duration
	for _, t := range times {
		sum += t
	}
	return times[len(times)/2], times[len(times)*99/100], sum / time.Duration(len(times))
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
