//go:build js && wasm

// Compare is the program that compares two texts in a worker of the page. It gives the worker
// a function, palimpsest, and stays.
package main

import (
	"syscall/js"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/playground/internal/answer"
)

func main() {
	warm()
	js.Global().Set("palimpsest", js.FuncOf(answered))
	select {}
}

// warm compares two short texts of English, for which the lexicon and the template of the report
// are read. A visitor takes longer to paste a text.
func warm() {
	answer.Compare(answer.Text{Content: "The old bridge over the river was shut on Monday because of the storm."},
		answer.Text{Content: "The ancient bridge over the river was closed on Monday because of the gale."}, func(string) {})
}

// answered compares two texts. Its arguments are the source and the suspect, each an object
// with the text and what may be known of its file, and a function that is called as each stage
// begins. It returns an object with the answer, or one with an error.
func answered(_ js.Value, args []js.Value) any {
	a, err := answer.Compare(text(args[0]), text(args[1]), func(stage string) { args[2].Invoke(stage) })
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"verdict": a.Verdict, "summary": a.Summary, "json": a.JSON, "html": a.HTML}
}

// text returns what an object of the page says of a text.
func text(v js.Value) answer.Text {
	t := answer.Text{Content: v.Get("text").String()}
	t.Document = compare.Document{Name: optional(v, "name")}
	if t.SHA256 = optional(v, "sha256"); t.SHA256 != "" {
		t.Bytes = v.Get("bytes").Int()
	}
	return t
}

// optional returns a field that may be missing.
func optional(v js.Value, field string) string {
	if f := v.Get(field); f.Type() == js.TypeString {
		return f.String()
	}
	return ""
}
