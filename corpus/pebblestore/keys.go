package pebblestore

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"

	"github.com/cockroachdb/pebble/v2"
)

// The first byte of a key says what it is about. The package comment has the
// whole layout.
const (
	kindMeta    = 0x01
	kindScheme  = 0x02
	kindTenant  = 0x03
	kindName    = 0x04
	kindCount   = 0x05
	kindID      = 0x06
	kindRecord  = 0x07
	kindExpiry  = 0x08
	kindList    = 0x09
	kindPosting = 0x0a
	kindWhole   = 0x0b
	kindNote    = 0x0c
	kindEnd     = 0x0d // above every key
)

// The keys of kindMeta. Each exists once.
var (
	keyFormat   = metaKey("format")  // the format version, see formatVersion
	keyAdopted  = metaKey("adopted") // the name of the scheme adopted
	keySchemes  = metaKey("schemes") // the highest scheme number given, 4 bytes
	keyTenants  = metaKey("tenants") // the highest tenant number given, 4 bytes
	keyNumbers  = metaKey("numbers") // no number above it was given, 8 bytes
	keyCountAll = []byte{kindCount, 'a'}
)

const (
	numberBytes  = 5
	featureBytes = 5
	maxNumber    = 1<<40 - 1
	// featurePrefix is the length of a posting's key up to its feature. What
	// follows is the bucket, 4 bytes.
	featurePrefix = 1 + 4 + 4 + featureBytes
	// bucketBits is how many low bits of a number are in a posting's value; the
	// others are in its key. With 13 the number takes two bytes of the value,
	// and the list of a feature that is in every text stays below 64 KiB.
	bucketBits = 13
)

func metaKey(name string) []byte { return append([]byte{kindMeta}, name...) }

func appendUint40(b []byte, n uint64) []byte {
	return append(b, byte(n>>32), byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}

func uint40(b []byte) uint64 {
	return uint64(b[0])<<32 | uint64(binary.BigEndian.Uint32(b[1:]))
}

func keyOf(kind byte, numbers ...uint32) []byte {
	key := make([]byte, 1, 24)
	key[0] = kind
	for _, n := range numbers {
		key = binary.BigEndian.AppendUint32(key, n)
	}
	return key
}

func nameKey(kind byte, name string) []byte { return append([]byte{kind}, name...) }

func tenantCountKey(tenant uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{kindCount, 't'}, tenant)
}

func schemeCountKey(scheme uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{kindCount, 's'}, scheme)
}

func recordKey(tenant uint32, number uint64) []byte {
	return appendUint40(keyOf(kindRecord, tenant), number)
}

func wholeKey(tenant uint32, number uint64) []byte {
	return appendUint40(keyOf(kindWhole, tenant), number)
}

func listKey(scheme, tenant uint32, number uint64) []byte {
	return appendUint40(keyOf(kindList, scheme, tenant), number)
}

// expiryKey orders by time: the sign bit is flipped, so that times before 1970
// come first.
func expiryKey(micros int64, tenant uint32, number uint64) []byte {
	key := binary.BigEndian.AppendUint64([]byte{kindExpiry}, uint64(micros)^1<<63)
	return appendUint40(binary.BigEndian.AppendUint32(key, tenant), number)
}

const expiryLen = 1 + 8 + 4 + numberBytes

func parseExpiry(key []byte) (micros int64, tenant uint32, number uint64) {
	return int64(binary.BigEndian.Uint64(key[1:]) ^ 1<<63), binary.BigEndian.Uint32(key[9:]), uint40(key[13:])
}

// An idKey names a text: its tenant and the first 128 bits of the SHA-256 of its
// id. The id itself is in the record only, so that keys that the engine copies
// into its manifest hold none. Texts of one tenant whose ids had equal hashes
// would be taken for one; nobody can make such ids with less than about 2^64
// hashes.
type idKey struct {
	tenant uint32
	hash   [16]byte
}

func newIDKey(tenant uint32, id string) idKey {
	sum := sha256.Sum256([]byte(id))
	return idKey{tenant, [16]byte(sum[:16])}
}

func (k idKey) compare(o idKey) int {
	if k.tenant != o.tenant {
		if k.tenant < o.tenant {
			return -1
		}
		return 1
	}
	return bytes.Compare(k.hash[:], o.hash[:])
}

func (k idKey) key() []byte { return append(keyOf(kindID, k.tenant), k.hash[:]...) }

// cutIDKey reads the key of an id or of a note.
func cutIDKey(key []byte) (k idKey, ok bool) {
	if len(key) != 1+4+len(k.hash) {
		return k, false
	}
	return idKey{binary.BigEndian.Uint32(key[1:]), [16]byte(key[5:])}, true
}

// comparer orders keys by their bytes. In it the prefix of a posting's key ends
// after the feature, so that Bloom filters hold features and not postings. Its name
// is recorded in every file: it changes with Split.
var comparer = func() *pebble.Comparer {
	c := *pebble.DefaultComparer
	c.Name = "palimpsest.feature.v1"
	c.Split = split
	c.ImmediateSuccessor = successor
	return &c
}()

func split(key []byte) int {
	if len(key) > featurePrefix && key[0] == kindPosting {
		return featurePrefix
	}
	return len(key)
}

// successor appends the smallest prefix above prefix. The prefix of a posting has a
// fixed length, so a zero byte after it would not belong to the prefix.
func successor(dst, prefix []byte) []byte {
	if len(prefix) != featurePrefix || prefix[0] != kindPosting {
		return append(append(dst, prefix...), 0)
	}
	start := len(dst)
	dst = append(dst, prefix...)
	for i := len(dst) - 1; i >= start; i-- {
		dst[i]++
		if dst[i] != 0 {
			return dst[:i+1]
		}
	}
	return dst
}
