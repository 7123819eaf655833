// Measure measures package spinner on spun texts: which accounts it links, which it
// does not, and how long many accounts take.
//
//	measure posts -texts FILE -dictionary [NAME[:LANGUAGE]=]FILE [-half 0|1] [-spinners 48] [-posts 30] [-common] [-seed 1] >POSTS
//	measure links [-background FILE]... [-common-sources] [-prior P] [-confidence C] [-curve] POSTS...
//	measure scale [-accounts 20000] [-background other|own|none] [-mixed] [-operation 400] [-seed 1] POSTS...
//	measure made [-most 3000] [-operation SHARE] [-seed 1]
//	measure alone [-seed 1]
//
// Posts spins texts and writes the contents of the reports, one JSON object a line. Texts
// are the base texts of docs/FITTING.md. The command takes one half of their groups, by
// hash, so that constants can be fitted on one half and judged on the other. A spinner
// has its own dictionary, drawn from a thesaurus that package synth opens, and a way to
// choose from it; see the variable habits. With -common all spinners spin the same texts.
//
// Links makes accounts of the posts of the first 16 spinners of each file. It links them
// with the settings that a [spinner.Linker] has: without a background, with a background
// of the other spinners of the file, and with a background of the files that -background
// names. With -curve it also writes how many pairs have at least each score. Scale makes
// many accounts of the words of real posts, and clusters them; made does so with the words
// of made thesauri, by a background of the accounts and without one. Alone
// links accounts of made spinners, of thesauri of several sizes, without a background.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("measure: ")
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, args []string) error {
	if len(args) == 0 {
		return errors.New("posts, links, scale, made or alone?")
	}
	switch args[0] {
	case "posts":
		return runPosts(w, args[1:])
	case "links":
		return runLinks(w, args[1:])
	case "scale":
		return runScale(w, args[1:])
	case "made":
		return runMade(w, args[1:])
	case "alone":
		return runAlone(w, args[1:])
	}
	return fmt.Errorf("%s: posts, links, scale, made or alone?", args[0])
}

// runPosts writes posts.
func runPosts(w io.Writer, args []string) error {
	var m maker
	flags := flag.NewFlagSet("posts", flag.ContinueOnError)
	texts := flags.String("texts", "", "spin the texts in `FILE`, compressed JSON lines")
	dictionary := flags.String("dictionary", "", "draw spinners from the thesaurus `[NAME[:LANGUAGE]=]FILE`")
	half := flags.Uint("half", 0, "take this half of the texts, 0 or 1")
	flags.IntVar(&m.spinners, "spinners", 48, "make `N` spinners")
	flags.IntVar(&m.posts, "posts", 30, "make `N` posts of each")
	flags.BoolVar(&m.common, "common", false, "let all spinners spin the same texts")
	flags.Uint64Var(&m.seed, "seed", 1, "what is drawn follows from `SEED`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	d, err := open(*dictionary)
	if err != nil {
		return err
	}
	if m.texts, err = readTexts(*texts, d.Language, uint32(*half)); err != nil {
		return err
	}
	return m.write(w, d)
}
