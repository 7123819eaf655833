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

// errNotUTF8 says that a line or a body is not in an encoding that is accepted.
var errNotUTF8 = errors.New("not UTF-8, as JSON must be")

// textFields are the fields of a line or a body.
var textFields = []string{"id", "text", "format", "author", "tenant", "group", "time"}

// parseText returns the text of a line or of a body, not yet reduced, and its format.
// Any field but the text may be missing or null, and only known fields are allowed.
func parseText(data []byte, known []string) (t corpus.Text, format string, err error) {
	if !utf8.Valid(data) {
		return t, "", errNotUTF8
	}
	fields, err := readFields(data, known...)
	if err != nil {
		return t, "", err
	}
	raw, ok := fields["text"]
	switch {
	case !ok:
		return t, "", fieldErrorf("no field %q", "text")
	case string(raw) == "null":
		return t, "", fieldErrorf("the field %q is not a string", "text")
	}
	var at string
	values := [...]*string{&t.ID, &t.Text, &format, &t.Author, &t.Tenant, &t.Group, &at}
	for i, name := range textFields {
		if err := stringField(fields, name, values[i]); err != nil {
			return t, "", err
		}
	}
	return t, format, setTime(&t, at)
}

// setTime sets the time when a text was published, in RFC 3339; "" is unknown.
func setTime(t *corpus.Text, at string) (err error) {
	if at == "" {
		return nil
	}
	if t.Time, err = time.Parse(time.RFC3339, at); err != nil {
		return fmt.Errorf("the time %.40q is not as in RFC 3339, 2006-01-02T15:04:05Z", at)
	}
	return nil
}

// lineID returns the id of a line that may be bad, undecoded, or null. It returns
// null for a line with two ids.
func lineID(line []byte) json.RawMessage {
	null := json.RawMessage("null")
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return null
	}
	var id json.RawMessage
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			break
		}
		if key != "id" {
			continue
		}
		if id != nil || value[0] == '{' || value[0] == '[' || !utf8.Valid(value) {
			return null
		}
		id = value
	}
	if id == nil {
		return null
	}
	return id
}

// A failure is the answer of a bad line.
type failure struct {
	ID     json.RawMessage `json:"id"`
	Status string          `json:"status"` // "error"
	Error  string          `json:"error"`
	Code   string          `json:"code,omitempty"` // of the service
}

// A receipt says that a text was stored.
type receipt struct {
	ID        string `json:"id"`
	Status    string `json:"status"`              // "ok"
	Unchanged bool   `json:"unchanged,omitempty"` // it was already stored unchanged, and was skipped
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
	Softened   bool             `json:"softened,omitempty"` // the rule blocks, but the verdict is not calibrated or the guarantee does not hold
	Stored     *bool            `json:"stored,omitempty"`   // false if the text was to be stored but the policy blocks it
	Capped     bool             `json:"capped,omitempty"`   // something worth comparing or looking up was skipped
	Matches    []match          `json:"matches"`
	Unreported int              `json:"unreported,omitempty"` // matches for whose reports there was no room
	Excluded   []exclusion      `json:"excluded,omitempty"`   // what was left out of the text

	// The guarantee of the rule that decided, how many honest texts it flags at most, or
	// why it does not hold here.
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
	Derived       string          `json:"derived,omitempty"` // the id of the text that the match was found to derive from
	Report        json.RawMessage `json:"report,omitempty"`  // where it was asked for
	HTML          json.RawMessage `json:"html,omitempty"`    // a string: the report as a page, where it was asked for
}

// An exclusion is a part of a text that was left out: a quotation or declared
// boilerplate.
type exclusion struct {
	Reason string `json:"reason"`
	Start  int    `json:"start"` // half-open, in bytes of the text as it was compared
	End    int    `json:"end"`
}

type coverage struct {
	Source  share `json:"source"`
	Suspect share `json:"suspect"`
}

// A share is a number from 0 to 1. It is written with four decimals at most,
// rounded down, so that a confidence is never overstated.
type share float64

func (s share) MarshalJSON() ([]byte, error) {
	b := strconv.AppendFloat(nil, math.Floor(float64(s)*1e4)/1e4, 'f', -1, 64)
	if len(b) == 1 {
		b = append(b, ".0"...) // for readers that distinguish integers from other numbers
	}
	return b, nil
}

// afterwards returns the result of a mode. It says so if a text that was to be
// stored was not.
func (r result) afterwards(mode string, a *corpus.Answer) result {
	if mode == modeCheckAdd && !a.Stored {
		r.Stored = &a.Stored
	}
	return r
}

// newResult returns what is written about an answer, with at most top matches.
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
			len(m.Report.Substitutions), m.Order, m.Derived, nil, nil,
		})
	}
	for _, e := range a.Excluded {
		r.Excluded = append(r.Excluded, exclusion{e.Reason, e.Start, e.End})
	}
	return r
}
