// Package lexicon reports which words are related and how strongly, which words
// exclude each other, and how rare a word is.
//
// A program that spins a text looks words up in a dictionary and replaces them by
// others. So when an alignment finds one word in the place of another, the question
// is whether a dictionary relates the two:
//
//	english, err := lexicon.English()
//	…
//	tier := english.Tier(english.Key("said"), english.Key("mentioned")) // strong
//
// [Closed] answers for words that no thesaurus lists because grammar or convention
// relates them (don't and do not, 2 and two, centre and center). [ProperSense]
// answers for words that have a sense in names or dates beside their everyday one.
// [Siblings], [Person] and [Filler] answer from hand-written lists in twelve
// languages. All take normal forms as [shingle.Words] gives them.
//
// # Tiers
//
// English comes from WordNet 3.0 and the Moby thesaurus, cut down to words and
// phrases that consist of ordinary words, after a list of SCOWL:
//
//   - [Strong]: synonyms in some sense (one synset), or one step apart in WordNet
//     and linked by Moby as well
//   - [Medium]: one step apart in WordNet (kind of, part of, derived from, similar
//     to), or linked by Moby and two steps apart, or under heads whose entries in
//     Moby overlap
//   - [Weak]: linked by Moby, no more
//
// Senses are not distinguished, because the programs do not distinguish them
// either: bill and invoice are strong, whatever the bill is. [Tier.LogRatio] has
// the weight of a tier as evidence. One related pair proves nothing, since editors
// put synonyms too.
//
// # Contrasts
//
// A thesaurus relates words of one field, and so red to blue, spring to autumn and
// gold to silver. Somebody who exchanges these changes a fact. [Lexicon.Relation]
// reports a contrast where two words are antonyms in WordNet (hot, cold), or belong
// to one of some hundred classes of WordNet whose members exclude each other (oak,
// elm; violin, cello; Paris, London), or to one of the sets of [Sets]. It outranks
// medium and weak. Synonyms in a usual sense stay strong.
//
// 82 % of 1,567 pairs from hand-written sets are contrasts, and 91 % of the pairs
// among them that a tier relates. In sets that were written later, 53 % of 416 pairs
// are contrasts, and 66 % of the related ones. Spinners seldom choose a contrast: 0.3
// % of 3,697 exchanges made with a dictionary of WordNet's synonyms, and 0.5 % of
// 4,228 made with Moby, most of them units of time (day, decade). So two words
// without a contrast may still exclude each other, while a contrast hardly ever comes
// from a spinner.
//
// Pairs that are related only in rarely used senses, and contrast in no sense, stay
// in their tier: a spinner does not distinguish senses either, and its exchanges
// would be lost.
//
// # Direction
//
// [Lexicon.Rarity] reports how rare an English word is in WordNet's own texts. It was
// measured on the 7,181 different exchanges of 200 spun texts and the 152 of 60 texts
// that people simplified (the probability that a spun one ranks above a simplified
// one, pair by pair and by the mean of each text):
//
//	                         pairs   texts
//	letters gained            .759    .945
//	rarity gained             .837    .979
//	both added                .851    .990
//
// Other languages have no counts, because no source for them can be both
// redistributed and had by anybody; word length serves there.
//
// # What it costs, and what it gets wrong
//
// A lexicon is a Bloom filter for each tier and for the contrasts. It never misses a
// pair it was made from. It accepts other pairs by accident: 1 in 10,000 for strong,
// 1 in 500 for medium, 1 in 1,400 for weak and 1 in 1,000 for a contrast, a tenth or
// less of the share of random pairs that really are in these tiers. The English file
// has 3.4 MB, is embedded, and is read at the first call of [English].
//
// # Your own dictionary
//
// [ReadPairs] reads a list of pairs, such as the dictionary of a suspected program.
// [ReadMyThes] reads a thesaurus of LibreOffice; these exist for many languages, under
// licences of their own. Both may declare contrasts. [Lexicon.With] lays one lexicon
// over another, and [Lexicon.Complete] lays one over the built-in lexicon: it adds to
// what is known, and a pair in the user's dictionary is strong, whatever the built-in
// lexicon says about it. [Lexicon.WriteTo] and [Read] keep a lexicon in a file. A
// [Builder] takes pairs from anywhere else.
//
// # References
//
//   - Fellbaum (ed.), WordNet: An Electronic Lexical Database, 1998.
//   - Ward, Moby Thesaurus II, 1996.
//   - Bloom, Space/time trade-offs in hash coding with allowable errors, 1970.
package lexicon
