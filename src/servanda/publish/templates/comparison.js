"use strict";
(() => {
  const keysOf = (part) => (part && part.dataset.p ? part.dataset.p.split(" ") : []);
  const parts = (key) => document.querySelectorAll(`[data-p~="${CSS.escape(key)}"]`);
  const owner = (event) => (event.target instanceof Element ? event.target.closest("[data-p]") : null);
  let current = [];

  const point = (keys) => {
    if (keys.join() === current.join()) return;
    current.forEach((key) => parts(key).forEach((part) => part.classList.remove("on")));
    keys.forEach((key) => parts(key).forEach((part) => part.classList.add("on")));
    current = keys;
  };
  document.addEventListener("pointerover", (event) => { const part = owner(event); if (part) point(keysOf(part)); });
  document.addEventListener("focusin", (event) => { const part = owner(event); if (part) point(keysOf(part)); });

  const inside = (pane, mark) => {
    if (!mark) return;
    if (pane.scrollHeight <= pane.clientHeight + 1) return;
    pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  const panes = ["left", "right"].map((name) => document.getElementById(`text-${name}`));
  const together = (key) => panes.forEach((pane) => inside(pane, pane.querySelector(`mark[data-p~="${CSS.escape(key)}"]`)));

  const verdicts = () => [...document.querySelectorAll(".verdict")].filter((part) => part.offsetParent !== null);
  const show = (part) => {
    const key = part.dataset.p;
    point([key]);
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "center" });
    together(key);
    history.replaceState(null, "", `#${part.id}`);
  };
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a[data-to]");
    const mark = event.target.closest("a") ? null : event.target.closest("mark[data-p]");
    if (link) {
      const key = link.closest("[data-p]").dataset.p;
      event.preventDefault();
      point([key]);
      document.getElementById("texts").scrollIntoView({ block: "start" });
      together(key);
      const found = document.querySelector(`#text-${link.dataset.to} mark[data-p~="${CSS.escape(key)}"]`);
      if (found) { found.focus({ preventScroll: true }); const box = found.getBoundingClientRect(); if (box.top < 60 || box.bottom > innerHeight) found.scrollIntoView({ block: "center" }); }
    } else if (mark && String(getSelection()) === "" && keysOf(mark).length) {
      point(keysOf(mark));
      together(keysOf(mark)[0]);
    }
  });

  const keys = document.querySelector(".keys");
  const toggle = document.createElement("input");
  const label = document.createElement("label");
  label.className = "key";
  toggle.type = "checkbox";
  toggle.checked = true;
  const name = (text) => Object.assign(document.createElement("kbd"), { textContent: text });
  label.append(toggle, " ", name("n"), " next ", name("p"), " previous");
  keys.append(label);
  keys.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    const shown = step ? verdicts() : [];
    if (!shown.length) return;
    const at = shown.findIndex((part) => current.includes(part.dataset.p));
    event.preventDefault();
    show(shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1)]);
  });

  const closed = new Set();
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((part) => { closed.add(part); part.open = true; }));
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); closed.clear(); });
  const arrive = () => { const part = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-p]"); if (part) { point(keysOf(part)); together(keysOf(part)[0]); } };
  addEventListener("hashchange", arrive);
  arrive();
})();
