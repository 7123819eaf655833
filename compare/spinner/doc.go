// Package spinner reports which accounts probably spin texts with the same dictionary.
//
// Programs that exchange words take them from a dictionary, and dictionaries differ. A
// report of package compare shows, exchange by exchange, which word was replaced by
// which; the reports on the texts of an account show more and more of its dictionary.
// Two accounts probably share a dictionary if they replace the same words by the same
// words where others choose differently.
//
// A link is a lead for people. It is no proof and never a reason to act by itself:
// unrelated accounts may have bought one program. Judge accounts, not single posts,
// and show people the evidence for a link: [Link.Shared].
//
//	var a, b spinner.Profile
//	for source, report := range reportsOfA {
//		if _, err := a.Add(report, source); err != nil {
//			return err
//		}
//	}
//	…
//	link, err := spinner.Linker{Background: background}.Link(&a, &b)
//	…
//	fmt.Println(link.Outcome, link.Probability)
//
// [Linker.Cluster] groups many accounts: a service would keep a profile for each author
// of a tenant, add the report of each text that it finds spun, under the group of the
// source if it has one, and show clusters to moderators. [Profile.MarshalBinary] keeps a profile, and
// [Profile.Merge] joins those of several days.
//
// # What counts
//
// A word that both accounts exchanged counts once, however often they did: it is one
// question, to which both gave the same answer or not. That both exchanged the same
// words counts for nothing, since they may write about the same things. These do not
// count either:
//
//   - the same word in the same source, more than once: ten texts of an account made
//     from one source are one piece of evidence;
//   - exchanges from sources that both copied, unless [Linker.CommonSources] is set: an
//     account that copies a spun text has the exchanges of its author;
//   - whatever does not come from a dictionary: reports that are not [compare.Spun],
//     copied passages, names, numbers, spellings, function words. So honest posts
//     neither help nor hide an account.
//
// Posts that were spun with a second dictionary do hide an account in part, because it
// is then less consistent with itself. The tables below show by how much.
//
// # What a score means
//
// The score is a log-likelihood ratio, in nats: how much likelier the exchanges are if
// both accounts have one dictionary than if they have two. Both explanations allow for
// chance, and for accounts that do not choose the same target each time; an account's
// own texts show how consistent it is. Package internal/evidence has the formulas.
//
// How often two dictionaries agree by chance depends on where they come from. Two drawn
// from the synonyms of WordNet agree on one word in seven; two drawn from MyThes, which has
// more synonyms for each word, on one in sixteen. A [Background] records the choices of
// unrelated spinners, and how often they agree. Make it from accounts like those to be
// linked. They may be the same ones: what an account added is left out when it is scored.
// [Linker.Learn] makes a background of the accounts that are at hand, if there are at least
// [FewestAccounts], and counts an operation as one spinner; [Linker.Cluster] calls it if no
// background is given. [Background.AddEntry] adds a public dictionary. Without a background,
// even chance agreement on every second word is thought possible, and only much agreement
// makes a link. A background of spinners that use another thesaurus can mislead, as shown
// below; a language that it does not have cannot.
//
// On spinners of WordNet and MyThes, for which the constants were chosen, the score is what
// it says or more: at scores from 1 to 7, the odds that a pair shares a dictionary are at
// least e^-1 times those that score and prior give, with the fewest pairs, and up to e^2.5
// times where half of the posts are foreign. [Link.Probability] is that of the pair. Most
// pairs with at least some score have a higher one, so more of them are right: the least
// odds of all such pairs were e^2 times those of the weakest. [Linker.Confidence] is about
// these: of all links, so many are right.
//
// That holds if [Linker.Prior] is right, the part of the compared pairs that share a
// dictionary. With every pair of 1,000 accounts compared, hardly one in 1,000 does. If they
// are ten times as rare as Prior says, there are ten times as many wrong links for each
// right one. A prior that is a tenth asks for a score that is 2.3 nats higher.
//
// An account with few exchanges is [Insufficient], not unlinked: [Link.Reason] says what
// is missing.
//
// # Measured
//
// The constants were chosen for spinners of WordNet and of the English thesaurus of
// MyThes, and judged on other texts and on spinners of other thesauri: Moby, and those of
// LibreOffice for French, Spanish and German. The spinner of each of 16 accounts is a
// dictionary drawn at random. It has one target for .45 or .75 of the words, or three
// targets, and chooses the first of three in .5 or .9 of the posts. The substitutions are
// those of reports. The background is 32 other spinners of the same thesaurus. One pair in
// 16 to 18 shares a dictionary. "Recall at .99" is the recall at the lowest score at and
// above which 99 of 100 links are right. That score was chosen from the same pairs. The
// other rows use the default settings.
//
//	                                        Moby   French   Spanish   German
//	3 posts x 3 of 40 exchanges, wrong   0/11850  0/11406   3/10971  1/10128
//	  precision                            1.000    1.000      .995     .998
//	  recall                                .814     .823      .840     .862
//	  recall at .99                         .935     .895      .871     .922
//	10 posts x 1 of 20, wrong             1/7680   0/7680    1/7680   1/7680
//	  recall                                .764     .732      .758     .721
//	  recall at .99                         .879     .826      .820     .805
//	2 posts x 2 of 40, wrong             0/26775  2/26106   7/25227  1/23940
//	  recall                                .514     .557      .577     .626
//	5 posts x 5 of 40, recall               .889     .955      .951     .966
//	3 x 3 of 40, a post in four foreign     .859     .767      .731     .760
//	  wrong                              0/11462  1/11027   2/10647   1/9794
//	3 x 3 of 40, half of them foreign       .709     .507      .509     .568
//	  wrong                              0/11469  0/11077   1/10589   0/9828
//	3 x 3 of 40, Prior .01, recall          .643     .779      .799     .819
//	  wrong                              0/11850  0/11406   2/10971  0/10128
//	3 x 3 of 40, Prior .001, recall         .402     .725      .732     .766
//	  wrong                              0/11850  0/11406   0/10971  0/10128
//	3 x 3 of 40, no background, recall      .145     .221      .327     .282
//	  wrong                              0/11850  0/11406   0/10971  0/10128
//
// The rows of ten posts against one draw accounts of the same posts eight times. Rows that
// name no wrong links have none. The missed pairs are mostly of spinners that choose among
// three targets at random: .35 to .44 of their pairs of three posts are found, and .97 to
// 1.00 of those with one target. The wrong links of the Spanish row with Prior .01 are 2 of
// 10,971: where one pair in 100 shares a dictionary, that is two in a hundred links, and
// not one. No other thesaurus has as many.
//
// A background of another thesaurus caused no wrong link there: one of MyThes, for all
// four. It did for spinners of WordNet, because MyThes has the synonyms of WordNet: 54 wrong
// links among 11,850 pairs of three posts, and 278 among 11,483 where half of the posts
// were foreign. A background of WordNet caused none for spinners of MyThes.
//
// Without a background, made spinners were linked, two accounts each. Their thesauri have 2,
// 3, 4 or 8 targets for each of 200 words. A spinner takes its own target in all, .9 or .6
// of the cases, and any target in the others. Each row has 100 accounts of each of these 12
// kinds, with the default settings.
//
//	                        recall: all      .9        .6         wrong
//	1 post x 1 of 40             24/200     5/200     1/200    3/58800
//	3 posts x 3 of 40           200/200   192/200     4/200    1/58800
//	8 posts x 8 of 40           200/200   200/200    46/200    0/58800
//
// Many accounts of 3 posts of 40 exchanges were clustered, with a background that is made of
// them. Their words are those of real reports, and their targets are drawn from those that
// were seen in Moby and the three others. They have the habits named above. Every fourth
// account belongs to an operation of five. "Pairs" are the pairs of one operation that are
// in one cluster.
//
//	                without a background        with their own
//	accounts    links   wrong   pairs       links   wrong   pairs
//	     100        2       0    .040           2       0    .040
//	     300        3       0    .020          23       0    .293
//	   1,000        4       0    .008         105       0    .458
//	   3,000       13       0    .009         324       3    .461
//	  20,000                                1,738       5    .360
//
// 100 accounts are fewer than 100 spinners here, so that there is no background. Fewer pairs
// are found than above, since a link needs more evidence among so many accounts. An
// operation of 400 among 1,000 accounts of Moby does not hide behind its size: with their own
// background it is one cluster, and .747 of the other pairs are found (.677 with a background
// of 40 other spinners); no link is wrong.
//
// 20,000 accounts of spinners of Moby and Spanish with one target for each word, every fourth
// in an operation of five and 400 in one, took 42 s of processor time with their own
// background; 760,271 pairs were scored. 4 of 3,107 links are wrong. The operation of 400 is
// one cluster. In the other operations, .602 of the pairs are in one cluster (Wilson .592 to
// .611). Among the pairs in one cluster, .998 are rightly there (.997 to .999).
//
// The command in internal/measure prints all of this.
//
// # Limits
//
// A profile holds at most [MaxWords] words from [MaxSources] sources each and takes at
// most about 10 MB, whatever is added. A hash decides which ones it keeps, the same in
// all profiles. A spinner who knows this can crowd exchanges out of the profile of an
// account, but needs thousands of words that its texts really exchange; [Profile.Full]
// shows it. A spinner can hide by using a new dictionary for each account.
//
// Equal profiles and settings give equal results, whatever the order of accounts and
// reports. Nothing here starts a goroutine, reads a clock or draws a number.
//
// # References
//
//   - Good, The population frequencies of species and the estimation of population
//     parameters, Biometrika 1953.
//   - Zhang, Wang, Voelker, DSpin: Detecting Automatically Spun Content on the Web, NDSS
//     2014, which gets a spinner's dictionary from the program; here reports show it.
package spinner
