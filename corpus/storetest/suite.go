// Package storetest tests that a [corpus.Store] does what its interface says.
//
// The test of a store is
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, storetest.Suite{Open: open, Reopen: reopen})
//	}
//
// Each law has a subtest of its name, so that -run TestStore/LookupLimit tests
// one. The laws about concurrent calls find most under the race detector.
package storetest

import (
	"testing"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A Suite says how the store under test is opened. Only Open must be set. The
// functions fail the test themselves if something goes wrong.
type Suite struct {
	// Open returns a new store without texts, which the suite closes. Two stores
	// may be open at once.
	Open func(t *testing.T) corpus.Store

	// Reopen closes a store and opens it again with its contents. It is nil for
	// stores that keep nothing.
	Reopen func(t *testing.T, s corpus.Store) corpus.Store

	// Crash ends a store without Close, as the death of its process or machine
	// would, and opens it again with its contents. Calls of the old store may be
	// under way. They must end, no matter how. It is nil for stores that keep
	// nothing or whose crash cannot be simulated.
	Crash func(t *testing.T, s corpus.Store) corpus.Store

	// Peer opens the contents of s once more, as another process would. The suite
	// closes both. It is nil for stores that only one process may use.
	Peer func(t *testing.T, s corpus.Store) corpus.Store

	// Seeds are the seeds of the random programs; nil means three fixed ones.
	Seeds []uint64

	// Steps is the number of changing calls in a random program; 0 means 300, or 75
	// under the race detector.
	Steps int
}

// Run tests a store. It skips laws that need a function which the suite does not
// have. With -short it takes fewer texts and steps. Under the race detector it also
// does so for laws without concurrent calls, so run it without the detector as well.
func Run(t *testing.T, suite Suite) {
	for _, l := range laws {
		t.Run(l.name, func(t *testing.T) { l.test(t, suite) })
	}
}

// A law is something that holds for every store.
type law struct {
	name  string
	check func(s *store)
	needs func(Suite) bool // nil if every store can be tested
}

func (l law) test(t *testing.T, suite Suite) {
	if l.needs != nil && !l.needs(suite) {
		t.Skip("the suite lacks a function that this law needs")
	}
	l.check(open(t, suite))
}

func canReopen(s Suite) bool { return s.Reopen != nil }
func canCrash(s Suite) bool  { return s.Crash != nil }
func hasPeer(s Suite) bool   { return s.Peer != nil }

var laws = []law{
	{name: "PutAdds", check: putAdds},
	{name: "PutReplaces", check: putReplaces},
	{name: "PutSameIDTwice", check: putSameIDTwice},
	{name: "PutNothing", check: putNothing},
	{name: "PutGivesNumbers", check: putGivesNumbers},
	{name: "PutLeavesEntries", check: putLeavesEntries},
	{name: "PutMany", check: putMany},
	{name: "KeepsTexts", check: keepsTexts},
	{name: "KeepsNames", check: keepsNames},
	{name: "KeepsTimes", check: keepsTimes},
	{name: "DeleteRemoves", check: deleteRemoves},
	{name: "DeleteUnknown", check: deleteUnknown},
	{name: "DeletedReturns", check: deletedReturns},
	{name: "RecordsThere", check: recordsThere},
	{name: "NumbersRise", check: numbersRise},
	{name: "DerivedKept", check: derivedKept},
	{name: "ListAfter", check: listAfter},
	{name: "ListWhileChanging", check: listWhileChanging},
	{name: "NotesKept", check: notesKept},
	{name: "NotesWhileChanging", check: notesWhileChanging},
	{name: "NotesApart", check: notesApart},
	{name: "LookupLimit", check: lookupLimit},
	{name: "LookupOldest", check: lookupOldest},
	{name: "LookupOrder", check: lookupOrder},
	{name: "LookupIndexes", check: lookupIndexes},
	{name: "LookupNothing", check: lookupNothing},
	{name: "LookupExtremes", check: lookupExtremes},
	{name: "FeaturesOfTooManyBits", check: featuresOfTooManyBits},
	{name: "LookupOthers", check: lookupOthers},
	{name: "LookupOthersMany", check: lookupOthersMany},
	{name: "LookupOneCallAtATime", check: lookupOneCallAtATime},
	{name: "TenantsApart", check: tenantsApart},
	{name: "NamesApart", check: namesApart},
	{name: "NamesOfNoText", check: namesOfNoText},
	{name: "ExpireBoundary", check: expireBoundary},
	{name: "ExpireRemoves", check: expireRemoves},
	{name: "ExpireReplaced", check: expireReplaced},
	{name: "ExpireMany", check: expireMany},
	{name: "SchemeOfNewStore", check: schemeOfNewStore},
	{name: "SchemeRefused", check: schemeRefused},
	{name: "SchemeNone", check: schemeNone},
	{name: "AdoptBehind", check: adoptBehind},
	{name: "AdoptRemovesOthers", check: adoptRemovesOthers},
	{name: "StaleExactly", check: staleExactly},
	{name: "StaleWhileChanging", check: staleWhileChanging},
	{name: "IndexPassesOver", check: indexPassesOver},
	{name: "IndexTwice", check: indexTwice},
	{name: "IndexLeavesIndexed", check: indexLeavesIndexed},
	{name: "RemovesAllSchemes", check: removesAllSchemes},
	{name: "ReindexWhileBusy", check: reindexWhileBusy},
	{name: "FailedCallsChangeNothing", check: failedCallsChangeNothing},
	{name: "CancelledPuts", check: cancelledPuts},
	{name: "ReadersSeeWholeBatches", check: readersSeeWholeBatches},
	{name: "ReadersSeeReplaced", check: readersSeeReplaced},
	{name: "WritersAtOnce", check: writersAtOnce},
	{name: "SameTextAtOnce", check: sameTextAtOnce},
	{name: "Closed", check: closed},
	{name: "EndedContext", check: endedContext},
	{name: "ContextEndsMeanwhile", check: contextEndsMeanwhile},
	{name: "ReopenKeeps", check: reopenKeeps, needs: canReopen},
	{name: "ReopenKeepsNotes", check: reopenKeepsNotes, needs: canReopen},
	{name: "CrashKeepsNotes", check: crashKeepsNotes, needs: canCrash},
	{name: "ReopenKeepsSchemes", check: reopenKeepsSchemes, needs: canReopen},
	{name: "ReopenKeepsNumbers", check: reopenKeepsNumbers, needs: canReopen},
	{name: "CrashKeeps", check: crashKeeps, needs: canCrash},
	{name: "CrashWhileBusy", check: crashWhileBusy, needs: canCrash},
	{name: "PeersAgree", check: peersAgree, needs: hasPeer},
	{name: "RandomPrograms", check: randomPrograms},
}
