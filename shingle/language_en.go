package shingle

import (
	_ "embed"
	"strings"

	"github.com/kljensen/snowball/english"
)

//go:embed functionwords/en.txt
var englishText string

//go:embed irregular/en.txt
var englishIrregular string

// English is the language with the code "en".
var English = Language{&language{
	code: "en", name: "English",
	list: englishText, stop: english.IsStopWord, joined: isEnglishContraction,
	cut: cutPossessive, irregular: englishIrregular, stem: stemEnglish, stemmer: snowballVersion,
	marks: `-th- -wh- -sh- -tion -tions -ness -ing -ings -ed -ly -ity -ment -ments -able -ous -ful -er -y -ck
		-gh-`,
	sayings: `say says said saying write writes wrote written writing tell tells told add adds added according note notes
		noted explain explains explained argue argues argued claim claims claimed state states stated recall recalls
		recalled report reports reported announce announces announced declare declares declared warn warns warned ask
		asks asked reply replies replied answer answers answered insist insists insisted admit admits admitted remark
		remarks remarked observe observes observed quote quotes quoted conclude concludes concluded suggest suggests
		suggested`,
}}

// cutPossessive removes the ending of an English possessive.
func cutPossessive(form string) string {
	return strings.TrimSuffix(strings.TrimSuffix(form, "'s"), "'")
}

// stemEnglish returns the stem of an English word.
func stemEnglish(word string) string {
	if stem := doubled(word); stem != "" {
		return stem
	}
	return english.Stem(word, true)
}

// isEnglishContraction reports whether form joins a pronoun, a question word or
// another function word to a reduced auxiliary, as in they'll, who'd or there's.
// What comes before the apostrophe must be a function word by itself, so that a
// possessive such as dog's is not taken for a contraction.
func isEnglishContraction(l *language, form string) bool {
	n := len(form)
	if n < 3 || form[n-2] != '\'' && form[n-3] != '\'' {
		return false // nearly all forms
	}
	i := strings.IndexByte(form, '\'')
	if i <= 0 {
		return false
	}
	switch form[i:] {
	case "'s", "'m", "'d", "'ll", "'re", "'ve", "'d've", "'ll've":
	default:
		return false
	}
	head := form[:i]
	is, _ := Language{l}.words().get(hashForm(head), head)
	return is || l.stop(head)
}
