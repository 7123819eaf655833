package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// thesaurus has three words for each of some that are frequent in the texts of testdata.
const thesaurus = `
began: started commenced launched; asked: requested queried inquired; small: little tiny minor; house: dwelling residence home
people: folks individuals persons; morning: daybreak forenoon dawn; found: discovered located detected; gave: handed presented donated
lost: mislaid forfeited misplaced; bought: purchased acquired procured; big: large huge sizeable; work: labour toil job
kept: retained preserved held; good: fine decent excellent; old: ancient aged elderly; told: informed notified advised
walk: stroll march amble; walked: strolled marched ambled; town: village municipality city; money: cash funds currency
opened: unlocked unsealed unbarred; closed: shut sealed locked; wanted: desired wished craved; thought: believed reckoned supposed
brought: carried fetched delivered; wrote: penned authored composed; written: penned authored composed; cost: price expense charge
evening: dusk twilight nightfall; night: darkness nighttime dark; road: highway street route; street: avenue road lane
room: chamber hall space; school: academy college institute; children: kids youngsters offspring; letter: epistle missive note
answer: reply response retort; help: aid assistance support; whole: entire complete total; empty: vacant hollow unoccupied
place: spot location site; quiet: silent hushed calm; warm: heated tepid balmy; cold: chilly frigid icy; quick: fast rapid speedy
slow: sluggish unhurried gradual; show: display exhibit demonstrate; shows: displays exhibits demonstrates; shop: store boutique outlet
stop: halt cease quit; stopped: halted ceased quit; start: begin commence launch; need: require demand want; needs: requires demands wants
bring: fetch carry deliver; buy: purchase acquire procure; keep: retain preserve hold; find: discover locate detect; give: hand present donate
rain: drizzle shower downpour; wind: breeze gale gust; clean: spotless pure immaculate; dirty: filthy grimy soiled; dark: dim gloomy murky
bright: brilliant radiant vivid; single: lone sole solitary; story: tale narrative account; picture: image portrait drawing; boat: vessel craft ship
sent: dispatched mailed transmitted; heard: overheard perceived caught; saw: noticed spotted observed; built: constructed erected assembled
repair: fix mending restoration; promise: pledge vow oath; promised: pledged vowed swore; difficult: hard tough tricky; easy: simple effortless painless
important: significant crucial vital; strange: odd weird peculiar; beautiful: lovely gorgeous pretty; wrong: incorrect mistaken erroneous
rich: wealthy affluent prosperous; poor: needy destitute impoverished; happy: glad cheerful joyful; sad: unhappy mournful sorrowful; angry: furious irate mad
visitors: guests callers tourists; visitor: guest caller tourist; question: query inquiry puzzle; questions: queries inquiries puzzles; trip: journey voyage excursion
neighbour: bystander resident local; company: firm business enterprise; office: bureau agency workplace; kitchen: galley cookhouse scullery; window: casement pane skylight
number: figure digit count; finally: eventually ultimately lastly; usually: normally generally commonly; often: frequently regularly repeatedly; together: jointly collectively united
always: forever invariably constantly; perhaps: maybe possibly conceivably; almost: nearly practically virtually; enough: sufficient adequate ample; many: numerous countless several
hear: perceive catch overhear; speak: talk converse chat; tell: inform notify advise; think: believe reckon suppose; want: desire wish crave; wait: linger tarry stay
look: glance gaze peek; looked: glanced gazed peeked; turned: rotated spun twisted; moved: shifted relocated transferred; move: shift relocate transfer; changed: altered modified amended
paid: settled reimbursed remunerated; sold: vended peddled traded; read: perused studied scanned; summer: summertime midsummer highsummer; winter: wintertime midwinter coldseason`

// dictionary returns that of a spinner, 0 to 2. No two have a target in common.
func dictionary(spinner int) map[string]string {
	d := make(map[string]string)
	for entry := range strings.SplitSeq(strings.ReplaceAll(thesaurus, "\n", ";"), ";") {
		word, targets, ok := strings.Cut(strings.TrimSpace(entry), ": ")
		if !ok {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(word))
		d[word] = strings.Fields(targets)[(int(h.Sum32()>>8)+spinner)%3]
	}
	return d
}

var words = regexp.MustCompile(`[A-Za-z]+`)

// spun returns a text with the words of a spinner's dictionary exchanged.
func spun(spinner int, text string) string {
	d := dictionary(spinner)
	return words.ReplaceAllStringFunc(text, func(w string) string {
		if to, ok := d[w]; ok {
			return to
		}
		if to, ok := d[strings.ToLower(w)]; ok {
			return strings.ToUpper(to[:1]) + to[1:]
		}
		return w
	})
}

// articles returns texts of testdata in which the dictionaries have many words, each
// different, in the order of their files.
var articles = sync.OnceValues(func() (list []string, err error) {
	files, err := filepath.Glob("../../testdata/pairs/*.txtar")
	if err != nil {
		return nil, err
	}
	d, seen := dictionary(0), make(map[string]bool)
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		_, rest, _ := strings.Cut(string(b), "-- source --\n")
		text, _, _ := strings.Cut(rest, "\n-- ")
		known := make(map[string]bool)
		for _, w := range words.FindAllString(text, -1) {
			if d[w] != "" {
				known[w] = true
			}
		}
		if title, _, _ := strings.Cut(text, "\n"); len(known) >= 14 && len(text) < 3000 && !seen[title] {
			seen[title] = true
			list = append(list, text)
		}
	}
	return list, nil
})

// article returns one of the articles.
func article(t *testing.T, i int) string {
	t.Helper()
	all, err := articles()
	require.NoError(t, err)
	require.Greater(t, len(all), i)
	return all[i]
}

// madePart returns a part as it is stored, with so many exchanges of made words.
func madePart(t *testing.T, author string, at, expires time.Time, n int) string {
	t.Helper()
	r := &compare.Report{Verdict: compare.Spun, Language: shingle.English}
	for i := range n {
		w := fmt.Sprintf("w%c%c%c%cq", 'a'+i/1000, 'a'+i/100%10, 'a'+i/10%10, 'a'+i%10)
		r.Substitutions = append(r.Substitutions, compare.Substitution{
			Source: compare.Quote{Text: w}, Suspect: compare.Quote{Text: "to" + w}, Kind: compare.KindSynonym,
		})
	}
	var p spinner.Profile
	_, err := p.Add(r, "the source")
	require.NoError(t, err)
	data, err := p.MarshalBinary()
	require.NoError(t, err)
	b, err := json.Marshal(part{Author: author, At: at, Expires: expires, Exchanges: p.Exchanges(), Profile: data})
	require.NoError(t, err)
	return string(b)
}
