package change

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestReadThrough: a mask in which another word of the source was read, for it has as
// many letters, is a mask all the same. Lost letters are not a mask.
func TestReadThrough(t *testing.T) {
	const source = "The boiler was cold, and the bloody boat had left the harbour before we came down."
	for mask, kind := range map[string]Kind{"b*****": Masked, "b?????": Unreadable} {
		suspect := "The boiler was cold, and the " + mask + " boat had left the harbour before we came down."
		a, b := prepare.Meet(prepare.New(source, shingle.English), prepare.New(suspect, shingle.English))
		al, err := align.Align(t.Context(), a, b, nil)
		require.NoError(t, err)
		require.Equal(t, []answer{{"bloody", mask, kind.String(), None}}, Of(al).answers())
	}
}
