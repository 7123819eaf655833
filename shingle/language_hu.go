package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/hungarian"
)

//go:embed functionwords/hu.txt
var hungarianText string

//go:embed irregular/hu.txt
var hungarianIrregular string

// Hungarian is the language with the code "hu".
var Hungarian = Language{&language{
	code: "hu", name: "Hungarian",
	list: hungarianText, stop: hungarian.IsStopWord,
	irregular: hungarianIrregular,
	stem:      func(word string) string { return hungarian.Stem(word, true) },
	stemmer:   snowballVersion,
	marks: `-sz- -gy- -zs- -cs- -ö- -ü- -ő- -ű- -á- -é- -ság -ség -ban -ben -nak -nek -val -vel -ok -ek -ott
		-ett -ető -ható -hető -ás -és -tal -tel -ra -re -ról -ről -hoz -hez -ból -ből -k -t`,
	sayings: `mondta írta közölte szerint`,
}}
