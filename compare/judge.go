package compare

func (al *alignment) report() *Report {
	source, suspect := al.texts()
	r := &Report{Version: 1, Source: source.document(), Suspect: suspect.document(), Language: suspect.lang, Coverage: al.coverage()}
	r.steps = al.allSteps()
	for id, p := range al.passages {
		for _, s := range p.steps {
			if s = al.turned(s); s.op == Substitute {
				r.Substitutions = append(r.Substitutions, al.substitution(s, id))
			}
		}
	}
	return r
}
