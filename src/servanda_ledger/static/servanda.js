"use strict";
// Small comforts; every page works without them.
(() => {
  // Buttons that copy what stands in the element they name.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const from = document.getElementById(button.dataset.copy);
    if (!from || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText((from.value ?? from.textContent).trim());
      const said = button.textContent;
      button.textContent = button.dataset.done || "✓";
      setTimeout(() => { button.textContent = said; }, 1600);
    });
  }
  // Forms that are sent as soon as a choice is made; their button stays for those without script.
  for (const form of document.querySelectorAll("form[data-at-once]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  }
  // A slash goes to the search box.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("input[type=search]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });
  // What is folded and worth paper prints open.
  const opened = new Set();
  addEventListener("beforeprint", () => document.querySelectorAll("details[data-print]:not([open])").forEach((part) => { opened.add(part); part.open = true; }));
  addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); opened.clear(); });
})();
