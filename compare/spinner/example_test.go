package spinner_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Three articles of other people.
var sources = []string{
	"The council voted on Monday to close the old bridge near the harbour. Engineers had found large cracks in its stone arches, and the repair would cost more than a new crossing. Many residents asked the mayor to keep the bridge open for people on foot. He promised to answer their questions at a public meeting in the spring.",
	"Farmers in the valley expect a poor harvest after a summer with little rain. The river is so low that boats can no longer reach the mill. The government offered help to families who lost their animals, but many say that the money comes too late. Old wells were opened again, and the school began to collect water for the village.",
	"A small museum at the edge of the town shows how people made paper by hand. Visitors may try the heavy press and take their sheet home. The director says that children like the noise of the big wheel most. The house was built as a mill, and its owner kept every letter that customers sent to him.",
}

// What the program of one operation puts for words, and that of another.
var one = strings.NewReplacer("voted", "balloted", "close", "shut", "old", "ancient", "large", "sizeable", "cracks", "fissures", "repair", "mending", "Many", "Numerous", "many", "numerous", "residents", "inhabitants", "open", "unlocked", "promised", "pledged", "answer", "reply to", "questions", "queries", "poor", "meagre", "little", "scant", "boats", "vessels", "reach", "attain", "help", "assistance", "families", "households", "lost", "forfeited", "animals", "beasts", "money", "cash", "began", "commenced", "collect", "gather", "small", "tiny", "shows", "displays", "people", "folks", "heavy", "weighty", "house", "dwelling", "built", "erected", "kept", "retained", "letter", "epistle", "customers", "patrons", "big", "huge", "children", "youngsters", "noise", "racket", "sheet", "page")
var two = strings.NewReplacer("voted", "elected", "close", "seal", "old", "aged", "large", "big", "cracks", "splits", "repair", "fixing", "Many", "Countless", "many", "countless", "residents", "citizens", "open", "accessible", "promised", "vowed", "answer", "respond to", "questions", "inquiries", "poor", "bad", "little", "minimal", "boats", "ships", "reach", "arrive at", "help", "aid", "families", "clans", "lost", "mislaid", "animals", "creatures", "money", "funds", "began", "started", "collect", "amass", "small", "little", "shows", "exhibits", "people", "persons", "heavy", "hefty", "house", "home", "built", "constructed", "kept", "preserved", "letter", "message", "customers", "clients", "big", "large", "children", "kids", "noise", "din", "sheet", "leaf")

// profile returns the profile of an account that spun some of the articles.
func profile(program *strings.Replacer, articles ...int) *spinner.Profile {
	p := new(spinner.Profile)
	for _, i := range articles {
		report, err := compare.Texts(sources[i], program.Replace(sources[i]))
		if err != nil {
			log.Fatal(err)
		}
		if _, err := p.Add(report, fmt.Sprint("article ", i)); err != nil {
			log.Fatal(err)
		}
	}
	return p
}

// Whether two accounts share a dictionary. They copied the same articles and not each
// other, so what they took from these may be counted.
func ExampleLinker_Link() {
	linker := spinner.Linker{CommonSources: true}
	a := profile(one, 0, 1)
	for _, b := range []*spinner.Profile{profile(one, 0, 1, 2), profile(two, 0, 1, 2), profile(one, 2)} {
		link, err := linker.Link(a, b)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%v, %.0f of %d words alike\n", link.Outcome, link.Agreed, link.Words)
		if link.Reason != "" {
			fmt.Println("  " + link.Reason)
		}
		for _, s := range link.Shared[:min(3, len(link.Shared))] {
			fmt.Printf("  %s → %s\n", s.Word, s.Target)
		}
	}
	// Output:
	// linked, 22 of 22 words alike
	//   animals → beasts
	//   answer → reply
	//   began → commenced
	// apart, 0 of 20 words alike
	// insufficient, 1 of 1 words alike
	//   words that both exchanged: 1; needed: 5
	//   people → folks
}

// Which of many accounts probably belong together.
func ExampleLinker_Cluster() {
	accounts := []spinner.Account{
		{ID: "anna", Profile: profile(one, 0, 1)},
		{ID: "ben", Profile: profile(two, 0, 1)},
		{ID: "carl", Profile: profile(one, 1, 0, 2)},
		{ID: "dora", Profile: profile(two, 2, 1, 0)},
		{ID: "emil", Profile: new(spinner.Profile)},
	}
	got, err := spinner.Linker{CommonSources: true}.Cluster(context.Background(), accounts)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range got.Clusters {
		fmt.Println(c.Accounts, "share", len(c.Shared), "mappings")
	}
	fmt.Println("too little to say:", got.Insufficient)
	// Output:
	// [anna carl] share 23 mappings
	// [ben dora] share 21 mappings
	// too little to say: [emil]
}

// A profile is kept as bytes, and joined with what another day brings.
func ExampleProfile_Merge() {
	monday, err := profile(one, 0).MarshalBinary()
	if err != nil {
		log.Fatal(err)
	}
	var p spinner.Profile
	if err := p.UnmarshalBinary(monday); err != nil {
		log.Fatal(err)
	}
	tuesday := profile(one, 0, 1)
	p.Merge(tuesday)
	fmt.Println(p.Sources(), "sources,", p.Exchanges() == tuesday.Exchanges())
	for m := range p.Mappings() {
		fmt.Println(m.Word, "→", m.Target)
		break
	}
	// Output:
	// 2 sources, true
	// animals → beasts
}

// Where there are many accounts, they show each other what is usual. Accounts of one
// operation count as one spinner.
func ExampleLinker_Learn() {
	var accounts []spinner.Account
	for i := range 120 {
		program := max(0, i-19) // the first twenty have one program
		accounts = append(accounts, spinner.Account{ID: fmt.Sprintf("%03d", i), Profile: made(program, i)})
	}
	background, err := spinner.Linker{}.Learn(context.Background(), accounts)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(background.Spinners(), "spinners")

	// Other accounts may be judged by it as well.
	linker := spinner.Linker{Background: background}
	for _, program := range []int{0, 500} {
		link, err := linker.Link(made(program, 1000), made(0, 1001))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(link.Outcome)
	}
	// Output:
	// 101 spinners
	// linked
	// apart
}

// made returns the profile of an account with a program that has one of three words for
// each of 60.
func made(program, account int) *spinner.Profile {
	r := rand.New(rand.NewPCG(uint64(program), 1))
	report := &compare.Report{Verdict: compare.Spun, Language: shingle.English}
	for i := range 60 {
		word := fmt.Sprintf("w%c%cq", 'a'+i/10, 'a'+i%10)
		report.Substitutions = append(report.Substitutions, compare.Substitution{
			Source: compare.Quote{Text: word}, Suspect: compare.Quote{Text: fmt.Sprint(word, "to", string(rune('a'+r.IntN(3))))}, Kind: compare.KindSynonym,
		})
	}
	p := new(spinner.Profile)
	if _, err := p.Add(report, fmt.Sprint("source ", account)); err != nil {
		log.Fatal(err)
	}
	return p
}
