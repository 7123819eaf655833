package corpus

// NewStore returns an empty store. Package corpus_test sets it: the tests of this
// package cannot import memstore, which imports this package.
var NewStore func() Store
