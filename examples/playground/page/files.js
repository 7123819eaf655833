// Files are opened or dropped. Plain text in UTF-8 is read here; for all else a second program
// is fetched when it is needed first.
import { Engine } from "./engine.js";

const reader = new Engine("reader.wasm");
let last = Promise.resolve(); // a program answers one call at a time
const mostBytes = 64 << 20; // of a file; its text may have far fewer

// readFile returns the text of a file, with its name and, if the text is not what the file
// holds byte by byte, how many bytes it has and their digest.
export async function readFile(file) {
  if (file.size > mostBytes) throw new Error(`${file.name} has more than ${mostBytes >> 20} MB.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return plain(file.name, bytes) ?? (last = last.catch(() => {}).then(() => reader.call([file.name, bytes])));
}

// plain returns the text of a plain file in UTF-8, and nothing for others.
function plain(name, bytes) {
  if (!/\.(txt|text)$/i.test(name)) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") || /^(%PDF-|\{\\rtf|PK\x03\x04)/.test(text) ? undefined : { name, text };
  } catch {
    return undefined; // another encoding
  }
}
