package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ErrorLine returns the message of err as one line that begins with the name of
// the command. Control characters and bytes that are not UTF-8 may occur in the
// name of a file; they are escaped as in Go.
func ErrorLine(command string, err error) string {
	var b strings.Builder
	if !strings.HasPrefix(err.Error(), command+": ") {
		b.WriteString(command + ": ")
	}
	text := err.Error()
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
	}
	return b.String()
}

// Named returns err with the name of the file as the user gave it, in place of the
// name that the system reports, if any. It returns nil for nil.
func Named(name string, err error) error {
	if err == nil {
		return nil
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// checkNames returns an error if one of the names of inputs, which come after the
// flags, looks like a flag. The name "-" is standard input.
func checkNames(names []string) error {
	for _, name := range names {
		if strings.HasPrefix(name, "-") && name != "-" {
			return fmt.Errorf("flags go before the names: %s (./%s for a file of that name)", name, name)
		}
	}
	return nil
}
