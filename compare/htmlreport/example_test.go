package htmlreport_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
)

const source = `The old bridge over the river was shut on Monday, and the town woke to a long queue of cars. Nobody had told the
drivers that the repair would take nine weeks.`

const suspect = `The ancient bridge over the river was closed on Monday, and the town woke to a lengthy line of autos. Nobody had told
the motorists that the mending would take nine weeks.`

// The page goes into a file, from which any browser shows it.
func ExampleWrite() {
	report, err := compare.Texts(source, suspect)
	if err != nil {
		log.Fatal(err)
	}
	var page bytes.Buffer
	if err := htmlreport.Write(&page, report, source, suspect); err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Contains(page.String(), `title="old → ancient: synonym, relation strong, once"`))
	err = htmlreport.Write(&page, report, source, "another text")
	fmt.Println(errors.Is(err, compare.ErrOtherText))
	// Output:
	// true
	// true
}
