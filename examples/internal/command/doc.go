// Package command holds what the example commands have in common towards the
// shell: signals, files that are replaced as a whole, errors of one line, and names
// that are no flags.
package command
