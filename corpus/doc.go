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
// A source is found although half of its words were exchanged, although only 60
// of its words were taken, and although the suspect is stitched from several. A
// Policy makes actions of answers.
//
// # How texts are found
//
// A text is known by two kinds of features: pairs of neighbouring content words, which
// last where function words are changed, put in or left out, and masked runs of seven
// marks (see package shingle), which keep function words and numbers only and outlast the
// exchange of all others. Texts whose language has no known function words have runs of
// three words instead of both. Of features in a row a few get postings, by winnowing, so
// that no stretch of a text is without.
//
// All features of a suspect are looked up. Of those that stand in more than
// Settings.Common texts the oldest of these are looked at, so that copies do not hide what
// they were made from. Hits that lie on one diagonal, that is as far apart in both texts,
// speak for a passage, rare ones more than common ones. Bands of a MinHash signature (see
// package minhash) find texts that are alike as a whole.
//
// Of the texts found, Settings.Candidates at most are compared, best first, where
// words of the suspect that one of them explains count little for the next.
// Answer.Capped says that there were more, or may be.
//
// A suspect whose words look broken is looked up a second time, as the plain text that it
// may stand for: without lay-out and marks within words, letters that stand apart joined,
// words that are run together cut (in English alone). What is stored is read as it stands:
// a stored text whose words are broken is not found by a plain copy.
//
// # Who is who
//
// A text has a tenant, and no call for one tenant shows what another has. It may
// have an author and a group, such as the revisions of one article: a suspect is
// not compared with texts of its own author or group, nor with the text of its own
// id. A text can expire.
//
// Reuse has a direction. Which of two texts was there first is told by their arrival, or
// by their times where these are the operator's, see Order. What a text was found to
// derive from when CheckAdd stored it is remembered: it is no evidence against whoever
// was there before it or holds the original too, see Match.Cleared. So a spun copy in the
// corpus does not accuse the author of the original.
//
// # Boilerplate
//
// What many pages say by right, as footers and licences, may be declared: for all tenants
// in Settings.Comparer, for one with DeclareBoilerplate, which the store keeps. It is left
// out of a suspect before that is looked up, also where words were exchanged, and listed
// in Answer.Excluded. Propose finds what may be declared.
//
// # Stores
//
// Package memstore keeps texts in memory. The modules corpus/pebblestore and
// corpus/pgstore keep them on a disk and in PostgreSQL; each is a module of its own,
// so that programs that do not use them do not have their dependencies either. Store
// says what another store must do, and package storetest has the tests for it.
//
// Postings are made by a scheme: what features are, how dense, by which versions
// of Unicode. A store is of one scheme, and New refuses another. Reindex makes all
// postings anew while the store is in use.
//
// Store.Delete removes a record and its postings for every later call; what stays
// in memory or in files until it is overwritten, and how to have it overwritten,
// the stores tell.
//
// # Scale
//
// Among 100,000 texts of 280 words, measured with the first edition, a text takes 1.5 KB
// beside itself, a check 2.6 ms on one core, one in a hundred more than 12 ms, and the
// source of 60 spun words amid 400 others is among the 10 compared in 98 of 100 cases.
// docs/SPEED.md in the repository has the tables, up to a million texts, with what
// Settings.Window and Settings.Common change, and what was not measured.
package corpus
