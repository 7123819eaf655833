package corpus

// Postings returns the postings that c gives a text, in order of their features.
// Stores do not need it; it is there to compare with what a store holds, as
// pebblestore.Store.Verify does. It takes the time that Add takes for a text, the
// store excluded.
func (c *Corpus) Postings(text string) []Posting { return c.state.Load().postings(text) }
