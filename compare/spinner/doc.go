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
// [Linker.Cluster] groups many accounts. [Profile.MarshalBinary] keeps a profile, and
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
// were drawn from the synonyms of WordNet agree on one word in seven, two drawn from the
// larger thesaurus Moby on few. A [Background] knows what unrelated spinners put. It
// should be made of accounts like those that are to be linked: older ones, or half of all.
// [Background.AddEntry] adds a public dictionary. Without a background, chance is assumed
// to be high, and only much agreement makes a link. With one of spinners that use another
// thesaurus, up to four times as many links are wrong as should be, as shown below.
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
// (below)
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
