package command

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnswer(t *testing.T) {
	about := About{Name: "x", Usage: "usage: x\n", Parts: func() ([]Part, error) { return []Part{{"model", "m1"}}, nil }}
	var b strings.Builder
	answered, err := about.Answer(&b, fmt.Errorf("parsing: %w", flag.ErrHelp))
	require.NoError(t, err)
	require.True(t, answered)
	require.Equal(t, "usage: x\n", b.String())

	b.Reset()
	answered, err = about.Answer(&b, ErrVersion)
	require.NoError(t, err)
	require.True(t, answered)
	require.Regexp(t, `^x \S+\nmodule   github\.com/palimpsest-go/palimpsest\ncommit   .+\ngo       go1\..+\nmodel    m1\n$`, b.String())

	bad := errors.New("bad")
	for _, given := range []error{nil, bad} {
		b.Reset()
		answered, err = about.Answer(&b, given)
		require.Equal(t, given, err)
		require.False(t, answered)
		require.Empty(t, b.String())
	}
	about.Parts = func() ([]Part, error) { return nil, bad }
	answered, err = about.Answer(&b, ErrVersion)
	require.Equal(t, bad, err)
	require.False(t, answered)
	closed, err := os.CreateTemp(t.TempDir(), "")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	answered, err = about.Answer(closed, flag.ErrHelp)
	require.ErrorIs(t, err, os.ErrClosed)
	require.False(t, answered)
}

func TestParse(t *testing.T) {
	parse := func(args ...string) ([]string, error) {
		flags := flag.NewFlagSet("x", flag.ContinueOnError)
		flags.Bool("b", false, "")
		return Parse(flags, args)
	}
	for _, c := range []struct{ args, names string }{
		{"", ""},
		{"-b one two", "one two"},
		{"-b -- -one", "-one"},
		{"-", "-"},
	} {
		names, err := parse(strings.Fields(c.args)...)
		require.NoError(t, err)
		require.Equal(t, c.names, strings.Join(names, " "))
	}
	for _, args := range []string{"-version", "--version", "-b -version one"} {
		_, err := parse(strings.Fields(args)...)
		require.ErrorIs(t, err, ErrVersion)
	}
	_, err := parse("-h")
	require.ErrorIs(t, err, flag.ErrHelp)
	_, err = parse("-none")
	require.ErrorContains(t, err, "-none")
	_, err = parse("one", "-b")
	require.ErrorContains(t, err, "flags go before the names: -b")
}

func TestVersion(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	clone := []debug.BuildSetting{setting("vcs.revision", "abc"), setting("vcs.time", "2026-04-01T08:00:00Z")}
	clean := append(clone[:2:2], setting("vcs.modified", "false"))
	dirty := append(clone[:2:2], setting("vcs.modified", "true"))
	for _, c := range []struct {
		name             string
		info             *debug.BuildInfo
		version, of, how string
	}{
		{"release", build("v0.1.0", clean), "v0.1.0", "example.org/m", "abc of 2026-04-01T08:00:00Z"},
		{"changed", build("v0.1.0+dirty", dirty), "v0.1.0+dirty", "example.org/m", "abc of 2026-04-01T08:00:00Z, with uncommitted changes"},
		{"installed", build("v0.1.0", nil), "v0.1.0", "example.org/m", "unknown"},
		{"devel", build("", nil), "(devel)", "example.org/m", "unknown"},
		{"no information", nil, "(devel)", "", "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := fmt.Sprintf("dedup %s\nmodule   %s\ncommit   %s\ngo       %s %s/%s\nscheme   s\n",
				c.version, c.of, c.how, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			assert.Equal(t, want, version(c.info, "dedup", []Part{{"scheme", "s"}}))
		})
	}
}

func build(version string, settings []debug.BuildSetting) *debug.BuildInfo {
	return &debug.BuildInfo{
		GoVersion: runtime.Version(),
		Main:      debug.Module{Path: "example.org/m", Version: version},
		Settings:  settings,
	}
}
