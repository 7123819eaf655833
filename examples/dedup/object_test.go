package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzObject compares what is read of an object with what package json reads,
// and what a splitter finds in an array with the values that package json finds.
func FuzzObject(f *testing.F) {
	for _, s := range []string{
		`{"id":"a","text":"b"}`, ` {"text" : "\ud83d\ude00\ud83d\u00e9\udE00\"\\\/\b\f\n\r\t" ,"id":-1.5e3, "x":[{"y":"}"},[]]} `,
		`{"\u0069d":1,"text":"x\\"}`, `{"id":{"id":"]"},"text":null}`, `{}`, `[]`, `null`, `{"id":1}x`, `{"id":1,"id":2}`, `{"a":tru}`, "{\"id\":\"\xff\"}", `{"text":"\uD800\u0041"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var want map[string]json.RawMessage
		wantErr := json.Unmarshal(data, &want)
		got := make(map[string][]byte)
		err := eachField(data, func(key, value []byte) error {
			var name string
			require.NoError(t, json.Unmarshal(key, &name))
			require.Equal(t, name, string(unquoted(nil, key)))
			got[name] = value
			return nil
		})
		if err != nil {
			// Package json takes bytes that are not UTF-8, and null for an object.
			require.True(t, wantErr != nil || want == nil || !json.Valid(bytes.ToValidUTF8(data, []byte("?"))) || bytes.ContainsRune(bytes.ToValidUTF8(data, []byte("\ufffd")), '\ufffd'), "%v", err)
			return
		}
		require.NoError(t, wantErr)
		require.Len(t, got, len(want))
		for name, value := range got {
			require.Equal(t, string(want[name]), string(value))
			if value[0] == '"' {
				var s string
				require.NoError(t, json.Unmarshal(value, &s))
				own := bytes.Clone(value)
				require.Equal(t, s, string(unquoted(own[:0], own)), "in its own place")
			}
		}
		array := append(bytes.Clone(bytes.TrimSpace(data)), ",7]"...)
		for _, cut := range []int{0, len(array) / 2} {
			var s splitter
			n, done := s.scan(array[:cut])
			require.False(t, done)
			more, done := s.scan(array[cut:])
			require.True(t, done)
			require.Equal(t, len(array)-3, n+more)
		}
	})
}
