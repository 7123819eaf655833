package shingle

import (
	"fmt"
	"strings"
	"testing"
)

// benchTexts are texts of 100 kB or so.
var benchTexts = []struct{ name, text string }{
	{"ascii", strings.Repeat(benchEnglish, 256)},
	{"curly", strings.Repeat(strings.NewReplacer("'", "’", " \"", " “", "\"", "”").Replace(benchEnglish), 256)},
	{"russian", strings.Repeat(benchRussian, 128)},
}

const (
	benchEnglish = `The ships didn't leave port on 3 May, the U.S. Navy said; "they're still being refitted," a spokesman told reporters. ` +
		"Some 1,200 sailors had been waiting for weeks, and a state-of-the-art radar that was ordered last year has yet to arrive. " +
		"Officials said the delay would cost about 3.5% of the budget, or more.\n\n"
	benchRussian = "Корабли не вышли из порта 3 мая, сообщили в штабе флота: «их всё ещё ремонтируют», — сказал представитель журналистам. " +
		"Около 1200 моряков ждали несколько недель, а новейший радар, заказанный в прошлом году, до сих пор не прибыл. " +
		"По словам чиновников, задержка обойдётся примерно в 3,5% бюджета или больше.\n\n"
)

func BenchmarkWords(b *testing.B) {
	for _, bb := range benchTexts {
		b.Run("text="+bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			b.ReportAllocs()
			for b.Loop() {
				for range Words(bb.text, None) {
				}
			}
		})
	}
}

func BenchmarkFeatures(b *testing.B) {
	for _, bb := range benchTexts {
		for _, family := range []Family{Shingles, Masked, FunctionWords} {
			for _, stem := range []bool{false, true} {
				s := Shingler{Family: family, Language: English, Stem: stem}
				if bb.name == "russian" {
					s.Language = Russian
				}
				b.Run(fmt.Sprintf("text=%s/family=%s/stem=%t", bb.name, familyNames[family], stem), func(b *testing.B) {
					b.SetBytes(int64(len(bb.text)))
					b.ReportAllocs()
					for b.Loop() {
						for range s.Features(bb.text) {
						}
					}
				})
			}
		}
	}
}
