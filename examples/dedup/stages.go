package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/batch"
)

// The stages that -stage names, in their order, see package batch.
const (
	stageSign       = "sign"
	stagePairs      = "pairs"
	stageVerify     = "verify"
	stageComponents = "components"
)

var stages = []string{stageSign, stagePairs, stageVerify, stageComponents}

// prefixes are the beginnings of the names of the files of a stage.
var prefixes = map[string]string{stageSign: "signed", stagePairs: "pairs", stageVerify: "verified"}

// A shard is the number-th of count parts of a stage, from 1.
type shard struct{ number, count int }

// readShard reads a shard in the form of -shard.
func readShard(s string) (shard, error) {
	i, n, found := strings.Cut(s, "/")
	number, err := strconv.Atoi(i)
	count, err2 := strconv.Atoi(n)
	if !found || err != nil || err2 != nil || number < 1 || number > count || count > mostShards {
		return shard{}, fmt.Errorf("it must be I/N, from 1/N to N/N, and N at most %d", mostShards)
	}
	return shard{number, count}, nil
}

// mostShards is how many shards [batch.Pairs] can have.
const mostShards = 256

// part returns the shard in the form of package batch.
func (s shard) part() batch.Shard { return batch.Shard{Index: s.number - 1, Count: s.count} }

// file returns the name of the file of a shard.
func (s settings) file(stage string, p shard) string {
	return filepath.Join(s.work, fmt.Sprintf("%s-%03d-of-%03d", prefixes[stage], p.number, p.count))
}

// files returns the files of an earlier stage, in the order of shards. The error names
// those that are missing.
func (s settings) files(stage string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(s.work, prefixes[stage]+"-???-of-???"))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: there is no file of the stage %s", s.work, stage)
	}
	count, err := strconv.Atoi(found[0][len(found[0])-3:])
	if err != nil {
		return nil, fmt.Errorf("%s is no name of a file of the stage %s", found[0], stage)
	}
	var files []string
	for number := 1; number <= count; number++ {
		name := s.file(stage, shard{number, count})
		if !slices.Contains(found, name) {
			return nil, fmt.Errorf("%s is missing", name)
		}
		files = append(files, name)
	}
	if len(found) > count {
		return nil, fmt.Errorf("%s has files of the stage %s by more than one number of shards", s.work, stage)
	}
	return files, nil
}

// batchSettings returns the settings of all stages.
func (s settings) batchSettings() (batch.Settings, error) {
	slots, banding, err := plan(s.threshold)
	return batch.Settings{
		Config: minhash.Config{Slots: slots, Scheme: s.shingler().Scheme()}, Banding: banding, Threshold: s.threshold, Memory: s.memory,
	}, err
}

// runStage runs one stage of a run that other processes share.
func (s settings) runStage(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) ([]error, error) {
	b, err := s.batchSettings()
	if err != nil {
		return nil, err
	}
	if s.stage == stageSign {
		return s.sign(ctx, b, stdin, stderr)
	}
	signed, err := s.files(stageSign)
	if err != nil {
		return nil, err
	}
	if s.stage == stagePairs {
		_, err := batch.Pairs(ctx, b, s.shard.part(), signed, s.file(stagePairs, s.shard))
		return nil, err
	}
	if s.stage == stageVerify {
		pairs, err := s.files(stagePairs)
		if err != nil {
			return nil, err
		}
		_, err = batch.Verify(ctx, b, s.shard.part(), signed, pairs, s.file(stageVerify, s.shard))
		return nil, err
	}
	verified, err := s.files(stageVerify)
	if err != nil {
		return nil, err
	}
	result := filepath.Join(s.work, "result")
	report, err := batch.Components(ctx, b, signed, verified, result)
	if err != nil {
		return nil, err
	}
	return passed(report), s.writeTo(stdout, func(w io.Writer) error { return writeResults(ctx, w, batch.Results(signed, result)) })
}

// passed returns a note about pairs that were not looked at.
func passed(r batch.Report) []error {
	if r.Passed == 0 {
		return nil
	}
	return []error{fmt.Errorf("%d pairs of very many texts that are nearly alike were not looked at: texts may be kept that are alike a kept one", r.Passed)}
}

