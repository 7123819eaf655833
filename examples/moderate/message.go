package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// errNotUTF8 says that a line or a body is in no encoding that is taken.
var errNotUTF8 = errors.New("not UTF-8, as JSON must be")

// parseText returns the text of a line or of a body. Fields that are not known
// do not matter. The id may be missing.
func parseText(data []byte) (corpus.Text, error) {
	var t corpus.Text
	if !utf8.Valid(data) {
		return t, errNotUTF8
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		var other *json.UnmarshalTypeError
		if len(bytes.TrimSpace(data)) == 0 || errors.As(err, &other) {
			err = errors.New("not a JSON object")
		}
		return t, err
	}
	if fields == nil { // null
		return t, errors.New("not a JSON object")
	}
	var at string
	for _, f := range [...]struct {
		name  string
		value *string
	}{{"id", &t.ID}, {"text", &t.Text}, {"author", &t.Author}, {"tenant", &t.Tenant}, {"group", &t.Group}, {"time", &at}} {
		if err := stringField(fields, f.name, f.value); err != nil {
			return t, err
		}
	}
	return t, setTime(&t, at)
}

// stringField sets value to that of a field. Any but the text may be missing.
func stringField(fields map[string]json.RawMessage, name string, value *string) error {
	raw, ok := fields[name]
	switch {
	case name == "text" && !ok:
		return errors.New(`no field "text"`)
	case !ok, name != "text" && string(raw) == "null":
		return nil
	case raw[0] != '"':
		return fmt.Errorf("the field %q is not a string", name)
	}
	return json.Unmarshal(raw, value)
}

// setTime sets when a text was published, as RFC 3339 writes it; "" is unknown.
func setTime(t *corpus.Text, at string) (err error) {
	if at == "" {
		return nil
	}
	if t.Time, err = time.Parse(time.RFC3339, at); err != nil {
		return fmt.Errorf("the time %.40q is not as in RFC 3339, 2006-01-02T15:04:05Z", at)
	}
	return nil
}

// lineID returns the id of a line that may be bad, as it stands there, or null.
// Of two it returns the last, as parseText does.
func lineID(line []byte) json.RawMessage {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	id := json.RawMessage("null")
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return id
	}
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			break
		}
		if key != "id" {
			continue
		}
		if id = value; id[0] == '{' || id[0] == '[' || !utf8.Valid(id) {
			id = json.RawMessage("null")
		}
	}
	return id
}

// A failure is what is written in the place of a bad line.
type failure struct {
	ID     json.RawMessage `json:"id"`
	Status string          `json:"status"` // "error"
	Error  string          `json:"error"`
}

// A receipt says that a text was stored.
type receipt struct {
	ID     string `json:"id"`
	Status string `json:"status"` // "ok"
}

// A result says what a check found, and what to do.
type result struct {
	ID         string           `json:"id"`
	Status     string           `json:"status"` // "ok"
	Verdict    compare.Verdict  `json:"verdict"`
	Confidence share            `json:"confidence"`
	Calibrated bool             `json:"calibrated"` // whether Confidence was fitted for the language
	Language   shingle.Language `json:"language"`
	Action     corpus.Action    `json:"action"`
	Rule       string           `json:"rule"`               // that decided; "" is the default
	Match      string           `json:"match,omitempty"`    // the id of the match that it decided about
	Would      corpus.Action    `json:"would,omitempty"`    // the action, but for the shadow mode
	Softened   bool             `json:"softened,omitempty"` // the rule blocks, the verdict is not calibrated or the guarantee does not hold
	Capped     bool             `json:"capped,omitempty"`   // there were more candidates than were compared
	Matches    []match          `json:"matches"`

	// Of the rule that decided: how many honest texts it flags at most, or why that does
	// not hold here.
	Guarantee   *score.Guarantee `json:"guarantee,omitempty"`
	NoGuarantee string           `json:"no_guarantee,omitempty"`
}

// A match is a known text that the text derives from.
type match struct {
	ID            string          `json:"id"`
	Verdict       compare.Verdict `json:"verdict"`
	Confidence    share           `json:"confidence"`
	Coverage      coverage        `json:"coverage"`
	Substitutions int             `json:"substitutions"` // how many
	Order         corpus.Order    `json:"order"`
}

type coverage struct {
	Source  share `json:"source"`
	Suspect share `json:"suspect"`
}

// A share is a number from 0 to 1. It is written with four decimals at most,
// rounded down: a confidence is never said to be more than it is.
type share float64

func (s share) MarshalJSON() ([]byte, error) {
	b := strconv.AppendFloat(nil, math.Floor(float64(s)*1e4)/1e4, 'f', -1, 64)
	if len(b) == 1 {
		b = append(b, ".0"...) // for readers that tell the two kinds of number apart
	}
	return b, nil
}

// newResult returns what is written of an answer, with so many matches at most.
func newResult(id string, a *corpus.Answer, d corpus.Decision, top int) result {
	r := result{
		ID: id, Status: "ok", Verdict: a.Verdict, Confidence: share(a.Confidence), Calibrated: a.Calibrated, Language: a.Language,
		Action: d.Action, Rule: d.Rule, Would: d.Would, Softened: d.Softened, Capped: a.Capped, Matches: []match{},
		Guarantee: d.Guarantee, NoGuarantee: d.NoGuarantee,
	}
	if d.Rule != "" {
		r.Match = a.Matches[d.Match].Source.ID
	}
	for _, m := range a.Matches[:min(top, len(a.Matches))] {
		c := m.Report.Coverage
		r.Matches = append(r.Matches, match{
			m.Source.ID, m.Report.Verdict, share(m.Report.Confidence), coverage{share(c.Source), share(c.Suspect)},
			len(m.Report.Substitutions), m.Order,
		})
	}
	return r
}
