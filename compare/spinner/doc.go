// Package spinner says which accounts probably spin texts with one dictionary.
//
// Programs that exchange words take them from a dictionary, and dictionaries differ. A
// report of package compare shows, exchange by exchange, what was put for what; the
// reports on the texts of an account show more and more of its dictionary. Two accounts
// that put the same for the same, where others put something else, probably share it.
//
// A link is a lead for people, never a reason to act by itself, and no proof: accounts
// that have nothing to do with each other may have bought one program. Judge accounts,
// not single posts, and show people what speaks for a link: [Link.Shared].
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
// question to which both gave the same answer or not. What accounts have in common by
// writing about the same things, words that both exchanged, counts for nothing. Neither
// does
//
//   - the same word in the same source, more than once: ten texts of an account that are
//     made from one source are one piece of evidence;
//   - what both took from sources that both copied, unless [Linker.CommonSources] is set:
//     who copies a spun text has the exchanges of its author;
//   - what is no work of a dictionary: reports that are not [compare.Spun], copied
//     passages, names, numbers, spellings, function words. So honest posts neither help
//     nor hide an account.
//
// Posts that were spun with a second dictionary do hide it in part: the account is then
// less consistent with itself. How much is measured below.
//
// # What a score means
//
// The score is a log-likelihood ratio, in nats: how much likelier the exchanges are if
// both accounts have one dictionary than if they have two. Both explanations allow for
// chance, and for accounts that do not take the same target each time; how consistent an
// account is, its own texts show. Package internal/evidence has the formulas.
//
// How often two dictionaries agree by chance depends on where they come from. Two that
// were drawn from the synonyms of WordNet agree on one word in seven, two drawn from
// MyThes, which has more for each word, on one in sixteen. A [Background] knows what
// unrelated spinners put. It should be made of accounts like those that are to be linked: older ones, or half of all.
// [Background.AddEntry] adds a public dictionary. Without a background, chance is assumed
// to be high, and only much agreement makes a link. One of spinners that use another
// thesaurus can mislead, as shown below.
//
// The probability of a link follows from the score and [Linker.Prior]. On the spinners
// that the constants were chosen for, it is right: pairs with a score of 4 to 6 are alike
// e^4.1 times as often as before, with 6 to 8 e^6.5 times.
//
// An account with few exchanges is [Insufficient], not unlinked: [Link.Reason] says what
// is missing.
//
// # Measured
//
// The constants were chosen for spinners of WordNet and of the English thesaurus of
// MyThes, and judged on other texts and on spinners of other thesauri: Moby, and those of
// LibreOffice for French, Spanish and German. Each of 16 accounts' spinners is a
// dictionary drawn at random: one target for .45 or .75 of the words, or three targets of
// which the first is taken in .5 or .9 of the posts. The substitutions are those of
// reports. The background is 32 other spinners of the same thesaurus. One pair in
// 16 to 18 is alike. Recall at .99 is that of the lowest score from which on 99 of 100 links
// are right, chosen in view of the pairs; the others are with the settings as they come.
//
//	                                        Moby   French   Spanish   German
//	3 posts x 3 of 40 exchanges, wrong   0/11553  1/12000   1/11701  0/10405
//	  recall                                .635     .751      .826     .837
//	  recall at .99                         .903     .863      .865     .887
//	10 posts x 1 of 20, wrong              0/960    0/960     0/960    0/960
//	  recall                                .703     .750      .781     .719
//	  recall at .99                         .828     .906      .812     .875
//	2 posts x 2 of 40, recall               .369     .451      .574     .588
//	5 posts x 5 of 40, recall               .769     .921      .952     .968
//	3 x 3 of 40, a post in four foreign     .744     .703      .740     .736
//	3 x 3 of 40, half of them foreign       .555     .435      .464     .507
//	3 x 3 of 40 without a background        .456     .463      .593     .568
//
// Rows without wrong links named have at most 2 of 24,365 wrong. What is missed is mostly
// spinners that choose among three targets at random: .03 to .47 of their pairs of three
// posts are found, and .88 to 1.00 of those with one target. A background of another
// thesaurus made no link wrong there, and a background of MyThes did for spinners of
// WordNet, whose synonyms it has: with Confidence .99, where a background of their own
// made none, 7 of 11,850 pairs of three posts, and 145 of 11,498 where half of the posts were foreign.
//
// Two spinners that copied the same texts were never linked: 0 of 480 pairs with common
// sources counted, 0 of 480 without.
//
// 20,000 accounts of 3 posts of 40 exchanges, whose words are those of real reports and
// whose targets are drawn from those that were seen, were clustered in 31 s by one
// processor that was busy with other work; 740,846 pairs were scored. 22 of 3,007 links are wrong. An operation of 400 accounts is one
// cluster; of the other pairs of one operation .533 are in one cluster (Wilson .523 to
// .543), and .996 of the pairs in one cluster are rightly so (.994 to .997). Less is
// found than above, since among so many accounts a link needs more.
//
// The command in internal/measure prints all of this.
//
// # Limits
//
// A profile holds at most [MaxWords] words from [MaxSources] sources each and takes at
// most about 10 MB, whatever is added. Which ones it keeps a hash decides, alike in all
// profiles. Who knows this can crowd his own exchanges out of his own profile, but needs
// thousands of words that his texts really exchange; [Profile.Full] shows it. A spinner
// can hide by using a new dictionary for each account.
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
