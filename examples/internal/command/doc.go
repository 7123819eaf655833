// Package command holds what the example commands share in dealing with the shell:
// signals, files that are replaced as a whole, errors of one line, and names that
// are not flags.
package command
