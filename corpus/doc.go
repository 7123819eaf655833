// Package corpus checks a text against many known ones.
//
// A moderation pipeline does not have the source of a text at hand: it has
// millions of known texts and a new one. A Corpus keeps the known texts in a
// Store. Check finds the few that the new one could derive from, lets package
// compare judge each, and returns the reports:
//
//	c, err := corpus.New(ctx, new(corpus.Memory), corpus.Settings{})
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
// A text is known by two kinds of features (see package shingle): runs of three
// words, which copies and light edits keep, and masked runs of seven marks, which
// keep function words and numbers only and outlast the exchange of all others.
// Of those in a row a few get postings, by winnowing, so that no stretch of a text
// is without. All features of a suspect are looked up, those that stand in more
// than Settings.Common texts passed over, and hits that lie on one diagonal, that
// is as far apart in both texts, speak for a passage, rare ones more than common
// ones. Bands of a MinHash signature (see package minhash) find texts that are
// alike as a whole. Masks of seven serve short suspects, too, for which longer
// ones would be too few.
//
// Of the texts found, Settings.Candidates at most are compared, best first, where
// words of the suspect that one of them explains count little for the next.
// Answer.Capped says that there were more.
//
// A copy whose letters are all set apart by spaces is not found, though package
// compare knows it when it sees it.
//
// # Who is who
//
// A text has a tenant, and no call for one tenant shows what another has. It may
// have an author and a group, such as the revisions of one article: a suspect is
// not compared with texts of its own author or group, nor with the text of its own
// id. Times tell which of two texts was there first, see Order. A text can expire.
//
// # Stores
//
// Memory, the store in this package, forgets. The modules corpus/pebblestore and
// corpus/pgstore keep texts on a disk and in PostgreSQL; both have a module of
// their own, so that programs which do not use them do not have their
// dependencies either. Whoever writes another store finds what it must do at Store
// and the tests for it in package storetest.
//
// Postings are made by a scheme: what features are, how dense, by which versions
// of Unicode. A store is of one scheme, and New refuses another. Reindex makes all
// postings anew while the store is in use.
//
// Store.Delete removes a record and its postings for every later call; what stays
// in memory or in files until it is overwritten, and how to have it overwritten,
// the stores tell.
package corpus
