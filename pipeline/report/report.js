"use strict";
// Filters, search and keys over a page that is whole without them. It reads the page's text and toggles one class; it
// makes no element, writes no markup, and asks no network.
(() => {
  const tools = document.getElementById("tools"); // none on the front of a report that has several pages
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const keys = document.getElementById("keys");
  const buttons = [...(tools?.querySelectorAll("button") ?? [])];
  const items = [...document.querySelectorAll("[data-claim], [data-link]")];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = new Map(); // an item's text, folded once it is first searched
  const textOf = (item) => folded.get(item) ?? folded.set(item, fold(item.textContent)).get(item);
  const pressed = (kind) => new Set(buttons.filter((b) => b.ariaPressed === "true" && kind in b.dataset).map((b) => b.dataset[kind]));

  function apply() {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const claims = pressed("claims");
    const links = pressed("links");
    let count = 0;
    for (const item of items) {
      const { claim, link } = item.dataset;
      const wanted = (!claims.size && !links.size) || claims.has(claim) || links.has(link);
      const away = !(wanted && words.every((word) => textOf(item).includes(word)));
      item.classList.toggle("away", away);
      count += !away;
    }
    const narrowed = words.length || claims.size || links.size;
    shown.textContent = narrowed ? tools.dataset.shown.replace("{n}", count).replace("{all}", items.length) : "";
  }

  function clear() {
    if (!tools) return;
    find.value = "";
    for (const button of buttons) button.ariaPressed = "false";
    apply();
  }

  function step(by) {
    const open = items.filter((item) => item.dataset.claim && !item.classList.contains("away"));
    const at = open.indexOf(document.activeElement?.closest("[data-claim]"));
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by];
    if (!next) return document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click(); // of another page
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }

  let waiting = 0;
  find?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  for (const button of buttons)
    button.addEventListener("click", () => {
      button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
      apply();
    });
  // What a link leads to is shown, whatever is filtered away.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const item = target?.closest(".away");
    if (!item) return;
    item.classList.remove("away");
    target.scrollIntoView();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return clear();
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (keys?.checked === false || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "d") document.activeElement?.closest("[data-claim]")?.querySelector(".back, a.ref")?.click();
    else if (event.key === "/") find ? find.focus() : document.querySelector("a[rel=search]")?.click();
    else return;
    event.preventDefault();
  });
  if (!tools) return;
  tools.hidden = false;
  // A link of the summary asks for a filter: find.html#claims=contradicted.
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const button of buttons) button.ariaPressed = String(asked.getAll("claims").includes(button.dataset.claims));
  if (asked.has("claims")) apply();
})();
