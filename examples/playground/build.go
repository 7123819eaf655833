package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

// pageFiles are those that the page is written from. The ones that end in .tmpl are templates.
//
//go:embed page
var pageFiles embed.FS

// lazy names the files that are fetched only by those who need them: the program that reads
// files, and with it nothing else.
var lazy = []string{"reader.wasm"}

// build writes all files of the page into a folder.
func build(ctx context.Context, dir string) error {
	files, err := programs(ctx)
	if err != nil {
		return err
	}
	if files["samples.json"], err = samples(ctx); err != nil {
		return err
	}
	if err := pages(files); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// pages adds the files of the folder page to those that stand beside them.
func pages(files map[string][]byte) error {
	policy, err := pagePolicy()
	if err != nil {
		return err
	}
	entries, err := pageFiles.ReadDir("page")
	if err != nil {
		return err
	}
	var templates []string
	for _, e := range entries {
		data, err := pageFiles.ReadFile("page/" + e.Name())
		if err != nil {
			return err
		}
		name, isTemplate := strings.CutSuffix(e.Name(), ".tmpl")
		files[name] = data
		if isTemplate {
			templates = append(templates, name)
		}
	}
	values := struct {
		Policy string
		Files  []string // that every visitor needs
		Digest string   // of all files
	}{policy, nil, digest(files)}
	for name := range files {
		if !slices.Contains(lazy, name) && name != "sw.js" {
			values.Files = append(values.Files, name)
		}
	}
	slices.Sort(values.Files)
	for _, name := range templates {
		t, err := template.New(name).Parse(string(files[name]))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, values); err != nil {
			return err
		}
		files[name] = b.Bytes()
	}
	return nil
}

// digest returns a short digest of the names and contents of files.
func digest(files map[string][]byte) string {
	all := sha256.New()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(all, "%s %x\n", name, sha256.Sum256(files[name]))
	}
	return hex.EncodeToString(all.Sum(nil)[:8])
}

// module is the import path of this folder.
const module = "github.com/palimpsest-go/palimpsest/examples/playground"

// buildFlags make programs small. Without inlining, code is a tenth smaller on the wire, and
// slower by half; with inlining in the library alone it is a fourteenth smaller, and hardly slower.
var buildFlags = []string{"-trimpath", "-ldflags=-s -w", "-gcflags=all=-l", "-gcflags=github.com/palimpsest-go/...="}

// programs compiles the programs that run in the browser, and returns them with the script
// from the compiler's folder that starts them.
func programs(ctx context.Context) (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "playground-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	files := make(map[string][]byte)
	for _, name := range []string{"compare", "reader"} {
		output := filepath.Join(dir, name+".wasm")
		args := append([]string{"build"}, buildFlags...)
		if _, err := goCommand(ctx, append(args, "-o", output, module+"/"+name)...); err != nil {
			return nil, err
		}
		program, err := os.ReadFile(output)
		if err != nil {
			return nil, err
		}
		if files[name+".wasm"], err = joinSegments(program); err != nil {
			return nil, err
		}
	}
	root, err := goCommand(ctx, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	files["wasm_exec.js"], err = os.ReadFile(filepath.Join(strings.TrimSpace(root), "lib", "wasm", "wasm_exec.js"))
	return files, err
}

// goCommand runs the compiler's command for the browser and returns what it prints.
func goCommand(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w: %s", args[0], err, bytes.TrimSpace(failed.Bytes()))
	}
	return string(out), nil
}
