package main

import (
	"context"
	"log"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A document is one text of a package: a page, an entry, a chapter.
type document struct {
	source   source
	language string   // ISO 639-1
	variant  string   // the code of the language in the path, such as pt_BR
	page     string   // what the document is about, without the language: translations of one page have one page
	blocks   []string // paragraphs, headings, stanzas
	long     bool     // a book or the like, from which parts are taken
}

// A part is what a reader finds in a file.
type part struct {
	name   string // within the file; "" if the file is one part
	blocks []string
	long   bool
}

// readers maps the readers that the list of packages may name to functions that
// split a file into its parts.
var readers = map[string]func(file) []part{
	"man":          readMan,
	"html":         readHTML,
	"help":         readHelp,
	"pod":          readPOD,
	"info":         readInfo,
	"plain":        readPlain,
	"verse":        readVerse,
	"fortune":      readFortune,
	"dict":         readDict,
	"markdown":     readMarkdown,
	"changelog":    readChangelog,
	"copyright":    readCopyright,
	"descriptions": readDescriptions,
	"brown":        readBrown,
	"quran":        readQuran,
	"rfc":          readRFC,
	"license":      readLicense,
	"crawl":        readCrawl,
	"sword":        readSword,
	"wesnoth":      readWesnoth,
	"crawlquotes":  readCrawlQuotes,
	"vimhelp":      readVimHelp,
	"book":         readBook,
	"thesaurus":    func(file) []part { return nil },
}

// writeData writes the base texts and the pairs. Each archive is read once for
// both: most of the time goes into that.
func writeData(ctx context.Context, st *store, sources []source, dir string) error {
	var texts []Text
	kinds := map[string][]candidate{}
	err := st.each(ctx, sources, func(s source, docs []document) {
		if s.genre != "-" {
			texts = append(texts, textsOf(docs)...)
		}
		for _, d := range docs {
			t := first(d.blocks)
			c := candidate{d.page, d.language, genreOf(s), t, number(t)}
			for _, k := range d.kinds(t) {
				kinds[k] = append(kinds[k], c)
			}
		}
	})
	if err != nil {
		return err
	}
	if err := writeTexts(texts, filepath.Join(dir, "texts.jsonl.gz")); err != nil {
		return err
	}
	return writePairs(kinds, filepath.Join(dir, "pairs"))
}

// each calls do for the documents of each source, in the order of the list of
// packages by the first line of each archive. An archive is read once, however many
// lines it has.
func (st *store) each(ctx context.Context, sources []source, do func(source, []document)) error {
	var order []string
	lines := map[string][]source{}
	for _, s := range sources {
		if s.reader == "thesaurus" {
			continue
		}
		if lines[s.archive()] == nil {
			order = append(order, s.archive())
		}
		lines[s.archive()] = append(lines[s.archive()], s)
	}
	for i, a := range order {
		if i%50 == 0 {
			log.Printf("%d of %d archives read", i, len(order))
		}
		files, err := st.filesOf(ctx, lines[a][0], func(p string) bool {
			return slices.ContainsFunc(lines[a], func(s source) bool { _, ok := s.match(p); return ok })
		})
		if err != nil {
			return err
		}
		for _, s := range lines[a] {
			do(s, s.documents(files))
		}
	}
	return nil
}

// documents returns the documents in those of the files that the source takes.
func (s source) documents(files []file) []document {
	var out []document
	for _, f := range files {
		variant, ok := s.match(f.path)
		if !ok {
			continue
		}
		if s.registry == "apt-list" {
			variant = strings.TrimPrefix(f.path, "Translation-")
		}
		for _, p := range readers[s.reader](f) {
			d := document{source: s, language: languages[variant], variant: variant, page: pageOf(s, f.path, variant), blocks: clean(p.blocks), long: p.long}
			if p.name != "" {
				d.page += "#" + p.name
			}
			if len(d.blocks) > 0 {
				out = append(out, d)
			}
		}
	}
	return out
}

// pageOf names the page in a file, equal for all its translations and for its
// copies in sister packages.
func pageOf(s source, file, variant string) string {
	switch s.reader {
	case "man":
		return "man:" + path.Base(file)
	case "descriptions":
		return "description"
	case "brown", "quran":
		return s.reader + ":" + path.Base(file)
	case "sword":
		return "bible"
	}
	lang := languages[variant]
	pack := packageOf(s.name, lang)
	file = strings.TrimPrefix(strings.ReplaceAll(file, s.name, pack), "usr/share/")
	parts := slices.DeleteFunc(strings.Split(file, "/"), func(p string) bool { return languages[p] == lang })
	last := strings.Split(parts[max(0, len(parts)-1)], ".")
	last = slices.DeleteFunc(last, func(p string) bool { return languages[p] == lang })
	parts[len(parts)-1] = strings.Join(last, ".")
	return sister.Replace(pack + ":" + strings.Join(parts, "/"))
}

// sister names packages that hold the same pages by one name.
var sister = strings.NewReplacer("installation-guide-i386", "installation-guide", "installation-guide-amd64", "installation-guide", "linuxcnc/html", "linuxcnc")

// packageOf returns the name of a package without a language at its end.
func packageOf(name, lang string) string {
	longest := ""
	for code, l := range languages {
		suffix := "-" + strings.ToLower(strings.ReplaceAll(code, "_", "-"))
		if l == lang && strings.HasSuffix(name, suffix) && len(suffix) > len(longest) {
			longest = suffix
		}
	}
	return strings.TrimSuffix(name, longest)
}
