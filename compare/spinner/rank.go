package spinner

import (
	"crypto/sha256"
	"encoding/binary"
)

// sourceID returns the number of a source.
func sourceID(name string) uint64 { return digest("source", name, 0) }

// wordRank orders the words of a full profile, the same in every profile.
func wordRank(w word) uint64 { return digest(w.language, w.stem, 0) }

// targetRank orders the targets of one account for a word in one source.
func targetRank(w word, c choice) uint64 { return digest(w.stem, c.target, c.source) }

// digest returns the first eight bytes of a SHA-256. Files hold source numbers, and
// ranks decide the content of a full profile, so the version of the file format fixes
// it. It is not a fast hash, so that people who can make many exchanges cannot aim
// them at others.
func digest(a, b string, n uint64) uint64 {
	buf := make([]byte, 0, 128)
	buf = append(buf, a...)
	buf = append(buf, 0)
	buf = append(buf, b...)
	buf = append(buf, 0)
	sum := sha256.Sum256(binary.LittleEndian.AppendUint64(buf, n))
	return binary.LittleEndian.Uint64(sum[:])
}
