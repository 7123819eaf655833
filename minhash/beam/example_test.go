package beam_test

import (
	"context"
	"fmt"
	"log"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	dedup "github.com/palimpsest-go/palimpsest/minhash/beam"
)

func init() {
	register.Function1x2(parse)
	register.Function2x0(print)
	register.Function1x1(line)
}

// parse makes an id and a text of a line. A real pipeline reads lines with textio, and
// parses JSON.
func parse(id int) (string, string) {
	texts := []string{
		"The old mill by the river was sold on Monday to a family from the city who want to bake there again.",
		"The old mill by the river was sold on Monday to a family from the city who want to bake there again!",
		"On Monday a school in the valley opened its doors to the first pupils after three years of repairs.",
	}
	return fmt.Sprintf("text %d", id), texts[id]
}

func line(c dedup.Cluster) string {
	return fmt.Sprintf("%s  cluster %s  keep %-5v  of %s  %.3f", c.ID, c.Cluster, c.Keep, c.Of, c.Similarity)
}

// print prints all lines of a key, in order.
func print(_ int, lines func(*string) bool) {
	var all []string
	for l := ""; lines(&l); {
		all = append(all, l)
	}
	slices.Sort(all)
	for _, l := range all {
		fmt.Println(l)
	}
}

// Three texts are deduplicated in this process. With another runner, and an input that
// workers can read, it is the same pipeline.
func Example() {
	beam.Init()
	pipeline, scope := beam.NewPipelineWithRoot()
	texts := beam.ParDo(scope, parse, beam.Create(scope, 0, 1, 2))
	results, err := dedup.Dedup(scope, dedup.Settings{Threshold: 0.8}, texts)
	if err != nil {
		log.Fatal(err)
	}
	lines := beam.ParDo(scope, line, results.Clusters)
	beam.ParDo0(scope, print, beam.GroupByKey(scope, beam.AddFixedKey(scope, lines)))
	if _, err := prism.Execute(context.Background(), pipeline); err != nil {
		log.Fatal(dedup.Cause(err))
	}
	// Output:
	// text 0  cluster text 0  keep true   of text 0  1.000
	// text 1  cluster text 0  keep false  of text 0  1.000
	// text 2  cluster text 2  keep true   of text 2  1.000
}
