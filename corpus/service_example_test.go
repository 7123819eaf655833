package corpus_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// checked lets a comment through to the next handler if the policy allows it. The comment
// is checked and stored under its id in one step, so that the next copy is held against it.
func checked(c *corpus.Corpus, policy corpus.Policy, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
		if err != nil {
			http.Error(w, "the comment is too long", http.StatusRequestEntityTooLarge)
			return
		}
		text := corpus.Text{ID: r.URL.Query().Get("id"), Text: string(body)}
		var decision corpus.Decision
		_, err = c.CheckAdd(r.Context(), text, func(a *corpus.Answer) bool {
			decision = policy.Decide(a, text)
			return decision.Action != corpus.Block
		})
		switch {
		case err != nil:
			http.Error(w, "the comment could not be checked", http.StatusServiceUnavailable)
		case decision.Action == corpus.Block:
			http.Error(w, "this was made from "+decision.Rule, http.StatusUnprocessableEntity)
		default:
			r.Body = io.NopCloser(strings.NewReader(text.Text))
			next.ServeHTTP(w, r)
		}
	})
}

// A handler of comments behind a check against all earlier ones.
func ExampleCorpus_CheckAdd() {
	ctx := context.Background()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	policy, err := corpus.ReadPolicy(strings.NewReader(
		`{"rules": [{"name": "another comment", "action": "block", "verdicts": ["identical", "near-duplicate", "spun"], "confidence": 0.95}]}`))
	if err != nil {
		log.Fatal(err)
	}
	server := checked(c, policy, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusCreated)
	}))
	for i, comment := range []string{flood, bread, post} {
		w := httptest.NewRecorder()
		server.ServeHTTP(w, httptest.NewRequest("POST", fmt.Sprintf("/comments?id=%d", i), strings.NewReader(comment)))
		fmt.Println(strings.TrimSpace(fmt.Sprint(w.Code, " ", w.Body)))
	}
	// Output:
	// 201
	// 201
	// 422 this was made from another comment
}

// Texts come one by one; each check ends at its deadline, or when the stream is stopped.
func ExampleCorpus_Check_stream() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	if err := c.Add(ctx, corpus.Text{ID: "flood", Text: flood}); err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(strings.NewReader(strings.Join([]string{bread, post, "stop", flood}, "\n\n")))
	lines.Split(paragraphs)
	for lines.Scan() {
		if lines.Text() == "stop" {
			stop() // as a signal would
		}
		one, done := context.WithTimeout(ctx, 10*time.Second)
		answer, err := c.Check(one, corpus.Text{Text: lines.Text()})
		done()
		if err != nil {
			fmt.Println("stopped:", err)
			break
		}
		fmt.Println(answer.Verdict)
	}
	// Output:
	// unrelated
	// spun
	// stopped: context canceled
}

// paragraphs splits at empty lines.
func paragraphs(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := strings.Index(string(data), "\n\n"); i >= 0 {
		return i + 2, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// The texts of a corpus in order of id.
func ExampleCorpus_List() {
	ctx := context.Background()
	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	err = c.Add(ctx, corpus.Text{ID: "flood", Text: flood, Author: "ann"}, corpus.Text{ID: "bread", Text: bread, Author: "ben"})
	if err != nil {
		log.Fatal(err)
	}
	for record, err := range c.List(ctx, "", "") {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(record.ID, record.Author)
	}
	// Output:
	// bread ben
	// flood ann
}
