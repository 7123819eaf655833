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
// Measured with the first edition and its features, word shingles and masks, on one core of
// a Xeon of 2023, with package memstore and the default settings, by processor time,
// garbage collection included. Since then a text takes 3 % more bytes, a check of
// 460 honest words compares 1.7 times as many candidates, and what is read and compared has become
// slower. The texts are documentation,
// standards and posts of 280 words on average; what is over 100,000 are texts of a
// Markov chain over these, that share no twelve words. Suspects of 460 words hold
// 60 words of a spun text, in which 7 to 40 % of the words were exchanged, among
// 400 of texts that are not in the corpus; 728 of them, and 728 whole spun texts.
//
//	texts in the corpus                   10,000   100,000   1,000,000
//	bytes of the index, each               1,822     1,516       1,501
//	Add, microseconds each                   116       139         192
//	60 spun words in 400:
//	  source among the 10 compared          .992      .984        .960
//	  Check, median, milliseconds            1.5       2.6         3.5
//	  Check, 99 %                            6.7      12.4         9.3
//	whole spun texts:
//	  source among the 10 compared         1.000     1.000       1.000
//	  source first                          .990      .990        .990
//	honest texts of up to 300 words:
//	  called spun                       0 of 229  0 of 1,000    0 of 300
//	  Check, median                          0.6       1.2         1.8
//	  Check, 99 %                            4.5       6.8         4.9
//
// Checks grow with the number of texts up to where Settings.Common cuts off the
// features that say little; the excerpts that are missed are those whose features
// are all commoner. At a million texts a Common of 1,000 finds .974 of them in
// 4.9 ms, one of 2,000 .975 in 6.9 ms.
//
// For 100 million texts this was not measured. By the trend, bytes stay what they
// are, 1.4 to 1.6 KB a text, 150 GB in all; of the excerpts one in six to one in
// four would be missed with a Common of 500; and as no segment of memstore holds
// more than 1.7 million texts of this length, look-ups grow in step with the texts
// from there on: 10 to 30 ms a check. One would rather spread so many over tenants
// or machines. Whole texts are found by their bands at any size.
//
// Settings.Window weighs bytes against excerpts found. Among 10,000 texts of 4,318 bytes
// on average, documentation most of them, and 152 spun texts, of which a quarter have 7 %
// of their words exchanged:
//
//	Window    bytes    60 spun words in 400    whole spun texts    Check, mean, milliseconds
//	2         4,386                    .822               1.000                          6.2
//	4         3,831                    .822               1.000                          5.8
//	8         3,049                    .743                .993                          4.8
//	16        2,205                    .651                .993                          3.8
//
// Four is the default. Where 48 % of the content words are exchanged .998 of the sources
// are found, and .908 where 40 % of the function words are changed as well; before, with
// word shingles and no pairs, it was .531 of these.
//
// Pebble takes 3,800 texts a second in batches of 1,000 and 2,000 one by one from
// 32 goroutines, PostgreSQL on the same machine 1,350 and 990, memstore 9,300 and
// 12,300 on its two cores. A check of 60 words in 400 among 20,000 texts takes
// 2.2 ms with Pebble and 5.7 ms with PostgreSQL, where memstore takes 1.2 ms
// (storetest.Benchmark). internal/measure makes the tables.
package corpus
