// A link carries both texts, compressed, in its fragment, which browsers send to no server.

const version = "1.";
const mostBytes = 4 << 20; // of both texts
const longest = 2_000_000; // characters of an address that browsers open

// linkTo returns a link to this page that carries two texts, which must not be too long.
export async function linkTo(source, suspect) {
  const bytes = new TextEncoder().encode(JSON.stringify([source, suspect]));
  const small = await through(bytes, new CompressionStream("deflate-raw"));
  const binary = Array.from(small, byte => String.fromCharCode(byte)).join("");
  const link = new URL(location.href);
  link.hash = version + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  if (link.href.length > longest) throw new Error("The texts are too long for a link.");
  return link.href;
}

// textsOf returns the texts that the fragment of an address carries, and nothing if it
// carries none. A fragment that is damaged is an error.
export async function textsOf(fragment) {
  if (!fragment.startsWith("#" + version)) return undefined;
  try {
    const binary = atob(fragment.slice(1 + version.length).replaceAll("-", "+").replaceAll("_", "/"));
    const small = Uint8Array.from(binary, letter => letter.charCodeAt(0));
    const texts = JSON.parse(new TextDecoder().decode(await through(small, new DecompressionStream("deflate-raw"))));
    if (Array.isArray(texts) && texts.length === 2 && texts.every(text => typeof text === "string")) return texts;
  } catch { /* damaged */ }
  throw new Error("The link is damaged: it carries no two texts.");
}

// through returns what a stream makes of bytes, unless that is too much.
async function through(bytes, stream) {
  const parts = [];
  let length = 0;
  const read = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let part = await read.read(); !part.done; part = await read.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > mostBytes) throw new Error("The texts are too long for a link.");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
