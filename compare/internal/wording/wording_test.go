package wording

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{
		0: "0 %", 0.0001: "less than 1 %", 0.01: "1 %", 0.555: "56 %", 0.99: "99 %", 0.9999: "more than 99 %", 1: "100 %",
	} {
		require.Equal(t, want, Percent(share))
	}
}
