// Package compare reports whether one text was made from another, and shows the
// evidence.
//
// [Texts] is what most callers need. It aligns the words of a suspect text
// with those of a source and returns a [Report]: a verdict with its confidence,
// the passages that correspond, every word that was exchanged, and the evidence
// for and against. A [Comparer] has settings and compares prepared texts, which
// saves work when one text is compared with many.
//
//	report, err := compare.Texts(source, suspect)
//	if err != nil {
//		return err
//	}
//	fmt.Println(report.Verdict, report.Confidence)
//	for _, s := range report.Substitutions {
//		fmt.Println(source[s.Source.Start:s.Source.End], "→", suspect[s.Suspect.Start:s.Suspect.End])
//	}
//
// # How texts are aligned
//
// Words that both texts have are found through three kinds of seeds: runs of
// three equal words, masked runs in which only function words and numbers must
// agree, and single words that are rare in both. Seeds that lie in the same order
// in both texts are chained (as sequence aligners of molecular biology do: Li,
// Minimap2, Bioinformatics 2018), so that moved sentences, excerpts and passages in
// foreign text each give a chain of their own. Between the seeds of a chain, and a
// little beyond its ends, a dynamic programme pairs words one to one, one to
// several and several to one. Gaps that leave no choice show which word stands for
// which in this pair of texts, and that helps with the other gaps.
//
// Every word of the suspect is accounted for exactly once. A passage of the
// source may serve several passages of the suspect.
//
// Where texts share few words in the same order, their sentences are aligned as well:
// each with the one that has most of its words, in any form, or words that the lexicon
// relates to them. That finds sentences that were said again in other words, which
// leave nothing to chain. It takes about a millisecond for two texts of a thousand
// words.
//
// An alignment, as [Report.Steps] yields it:
//
//	source   The shop at the corner opens at nine on Monday, says a     note on its old door.
//	         |   |    |  |   |      |     |  *    |  |       -    |     |    |  |   -   |
//	suspect  The shop at the corner opens at ten  on Monday,      a new note on its     door.
//	                                                                +
//
// Equal words stand under a line; nine became ten (*), says and old were taken out (-), and
// new was put in (+). The exchange is of kind number: it says another thing, and nobody is
// accused for it.
//
// # What a verdict rests on
//
// Programs that exchange words leave the skeleton of a text standing: function
// words, numbers, names, order. People who rewrite do the opposite. The verdict
// comes from a small statistical model over what the alignment shows; the file
// internal/verdict/model.go says how its constants were fitted. It is about
// derivation, never about intent.
//
// Every exchange has a [Kind] before it is counted. An exchange speaks against a
// spinner if it keeps the word, masks it, or names another thing, person or number.
//
// # Layout
//
// Tags, clock times, line and verse numbers, citation marks and running heads do not
// count as words. [Report.Layout] lists them.
//
// # Disguises
//
// Words are equal however they are disguised: package shingle reads look-alike and
// styled letters, invisible characters, stacked marks and character references of
// HTML as what they stand for. This package joins letters that are set apart (m i l
// i t a r y) where they spell a word of the other text, and cuts words that are run
// together (Thecouncilvoted) where the parts are words of it. [Report.Disguises]
// lists all these places, including those that the writing system needs.
//
// # With the other packages
//
// This package compares two texts. Package shingle makes the words that it aligns. Package
// corpus finds, among many known texts, the few that a suspect is worth comparing with.
// Package minhash finds texts that are alike among millions, and shows no evidence.
//
// # Cost
//
// Time is linear in the length of the texts in practice and bounded by
// construction: features that recur often are not used as seeds, a chain looks
// back at a bounded number of seeds, and gaps are short.
// [Comparer.MaxBytes] bounds the input.
package compare
