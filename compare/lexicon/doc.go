// Package lexicon says which words are related, and how strongly.
//
// A program that spins a text looks words up in a dictionary and puts others in
// their place. So when an alignment finds that one word stands where another
// stood, the question is whether a dictionary knows the two together:
//
//	english, err := lexicon.English()
//	…
//	tier := english.Tier(english.Key("said"), english.Key("mentioned")) // strong
//
// [Closed] answers for words that are in no thesaurus because grammar or
// convention relates them (don't and do not, 2 and two, centre and center), and
// [ProperSense] for words that have a sense in names or dates beside their
// everyday one. All take normal forms as [shingle.Words] gives them.
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
// Senses are not told apart, because the programs do not either: bill and invoice
// are strong, whatever the bill is. How much a tier says is at [Tier.LogRatio].
// One related pair proves nothing, since editors put synonyms too.
//
// # What it costs, and what it gets wrong
//
// A lexicon is a Bloom filter for each tier. It never misses a pair it was made
// of. Of pairs that are in none it takes 1 in 10,000 for strong, 1 in 500 for
// medium and 1 in 1,400 for weak, a tenth or less of the share of random pairs
// that really are in these tiers. The English file has 2.7 MB, is embedded, and is
// read when [English] is called first.
//
// # A dictionary of one's own
//
// [ReadPairs] reads a list of pairs, such as the dictionary of a program that is
// suspected; [ReadMyThes] a thesaurus of LibreOffice, which there are for many
// languages, under licences of their own. [Lexicon.With] lays one over another.
// [Lexicon.WriteTo] and [Read] keep a lexicon in a file. A [Builder] takes pairs
// from anywhere else.
//
// # References
//
//   - Fellbaum (ed.), WordNet: An Electronic Lexical Database, 1998.
//   - Ward, Moby Thesaurus II, 1996.
//   - Bloom, Space/time trade-offs in hash coding with allowable errors, 1970.
package lexicon
