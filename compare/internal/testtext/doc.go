// Package testtext makes texts to test package compare and those below it with:
// pairs whose right alignment is known ([Maker]), long texts of English-like words
// ([Writer]), scripts of edits for fuzzing ([Scripted]), and texts that cost a
// careless program much time or memory ([Hostile]).
package testtext
