//go:build js && wasm

// Reader is the program that reads the text of files in a worker of the page: HTML, Markdown,
// documents of word processors, and plain text that is not UTF-8. It gives the worker a
// function, palimpsest, and stays. Most visitors paste, and never fetch it.
package main

import (
	"bytes"
	"syscall/js"

	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
	"github.com/palimpsest-go/palimpsest/examples/playground/internal/limit"
)

func main() {
	js.Global().Set("palimpsest", js.FuncOf(read))
	select {}
}

// read reads the text of a file. Its arguments are the name and a Uint8Array with what the
// file holds. It returns an object with the text and what it was read from, or one with an
// error.
func read(_ js.Value, args []js.Value) any {
	raw := make([]byte, args[1].Length())
	js.CopyBytesToGo(raw, args[1])
	f, err := textfile.Read(args[0].String(), bytes.NewReader(raw), limit.Bytes)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"name": f.Name, "text": f.Text, "bytes": f.Bytes, "sha256": f.SHA256, "encoding": f.Encoding}
}
