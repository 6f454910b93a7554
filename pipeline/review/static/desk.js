"use strict";
// Keys for who reviews all day: j and k go down and up, / searches. Everything works without them and without this file.
document.addEventListener("keydown", (event) => {
  const at = document.activeElement;
  if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select")) return;
  if (event.key === "/" && document.getElementById("f-q")) {
    event.preventDefault();
    document.getElementById("f-q").focus();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const stops = [...document.querySelectorAll(".queue .claimed a, article.claim h2 a")];
  const next = stops[stops.indexOf(at) + step] || (step > 0 ? stops[0] : stops[stops.length - 1]);
  if (next) next.focus();
});
// What was recorded is said to a screen reader, and the focus stays at the part that came back.
document.addEventListener("htmx:afterSwap", (event) => {
  const part = document.getElementById(event.detail.target.id);
  if (!part || part.id === "under-way" || part.id === "flash") return;
  document.getElementById("flash").textContent = "";
  const said = part.querySelector(".decided") || part.querySelector("h1, h2, h3") || part;
  said.setAttribute("tabindex", "-1");
  said.focus({ preventScroll: true });
});
