"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const panes = [byId("source"), byId("suspect")];
  const together = byId("together"), keys = byId("keys"), said = byId("said");
  byId("tools").hidden = false;

  // counterpart returns what stands for an element in the other pane.
  const counterpart = el => el.hash ? byId(el.hash.slice(1)) : byId((el.id[0] === "s" ? "t" : "s") + el.id.slice(1));

  // top returns how far below the beginning of a pane's text an element stands.
  const top = (el, pane) => el.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;

  // Places that correspond, as [in the source, in the suspect, passage], in the order of each pane.
  // They are measured when first needed after the layout changed. The end of a passage counts for the
  // line before: on its own line the next one may begin.
  let places = null;
  const measure = () => {
    const all = [];
    let passage = -1;
    for (const el of panes[1].querySelectorAll("[id]")) {
      const other = counterpart(el);
      if (el.className === "g") passage = el.dataset.n;
      if (!other || !panes[0].contains(other)) continue;
      const up = el.className === "z" ? el.getBoundingClientRect().height : 0;
      all.push([top(other, panes[0]) - up, top(el, panes[1]) - up, passage]);
    }
    places = [0, 1].map(k => [...all].sort((a, b) => a[k] - b[k]));
  };
  new ResizeObserver(() => { places = null; }).observe(document.body);

  // corresponding returns the place in the other pane that corresponds to y in pane k.
  const corresponding = (k, y) => {
    if (!places) measure();
    const list = places[k], o = 1 - k;
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle][k] <= y) low = middle + 1; else high = middle;
    }
    if (low === 0) return list.length ? list[0][o] + y - list[0][k] : y;
    const before = list[low - 1], after = list[low];
    if (after && after[2] === before[2] && after[o] >= before[o]) {
      return before[o] + (after[o] - before[o]) * (y - before[k]) / (after[k] - before[k]);
    }
    return before[o] + y - before[k];
  };

  // Only the pane that the reader moves moves the other one.
  let driver = null;
  const third = pane => pane.clientHeight / 3;
  panes.forEach((pane, k) => {
    for (const event of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      pane.addEventListener(event, () => { driver = pane; }, { passive: true });
    }
    pane.addEventListener("scroll", () => {
      if (driver !== pane || !together.checked) return;
      const other = panes[1 - k];
      other.scrollTop = pane.scrollTop <= 0 ? 0 : corresponding(k, pane.scrollTop + third(pane)) - third(other);
    }, { passive: true });
  });

  // show brings an element and its counterpart into view and says what they are.
  let shown = [];
  const show = el => {
    const other = counterpart(el);
    if (!other) return;
    driver = null;
    for (const old of shown) old.classList.remove("on");
    shown = [el, other];
    for (const one of shown) {
      one.classList.add("on");
      const pane = panes.find(p => p.contains(one));
      pane.scrollTop = top(one, pane) - third(pane);
    }
    said.textContent = el.title;
  };
  for (const pane of panes) {
    pane.addEventListener("click", event => {
      const el = event.target.closest("a, ins, del, .gap");
      if (!el || !pane.contains(el)) return;
      event.preventDefault();
      const whole = el.id || !el.hash ? el : counterpart(byId(el.hash.slice(1)));
      if (whole && whole.id) show(whole);
    });
    pane.addEventListener("focusin", event => { said.textContent = event.target.title; });
  }

  // showPanes brings both panes into view, below the tools.
  const showPanes = () => document.querySelector(".panes").scrollIntoView();

  // A page opened at #t5 shows exchange 5 in both panes. Browsers go to the place themselves, to its own
  // side, at the latest when the page is loaded.
  const showHash = () => {
    const el = byId(location.hash.slice(1));
    if (!el || !panes.some(pane => pane !== el && pane.contains(el))) return;
    showPanes();
    show(el);
  };
  addEventListener("hashchange", showHash);
  addEventListener("load", showHash);

  // Links from the strip and the tables lead to both sides too.
  for (const link of document.querySelectorAll(".strip a, .scroll a")) {
    link.addEventListener("click", event => {
      const hash = link.getAttribute("href").slice(1);
      const el = byId(hash) || null;
      if (!el) return;
      event.preventDefault();
      showPanes();
      el.focus({ preventScroll: true });
      show(el);
    });
  }

  // A list is what a reader steps through: the changes that are switched on, or the passages.
  const list = (selector, name, previous, next) => {
    let all = [], at = -1;
    const gather = () => {
      const here = all[at];
      all = [...panes[1].querySelectorAll(selector)].filter(el => !el.classList.contains("off"));
      at = all.indexOf(here);
      byId(previous).disabled = byId(next).disabled = all.length === 0;
      say();
    };
    const say = () => { byId("position").textContent = at < 0 ? "" : `${name} ${at + 1} of ${all.length}`; };
    const step = by => {
      const here = all.indexOf(document.activeElement);
      if (here >= 0) at = here;
      at = at < 0 && by < 0 ? all.length - 1 : Math.max(0, Math.min(all.length - 1, at + by));
      const el = all[at];
      if (!el) return;
      el.focus({ preventScroll: true });
      show(el);
      say();
      panes[1].scrollIntoView({ block: "nearest" });
    };
    byId(next).addEventListener("click", () => step(1));
    byId(previous).addEventListener("click", () => step(-1));
    gather();
    return { step, gather };
  };
  const changes = list("a.s[id], ins[id], del[id], .gap[id]", "change", "previous", "next");
  const passages = list("a.g", "passage", "previous-passage", "next-passage");
  document.addEventListener("keydown", event => {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (event.key === "n") changes.step(1);
    else if (event.key === "p") changes.step(-1);
    else if (event.key === "N") passages.step(1);
    else if (event.key === "P") passages.step(-1);
  });

  // A kind of change that is switched off is not marked and not stepped to.
  for (const filter of document.querySelectorAll(".filter")) {
    filter.hidden = false;
    filter.addEventListener("change", () => {
      for (const pane of panes) for (const el of pane.querySelectorAll(filter.value)) el.classList.toggle("off", !filter.checked);
      changes.gather();
    });
  }

  // The decision as text, for a file of its own.
  const record = byId("record"), recorded = byId("recorded");
  record.hidden = false;
  record.addEventListener("click", () => {
    const chosen = document.querySelector("input[name=decision]:checked");
    const rows = [...document.querySelectorAll("footer dt")].map(dt => `${dt.textContent}: ${dt.nextElementSibling.textContent}`);
    recorded.textContent = [
      `Verdict: ${document.querySelector("h1").textContent}, ${document.querySelector(".sure").textContent}`,
      `Decision: ${chosen ? chosen.value : "open"}`,
      `Reasons: ${byId("reasons").value}`, `Decided by: ${byId("by").value}`, `Date: ${byId("date").value}`, ...rows,
    ].join("\n");
    recorded.hidden = false;
    recorded.focus();
    getSelection().selectAllChildren(recorded);
  });
})();
