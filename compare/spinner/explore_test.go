package spinner

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
	"github.com/palimpsest-go/palimpsest/shingle"
)

type xpost struct {
	Dictionary, Kind, Source, Language, Verdict string
	Spinner                                     int
	Exchanges                                   [][3]string
}

func loadPosts(t *testing.T, name string) map[int][]xpost {
	f, err := os.Open(name)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	out := make(map[int][]xpost)
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var p xpost
		if json.Unmarshal(s.Bytes(), &p) == nil && p.Verdict == "spun" {
			out[p.Spinner] = append(out[p.Spinner], p)
		}
	}
	return out
}

func addPost(p *Profile, x xpost, n int) {
	l, _ := shingle.ParseLanguage(x.Language)
	r := &compare.Report{Verdict: compare.Spun, Language: l}
	seen := map[string]bool{}
	for _, e := range x.Exchanges {
		if n > 0 && len(seen) >= n {
			break
		}
		if dictionaryMade(compare.Kind(e[2])) {
			seen[stems(l, strings.ToLower(e[0]))] = true
		}
		r.Substitutions = append(r.Substitutions, compare.Substitution{Source: compare.Quote{Text: e[0]}, Suspect: compare.Quote{Text: e[1]}, Kind: compare.Kind(e[2])})
	}
	p.Add(r, x.Source)
}

func groupPosts(posts []xpost, n int) *Profile {
	p := new(Profile)
	for _, x := range posts {
		addPost(p, x, n)
	}
	return p
}

var m0 = evidence.Model{
	Consistency: []evidence.Share{{.95, .3}, {.8, .3}, {.6, .2}, {.4, .2}},
	Chance:      []evidence.Share{{0, .4}, {.05, .3}, {.15, .2}, {.3, .1}},
	Seen:        2, Unseen: .05, Loose: .6, Known: 4, Overlap: .5, Strange: .3,
}

func envf(name string, def float64) float64 {
	if v, err := strconv.ParseFloat(os.Getenv(name), 64); err == nil {
		return v
	}
	return def
}

func TestExplore(t *testing.T) {
	m0.Overlap = envf("OVERLAP", .5)
	m0.Strange = envf("STRANGE", .3)
	m0.Known = envf("KNOWN", 4)
	m0.Seen = envf("SEEN", 2)
	m0.Unseen = envf("UNSEEN", .05)
	m0.Loose = envf("LOOSE", .6)
	file := os.Getenv("POSTS")
	all := loadPosts(t, file)
	var backs []string
	if b := os.Getenv("BACK"); b != "" {
		backs = []string{b}
	}
	for _, bgmode := range []string{"none", "same", "other"} {
		bg := new(Background)
		switch bgmode {
		case "same":
			for s := 16; s < 48; s++ {
				bg.Add(groupPosts(all[s][:min(20, len(all[s]))], 0))
			}
		case "other":
			for _, b := range backs {
				for _, posts := range loadPosts(t, b) {
					bg.Add(groupPosts(posts[:min(20, len(posts))], 0))
				}
			}
		}
		for _, c := range []struct{ ka, na, kb, nb int }{{3, 40, 3, 40}, {10, 0, 1, 20}, {2, 40, 2, 40}, {5, 40, 5, 40}, {3, 20, 3, 20}, {10, 0, 10, 0}} {
			explore(t, all, bg, bgmode, c.ka, c.na, c.kb, c.nb)
		}
	}
}

func explore(t *testing.T, all map[int][]xpost, bg *Background, mode string, ka, na, kb, nb int) {
	r := rand.New(rand.NewPCG(1, 2))
	type acc struct {
		s    int
		p    *Profile
		left bool
	}
	var accs []acc
	for s := range 16 {
		posts := slices.Clone(all[s])
		r.Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
		i := 0
		left := true
		for {
			k, n := ka, na
			if !left {
				k, n = kb, nb
			}
			if i+k > len(posts) {
				break
			}
			accs = append(accs, acc{s, groupPosts(posts[i:i+k], n), left})
			i += k
			left = !left
			if ka == kb {
				left = true
			}
		}
	}
	ps := make([]*Profile, len(accs))
	for i := range accs {
		ps[i] = accs[i].p
	}
	l := newLot(&m0, bg, ps...)
	var sides []*side
	for _, p := range ps {
		sides = append(sides, l.side(p))
	}
	x := l.pairing(false)
	var like, unlike []float64
	likeKind := map[string][]float64{}
	tr := 0.0
	ag := map[string]*[2]float64{}
	var un [2]float64
	for i := range accs {
		for j := range i {
			if ka != kb && accs[i].left == accs[j].left {
				continue
			}
			sc := x.score(sides[i], sides[j])
			if accs[i].s == accs[j].s {
				like = append(like, sc)
				k := all[accs[i].s][0].Kind
				likeKind[k] = append(likeKind[k], sc)
				a, g := x.both.Trials()
				tr += a
				if ag[k] == nil {
					ag[k] = new([2]float64)
				}
				ag[k][0] += g
				ag[k][1] += a
			} else {
				unlike = append(unlike, sc)
				a, g := x.both.Trials()
				un[0] += g
				un[1] += a
			}
		}
	}
	slices.Sort(like)
	slices.Sort(unlike)
	q := func(f float64) float64 { return unlike[min(len(unlike)-1, int(float64(len(unlike))*f))] }
	fmt.Printf("%-5s %dx%d/%dx%d like %d unlike %d trials %.1f | like q05 %.1f q20 %.1f q50 %.1f | unlike q50 %.1f q99 %.1f q999 %.1f max %.1f |", mode, ka, na, kb, nb, len(like), len(unlike), tr/float64(len(like)),
		like[len(like)/20], like[len(like)/5], like[len(like)/2], q(.5), q(.99), q(.999), unlike[len(unlike)-1])
	for _, th := range []float64{5, 7, 9, 11.5} {
		rec := float64(len(like)-func() int { i, _ := slices.BinarySearch(like, th); return i }()) / float64(len(like))
		fp := len(unlike) - func() int { i, _ := slices.BinarySearch(unlike, th); return i }()
		fmt.Printf(" [%g R %.2f fp %d]", th, rec, fp)
	}
	for _, h := range []string{"one-.45", "one-.75", "three-.5", "three-.9"} {
		v := likeKind[h]
		n := 0
		for _, s := range v {
			if s >= 9 {
				n++
			}
		}
		if ag[h] == nil {
			ag[h] = new([2]float64)
		}
		fmt.Printf(" %s %.2f (agree %.2f)", h, float64(n)/float64(len(v)), ag[h][0]/ag[h][1])
	}
	kn := 0.0
	for _, s := range sides {
		kn += m0.Strangeness(s.known) / float64(len(sides))
	}
	fmt.Printf(" strange %.2f", kn)
	fmt.Printf(" unlike agree %.3f", un[0]/un[1])
	fmt.Println()
}
