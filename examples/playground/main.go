// Playground builds a static page on which two texts are compared in the browser. The library
// runs there, compiled to WebAssembly; no text leaves the machine.
//
//	go run ./examples/playground -o DIR            writes the page into DIR
//	go run ./examples/playground -o DIR -brotli    also writes each file compressed, and prints the sizes
//	go run ./examples/playground -serve :8080      builds it and serves it from this machine
//
// Any server of files will do. README.md says what the page loads, how large it is and how fast.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("playground: ")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		log.Fatal(err)
	}
}

// run builds the page, and serves it if that is asked for, until ctx ends.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("playground", flag.ContinueOnError)
	dir := flags.String("o", "", "folder to write the page into; it is made if it is missing")
	compressed := flags.Bool("brotli", false, "also write each file compressed, at quality 11, and print the sizes; takes minutes")
	address := flags.String("serve", "", "address to serve the page at, such as :8080")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unknown argument %q", flags.Arg(0))
	case *dir == "" && *address == "":
		return errors.New("-o DIR or -serve ADDRESS is needed (-h tells more)")
	case *dir == "":
		var err error
		if *dir, err = os.MkdirTemp("", "playground-*"); err != nil {
			return err
		}
		defer os.RemoveAll(*dir)
	}
	if err := build(ctx, *dir); err != nil {
		return err
	}
	if *compressed {
		if err := compressAll(*dir, bestQuality, stdout); err != nil {
			return err
		}
	}
	if *address != "" {
		return serve(ctx, *address, *dir, stdout)
	}
	return nil
}
