// SPDX-License-Identifier: Apache-2.0
// The flame graph as it stands on the screen, as a file: its frames with their colours, below a title and above the key.

const MARGIN = 12;
const LINE = 22;
const FONT_SIZE = 12;
const FONTS = "system-ui, 'DejaVu Sans', Verdana, sans-serif";
const SWATCH = 12;

/** How many pixels of a PNG a pixel of the page makes, so that small print stays legible. */
const SCALE = 2;

/**
 * Reads a picture off the page: boxes (x, y, width, height, fill, title), lines of text (x, y, text, color, bold) at their
 * baseline, and the size and the ground of it all.
 *
 * @param graph the element with the frames
 * @param key the element with the key
 */
export function pictureOf(title, graph, key) {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(graph.closest(".panel"));
  const ink = plainColor(brush, style.color);
  const area = graph.getBoundingClientRect();
  const frames = [...graph.children].map((frame) => frameBox(brush, frame, area));
  const bottom = LINE + MARGIN + area.height;
  const { boxes, texts } = keyRow(brush, key, bottom + LINE, ink);
  return {
    width: Math.ceil(area.width) + 2 * MARGIN,
    height: Math.ceil(bottom + LINE + MARGIN),
    ground: plainColor(brush, style.backgroundColor),
    boxes: [...frames.map((frame) => frame.box), ...boxes],
    texts: [{ x: MARGIN, y: LINE, text: fitted(brush, title, area.width, true), color: ink, bold: true }, ...frames.flatMap((frame) => frame.text ?? []), ...texts],
  };
}

function frameBox(brush, frame, area) {
  const place = frame.getBoundingClientRect();
  const style = getComputedStyle(frame);
  const x = place.left - area.left + MARGIN;
  const y = place.top - area.top + MARGIN + LINE;
  const bold = Number(style.fontWeight) >= 600;
  const text = fitted(brush, frame.textContent, place.width - 8, bold);
  return {
    box: { x, y, width: Math.max(1, place.width - 1), height: place.height, fill: plainColor(brush, style.backgroundColor),
      title: frame.getAttribute("aria-label") },
    text: text && { x: x + 4, y: y + place.height / 2 + FONT_SIZE / 3, text, color: plainColor(brush, style.color), bold },
  };
}

/** The key, in a line. */
function keyRow(brush, key, y, color) {
  const boxes = [];
  const texts = [];
  let x = MARGIN;
  for (const entry of key.children) {
    const swatch = entry.querySelector(".swatch");
    if (swatch) {
      boxes.push({ x, y: y - SWATCH + 2, width: SWATCH, height: SWATCH, fill: plainColor(brush, getComputedStyle(swatch).backgroundColor) });
      x += SWATCH + 5;
    }
    texts.push({ x, y, text: entry.textContent, color });
    x += textWidth(brush, entry.textContent) + 14;
  }
  return { boxes, texts };
}

function textWidth(brush, text, bold) {
  brush.font = fontOf(bold);
  return brush.measureText(text).width;
}

/** The text, or as much of its beginning as there is room for; null where that is nothing. */
function fitted(brush, text, room, bold) {
  if (text === "" || textWidth(brush, text, bold) <= room) {
    return text || null;
  }
  const characters = [...text];
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (textWidth(brush, `${characters.slice(0, middle).join("")}…`, bold) <= room) {
      fits = middle;
    } else {
      tooLong = middle;
    }
  }
  return fits === 0 ? null : `${characters.slice(0, fits).join("")}…`;
}

function fontOf(bold) {
  return `${bold ? "600 " : ""}${FONT_SIZE}px ${FONTS}`;
}

/** A colour as every program reads it: "#a1b2c3". The page's own are written in ways that only browsers know. */
function plainColor(brush, color) {
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Returns a picture as SVG, a Blob. */
export function svgOf({ width: wide, height, ground, boxes, texts }) {
  const svg = d3.create("svg:svg").attr("width", wide).attr("height", height).attr("viewBox", `0 0 ${wide} ${height}`)
    .attr("font-family", FONTS).attr("font-size", FONT_SIZE);
  svg.append("rect").attr("width", wide).attr("height", height).attr("fill", ground);
  const rects = svg.selectAll(".box").data(boxes).join("rect");
  for (const name of ["x", "y", "width", "height", "fill"]) {
    rects.attr(name, (each) => each[name]);
  }
  rects.filter((each) => each.title).append("title").text((each) => each.title);
  svg.selectAll(".text").data(texts).join("text").text((each) => each.text)
    .attr("x", (each) => each.x).attr("y", (each) => each.y).attr("fill", (each) => each.color)
    .attr("font-weight", (each) => each.bold ? 600 : null).attr("pointer-events", "none");
  return new Blob([new XMLSerializer().serializeToString(svg.node())], { type: "image/svg+xml" });
}

/** Returns a picture as PNG, a promise of a Blob. */
export function pngOf({ width: wide, height, ground, boxes, texts }) {
  const canvas = document.createElement("canvas");
  canvas.width = wide * SCALE;
  canvas.height = height * SCALE;
  const brush = canvas.getContext("2d");
  brush.scale(SCALE, SCALE);
  for (const { x, y, width: size, height: tall, fill } of [{ x: 0, y: 0, width: wide, height, fill: ground }, ...boxes]) {
    brush.fillStyle = fill;
    brush.fillRect(x, y, size, tall);
  }
  for (const { x, y, text, color, bold } of texts) {
    brush.font = fontOf(bold);
    brush.fillStyle = color;
    brush.fillText(text, x, y);
  }
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
