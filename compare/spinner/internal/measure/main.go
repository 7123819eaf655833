package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"hash/fnv"
	"log"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
)

func main() {
	seed := flag.Uint64("seed", 1, "")
	n := flag.Int("spinners", 16, "")
	k := flag.Int("posts", 30, "")
	texts := flag.String("texts", "", "")
	half := flag.Int("half", 0, "")
	dict := flag.String("dictionary", "", "NAME:LANG=PATH")
	flag.Parse()
	f, err := os.Open(*texts)
	if err != nil {
		log.Fatal(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	m := maker{seed: *seed, spinners: *n, posts: *k}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var b struct{ ID, Group, Genre, Language, Text string }
		if err := json.Unmarshal(s.Bytes(), &b); err != nil {
			log.Fatal(err)
		}
		h := fnv.New32a()
		h.Write([]byte(b.Group))
		w := len(strings.Fields(b.Text))
		if int(h.Sum32()>>7%2) == *half && w > 250 && w < 1200 {
			m.texts = append(m.texts, synth.Base{ID: b.ID, Group: b.Group, Language: b.Language, Body: b.Text})
		}
	}
	name, path, _ := strings.Cut(*dict, "=")
	name, lang, _ := strings.Cut(name, ":")
	d, err := synth.Open(name, lang, path)
	if err != nil {
		log.Fatal(err)
	}
	if err := m.write(os.Stdout, d); err != nil {
		log.Fatal(err)
	}
}
