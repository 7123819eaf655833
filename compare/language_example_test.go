package compare_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	quelle = `Die alte Brücke über den Fluss wurde am Montag gesperrt, und die Stadt erwachte mit einer langen Schlange von Autos.
Niemand hatte den Fahrern gesagt, dass die Reparatur neun Wochen dauern würde. Ein Bäcker am anderen Ufer verkaufte Brot an alle,
die warteten, und ein kleiner Junge zählte die Lastwagen. Gegen Mittag fand der Rat ein Boot, das vierzig Leute auf einmal trug.`

	kopie = `Die betagte Brücke über den Fluss wurde am Montag geschlossen, und die Gemeinde erwachte mit einer ausgedehnten Reihe von Wagen.
Niemand hatte den Chauffeuren mitgeteilt, dass die Instandsetzung neun Wochen dauern würde. Ein Bäcker am anderen Ufer veräußerte Brot an alle,
die harrten, und ein winziger Knabe zählte die Laster. Gegen Mittag entdeckte der Rat ein Schiff, das vierzig Personen auf einmal trug.`
)

// Texts in German. The language would be guessed too. The library has no German lexicon:
// the caller's thesaurus says what is related.
func ExampleComparer_german() {
	thesaurus := "gesperrt = geschlossen\nSchlange = Reihe\nAutos = Wagen\nReparatur = Instandsetzung\nJunge = Knabe\nBoot = Schiff\n"
	own, err := lexicon.ReadPairs(strings.NewReader(thesaurus), shingle.German)
	if err != nil {
		log.Fatal(err)
	}
	c := compare.Comparer{Language: shingle.German, Lexicon: own}
	report, err := c.Texts(quelle, kopie)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Language, report.Verdict)
	for _, s := range report.Substitutions[:4] {
		fmt.Println(s.Source.Text, "→", s.Suspect.Text, s.Relation)
	}
	// Output:
	// de spun
	// alte → betagte none
	// gesperrt → geschlossen strong
	// Stadt → Gemeinde none
	// langen → ausgedehnten none
}
