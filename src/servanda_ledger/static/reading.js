"use strict";
// Words and cards with the same key in data-c light up together; n and p step through the cards; a click on words goes to their card.
(() => {
  const parts = (key) => document.querySelectorAll(`[data-c="${CSS.escape(key)}"]`);
  const owner = (event) => (event.target instanceof Element ? event.target.closest("[data-c]") : null);
  let current = null;
  const point = (key) => {
    if (!key || key === current) return;
    if (current) parts(current).forEach((part) => part.classList.remove("on"));
    parts(key).forEach((part) => part.classList.add("on"));
    current = key;
  };
  document.addEventListener("pointerover", (event) => point(owner(event)?.dataset.c));
  document.addEventListener("focusin", (event) => point(owner(event)?.dataset.c));

  const show = (card) => {
    const box = card.getBoundingClientRect();
    point(card.dataset.c);
    card.focus({ preventScroll: true });
    if (box.top < 90 || box.bottom > innerHeight - 40) card.scrollIntoView({ block: box.height < innerHeight - 130 ? "center" : "start" });
    history.replaceState(null, "", `#${card.id}`);
  };
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && !event.target.closest("a") ? event.target.closest("mark[data-c]") : null;
    const card = mark && String(getSelection()) === "" ? document.getElementById(mark.dataset.c) : null;
    if (card) show(card);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    const cards = step ? [...document.querySelectorAll(".note[data-c]")].filter((card) => card.offsetParent !== null) : [];
    if (!cards.length) return;
    const at = cards.findIndex((card) => card.dataset.c === current);
    event.preventDefault();
    show(cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + step, 0), cards.length - 1)]);
  });
  const arrive = () => point(document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-c]")?.dataset.c);
  addEventListener("hashchange", arrive);
  arrive();
  document.querySelectorAll(".keys").forEach((part) => { part.hidden = false; });
})();
