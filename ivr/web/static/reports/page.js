// The report's page: draws its plots from the table beside them, and prints.
import { draw } from "./plot.js";

const figures = [...document.querySelectorAll("figure[data-plot]")];
let width = 0;

function redraw() {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  figures.forEach(draw);
}

redraw();
window.addEventListener("resize", redraw);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figures.forEach(draw));
document.getElementById("print").addEventListener("click", () => window.print());
