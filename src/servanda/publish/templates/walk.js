"use strict";
// What the pages share: parts with the same key in data-c light up together, n and p step through the items that are shown, and what
// is folded prints open. `arrived` is told the key that was gone to.
const walk = (items, arrived = () => {}) => {
  const keysOf = (part) => (part && part.dataset.c ? part.dataset.c.split(" ") : []);
  const parts = (key) => document.querySelectorAll(`[data-c~="${CSS.escape(key)}"]`);
  const owner = (event) => (event.target instanceof Element ? event.target.closest("[data-c]") : null);
  const light = (key, on) => parts(key).forEach((part) => part.classList.toggle("on", on));
  let current = [];

  const point = (keys) => {
    if (!keys.length || keys.join() === current.join()) return;
    current.forEach((key) => light(key, false));
    keys.forEach((key) => light(key, true));
    current = keys;
  };
  document.addEventListener("pointerover", (event) => point(keysOf(owner(event))));
  document.addEventListener("focusin", (event) => point(keysOf(owner(event))));

  const show = (part) => {
    const box = part.getBoundingClientRect();
    point(keysOf(part));
    part.focus({ preventScroll: true });
    if (box.top < 90 || box.bottom > innerHeight - 40) part.scrollIntoView({ block: box.height < innerHeight - 130 ? "center" : "start" });
    arrived(part.dataset.c);
    history.replaceState(null, "", `#${part.id}`);
  };

  const keys = document.querySelector(".keys");
  const toggle = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
  if (keys) {
    const key = (name) => Object.assign(document.createElement("kbd"), { textContent: name });
    const label = Object.assign(document.createElement("label"), { className: "key" });
    label.append(toggle, " ", key("n"), " next ", key("p"), " previous");
    keys.append(label);
    keys.hidden = false;
  }
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    const shown = step ? [...document.querySelectorAll(items)].filter((part) => part.offsetParent !== null) : [];
    if (!shown.length) return;
    const at = shown.findIndex((part) => current.includes(part.dataset.c));
    event.preventDefault();
    show(shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1)]);
  });

  const closed = new Set();
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((part) => { closed.add(part); part.open = true; }));
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); closed.clear(); });
  const arrive = () => {
    const found = keysOf(document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-c]"));
    point(found);
    if (found.length) arrived(found[0]);
  };
  addEventListener("hashchange", arrive);
  arrive();
  return { keysOf, point, show };
};
