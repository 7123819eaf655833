package layout

// A scope is an open level.
type scope struct {
	level    int8
	override class // neutral if letters keep their direction
	isolate  bool
	name     string // of the element that opened it, "" for a character
	same     int    // elements of the same name that were opened in it
}

// mostLevels bounds how deep levels are, because each is turned in one pass.
const mostLevels = 12

// levels gives each unit of a line its level (rules X1 to I2 of UAX #9). It leaves the elements
// that are still open for the next line, and reports whether there are none and all controls in
// the line have their ends.
func (t *turner) levels(base int8) (closed bool) {
	s := scopes{open: append([]scope{{level: base}}, t.open...)}
	from, level := 0, s.top().level
	for i := range t.units {
		u := &t.units[i]
		if u.name != "" {
			s.element(u)
		}
		switch u.control {
		case leftMark, rightMark, noControl:
		default:
			s.change(u.control, u.name)
			continue
		}
		if top := s.top(); top.level != level {
			t.resolve(from, i, level)
			from, level = i, top.level
		}
		if to := s.top().override; to != neutral {
			u.class = to
		}
	}
	t.resolve(from, len(t.units), level)
	closed = s.over == 0
	t.open = t.open[:0]
	for _, o := range s.open[1:] {
		if o.name != "" {
			t.open = append(t.open, o)
		}
		closed = false
	}
	return closed
}

// resolve gives units[from:to], which are of one embedding level, their own levels. What is on
// both sides is of no influence, as if each embedding were an isolate.
func (t *turner) resolve(from, to int, level int8) {
	strong := directionOf(level) // of the last letter
	last := strong               // of the last letter or number
	waits := from                // units[waits:i] follow what is around them
	settle := func(i int, next class) {
		c := directionOf(level)
		if last == next {
			c = next
		}
		for k := waits; k < i; k++ {
			t.units[k].level = levelOf(c, level)
		}
		waits = i + 1
		last = next
	}
	for i := from; i < to; i++ {
		u := &t.units[i]
		switch {
		case u.control != noControl && u.control != leftMark && u.control != rightMark:
		case u.class == leftward || u.class == rightward:
			settle(i, u.class)
			strong = u.class
			u.level = levelOf(u.class, level)
		case u.class == digit && strong == rightward:
			settle(i, rightward)
			u.level = levelOf(rightward, level)
		case u.class == digit, u.class == separator && i > from && i+1 < to && t.units[i-1].class == digit && t.units[i+1].class == digit && strong == leftward:
			settle(i, leftward)
			u.level = levelOf(digit, level)
		}
	}
	settle(to, directionOf(level))
}

func directionOf(level int8) class {
	if level%2 == 1 {
		return leftward
	}
	return rightward
}

// levelOf returns the level of a unit with a direction, or of a number after a letter that is read
// from right to left, within an embedding level.
func levelOf(c class, level int8) int8 {
	switch {
	case c == digit:
		return level + 2 - level%2
	case c != directionOf(level):
		return level + 1
	}
	return level
}

// scopes are the levels that are open, the last of them innermost. The first is the line.
type scopes struct {
	open []scope
	over int // controls that opened none, because there were too many
}

func (s *scopes) top() *scope { return &s.open[len(s.open)-1] }

// change opens or closes levels as a control says.
func (s *scopes) change(c control, name string) {
	switch c {
	case embedLeft, isolateLeft:
		s.push(leftward, scope{isolate: c == isolateLeft, name: name})
	case overrideLeft, isolateOverrideLeft:
		s.push(leftward, scope{override: leftward, isolate: c == isolateOverrideLeft, name: name})
	case embedRight, isolateRight:
		s.push(rightward, scope{isolate: c == isolateRight, name: name})
	case overrideRight, isolateOverrideRight:
		s.push(rightward, scope{override: rightward, isolate: c == isolateOverrideRight, name: name})
	case popEmbedding:
		switch {
		case s.over > 0:
			s.over--
		case len(s.open) > 1 && !s.top().isolate:
			s.open = s.open[:len(s.open)-1]
		}
	case popIsolate:
		for k := len(s.open) - 1; k > 0 && s.open[k].name == ""; k-- {
			if s.open[k].isolate {
				s.open, s.over = s.open[:k], 0
				return
			}
		}
	case popElement:
		if k := s.of(name); k > 0 {
			s.open, s.over = s.open[:k], 0
		}
	}
}

// push opens a level of the next number that has a direction.
func (s *scopes) push(c class, o scope) {
	o.level = s.top().level + 1
	if directionOf(o.level) != c {
		o.level++
	}
	if o.level > mostLevels {
		if o.name == "" {
			s.over++
		}
		return
	}
	s.open = append(s.open, o)
}

// of returns the place of the innermost element of a name, 0 if there is none.
func (s *scopes) of(name string) int {
	k := len(s.open) - 1
	for k > 0 && s.open[k].name != name {
		k--
	}
	return k
}

// element counts elements within one of the same name. Those that cannot be within one end it.
func (s *scopes) element(u *unit) {
	k := s.of(u.name)
	if k == 0 {
		if u.closes {
			u.control = noControl
		}
		return
	}
	o := &s.open[k]
	switch {
	case u.closes && o.same > 0:
		o.same--
		u.control = noControl
	case u.closes:
	case inlineNames[u.name] || u.name == "div":
		o.same++
	default:
		s.open = s.open[:k]
	}
}
