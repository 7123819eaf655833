// Picture makes the picture of a report that README.md shows: it compares two files, writes
// the page and lets Chromium take a picture of a part of it. It needs Chromium on the PATH.
// The picture depends on the fonts of the machine.
//
//	go run ./compare/htmlreport/internal/picture -top 1270 -height 640
package main

import (
	"context"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("picture: ")
	output := flag.String("o", "docs/report.png", "PNG file to write")
	width := flag.Int("width", 1280, "pixels")
	top := flag.Int("top", 0, "pixels of the page above the picture")
	height := flag.Int("height", 1000, "pixels")
	flag.Parse()
	names := flag.Args()
	if len(names) == 0 {
		names = []string{"testdata/news/source.txt", "testdata/news/suspect.txt"}
	}
	if len(names) != 2 {
		log.Fatalf("two names are needed, SOURCE and SUSPECT; got %d", len(names))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := take(ctx, *output, names[0], names[1], image.Rect(0, *top, *width, *top+*height)); err != nil {
		log.Fatal(err)
	}
}

// take writes the picture of a part of the report on two files. The browser's window
// reaches down to the end of the part.
func take(ctx context.Context, output, sourceName, suspectName string, part image.Rectangle) error {
	source, err := os.ReadFile(sourceName)
	if err != nil {
		return err
	}
	suspect, err := os.ReadFile(suspectName)
	if err != nil {
		return err
	}
	report, err := compare.Texts(string(source), string(suspect))
	if err != nil {
		return err
	}
	report.Source.Name, report.Suspect.Name = sourceName, suspectName
	dir, err := os.MkdirTemp("", "picture-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	page := filepath.Join(dir, "report.html")
	f, err := os.Create(page)
	if err != nil {
		return err
	}
	if err := htmlreport.Write(f, report, string(source), string(suspect)); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	whole := filepath.Join(dir, "report.png")
	chromium := exec.CommandContext(ctx, "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		"--disable-dev-shm-usage", "--virtual-time-budget=3000", "--user-data-dir="+filepath.Join(dir, "profile"),
		fmt.Sprintf("--window-size=%d,%d", part.Max.X, part.Max.Y), "--screenshot="+whole, "file://"+page)
	if out, err := chromium.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return crop(output, whole, part)
}

// crop writes a part of a picture.
func crop(output, whole string, part image.Rectangle) error {
	in, err := os.Open(whole)
	if err != nil {
		return fmt.Errorf("chromium wrote no picture: %w", err)
	}
	defer in.Close()
	picture, err := png.Decode(in)
	if err != nil {
		return err
	}
	cut := image.NewNRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(cut, cut.Bounds(), picture, part.Min, draw.Src)
	out, err := os.Create(output)
	if err != nil {
		return err
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(out, cut); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
