package shingle

import "sync"

// foldedLists holds, for each language whose list was asked for, the function
// words that have marks, without them.
var foldedLists sync.Map // of Language to *formTable[bool]

// foldedWords returns the function words of the language that have marks, as they
// are written without: être, which a text without accents has as etre. It is nil
// for a language without such.
func (l Language) foldedWords() *formTable[bool] {
	if t, ok := foldedLists.Load(l); ok {
		return t.(*formTable[bool])
	}
	var folded *formTable[bool]
	if listed := l.words(); listed != nil {
		forms := make(map[string]bool)
		for _, e := range listed.held {
			if f := Fold(e.form); e.value && f != e.form {
				forms[f] = true
			}
		}
		if len(forms) > 0 {
			folded = newFormTable(forms)
		}
	}
	t, _ := foldedLists.LoadOrStore(l, folded)
	return t.(*formTable[bool])
}
