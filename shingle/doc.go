// Package shingle cuts text into words, and words into hashed features.
//
// [Words] is what most callers need: it yields the words of a text with their
// byte offsets and normal forms. [Shingler] turns the words into sets of
// 64-bit hashes that can be sketched, indexed and compared:
//
//	for w := range shingle.Words("The U.S. Navy said.", shingle.English) {
//		fmt.Println(w.Start, w.End, w.Form, w.Class)
//	}
//
// # Words and normal forms
//
// A word is a segment of Unicode word segmentation (UAX #29) that holds a
// letter or a digit; a URL or an e-mail address is one word. In scripts that
// are written without spaces a word is a character, as UAX #29 has it.
//
// The normal form of a word is folded as
// NFKC_Casefold does, quotation marks are unified, and characters that do not
// show (zero-width, soft hyphen, bidirectional controls) are dropped. Letters
// that look like those of another script are mapped in words that mix scripts
// and in words that are wholly made of look-alikes of the text's own script.
// Escapes and garbled characters are read as what they stand for before the text is
// cut, be it a letter, a mark or a space. Escapes are character references of HTML,
// percent codes, quoted-printable, and those with a backslash of JSON and programming
// languages, TeX, RTF and roff. Garbled are UTF-8 that was read as Windows-1252, -1250
// or -1251, on a Macintosh or under DOS, and Cyrillic of Windows-1251 or KOI8-R that
// was read as Latin-1. What may be something else (C:\new, a=E9, 50%20, √π) is left,
// unless a certain escape of the same kind stands within 64 bytes. [Candidates] are what may be a word besides
// (c0unc1l, c*uncil), which only another text can tell.
//
// What is compared and hashed is the normal form without marks, see [Fold]: a
// text whose accents were stripped has the words that it had. Offsets always count bytes
// of the text as given: a normal form may be longer or shorter than the bytes
// it stands for.
//
// # Features
//
// Three families of features survive different kinds of change. Word shingles
// find copies and light edits. Masked shingles keep only function words and
// numbers and put one mark in place of each run of other words: they find
// texts whose words were exchanged one for one. Function-word n-grams are rarer
// and make good filters. The two last need a language with function words.
//
// # Languages
//
// A [Language] decides which words are function words and what their stems are.
// Each supported one is a row in a file of its own, language_de.go for German, with
// a list in functionwords, and stands in the table languages; all else reads that
// table. [NewLanguage] makes one of the caller's own. [Guess] says which of them a
// text is in.
//
// # Stability
//
// The hashes of a text are equal when [Shingler.Scheme] is: it names family, size,
// language, stemming, hash function, rules for normal forms and Unicode versions.
// Some schemes that differ make equal hashes all the same, as those of unstemmed
// shingles of English and of French do. Whoever stores hashes stores the scheme
// beside them and refuses to mix.
//
// # References
//
//   - Unicode Standard Annex #29, Unicode Text Segmentation.
//   - Unicode Standard Annex #15, Unicode Normalization Forms.
//   - Broder, On the resemblance and containment of documents, 1997 (shingles).
//   - Stamatatos, Plagiarism detection using stopword n-grams, JASIST 2011.
package shingle
