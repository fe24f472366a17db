"use strict";
// The review by keyboard, and words taken by selection. Everything here is also reachable by links and forms.
(() => {
  const typing = (event) => event.target instanceof Element && event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const stored = (value) => { try { if (value === undefined) return localStorage.getItem("keys") !== "off"; localStorage.setItem("keys", value ? "on" : "off"); } catch { /* private window */ } return true; };
  const choice = document.getElementById("keys-on");
  if (choice) {
    choice.parentElement.hidden = false;
    choice.checked = stored();
    choice.addEventListener("change", () => stored(choice.checked));
  }
  const act = (key) => {
    const target = document.querySelector(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.matches("a")) { target.click(); return true; }
    const reason = target.querySelector("select");
    const said = !reason || reason.value || target.querySelector("input[type=text]")?.value.trim();
    if (said) target.requestSubmit();
    else { target.scrollIntoView({ block: "center" }); reason.focus(); }
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (keys) { event.preventDefault(); keys.open = !keys.open; keys.querySelector("summary").focus(); }
      return;
    }
    if (choice && !choice.checked) return;
    if (/^[jkcxesmau]$/.test(event.key) && act(event.key)) event.preventDefault();
  });
  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // Words by selection: the passage in which they begin says where.
  const text = document.querySelector(".selectable");
  if (!text) return;
  let taken = null;
  const points = (string) => [...string].length;
  const read = () => {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const node = range.startContainer;
    const words = (node instanceof Element ? node : node.parentElement).closest("[data-start]");
    const string = selection.toString();
    if (!string.trim()) return;
    let at = null;
    if (words) {
      const before = document.createRange();
      before.setStart(words, 0);
      before.setEnd(range.startContainer, range.startOffset);
      at = Number(words.dataset.start) + points(before.toString()) + points(string) - points(string.trimStart());
    }
    taken = { words: string.trim().replace(/\s+/g, " "), at };
  };
  document.addEventListener("selectionchange", read);
  const used = (field) => {
    field.classList.add("taken");
    setTimeout(() => field.classList.remove("taken"), 1200);
  };
  for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => {
      read();
      const field = document.getElementById(button.dataset.take);
      if (!taken || !field) { text.focus(); return; }
      const place = document.getElementById(`${button.dataset.take}_at`);
      if (place) { field.value = taken.words; place.value = taken.at ?? ""; }
      else field.value = field.value.trim() ? `${field.value.trim()}\n${taken.words}` : taken.words;
      used(field);
    });
  }
  // What is typed by hand no longer stands where the selection stood.
  for (const place of document.querySelectorAll("input[type=hidden][id$=_at]")) {
    document.getElementById(place.id.slice(0, -3))?.addEventListener("input", () => { place.value = ""; });
  }
  // The words in question are brought into view.
  const mark = text.querySelector("mark");
  if (mark && text.scrollHeight > text.clientHeight) text.scrollTop = mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
})();
