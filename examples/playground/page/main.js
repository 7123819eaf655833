// The page: two texts, a button, a report.
import { Engine, Cancelled } from "./engine.js";
import { Side } from "./side.js";
import { linkTo, textsOf } from "./link.js";
import { offerSamples } from "./samples.js";
import { save } from "./save.js";
import { keep } from "./offline.js";

const byId = id => document.getElementById(id);
const form = byId("texts"), sample = byId("sample"), about = byId("about");
const engine = new Engine("compare.wasm", keep());
const source = new Side("source", say), suspect = new Side("suspect", say);
let answer; // the last, with the texts that it is about
let asked = 0; // comparisons; only the last is shown

// say tells what happens, to those who see the page and to those who hear it.
function say(text, failed = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("failed", failed);
}

function busy(is) {
  byId("progress").hidden = byId("cancel").hidden = !is;
  byId("compare").disabled = is;
}

async function compare() {
  for (const side of [source, suspect]) {
    if (!side.empty) continue;
    say(`There is no text in the ${side === source ? "source" : "suspect"}.`, true);
    side.focus();
    return;
  }
  if (!byId("cancel").hidden) engine.cancel();
  const texts = [source.text, suspect.text], number = ++asked, began = performance.now();
  busy(true);
  say("Loading the program …");
  try {
    const got = await engine.call(texts, stage => say(`${stage[0].toUpperCase()}${stage.slice(1)} …`));
    if (number === asked) show({ ...got, texts }, performance.now() - began);
  } catch (error) {
    if (number === asked) say(error instanceof Cancelled ? "Cancelled." : error.message, !(error instanceof Cancelled));
  } finally {
    if (number === asked) busy(false);
  }
}

function show(got, milliseconds) {
  answer = got;
  byId("frame").srcdoc = got.html;
  byId("report").hidden = false;
  byId("empty").hidden = byId("link").hidden = true;
  byId("answer-title").textContent = `Report: ${got.verdict}`;
  say(`Verdict: ${got.summary}. It took ${(milliseconds / 1000).toFixed(1)} s.`);
  if (matchMedia("(max-width: 64rem)").matches) byId("answer").scrollIntoView();
}

function cancel() {
  const focused = document.activeElement === byId("cancel");
  engine.cancel();
  busy(false);
  if (focused) byId("compare").focus();
}

form.addEventListener("submit", event => {
  event.preventDefault();
  compare();
});
form.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && byId("cancel").hidden) compare();
});
byId("cancel").addEventListener("click", cancel);
byId("swap").addEventListener("click", () => [source.text, suspect.text] = [suspect.text, source.text]);
byId("clear").addEventListener("click", () => {
  source.text = suspect.text = { text: "" };
  sample.value = about.textContent = "";
  say("");
  source.focus();
});
byId("save-html").addEventListener("click", () => save("report.html", "text/html", answer.html));
byId("save-json").addEventListener("click", () => save("report.json", "application/json", answer.json));
byId("make-link").addEventListener("click", async () => {
  try {
    byId("link-text").value = await linkTo(...answer.texts.map(({ text }) => text));
  } catch (error) {
    say(error.message, true);
    return;
  }
  byId("link").hidden = false;
  byId("link-text").select();
});
byId("copy-link").addEventListener("click", async () => {
  byId("link-text").select();
  try {
    await navigator.clipboard.writeText(byId("link-text").value);
    say("The link is copied.");
  } catch {
    say("The link is selected; copy it from there."); // the browser does not allow more
  }
});

async function openLink() {
  try {
    const texts = await textsOf(location.hash);
    if (!texts) return;
    [source.text, suspect.text] = texts.map(text => ({ text }));
    await compare();
  } catch (error) {
    say(error.message, true);
  }
}

offerSamples(sample, about, ({ source: first, suspect: second }) => {
  source.text = { text: first };
  suspect.text = { text: second };
  compare();
});
engine.start().catch(error => say(error.message, true));
window.addEventListener("hashchange", openLink);
openLink();
