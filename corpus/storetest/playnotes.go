package storetest

import (
	"fmt"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// playNotes makes a call about notes, whose names are also ids, or a List.
func (p *player) playNotes(call int) {
	p.t.Helper()
	tenant, name := p.next(len(playTenants)), fmt.Sprint(p.next(playIDs))
	switch call {
	case 0, 1:
		value := fmt.Sprint("put by step ", len(p.steps))
		p.log("PutNote %q of %q: %q", name, playTenants[tenant], value)
		note := corpus.Note{Name: name, Value: value}
		require.NoError(p.t, p.model.PutNote(p.ctx(), playTenants[tenant], note))
		p.putNote(playTenants[tenant], note.Name, note.Value)
	case 2:
		p.log("DeleteNote %q of %q", name, playTenants[tenant])
		p.agree(p.DeleteNote(p.ctx(), playTenants[tenant], name), p.model.DeleteNote(p.ctx(), playTenants[tenant], name))
	case 3:
		p.log("List of %q after %q", playTenants[tenant], name)
		p.compareList(tenant, name)
	}
}

func (p *player) compareNotes(tenant string) {
	p.t.Helper()
	want, err := p.model.allNotes(p.ctx(), tenant)
	require.NoError(p.t, err)
	p.hasNotes(tenant, want...)
}

// compareList compares what List yields after an id.
func (p *player) compareList(tenant int, after string) {
	p.t.Helper()
	name := playTenants[tenant]
	var want, got []corpus.Record
	for r, err := range p.model.List(p.ctx(), name, after) {
		require.NoError(p.t, err)
		want = append(want, r)
	}
	for _, r := range p.list(name, after) {
		got = append(got, p.translate(tenant, r))
	}
	assert.Equal(p.t, want, got, "List of tenant %q after %q", name, after)
}