// sign signs the texts of a shard of the inputs. A shard is the files that begin in
// its equal part of all bytes, in the order of files. Inputs are read only if they
// have changed.
func (s settings) sign(ctx context.Context, b batch.Settings, stdin io.Reader, stderr io.Writer) ([]error, error) {
	out, err := s.newLeftOut()
	if err != nil {
		return nil, err
	}
	defer out.close()
	all, err := s.list(ctx, stdin, out)
	if err != nil {
		return nil, err
	}
	first, sources := partOf(all, s.shard)
	var failed error
	texts := func(yield func(batch.Text, error) bool) {
		c, err := newCollection(s, sources, out)
		if err == nil {
			defer c.close()
			p := s.newReading(stderr, total(sources))
			err = c.read(ctx, stdin, p)
			p.stop()
		}
		if err != nil {
			failed = err
			yield(batch.Text{}, err)
			return
		}
		c.texts(func(i int32) (string, uint64) { return c.records[i].id, c.order(i, first) })(yield)
	}
	_, err = batch.Sign(ctx, b, s.inputName(sources, first), texts, s.file(stageSign, s.shard))
	if failed != nil {
		err = failed // unchanged, without the words that package batch puts before it
	}
	if err != nil {
		return nil, err
	}
	return out.notes(), out.write(s)
}

// partOf returns the sources of a shard and the index of the first of them.
func partOf(all []source, p shard) (first int, part []source) {
	size := func(src source) int64 { return max(1, src.size) }
	var sum int64
	for _, src := range all {
		sum += size(src)
	}
	from, to := len(all), len(all)
	var before int64
	for i, src := range all {
		// before/sum is where the source begins: in shard before*count/sum, from 0.
		switch at := int(float64(before) / float64(sum) * float64(p.count)); {
		case at >= p.number:
			to = min(to, i)
		case at == p.number-1:
			from = min(from, i)
		}
		before += size(src)
	}
	from = min(from, to)
	return from, slices.Clone(all[from:to])
}

// inputName names all that the texts of a shard depend on.
func (s settings) inputName(sources []source, first int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q %q %q %v %v", first, s.id, s.text, s.keep, s.format, s.skipBad)
	for _, src := range sources {
		fmt.Fprintf(&b, " %q %q %d %d %d", src.name, src.id, src.size, src.modified.UnixNano(), s.ranks[src.input])
	}
	return b.String()
}

// Bits of the order of a text that say where its source stands by -prefer, and, with
// -keep first, the source and the place in it.
const (
	rankShift   = 56
	sourceShift = 31
)

// order returns the rank of a text among those of all shards; first is the number of
// sources of earlier shards. Texts are ordered by -prefer, and then by words, most
// first, or by input. [batch.Components] orders equal ones by id, as compare does.
func (c *collection) order(i int32, first int) uint64 {
	r := &c.records[i]
	rank := uint64(c.rank(r)) << rankShift
	if c.settings.keep == keepFirst {
		return rank | uint64(first+int(r.place.source))<<sourceShift | uint64(r.place.number)
	}
	return rank | (1<<rankShift - 1 - uint64(r.words))
}

// texts yields the texts of the collection, under the name and with the order that name
// returns.
func (c *collection) texts(name func(i int32) (id string, order uint64)) iter.Seq2[batch.Text, error] {
	return func(yield func(batch.Text, error) bool) {
		var set []uint64
		for i := range c.records {
			var err error
			if set, err = c.set(set, int32(i)); err != nil {
				yield(batch.Text{}, err)
				return
			}
			id, order := name(int32(i))
			if !yield(batch.Text{ID: id, Order: order, Set: set}, nil) {
				return
			}
		}
	}
}

// checkStage checks the flags that belong to -stage.
func (s settings) checkStage() error {
	switch {
	case s.stage == "" && (s.work != "" || s.shard != shard{1, 1}):
		return errors.New("-work and -shard belong to -stage")
	case s.memory > 0 && len(s.against) > 0:
		return errors.New("-memory and -against exclude each other: what is thinned by other texts is compared in memory")
	case s.stage == "":
		return nil
	case !slices.Contains(stages, s.stage):
		return fmt.Errorf("-stage must be one of %s, not %q", strings.Join(stages, ", "), s.stage)
	case s.work == "":
		return errors.New("-stage needs a directory for its files: -work DIR")
	case s.stage == stageComponents && s.shard.count > 1:
		return errors.New("the stage components has no shards")
	case len(s.against) > 0 || s.write != writeLines || s.keep == keepOldest || s.keep == keepNewest:
		return errors.New("-stage writes lines, keeps the longest or the first, and takes no -against")
	case s.stage == stageSign && slices.Contains(s.inputs, "-"):
		return errors.New("-stage sign cannot read standard input, which it could not read again")
	case s.stage == stageSign && len(s.prefer) > 254:
		return errors.New("-stage takes 254 names of -prefer")
	}
	info, err := os.Stat(s.work)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a directory", s.work)
	}
	if err != nil {
		return fmt.Errorf("-work: %w", err)
	}
	return nil
}
