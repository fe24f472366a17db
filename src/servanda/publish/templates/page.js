"use strict";
(() => {
  const cards = () => [...document.querySelectorAll(".card")].filter((card) => card.offsetParent !== null);
  const same = (key) => document.querySelectorAll(`[data-c="${CSS.escape(key)}"]`);
  const light = (key, on) => same(key).forEach((part) => part.classList.toggle("on", on));
  const owner = (event) => (event.target instanceof Element ? event.target.closest("[data-c]") : null);
  let current = "";

  const point = (part) => {
    const key = part ? part.dataset.c : "";
    if (key === current) return;
    if (current) light(current, false);
    if (key) light(key, true);
    current = key;
  };
  document.addEventListener("pointerover", (event) => point(owner(event)));
  document.addEventListener("focusin", (event) => point(owner(event)));

  const show = (card) => {
    const box = card.getBoundingClientRect();
    card.focus({ preventScroll: true });
    if (box.top < 90 || box.bottom > innerHeight - 40) card.scrollIntoView({ block: "center" });
    history.replaceState(null, "", `#${card.id}`);
  };
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && !event.target.closest("a") ? event.target.closest("mark[data-c]") : null;
    const card = mark && String(getSelection()) === "" ? document.getElementById(mark.dataset.c) : null;
    if (card) show(card);
  });

  const keys = document.querySelector(".keys");
  const toggle = document.createElement("input");
  if (keys) {
    const label = document.createElement("label");
    label.className = "key";
    toggle.type = "checkbox";
    toggle.checked = true;
    const key = (name) => Object.assign(document.createElement("kbd"), { textContent: name });
    label.append(toggle, " ", key("n"), " next ", key("p"), " previous");
    keys.append(label);
    keys.hidden = false;
  }
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    const shown = step ? cards() : [];
    if (!shown.length) return;
    const at = shown.findIndex((card) => card.dataset.c === current);
    const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1);
    event.preventDefault();
    show(shown[next]);
  });

  const closed = new Set();
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((part) => { closed.add(part); part.open = true; }));
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); closed.clear(); });
  const arrive = () => point(document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-c]") ?? null);
  addEventListener("hashchange", arrive);
  arrive();
})();
