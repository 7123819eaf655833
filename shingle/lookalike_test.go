package shingle

import (
	"bytes"
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lookalikeTables lists every table with what it may hold.
var lookalikeTables = []struct {
	name    string
	target  script
	table   []lookalikePair
	letters string
}{
	{"Latin", scriptLatin, latinLookalikes[:], "abcdefghijklmnopqrstuvwxyz"},
	{"Cyrillic", scriptCyrillic, cyrillicLookalikes[:], "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"},
	{"Greek", scriptGreek, greekLookalikes[:], "αβγδεζηθικλμνξοπρστυφχψω"},
}

// TestLookalike checks letters whose look-alikes a reader can judge.
func TestLookalike(t *testing.T) {
	tests := []struct {
		name     string
		target   script
		from, to string // letter by letter; '-' stands for no look-alike
	}{
		{"Cyrillic small", scriptLatin, "аеорсухіјѕԁһԛԝ", "aeopcyxijsdhqw"},
		{"Cyrillic capital", scriptLatin, "вмткнь", "bmtkhb"},
		{"Cyrillic small r", scriptLatin, "г", "r"},
		{"Cyrillic historic", scriptLatin, "ѵѡүӏ", "vwyi"},
		{"Cyrillic none", scriptLatin, "бджзийлпфцчшщъыэюяёї", "--------------------"},
		{"Greek small", scriptLatin, "αονργικσυ", "aovpyikou"},
		{"Greek capital", scriptLatin, "βεζημτχ", "bezhmtx"},
		{"Greek none", scriptLatin, "δθλξπφψως", "---------"},
		{"Armenian", scriptLatin, "օոսհցզ", "onuhgq"},
		{"Cherokee", scriptLatin, "ᎪᎡᎢᎷᎻᏃᏟᏢꭺꮮ", "artmhzcpal"},
		{"Lisu", scriptLatin, "ꓮꓐꓑꓔꓲꓳ", "abptlo"},
		{"Coptic", scriptLatin, "ⲟⲣⲥⲧⲏ", "opcth"},
		{"right to left", scriptLatin, "וןסاه", "llolo"},
		{"Latin to Latin", scriptLatin, "amzıɑéß", "-------"},
		{"Latin to Cyrillic", scriptCyrillic, "aceopxybhkmtr", "асеорхувнкмтг"},
		{"Latin accented", scriptCyrillic, "ëéï", "ё--"},
		{"Latin not Cyrillic", scriptCyrillic, "dfgijlnqsuvwz", "-------------"},
		{"Greek to Cyrillic", scriptCyrillic, "αεοπρτφχκ", "аеопртфхк"},
		{"Cyrillic to Cyrillic", scriptCyrillic, "аіѕ", "---"},
		{"Armenian to Cyrillic", scriptCyrillic, "օ", "-"},
		{"Latin to Greek", scriptGreek, "aeionpuvxybhkmtz", "αειονρυνχγβηκμτζ"},
		{"Latin not Greek", scriptGreek, "cdfgjqrsw", "---------"},
		{"Cyrillic to Greek", scriptGreek, "аоркпфлг", "αορκπφλγ"},
		{"Greek to Greek", scriptGreek, "αως", "---"},
		{"digits and signs", scriptCyrillic, "0136@|", "------"},
		{"no target", scriptOther, "aаα", "---"},
	}
	for _, tt := range tests {
		from, to := []rune(tt.from), []rune(tt.to)
		if len(from) != len(to) {
			t.Fatalf("%s: %d letters, %d look-alikes", tt.name, len(from), len(to))
		}
		for i, r := range from {
			got, ok := lookalike(r, tt.target)
			if !ok {
				got = '-'
			}
			if got != to[i] {
				t.Errorf("%s: lookalike(%q) = %q, want %q", tt.name, r, got, to[i])
			}
		}
	}
}

// TestLookalikeTables checks what callers rely on, for every line.
func TestLookalikeTables(t *testing.T) {
	for _, lt := range lookalikeTables {
		if !slices.IsSortedFunc(lt.table, func(a, b lookalikePair) int { return cmp.Compare(a.from, b.from) }) {
			t.Errorf("%s: not sorted", lt.name)
		}
		for i, p := range lt.table {
			if i > 0 && p.from == lt.table[i-1].from {
				t.Errorf("%s: %q stands twice", lt.name, p.from)
			}
			if !unicode.IsLetter(p.from) || scriptOf(p.from) == lt.target {
				t.Errorf("%s: %q is no letter of another script", lt.name, p.from)
			}
			// Unicode folds Cherokee to upper case: it stands in both cases.
			if unicode.ToLower(p.from) != p.from && !unicode.Is(unicode.Cherokee, p.from) {
				t.Errorf("%s: %q is not case-folded", lt.name, p.from)
			}
			if !norm.NFKC.IsNormalString(string(p.from)) {
				t.Errorf("%s: %q is not in NFKC", lt.name, p.from)
			}
			if !strings.ContainsRune(lt.letters, p.to) {
				t.Errorf("%s: %q is mapped to %q, no letter of the target", lt.name, p.from, p.to)
			}
			if again, ok := lookalike(p.to, lt.target); ok {
				t.Errorf("%s: %q is mapped to %q and further to %q", lt.name, p.from, p.to, again)
			}
			if got, ok := lookalike(p.from, lt.target); !ok || got != p.to {
				t.Errorf("%s: lookalike(%q) = %q, %t, want %q", lt.name, p.from, got, ok, p.to)
			}
		}
	}
}

// TestLookalikeCherokee checks that both cases of a Cherokee letter agree.
func TestLookalikeCherokee(t *testing.T) {
	for r := rune(0x13a0); r <= 0x13f5; r++ {
		upper, okUpper := lookalike(r, scriptLatin)
		lower, okLower := lookalike(unicode.ToLower(r), scriptLatin)
		if upper != lower || okUpper != okLower {
			t.Errorf("%q is mapped to %q, its lower case to %q", r, upper, lower)
		}
	}
}

// TestLookalikeASCII checks that Latin text in ASCII stays as it is, and that
// digits and signs stay so towards every script.
func TestLookalikeASCII(t *testing.T) {
	for r := rune(0); r < 0x80; r++ {
		for target := scriptOther; target <= scriptGreek; target++ {
			got, ok := lookalike(r, target)
			if ok && (target == scriptLatin || !unicode.IsLetter(r)) {
				t.Errorf("lookalike(%q, %d) = %q", r, target, got)
			}
		}
	}
}

func TestLookalikeAllocations(t *testing.T) {
	n := testing.AllocsPerRun(100, func() {
		for _, r := range "aаα漢Ꭺ" {
			for target := scriptOther; target <= scriptGreek; target++ {
				lookalike(r, target)
			}
			scriptOf(r)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestScriptOf compares the fast paths with the property itself for every
// character there is.
func TestScriptOf(t *testing.T) {
	for r := rune(-1); r <= unicode.MaxRune+1; r++ {
		want := scriptOther
		switch {
		case unicode.Is(unicode.Latin, r):
			want = scriptLatin
		case unicode.Is(unicode.Cyrillic, r):
			want = scriptCyrillic
		case unicode.Is(unicode.Greek, r):
			want = scriptGreek
		}
		if got := scriptOf(r); got != want {
			t.Fatalf("scriptOf(%U) = %d, want %d", r, got, want)
		}
	}
}

// TestLookalikeGenerated makes the tables anew when PALIMPSEST_CONFUSABLES
// names the data file, and checks that they are those of this package.
func TestLookalikeGenerated(t *testing.T) {
	data := os.Getenv("PALIMPSEST_CONFUSABLES")
	if data == "" {
		t.Skip("PALIMPSEST_CONFUSABLES does not name data.json of the npm package unhomoglyph 1.0.6")
	}
	if unicode.Version != lookalikeUnicode {
		t.Skipf("this Go has Unicode %s, the tables were made with %s", unicode.Version, lookalikeUnicode)
	}
	out := filepath.Join(t.TempDir(), "table.go")
	cmd := exec.Command("go", "run", "./internal/genlookalike", "-data", data, "-o", out)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("lookalike_table.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("lookalike_table.go is not what the generator writes; run go generate")
	}
}

func BenchmarkLookalike(b *testing.B) {
	for b.Loop() {
		for _, r := range "раypаl" {
			lookalike(r, scriptLatin)
		}
	}
}
