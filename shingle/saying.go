package shingle

import "sync"

// IsSaying reports whether form, a normal form, attributes a quotation near it in a
// text in this language: a form of a verb of saying, such as "wrote", or another
// such word, for instance "according". None and Auto have no such words.
func (l Language) IsSaying(form string) bool {
	if l.row == nil {
		return false
	}
	is, _ := l.row.sayingTable.get(l.row.sayings, l.row.sayingsAtHome).get(hashForm(form), form)
	return is
}

// IsSaying reports whether form attributes a quotation near it, whatever the
// language of the text: it must do so in a supported language, and not have a
// misleading meaning in another. Portuguese "segundo" (according to) does not
// count, because it means "second" in Spanish.
func IsSaying(form string) bool {
	is, _ := allSayings().get(hashForm(form), form)
	return is
}

// allSayings joins the words of the supported languages when it is first called.
var allSayings = sync.OnceValue(func() *formTable[bool] {
	var all []string
	for _, l := range languages {
		all = append(all, l.row.sayings)
	}
	return parseWords(all...)
})
