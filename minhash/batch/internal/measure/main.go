// Measure runs the stages of package batch on generated texts, each in its own process,
// and prints the processor time, memory and disk that they take, and what they found.
//
//	go run ./minhash/batch/internal/measure -texts 1000000 -dir DIR
//
// A third of the texts are edited copies of others. The first line is for generating texts
// and making their sets only, which the time of Sign includes. With -do kills, a run of
// all stages in another directory is killed at random moments, resumed each time, and its
// result compared with that of an uninterrupted run.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"iter"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/batch"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A run is what all processes of a measurement know.
type run struct {
	pile
	dir    string
	shards int            // of each stage but the last
	set    batch.Settings // the same for all stages
}

func main() {
	log.SetFlags(0)
	var r run
	flag.IntVar(&r.texts, "texts", 100_000, "number of texts")
	flag.Uint64Var(&r.seed, "seed", 20261129, "seed")
	flag.IntVar(&r.shards, "shards", 4, "shards of a stage")
	flag.StringVar(&r.dir, "dir", "", "directory for the files")
	flag.Int64Var(&r.set.Memory, "memory", 0, "bytes for a stage")
	parts := flag.String("do", "stages,check", "what to do: stages, check, kills")
	kills := flag.Int("kills", 20, "how often to kill a run")
	every := flag.Duration("every", time.Minute, "longest time between kills")
	stage := flag.String("stage", "", "stage to run, for the processes that this one starts")
	shard := flag.Int("shard", 0, "shard of the stage")
	flag.Parse()
	r.set.Threshold = threshold
	r.set.Scheme = shingler.Scheme()
	r.set.Slots = 128
	var err error
	switch {
	case r.dir == "":
		err = fmt.Errorf("no -dir")
	case *stage != "":
		err = r.stage(*stage, *shard)
	default:
		fmt.Printf("%d texts, %d shards, seed %d\n", r.texts, r.shards, r.seed)
		for _, part := range strings.Split(*parts, ",") {
			switch {
			case err != nil:
			case part == "stages":
				err = r.measure()
			case part == "check":
				err = r.check()
			case part == "kills":
				err = r.kill(*kills, *every)
			default:
				err = fmt.Errorf("cannot do %q", part)
			}
		}
	}
	if err != nil {
		log.Fatal(err)
	}
}

const threshold = 0.8

var shingler = shingle.Shingler{Size: 5, Language: shingle.None}

// sets yields the texts of a shard of the input.
func (r run) sets(shard int) iter.Seq2[batch.Text, error] {
	return func(yield func(batch.Text, error) bool) {
		g := newGenerator(r.pile)
		h := shingle.Hasher{Shingler: shingler}
		var set []uint64
		from, to := r.texts*shard/r.shards, r.texts*(shard+1)/r.shards
		for i := from; i < to; i++ {
			text, words := g.make(i)
			set = h.AppendHashes(set[:0], text)
			if !yield(batch.Text{ID: id(i), Order: ^uint64(words), Set: set}, nil) {
				return
			}
		}
	}
}

func (r run) names(stage string) (names []string) {
	for i := range r.shards {
		names = append(names, filepath.Join(r.dir, fmt.Sprintf("%s-%d", stage, i)))
	}
	return names
}

func (r run) result() string { return filepath.Join(r.dir, "result") }

// stage runs a shard of a stage, or all of them.
func (r run) stage(stage string, shard int) error {
	ctx := context.Background()
	signed, pairs, verified := r.names("signed"), r.names("pairs"), r.names("verified")
	part := batch.Shard{Index: shard, Count: r.shards}
	var report batch.Report
	var err error
	switch stage {
	case "sets":
		for t := range r.sets(shard) {
			minhash.Ascending(t.Set)
		}
	case "sign":
		report, err = batch.Sign(ctx, r.set, fmt.Sprintf("%v %d/%d", r.pile, shard, r.shards), r.sets(shard), signed[shard])
	case "pairs":
		report, err = batch.Pairs(ctx, r.set, part, signed, pairs[shard])
	case "verify":
		report, err = batch.Verify(ctx, r.set, part, signed, pairs, verified[shard])
	case "components":
		report, err = batch.Components(ctx, r.set, signed, verified, r.result())
	case "results":
		for _, e := range batch.Results(signed, r.result()) {
			if e != nil {
				return e
			}
		}
	case "all":
		for _, s := range []string{"sign", "pairs", "verify"} {
			for i := range r.shards {
				if err := r.stage(s, i); err != nil {
					return err
				}
			}
		}
		return r.stage("components", 0)
	default:
		err = fmt.Errorf("no stage %q", stage)
	}
	if err == nil && stage == "components" {
		fmt.Printf("    %+v\n", report)
	}
	return err
}

func (r run) command(stage string, shard int) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-texts", strconv.Itoa(r.texts), "-seed", strconv.FormatUint(r.seed, 10),
		"-shards", strconv.Itoa(r.shards), "-dir", r.dir, "-memory", strconv.FormatInt(r.set.Memory, 10),
		"-stage", stage, "-shard", strconv.Itoa(shard))
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd
}

// measure runs all stages.
func (r run) measure() error {
	for _, s := range []string{"sets", "sign", "pairs", "verify", "components", "results"} {
		shards := r.shards
		if s == "components" || s == "results" {
			shards = 1
		}
		var cpu, wall time.Duration
		var most int64
		for i := range shards {
			cmd := r.command(s, i)
			start := time.Now()
			if err := cmd.Run(); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
			wall += time.Since(start)
			cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			most = max(most, resident(cmd.ProcessState))
		}
		fmt.Printf("%-10s  processor %7.2f s  elapsed %7.2f s  resident %4d MB  files %6.1f MB\n",
			s, cpu.Seconds(), wall.Seconds(), most>>20, float64(r.size(s))/1e6)
	}
	return nil
}

// size returns the bytes of the files of a stage.
func (r run) size(stage string) (total int64) {
	name := map[string]string{"sign": "signed-*", "pairs": "pairs-*", "verify": "verified-*", "components": "result"}[stage]
	files, _ := filepath.Glob(filepath.Join(r.dir, name))
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			total += info.Size()
		}
	}
	return total
}

// kill repeats the run in another directory, killed at random moments.
func (r run) kill(kills int, every time.Duration) error {
	want, err := os.ReadFile(r.result())
	if err != nil {
		return err
	}
	r.dir = filepath.Join(r.dir, "killed")
	if err := os.RemoveAll(r.dir); err != nil {
		return err
	}
	if err := os.Mkdir(r.dir, 0o777); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(r.seed, 7))
	killed := 0
	for done := false; !done; {
		cmd := r.command("all", 0)
		cmd.Stdout = nil
		if err := cmd.Start(); err != nil {
			return err
		}
		if killed < kills {
			timer := time.AfterFunc(time.Duration(random.Int64N(int64(every))), func() { cmd.Process.Kill() })
			err = cmd.Wait()
			timer.Stop()
		} else {
			err = cmd.Wait()
		}
		done = err == nil
		if !done && cmd.ProcessState.Exited() {
			return err
		}
		if !done {
			killed++
		}
	}
	got, err := os.ReadFile(r.result())
	if err != nil {
		return err
	}
	left, _ := filepath.Glob(filepath.Join(r.dir, "*.tmp"))
	fmt.Printf("killed %d times and resumed: equal result %v, temporary files left %d\n", killed, bytes.Equal(got, want), len(left))
	return nil
}
