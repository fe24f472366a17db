(() => {
  walk(".course");
  // From cell to cell of the table with the arrow keys.
  const table = document.querySelector(".matrix");
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table?.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const from = event.target instanceof Element ? event.target.closest("th, td") : null;
    if (!step || !from || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const rows = [...table.tBodies[0].rows].filter((row) => row.offsetParent !== null);
    let y = rows.indexOf(from.parentElement);
    let x = from.cellIndex;
    let link = null;
    do {
      y += step[0];
      x += step[1];
      link = rows[y]?.cells[x]?.querySelector("a");
    } while (!link && rows[y]?.cells[x]);
    if (!link) return;
    event.preventDefault();
    link.focus();
  });
})();
