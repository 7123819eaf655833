package main

import (
	"fmt"
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
	host    string // names of the page around a passage
}

// A kind is a row of the table.
type kind struct {
	name  string
	posts []post
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
			embedded = append(embedded, post{p.Suspect, []string{id}, fmt.Sprint(p.Host)})
			continue
		default:
			whole = append(whole, post{p.Suspect, []string{id}, ""})
		}
		if ex := excerpt(rng, p.Suspect, 60); ex != "" {
			text := foreign(rng, kept, 400)
			at := 50 + rng.IntN(300)
			excerpts = append(excerpts, post{join(text[:at], ex, text[at:]), []string{id}, ""})
		}
		a, b := excerpt(rng, last.Suspect, 120), excerpt(rng, p.Suspect, 120)
		if other := m.sources[last.Source]; a != "" && b != "" && other != id && (last.Page == "" || last.Page != p.Page) {
			stitched = append(stitched, post{a + "\n\n" + b, []string{other, id}, ""})
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
	return []kind{{"spun, whole", whole}, {"spun, embedded", embedded}, {"60 spun words in 400", excerpts},
		{"two spun sources", stitched}, {"honest, to 300 words", honest}, {"honest, 460 words", mixed}}
}

// excerpt returns n words in a row of a text, or "" if it has not many more.
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
