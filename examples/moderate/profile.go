package main

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// A profile says what an author puts for what, as the reports on his texts show it. It
// is kept in parts, one for each text that was found spun, under the name of the text:
// so two checks of one author at the same time, in two processes too, never write the
// same part, and the part goes when the text does.
//
// One profile for each author, read, changed and written again, was not taken: it needs
// a lock that all processes share, and a text could not take its part away.

// What is kept of an author at most, in exchanges. Of his parts the newest are kept that
// have so many together. One part has no more, as a profile has no more words.
const mostOfAuthor = spinner.MaxWords

// profileSpace begins the names under which the store keeps the profiles of tenants. A
// check reads all notes of its tenant, to learn what boilerplate was declared, and would
// read all profiles if they were among them. So they are notes of a tenant of their own,
// with a name longer than those of texts are (512 bytes): no request can ask for it.
var profileSpace = "profiles " + strings.Repeat("-", 512) + " "

// partNote begins the names of parts. What follows is the id of the text.
const partNote = "text/"

// A part is what the report on one text shows of its author.
type part struct {
	name string // of the note

	Author    string    `json:"author"`
	At        time.Time `json:"at"`                // when the text was checked
	Expires   time.Time `json:"expires,omitzero"`  // when the text does
	Exchanges int       `json:"exchanges"`         // in Profile
	Profile   []byte    `json:"profile,omitempty"` // as package spinner writes it
}

// profiles keeps what authors of a tenant put for what. It is safe for concurrent use.
type profiles struct {
	store corpus.Store
	keep  bool // or else nothing is added, and what is there can be removed
	sweeps
}

func newProfiles(store corpus.Store, keep bool) *profiles {
	return &profiles{store: store, keep: keep}
}

// learn adds what an answer shows of the author of a text that was to be stored, and
// was or was blocked. Another part of a text of this id goes.
//
// A text that was only checked adds nothing: whoever may check, with any author's name,
// would otherwise add to what is held of a person.
func (p *profiles) learn(ctx context.Context, t corpus.Text, a *corpus.Answer) (added bool, err error) {
	if !p.keep {
		return false, nil
	}
	made, err := exchanged(t, a)
	if err != nil {
		return false, err
	}
	if made == nil {
		if !a.Stored {
			return false, nil // a text of this id, and its part, stay as they were
		}
		return false, p.remove(ctx, t.Tenant, t.ID)
	}
	data, err := made.MarshalBinary()
	if err != nil {
		return false, err
	}
	value, err := json.Marshal(part{Author: t.Author, At: time.Now().UTC(), Expires: t.Expires, Exchanges: made.Exchanges(), Profile: data})
	if err != nil {
		return false, err
	}
	if err := p.put(ctx, t, string(value)); err != nil {
		return false, err
	}
	if !a.Stored {
		return true, nil
	}
	// Whoever removed the text meanwhile may have looked for the part too early.
	if _, err := p.store.Get(ctx, t.Tenant, t.ID); isNotFound(err) {
		return false, p.remove(ctx, t.Tenant, t.ID)
	}
	return true, nil
}

// put stores the part of a text.
func (p *profiles) put(ctx context.Context, t corpus.Text, value string) error {
	note := corpus.Note{Name: partNote + t.ID, Value: value}
	defer p.adds(t.Tenant, note.Name, t.Expires)()
	return p.store.PutNote(ctx, profileSpace+t.Tenant, note)
}

// exchanged returns what an answer shows of the author of a text: the exchanges of the
// best match, if the text is spun from it. It is nil if there are none, if the author is
// not known, and if the other text is known to be the later one.
//
// Texts that may be spun, from a P(spun) of .85 on, are left out. People who re-say a
// text are among them, and what package spinner measured is of texts that were called
// spun.
func exchanged(t corpus.Text, a *corpus.Answer) (*spinner.Profile, error) {
	if t.Author == "" || len(a.Matches) == 0 || !fromSpinner(&a.Matches[0]) {
		return nil, nil
	}
	m := original(a)
	made := new(spinner.Profile)
	n, err := made.Add(m.Report, sourceName(m))
	if err != nil || n == 0 {
		return nil, err
	}
	return made, nil
}

// fromSpinner reports whether a text is spun from that of the match.
func fromSpinner(m *corpus.Match) bool {
	return m.Report.Verdict == compare.Spun && m.Order != corpus.SuspectFirst
}

