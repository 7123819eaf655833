package lexicon

// A Relation says how two words or phrases are related. The zero value says that
// the lexicon does not relate them.
type Relation struct {
	// Tier says how strongly they are related, as [Lexicon.Tier] does.
	Tier Tier
	// Contrast says that they exclude each other: they are antonyms (hot, cold) or
	// members of one closed set (red, blue; oak, elm). Thesauri relate many such
	// pairs loosely, so the tier may be Weak or Medium; it is never Strong, because
	// synonyms in some sense are no contrast.
	Contrast bool
}

// String returns "contrast" for a contrast, and the tier otherwise.
func (r Relation) String() string {
	if r.Contrast {
		return "contrast"
	}
	return r.Tier.String()
}

// Relation returns how two words or phrases are related, in either order. A
// contrast outranks the weak and the medium tier, and the strong tier outranks a
// contrast. Replacing one member of a closed set by another, or a word by its
// opposite, changes a fact; a program that spins a text chooses synonyms.
//
// Nothing contrasts with itself. Accidents and cost are as for [Lexicon.Tier];
// there is one more filter to read.
func (l *Lexicon) Relation(a, b Key) Relation {
	var r Relation
	if a == 0 || b == 0 || a == b {
		return r
	}
	h := pairHash(a, b)
	step := avalanche(h) | 1
	for i := range l.tables {
		t := &l.tables[i]
		switch {
		case t.tier != None && r.Tier != None: // a stronger table has the pair
		case !t.has(h, step):
		case t.tier == None:
			r.Contrast = true
		default:
			if r.Tier = t.tier; r.Tier == Strong {
				return r
			}
		}
	}
	return r
}

// Contrasts returns how many pairs of words contrast. If With joined two lexicons,
// a pair that both know counts twice.
func (l *Lexicon) Contrasts() int { return l.count(None) }
