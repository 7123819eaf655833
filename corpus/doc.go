// Package corpus checks a text against many known ones.
//
// A moderation pipeline does not have the source of a text at hand: it has
// millions of known texts and a new one. A Corpus keeps the known texts in a
// Store. Check finds the few that the new one could derive from, lets package
// compare judge each, and returns the reports:
//
//	c, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{})
//	err = c.Add(ctx, corpus.Text{ID: "known", Text: known})
//	answer, err := c.Check(ctx, corpus.Text{ID: "post", Text: post})
//	for _, m := range answer.Matches {
//		fmt.Println(m.Source.ID, m.Report.Verdict, m.Report.Confidence, m.Order)
//	}
//
// A source is found even if half of its words were exchanged, if only 60 of its
// words were taken, or if the suspect is stitched together from several sources. A
// Policy turns answers into actions.
//
// # How texts are found
//
// A text has two kinds of features. Pairs of neighbouring content words survive when
// function words are changed, inserted or left out. Masked runs of seven marks (see
// package shingle) keep only function words and numbers, and survive the exchange of all
// other words. Texts in a language without known function words have runs of three words
// instead of both. A few of the features in a row get postings, chosen by winnowing, so
// that every stretch of a text has some.
//
// All features of a suspect are looked up. For a feature that is in more than
// Settings.Common texts only the oldest of them are looked at, so that copies do not hide
// what they were made from. Hits on one diagonal, that is equally far apart in both texts,
// are evidence of a passage, rare ones more than common ones. Bands of a MinHash signature
// (see package minhash) find texts that are alike as a whole.
//
// At most Settings.Candidates of the texts found are compared, best first; words of
// the suspect that one of them explains count little for the next. Answer.Capped
// says that there were more, or may have been.
//
// A suspect whose words look broken is looked up a second time, as the plain text that it
// may stand for: without layout and marks within words, with lines that are shown from right
// to left in the order in which they are shown, with letters that stand apart joined, and, in
// English only, words that are run together cut, signs that are drawn for letters read and
// misspelt words corrected. Stored texts are not
// repaired: a plain copy does not find a stored text whose words are broken.
//
// # Who is who
//
// A text has a tenant, and no call for one tenant shows what another has. It may
// have an author and a group, such as the revisions of one article. A suspect is
// not compared with texts of its own author or group, nor with the text that has
// its own id. A text can expire.
//
// Reuse has a direction. The arrival of two texts decides which was there first, or their
// times if the operator sets them, see Order. When CheckAdd stores a text, the corpus
// remembers what it was found to derive from: such a text is no evidence against anybody
// who was there before it or holds the original too, see Match.Cleared. So a spun copy in
// the corpus does not accuse the author of the original.
//
// # Boilerplate
//
// Text that many pages share by right, such as footers and licences, may be declared: for
// all tenants in Settings.Comparer, for one tenant with DeclareBoilerplate, which the
// store keeps. It is left out of a suspect before the look-up, even if words in it were
// exchanged, and listed in Answer.Excluded. Propose finds passages that may be declared.
//
// # Stores
//
// Package memstore keeps texts in memory. The modules corpus/pebblestore and
// corpus/pgstore keep them on a disk and in PostgreSQL; each is a module of its own,
// so that only programs that use them get their dependencies. Store says what
// another store must do, and package storetest has the tests for it.
//
// Postings are made by a scheme: which features there are, how dense they are, and
// by which versions of Unicode. A store has one scheme, and New refuses another.
// Reindex makes all postings again while the store is in use.
//
// Store.Delete removes a record and its postings for every later call. The
// documentation of each store says what stays in memory or in files until it is
// overwritten, and how to have it overwritten.
//
// # Scale
//
// Among 100,000 texts of 280 words, a text takes 2.0 KB in addition to itself. A check of 460
// words that derive from nothing takes 2.6 ms in the median on one core, and one of 60 spun
// words amid 400 others 5 ms; of these, one check in a hundred takes more than 27 ms. The
// source is among the 10 compared in 98 of 100 cases. docs/SPEED.md in the repository has the
// tables, up to a million texts, the effects of Settings.Window and Settings.Common, and what
// was not measured.
package corpus
