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
// The other packages begin here:
//
//	text ──▶ shingle ──▶ words ──────▶ compare: two texts, every change, a verdict
//	            │                         ▲
//	            ├──▶ features ──▶ corpus ─┘ known texts worth comparing with a new one
//	            │
//	            └──▶ sets of hashes ──▶ minhash: texts alike among millions
//
// # Words and normal forms
//
// A word is a segment of Unicode word segmentation (UAX #29) that holds a
// letter or a digit; a URL or an e-mail address is one word. In scripts that are
// written without spaces each character is a word, as in UAX #29.
//
// The normal form of a word is case-folded as by NFKC_Casefold, quotation marks are
// unified, and invisible characters (zero-width, soft hyphen, bidirectional controls) are
// dropped. Letters that look like those of another script are mapped in words that mix
// scripts and in words that consist only of look-alikes of the text's own script. Before
// the text is cut, escapes and garbled characters are read as what they stand for, whether
// a letter, a mark or a space. Escapes are character references of HTML, percent codes,
// quoted-printable, and the backslash escapes of JSON and programming languages, TeX, RTF
// and roff. Garbled characters come from UTF-8 that was read as Windows-1252, -1250 or
// -1251, on a Macintosh or under DOS, and from Cyrillic in Windows-1251 or KOI8-R that was
// read as Latin-1. What may be something else (C:\new, a=E9, 50%20, √π) is left unchanged,
// unless an unambiguous escape of the same kind is within 64 bytes. [Candidates] returns
// other words that a form may stand for (c0unc1l, c*uncil); only another text can decide
// between them.
//
// What is compared and hashed is the normal form without marks, see [Fold]: a text whose
// accents were stripped keeps its words. Offsets always count bytes of the text as
// given, since a normal form may be longer or shorter than the bytes it stands for.
//
// # Features
//
// Three families of features survive different kinds of change. Word shingles
// find copies and light edits. Masked shingles keep only function words and numbers
// and replace each run of other words by one mark: they find texts whose words were
// exchanged one for one. Function-word n-grams are rarer and make good filters. The
// last two need a language with function words.
//
// # Languages
//
// A [Language] decides which words are function words and what their stems are.
// Each supported language is a row of the table languages, in a file of its own
// (language_de.go for German), with a list in functionwords; all other code reads
// that table. [NewLanguage] makes a language of the caller's own. [Guess] reports
// which supported language a text is in.
//
// # Stability
//
// Equal values of [Shingler.Scheme] give equal hashes of a text: the scheme names
// family, size, language, stemming, hash function, rules for normal forms and
// Unicode versions. Some different schemes make equal hashes too, such as those of
// unstemmed shingles of English and French. A program that stores hashes should
// store the scheme beside them and refuse to mix schemes.
//
// # References
//
//   - Unicode Standard Annex #29, Unicode Text Segmentation.
//   - Unicode Standard Annex #15, Unicode Normalization Forms.
//   - Broder, On the resemblance and containment of documents, 1997 (shingles).
//   - Stamatatos, Plagiarism detection using stopword n-grams, JASIST 2011.
package shingle
