// Package limit bounds what the playground takes.
package limit

// Bytes is how long a text may be: about 340,000 words of English. A browser gives a page
// less memory than a command has.
const Bytes = 2 << 20
