package document

// wordPart is the part of Office Open XML. It hides words that a tracked change
// deleted, the instructions of fields, hidden runs, and what is repeated for older
// programs. Footnotes, headers and comments are in other parts.
var wordPart = part{
	file: "word/document.xml",
	elements: map[string]element{
		"p": {after: "\n"}, "tab": {before: "\t"}, "br": {before: "\n"}, "cr": {before: "\n"},
		"noBreakHyphen": {before: "\u2011"}, "softHyphen": {before: "\u00ad"},
		"pPr": {hidden: true}, "del": {hidden: true}, "moveFrom": {hidden: true},
		"instrText": {hidden: true}, "Fallback": {hidden: true},
	},
	chars:  map[string]bool{"t": true},
	run:    "r",
	unseen: "vanish",
}
