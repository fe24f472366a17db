// The reader's own time zone is chosen beforehand where the form still says UTC.
(() => {
  const zone = document.querySelector("select[name=zone][data-own]");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && zone.value === "UTC" && own && [...zone.options].some((o) => o.value === own)) zone.value = own;
})();
