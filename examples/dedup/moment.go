package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// A moment is a time by which texts are ordered: a number, or seconds since 1970 if
// it was written as a time. The zero moment is unknown.
type moment struct {
	whole int64
	rest  float64 // 0 to 1
	known bool
}

func momentOf(t time.Time) moment {
	return moment{t.Unix(), float64(t.Nanosecond()) / 1e9, true}
}

func (m moment) compare(n moment) int {
	return cmp.Or(cmp.Compare(m.whole, n.whole), cmp.Compare(m.rest, n.rest))
}

// numberMoment returns the moment of a JSON number.
func numberMoment(s string) (moment, error) {
	if whole, err := strconv.ParseInt(s, 10, 64); err == nil {
		return moment{whole: whole, known: true}, nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) >= 1<<63 {
		return moment{}, fmt.Errorf("the number %.40s is no time", s)
	}
	whole := math.Floor(f)
	return moment{int64(whole), f - whole, true}, nil
}

// textMoment returns the moment of a time or a date of RFC 3339.
func textMoment(s string) (moment, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse(time.DateOnly, s)
	}
	if err != nil {
		return moment{}, fmt.Errorf("%.40q is no time of RFC 3339", s)
	}
	return momentOf(t), nil
}

// jsonMoment returns the moment of a value of JSON. null gives the unknown moment.
func jsonMoment(raw []byte) (moment, error) {
	switch c := raw[0]; {
	case c == 'n':
		return moment{}, nil
	case c == '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return moment{}, err
		}
		return textMoment(s)
	case c == '-' || c >= '0' && c <= '9':
		return numberMoment(string(raw))
	}
	return moment{}, fmt.Errorf("%.40q is neither a time of RFC 3339 nor a number", raw)
}
