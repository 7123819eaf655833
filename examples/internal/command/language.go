package command

import (
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Language returns the language that the flag -lang names. An error is one line
// with all possible names.
func Language(value string) (shingle.Language, error) {
	lang, err := shingle.ParseLanguage(value)
	if err != nil {
		codes := shingle.LanguageCodes()
		last := len(codes) - 1
		return lang, fmt.Errorf("-lang %q: the languages are %s and %s", value, strings.Join(codes[:last], ", "), codes[last])
	}
	return lang, nil
}
