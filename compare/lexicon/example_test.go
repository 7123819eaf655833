package lexicon_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func Example() {
	english, err := lexicon.English()
	if err != nil {
		log.Fatal(err)
	}
	said := english.Key("said")
	for _, word := range []string{"mentioned", "whispers", "umbrella"} {
		fmt.Println(word, english.Tier(said, english.Key(word)))
	}
	fmt.Println(english.Tier(english.Key("gave", "up"), english.Key("abandoned")))
	// Output:
	// mentioned strong
	// whispers medium
	// umbrella none
	// strong
}

// A dictionary of one's own is laid over that of a language.
func ExampleLexicon_With() {
	english, err := lexicon.English()
	if err != nil {
		log.Fatal(err)
	}
	dictionary := "# what the spinner puts\nsolutions = elixirs\n"
	own, err := lexicon.ReadPairs(strings.NewReader(dictionary), shingle.English)
	if err != nil {
		log.Fatal(err)
	}
	solution, elixir := own.Key("solution"), own.Key("elixir")
	fmt.Println(english.Tier(solution, elixir), english.With(own).Tier(solution, elixir))
	// Output: none strong
}

func ExampleReadMyThes() {
	thesaurus := "UTF-8\nbil|1\n(subst.)|automobil|fordon (generic term)\n"
	swedish, err := lexicon.ReadMyThes(strings.NewReader(thesaurus), shingle.Swedish)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(swedish.Tier(swedish.Key("bilar"), swedish.Key("automobiler")))
	fmt.Println(swedish.Tier(swedish.Key("bilen"), swedish.Key("fordon")))
	// Output:
	// strong
	// medium
}

func ExampleBuilder() {
	b := lexicon.NewBuilder(shingle.English)
	b.Add(lexicon.Weak, b.Key("river"), b.Key("bank"))
	var file bytes.Buffer
	if _, err := b.Lexicon(lexicon.Source{Name: "mine"}).WriteTo(&file); err != nil {
		log.Fatal(err)
	}
	l, err := lexicon.Read(&file)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(l.Tier(l.Key("banks"), l.Key("rivers")))
	// Output: weak
}

func ExampleClosed() {
	for _, sides := range [][2][]string{
		{{"don't"}, {"do", "not"}},
		{{"twenty", "one"}, {"21"}},
		{{"centre"}, {"center"}},
		{{"more", "than"}, {"greater", "than"}},
		{{"5km"}, {"five", "kilometres"}},
		{{"big"}, {"large"}},
	} {
		fmt.Println(lexicon.Closed(shingle.English, sides[0], sides[1]))
	}
	// Output:
	// contraction
	// numeral
	// spelling
	// comparison
	// unit
	// none
}

func ExampleProperSense() {
	fmt.Println(lexicon.ProperSense("may"), lexicon.ProperSense("red"), lexicon.ProperSense("quickly"))
	// Output: month name part none
}

func ExampleLexicon_Relation() {
	english, err := lexicon.English()
	if err != nil {
		log.Fatal(err)
	}
	for _, pair := range [][2]string{{"red", "crimson"}, {"red", "blue"}, {"hot", "cold"}, {"oak", "elm"}} {
		relation := english.Relation(english.Key(pair[0]), english.Key(pair[1]))
		fmt.Println(pair[0], pair[1], relation)
	}
	// Output:
	// red crimson strong
	// red blue contrast
	// hot cold contrast
	// oak elm contrast
}

func ExampleLexicon_Complete() {
	own, err := lexicon.ReadPairs(strings.NewReader("utilize = frobnicate\n"), shingle.English)
	if err != nil {
		log.Fatal(err)
	}
	all, err := own.Complete()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(all.Tier(all.Key("utilizes"), all.Key("frobnicates")))
	fmt.Println(all.Tier(all.Key("car"), all.Key("automobile")))
	// Output:
	// strong
	// strong
}

func ExampleSiblings() {
	fmt.Println(lexicon.Siblings(shingle.English, []string{"spring"}, []string{"autumn"}))
	fmt.Println(lexicon.Siblings(shingle.French, []string{"lundi"}, []string{"mardi"}))
	fmt.Println(lexicon.Siblings(shingle.English, []string{"grey"}, []string{"gray"}))
	// Output:
	// season true
	// weekday true
	//  false
}

func ExampleFiller() {
	fmt.Println(lexicon.Filler(shingle.English, []string{"it", "is", "worth", "noting", "that", "prices", "rose"}))
	// Output: 5
}
