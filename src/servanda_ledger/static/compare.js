"use strict";
// Two texts side by side: what belongs together lights up together, and each text moves to it on its own.
(() => {
  const panes = [...document.querySelectorAll(".pane")];
  const keysOf = (part) => (part && part.dataset.c ? part.dataset.c.split(" ") : []);
  const owner = (target) => (target instanceof Element ? target.closest("[data-c]") : null);
  const parts = (key) => document.querySelectorAll(`[data-c~="${CSS.escape(key)}"]`);
  let lit = [];
  const light = (keys) => {
    lit.forEach((key) => parts(key).forEach((part) => part.classList.remove("on")));
    keys.forEach((key) => parts(key).forEach((part) => part.classList.add("on")));
    lit = keys;
  };
  const bring = (pane, key) => {
    const mark = pane.querySelector(`mark[data-c~="${CSS.escape(key)}"]`);
    if (!mark || pane.scrollHeight <= pane.clientHeight + 1) return;
    pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  document.addEventListener("pointerover", (event) => { const found = keysOf(owner(event.target)); if (found.length) light(found); });
  document.addEventListener("focusin", (event) => { const found = keysOf(owner(event.target)); if (found.length) light(found); });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-to]") : null;
    const mark = !link && event.target instanceof Element && !event.target.closest("a") ? event.target.closest("mark[data-c]") : null;
    if (!link && !(mark && String(getSelection()) === "")) return;
    const key = keysOf(owner(link || mark))[0];
    light([key]);
    panes.forEach((pane) => bring(pane, key));
    if (!link) return;
    const found = document.getElementById(`${link.dataset.to}-${key}`) || parts(key)[1];
    if (!found) return;
    event.preventDefault();
    document.getElementById("texts").scrollIntoView({ block: "start" });
    found.focus({ preventScroll: true });
    const box = found.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight) found.scrollIntoView({ block: "center" });
  });
})();
