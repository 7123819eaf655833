package shingle

// foldedWords returns the function words of the language that have marks, written
// without them: être is etre in a text without accents. It is nil for a language
// without such words.
func (l Language) foldedWords() *formTable[bool] {
	if l.row == nil {
		return nil
	}
	l.row.foldedOnce.Do(func() { l.row.folded = foldTable(l.words()) })
	return l.row.folded
}

// foldTable returns the table of the folded forms that differ from their listed
// function words, or nil if none does.
func foldTable(listed *formTable[bool]) *formTable[bool] {
	if listed == nil {
		return nil
	}
	forms := make(map[string]bool)
	for _, e := range listed.held {
		if f := Fold(e.form); e.value && f != e.form {
			forms[f] = true
		}
	}
	if len(forms) == 0 {
		return nil
	}
	return newFormTable(forms)
}
