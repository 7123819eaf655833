package compare_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/palimpsest-go/palimpsest/compare"
)

const source = `The old bridge over the river was shut on Monday, and the town woke to a long queue of cars. Nobody had told the
drivers that the repair would take nine weeks. A baker on the far bank sold bread to those who waited, and a small boy
counted the lorries. By noon the council had found a boat, which could carry forty people at a time, and the queue
was gone before the rain began.`

const suspect = `The ancient bridge over the river was closed on Monday, and the town woke to a lengthy line of autos. Nobody had told
the motorists that the mending would take nine weeks. A baker on the distant financial institution sold dough to those
who waited, and a little lad counted the trucks. By midday the council had located a vessel, which could transport
forty folks at a time, and the line was gone before the precipitation commenced.`

func ExampleTexts() {
	report, err := compare.Texts(source, suspect)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Verdict)
	for _, s := range report.Substitutions[:3] {
		fmt.Println(source[s.Source.Start:s.Source.End], "→", suspect[s.Suspect.Start:s.Suspect.End])
	}
	// Output:
	// spun
	// old → ancient
	// shut → closed
	// long → lengthy
}

// One source is held against several suspects: it is prepared once.
func ExampleComparer_Prepare() {
	var c compare.Comparer
	src, err := c.Prepare(source)
	if err != nil {
		log.Fatal(err)
	}
	for _, text := range []string{suspect, source, "Something else.", source[:len(source)-50]} {
		sus, err := c.Prepare(text)
		if err != nil {
			log.Fatal(err)
		}
		report, err := c.Compare(context.Background(), src, sus)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(report.Verdict)
	}
	// Output:
	// spun
	// identical
	// insufficient
	// near-duplicate
}

func ExampleReport_WriteText() {
	report, err := compare.Texts("The shop opens at nine.", "The shop opens at ten.")
	if err != nil {
		log.Fatal(err)
	}
	report.Source.Name, report.Suspect.Name = "old.txt", "new.txt"
	if err := report.WriteText(os.Stdout, compare.Style{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// near-duplicate, confidence 0.71 (not calibrated)
	// 4 words stand equal in the same order, in texts of 5 and 5.
	// The confidence is not calibrated: the texts are shorter than those the model was
	// fitted on.
	//
	// source:  old.txt, 5 words, 100 % in passages
	// suspect: new.txt, 5 words, 100 % in passages
	//
	// For near-duplicate
	//   - 4 words stand equal in the same order, in texts of 5 and 5
	//
	// Exchanged: 1
	//     1  nine → ten  other
	//
	// Passages: 1 (bytes of source → bytes of suspect)
	//     0  0–22 → 0–21  near-duplicate, 5 words, 80 % equal, 20 % exchanged
}

// The page goes into a file, from which any browser shows it.

func ExampleReport_Steps() {
	const (
		source  = "The shop at the corner opens at nine on Monday, says a note on its old door."
		suspect = "The shop at the corner opens at ten on Monday, a new note on its door. Ask next door!"
	)
	report, err := compare.Texts(source, suspect)
	if err != nil {
		log.Fatal(err)
	}
	for s := range report.Steps() {
		fmt.Printf("%s %q %q\n", s.Op, source[s.Source.Start:s.Source.End], suspect[s.Suspect.Start:s.Suspect.End])
	}
	// Output:
	// equal "The shop at the corner opens at" "The shop at the corner opens at"
	// substitute "nine" "ten"
	// equal "on Monday" "on Monday"
	// delete "says" ""
	// equal "a" "a"
	// insert "" "new"
	// equal "note on its" "note on its"
	// delete "old" ""
	// equal "door" "door"
	// outside "" "Ask next door"
}

// Reports marshal to JSON and back.
func ExampleReport() {
	report, err := compare.Texts(source, suspect)
	if err != nil {
		log.Fatal(err)
	}
	data, err := json.Marshal(report)
	if err != nil {
		log.Fatal(err)
	}
	var back compare.Report
	if err := json.Unmarshal(data, &back); err != nil {
		log.Fatal(err)
	}
	first, err := json.Marshal(back.Substitutions[0])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(back.Verdict)
	fmt.Println(string(first))
	// Output:
	// spun
	// {"passage":0,"source":{"start":4,"end":7,"text":"old"},"suspect":{"start":4,"end":11,"text":"ancient"},"kind":"synonym","relation":"strong"}
}
