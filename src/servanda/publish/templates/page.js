(() => {
  const { show } = walk(".card");
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && !event.target.closest("a") ? event.target.closest("mark[data-c]") : null;
    const card = mark && String(getSelection()) === "" ? document.getElementById(mark.dataset.c) : null;
    if (card) show(card);
  });
})();
