// One plot: lines of some columns of a table, over its rows in order; colours are those of the page.
import uPlot from "/static/vendor/uplot.js";

const COLOURS = ["--brand", "--good", "--bad"];
const DASHES = [[], [6, 4], [2, 3]]; // told apart without colours too
const HEIGHT = 230;
const number = new Intl.NumberFormat("es-CO", { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("es-CO", { style: "percent", maximumFractionDigits: 1 });
const WRITTEN = {
  count: (value) => number.format(value),
  share: (value) => percent.format(value),
  seconds: (value) => `${Math.floor(value / 60)}:${String(Math.round(value % 60)).padStart(2, "0")}`,
};

export function draw(figure) {
  const table = document.getElementById(figure.dataset.table);
  const place = figure.querySelector("[role=img]");
  place.replaceChildren();
  if (table) new uPlot(options(figure, table, place.clientWidth), data(figure, table), place);
}

function headings(table) {
  return [...table.tHead.rows[0].cells];
}

function data(figure, table) {
  const rows = [...table.tBodies[0].rows];
  const columns = figure.dataset.plot.split(" ").map((name) => {
    const column = headings(table).findIndex((heading) => heading.dataset.name === name);
    return rows.map((row) => (row.cells[column].dataset.value === undefined ? null : Number(row.cells[column].dataset.value)));
  });
  const target = figure.dataset.target ? [rows.map(() => Number(figure.dataset.target))] : [];
  return [rows.map((_, row) => row), ...columns, ...target];
}

function options(figure, table, width) {
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();
  const write = WRITTEN[figure.dataset.unit];
  const labels = [...table.tBodies[0].rows].map((row) => row.cells[0].textContent.trim());
  const heading = (name) => headings(table).find((each) => each.dataset.name === name).textContent;
  const lines = figure.dataset.plot.split(" ").map((name, place) => ({
    label: heading(name), stroke: colour(COLOURS[place]), dash: DASHES[place], width: 2,
    points: { show: labels.length < 40, size: 6 }, value: (_, value) => (value === null ? "–" : write(value)),
  }));
  if (figure.dataset.target) {
    lines.push({ label: "Meta", stroke: colour("--quiet"), dash: [10, 6], width: 1, points: { show: false }, value: () => write(Number(figure.dataset.target)) });
  }
  const axis = { stroke: colour("--ink"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") }, font: "12px system-ui" };
  return {
    width, height: HEIGHT,
    scales: { x: { time: false }, y: { range: (_, __, high) => [0, figure.dataset.unit === "share" ? 1 : Math.max(1, high * 1.1)] } },
    series: [{ label: "Cuándo", value: (_, row) => (row === null ? "–" : labels[row]) }, ...lines],
    axes: [
      { ...axis, incrs: [1, 2, 5, 7, 14, 28, 56, 112], space: 90, values: (_, rows) => rows.map((row) => labels[row] ?? "") },
      { ...axis, size: 64, values: (_, values) => values.map(write) },
    ],
  };
}
