package corpus

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// A Text is a text and who it is.
type Text struct {
	ID     string // its name within the tenant: 1 to 512 bytes of UTF-8, no NUL
	Tenant string // whose it is; texts of different tenants never meet
	Author string // texts of one author are not held against each other; "" is unknown
	Group  string // revisions of one text share it; they are not held against each other

	Time    time.Time // when it was published, in the years 1 to 9999; zero if unknown
	Expires time.Time // from when Expire removes it; zero is never

	// Text is any string of bytes. In records of a corpus whose texts are kept
	// elsewhere it is empty.
	Text string
}

const maxName = 512

// normal returns t as it is stored: times in UTC and whole microseconds, which
// every store can keep. The error wraps ErrText.
func (t Text) normal() (Text, error) {
	if err := checkID(t.ID); err != nil {
		return t, err
	}
	for _, f := range [...]struct{ field, value string }{
		{"tenant", t.Tenant}, {"author", t.Author}, {"group", t.Group},
	} {
		if err := checkName(f.field, f.value); err != nil {
			return t, err
		}
	}
	var err error
	if t.Time, err = storedTime("time", t.Time); err != nil {
		return t, fmt.Errorf("%w of %q", err, t.ID)
	}
	if t.Expires, err = storedTime("expiry", t.Expires); err != nil {
		return t, fmt.Errorf("%w of %q", err, t.ID)
	}
	return t, nil
}

func checkID(id string) error {
	if id == "" {
		return fmt.Errorf("%w: no id", ErrText)
	}
	return checkName("id", id)
}

func checkName(field, value string) error {
	switch {
	case len(value) > maxName:
		return fmt.Errorf("%w: %s of %d bytes, want at most %d", ErrText, field, len(value), maxName)
	case !utf8.ValidString(value):
		return fmt.Errorf("%w: %s %q is not UTF-8", ErrText, field, value)
	case strings.ContainsRune(value, 0):
		return fmt.Errorf("%w: %s %q holds a NUL", ErrText, field, value)
	}
	return nil
}

// storedTime returns t in UTC and whole microseconds. The zero time stays, and no
// other becomes it.
func storedTime(field string, t time.Time) (time.Time, error) {
	if t.IsZero() {
		return time.Time{}, nil
	}
	t = t.UTC().Truncate(time.Microsecond)
	if y := t.Year(); y < 1 || y > 9999 {
		return t, fmt.Errorf("%w: %s in year %d, want 1 to 9999", ErrText, field, y)
	}
	if t.IsZero() {
		return t, fmt.Errorf("%w: %s less than a microsecond after the zero time, which is none", ErrText, field)
	}
	return t, nil
}

// exempt reports whether the texts are not to be held against each other: the
// same text, revisions of one text, or texts of one author. They are of one
// tenant.
func exempt(a, b Text) bool {
	return a.ID == b.ID || a.Group != "" && a.Group == b.Group || a.Author != "" && a.Author == b.Author
}
