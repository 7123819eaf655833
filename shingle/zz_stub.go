package shingle

const Unreadable Disguises = 0

func Fold(s string) string         { return s }
func SameLetters(a, b string) bool { return a == b }
