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

// A profile says which words an author puts for which, as the reports on the author's
// texts show. It is kept in parts, one for each text that was found spun, under the
// name of the text. So two checks of one author at the same time, even in two
// processes, never write the same part, and the part is removed with the text.
//
// A single profile for each author, read, changed and written again, would need a lock
// that all processes share, and the part of one text could not be removed from it.

// mostOfAuthor is the most exchanges that are kept of an author: those of the newest
// parts that have at most this many together. One part never has more, because a profile
// has no more words.
const mostOfAuthor = spinner.MaxWords

// profileSpace begins the names under which the store keeps the profiles of tenants. A
// check reads all notes of its tenant, to learn what boilerplate was declared, and would
// read all profiles if they were among them. So they are notes of a separate tenant,
// whose name is longer than any tenant of texts may have (512 bytes): no request can ask
// for it.
var profileSpace = "profiles " + strings.Repeat("-", 512) + " "

// partNote begins the names of parts. What follows is the id of the text.
const partNote = "text/"

// A part is what the report on one text shows about its author.
type part struct {
	name string // of the note

	Author    string    `json:"author"`
	At        time.Time `json:"at"`                // when the text was checked
	Expires   time.Time `json:"expires,omitzero"`  // when the text expires
	Exchanges int       `json:"exchanges"`         // in Profile
	Profile   []byte    `json:"profile,omitempty"` // as package spinner writes it
}

// profiles keeps which words the authors of a tenant put for which. It is safe for
// concurrent use.
type profiles struct {
	store corpus.Store
	keep  bool // if false, nothing is added, but what is there can be removed
	sweeps
}

func newProfiles(store corpus.Store, keep bool) *profiles {
	return &profiles{store: store, keep: keep}
}

// learn adds what an answer shows about the author of a text that was stored or
// blocked. It replaces another part of a text of this id.
//
// A text that was only checked adds nothing: otherwise any client that may check could
// add to a person's profile under that person's name.
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
	// A call that removed the text meanwhile may have looked for the part too early.
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

// exchanged returns what an answer shows about the author of a text: the exchanges of
// the best match, if the text is spun from it. It is nil if there are no exchanges, if
// the author is not known, or if the other text is known to be the later one.
//
// Texts that may be spun, from a P(spun) of .85 on, are left out. Some of them are by
// people who reworded a text, and the measurements of package spinner are of texts
// that were called spun.
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

// original returns the best match. If that derives from another match, original returns
// that one, provided that the text is spun from it too: the report against a text that
// was itself spun shows the exchanges of two spinners.
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

// replaced removes the parts of texts that were replaced by unchecked texts.
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
// many parts it removed. It does so whether profiles are kept now or not.
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

// parts returns all parts of a tenant's profiles, in order of name. A part that cannot
// be read has no author.
func (p *profiles) parts(ctx context.Context, tenant string) ([]part, error) {
	var list []part
	for note, err := range p.store.Notes(ctx, profileSpace+tenant) {
		if err != nil {
			return nil, err
		}
		var x part
		if json.Unmarshal([]byte(note.Value), &x) != nil {
			x = part{}
		}
		x.name = note.Name
		list = append(list, x)
	}
	return list, ctx.Err()
}

// A profiled is an author with the parts of the author's profile that count.
type profiled struct {
	author    string
	parts     []part // the newest first
	exchanges int    // of all these
}

// profiledAuthors returns the authors of parts, by name, and the names of the parts that do
// not count: those that have expired, and those beyond what is kept of an author.
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
			beyond = append(beyond, x.name) // and so are all older ones
			continue
		}
		last.parts, last.exchanges = append(last.parts, x), total
	}
	return all, beyond
}

// profile returns the profile of an author, the number of its texts, and how many parts
// were left out because they cannot be read: they are damaged, or come from a version
// that made stems differently; then only their texts could make them again.
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
