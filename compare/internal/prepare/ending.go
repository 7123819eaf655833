package prepare

// Inflections that distinguish word classes.
const (
	NoEnding = iota
	endsIng
	endsEst
	endsEd
	endsLy
	endsEr
	endsEs
	endsS
)

// Ending returns the inflection that a form shows. It knows English and does no
// harm in other languages: unknown endings do not count.
func Ending(form string) uint8 {
	n := len(form)
	if n < 3 {
		return NoEnding
	}
	before := form[n-2]
	switch form[n-1] {
	case 'g':
		if before == 'n' && form[n-3] == 'i' {
			return endsIng
		}
	case 't':
		if before == 's' && form[n-3] == 'e' {
			return endsEst
		}
	case 'd':
		if before == 'e' {
			return endsEd
		}
	case 'y':
		if before == 'l' {
			return endsLy
		}
	case 'r':
		if before == 'e' {
			return endsEr
		}
	case 's':
		if before == 'e' {
			return endsEs
		}
		return endsS
	}
	return NoEnding
}
