package document

// openDocumentPart is that of the Open Document Format. Not shown are the words that a
// tracked change took out, remarks, and notes, which stand at the foot of a page.
var openDocumentPart = part{
	file: "content.xml",
	elements: map[string]element{
		"p": {after: "\n"}, "h": {after: "\n"}, "tab": {before: "\t"}, "line-break": {before: "\n"}, "s": {before: " "},
		"tracked-changes": {hidden: true}, "annotation": {hidden: true}, "note": {hidden: true},
	},
	chars: map[string]bool{"p": true, "h": true},
}