// original returns the best match or, if that is a text which derives from another, that
// one, as far as the text is spun from it too: the report on a text that was itself spun
// shows the exchanges of two.
func original(a *corpus.Answer) *corpus.Match {
	m := &a.Matches[0]
	for range a.Matches {
		i := slices.IndexFunc(a.Matches, func(o corpus.Match) bool { return o.Source.ID == m.Derived && fromSpinner(&o) })
		if m.Derived == "" || i < 0 {
			break
		}
		m = &a.Matches[i]
	}
	return m
}

// sourceName names the source of a match: revisions and copies of a text are one.
func sourceName(m *corpus.Match) string {
	if m.Source.Group != "" {
		return "group " + m.Source.Group
	}
	return "text " + cmp.Or(m.Derived, m.Source.ID)
}

// remove removes the part of a text, if there is one.
func (p *profiles) remove(ctx context.Context, tenant, id string) error {
	if err := p.store.DeleteNote(ctx, profileSpace+tenant, partNote+id); !isNotFound(err) {
		return err
	}
	return nil
}

// replaced removes the parts of texts that others took the place of unchecked.
func (p *profiles) replaced(ctx context.Context, texts ...corpus.Text) error {
	if !p.keep {
		return nil
	}
	for _, t := range texts {
		if err := p.remove(ctx, t.Tenant, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// forget removes the profile of an author, or all profiles of a tenant, and returns how
// many parts that were. It does so whether profiles are kept now or not.
func (p *profiles) forget(ctx context.Context, tenant, author string, all bool) (int, error) {
	list, err := p.parts(ctx, tenant)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, x := range list {
		if !all && x.Author != author {
			continue
		}
		err := p.store.DeleteNote(ctx, profileSpace+tenant, x.name)
		switch {
		case err == nil:
			n++
		case !isNotFound(err): // another has removed it
			return n, err
		}
	}
	return n, nil
}

// parts returns all parts of a tenant's profiles, in order of name. One that cannot be
// read has no author.
func (p *profiles) parts(ctx context.Context, tenant string) ([]part, error) {
	notes, err := p.store.Notes(ctx, profileSpace+tenant)
	if err != nil {
		return nil, err
	}
	list := make([]part, len(notes))
	for i, note := range notes {
		if json.Unmarshal([]byte(note.Value), &list[i]) != nil {
			list[i] = part{}
		}
		list[i].name = note.Name
	}
	return list, ctx.Err()
}

// A profiled author is one with the parts of his profile that count.
type profiled struct {
	author    string
	parts     []part // the newest first
	exchanges int    // of all these
}

// profiledAuthors returns the authors of parts, by name, and the names of the parts that count
// for nothing: those that have expired, and of an author those beyond what is kept.
func profiledAuthors(list []part, now time.Time) (all []*profiled, beyond []string) {
	list = slices.SortedFunc(slices.Values(list), func(a, b part) int {
		return cmp.Or(cmp.Compare(a.Author, b.Author), b.At.Compare(a.At), cmp.Compare(a.name, b.name))
	})
	var last *profiled
	total := 0 // exchanges of all parts of the last one, up to here
	for _, x := range list {
		if !x.Expires.IsZero() && !x.Expires.After(now) {
			beyond = append(beyond, x.name)
			continue
		}
		if x.Author == "" {
			continue
		}
		if last == nil || last.author != x.Author {
			last, total = &profiled{author: x.Author}, 0
			all = append(all, last)
		}
		total += x.Exchanges
		if len(last.parts) > 0 && total > mostOfAuthor {
			beyond = append(beyond, x.name) // and so are all that are older
			continue
		}
		last.parts, last.exchanges = append(last.parts, x), total
	}
	return all, beyond
}

// profile returns the profile of an author, of how many texts it is, and how many parts
// were left out because they cannot be read: they are damaged, or of a version that made
// stems otherwise, and then nothing but their texts can make them anew.
func (a *profiled) profile() (p *spinner.Profile, posts, unread int) {
	p = new(spinner.Profile)
	for _, x := range a.parts {
		var one spinner.Profile
		if one.UnmarshalBinary(x.Profile) != nil {
			unread++
			continue
		}
		p.Merge(&one)
		posts++
	}
	return p, posts, unread
}
