(() => {
  const panes = ["left", "right"].map((name) => document.getElementById(`text-${name}`));
  const inside = (pane, mark) => {
    if (!mark || pane.scrollHeight <= pane.clientHeight + 1) return;
    pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  const markOf = (pane, key) => pane.querySelector(`mark[data-c~="${CSS.escape(key)}"]`);
  const together = (key) => panes.forEach((pane) => inside(pane, markOf(pane, key)));
  const { keysOf, point } = walk(".verdict", together);

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a[data-to]");
    const mark = event.target.closest("a") ? null : event.target.closest("mark[data-c]");
    if (link) {
      const key = link.closest("[data-c]").dataset.c;
      event.preventDefault();
      point([key]);
      document.getElementById("texts").scrollIntoView({ block: "start" });
      together(key);
      const found = markOf(panes[link.dataset.to === "left" ? 0 : 1], key);
      if (!found) return;
      found.focus({ preventScroll: true });
      const box = found.getBoundingClientRect();
      if (box.top < 60 || box.bottom > innerHeight) found.scrollIntoView({ block: "center" });
    } else if (mark && String(getSelection()) === "" && keysOf(mark).length) {
      point(keysOf(mark));
      together(keysOf(mark)[0]);
    }
  });
})();
