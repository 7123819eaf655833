// Package imports holds the law of who may import whom in this repository, and the
// test that keeps it. It has nothing to import.
package imports
