// Package imports holds the rules of which package may import which in this
// repository, and the test that enforces them. It exports nothing.
package imports
