// Modproxy writes modules of a repository into a folder, in the layout that the go command
// reads from a module proxy. It is a module of its own, so that the core need not require
// golang.org/x/mod.
//
//	usage: modproxy -repository DIR -version VERSION -o DIR FOLDER...
//
// A FOLDER is that of a go.mod, relative to the repository. The modules are taken from its HEAD,
// not from its files, as the go command takes them from a tag: with the same files and the
// LICENSE of the root in each module, so that their checksums are the same. For each module a
// line with its path, version and checksum is printed, as go.sum has it.
//
// It is an error if one of the modules requires another in a different version, or one module
// of the repository that is not among those written.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	repository := flag.String("repository", ".", "`folder` of the git repository")
	version := flag.String("version", "", "semantic `version` of all modules")
	output := flag.String("o", "", "`folder` of the proxy")
	flag.Parse()
	if *version == "" || *output == "" || flag.NArg() == 0 {
		fail(errors.New("-version, -o and the folder of a module are needed"))
	}
	r, err := read(*repository, *version, flag.Args())
	if err != nil {
		fail(err)
	}
	for _, m := range r.modules {
		sum, err := r.write(*output, m)
		if err != nil {
			fail(err)
		}
		fmt.Println(m.path, r.version, sum)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "modproxy:", err)
	os.Exit(1)
}
