package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// ErrVersion is the error of a command line that asks for the version.
var ErrVersion = errors.New("version asked for")

// A Part is something beside the program that its results depend on: a model, a scheme of
// hashes, a lexicon.
type Part struct {
	Name, Version string
}

// An About is what a command says about itself.
type About struct {
	Name  string
	Usage string                 // for -h
	Parts func() ([]Part, error) // for -version
}

// Parse parses a command line whose names follow the flags, and returns the names. The error is
// [flag.ErrHelp] if help was asked for, and [ErrVersion] if the version was, by -version, which
// Parse adds to the flags.
func Parse(flags *flag.FlagSet, args []string) (names []string, err error) {
	flags.SetOutput(io.Discard)
	version := flags.Bool("version", false, "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if *version {
		return nil, ErrVersion
	}
	names = flags.Args()
	if before := len(args) - len(names); before > 0 && args[before-1] == "--" {
		return names, nil
	}
	return names, checkNames(names)
}

// Answer writes to w what the command line asked for in place of a run, as the error of [Parse]
// says, and reports whether it did. If it did not, it returns that error, or the one that
// kept it from writing.
func (a About) Answer(w io.Writer, err error) (answered bool, _ error) {
	text := a.Usage
	switch {
	case errors.Is(err, ErrVersion):
		parts, err := a.Parts()
		if err != nil {
			return false, err
		}
		info, _ := debug.ReadBuildInfo() // nil where there is none
		text = version(info, a.Name, parts)
	case !errors.Is(err, flag.ErrHelp):
		return false, err
	}
	_, err = io.WriteString(w, text)
	return err == nil, err
}

// version returns the lines that name a program: command and version, module, commit, Go and
// parts. A version is that of the module, "(devel)" where the go command found none; a commit is
// "unknown" if the program was not built in a clone of the repository.
func version(info *debug.BuildInfo, command string, parts []Part) string {
	if info == nil {
		info = &debug.BuildInfo{GoVersion: runtime.Version()}
	}
	if info.Main.Version == "" {
		info.Main.Version = "(devel)"
	}
	lines := append([]Part{
		{"module", info.Main.Path},
		{"commit", commit(info)},
		{"go", fmt.Sprintf("%s %s/%s", info.GoVersion, runtime.GOOS, runtime.GOARCH)},
	}, parts...)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", command, info.Main.Version)
	for _, l := range lines {
		fmt.Fprintf(&b, "%-8s %s\n", l.Name, l.Version)
	}
	return b.String()
}

// commit returns the commit of a program and its time, and whether files differed from it.
func commit(info *debug.BuildInfo) string {
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	revision := settings["vcs.revision"]
	switch {
	case revision == "":
		return "unknown"
	case settings["vcs.modified"] == "true":
		return fmt.Sprintf("%s of %s, with uncommitted changes", revision, settings["vcs.time"])
	}
	return fmt.Sprintf("%s of %s", revision, settings["vcs.time"])
}
