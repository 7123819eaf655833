package document

// openDocumentPart is the part of the Open Document Format. It hides words that a
// tracked change deleted, comments, and notes, which are at the foot of a page.
var openDocumentPart = part{
	file: "content.xml",
	elements: map[string]element{
		"p": {after: "\n"}, "h": {after: "\n"}, "tab": {before: "\t"}, "line-break": {before: "\n"}, "s": {before: " "},
		"tracked-changes": {hidden: true}, "annotation": {hidden: true}, "note": {hidden: true},
	},
	chars: map[string]bool{"p": true, "h": true},
}
