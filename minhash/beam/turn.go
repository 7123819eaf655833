package beam

import (
	"bytes"
	"encoding/binary"
)

// A turn names a text within the pipeline, and says when the text has its turn: turns
// ascend, as bytes, by the number of words, most first, and then by the id.
type turn = []byte

const orderBytes = 8

// newTurn returns the turn of a text.
func newTurn(words int, id string) turn {
	t := make(turn, 0, orderBytes+len(id))
	t = binary.BigEndian.AppendUint64(t, ^uint64(words))
	return append(t, id...)
}

// idOf returns the id of the text that a turn names.
func idOf(t turn) string { return string(t[orderBytes:]) }

func before(a, b turn) bool { return bytes.Compare(a, b) < 0 }
