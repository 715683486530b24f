// SPDX-License-Identifier: Apache-2.0
// A drag across a chart, by mouse, pen or finger. uPlot itself knows only the mouse.

/** Pixels that a hand moves while it means to click. */
const UNSTEADY = 6;

/**
 * Marks what is dragged over in a chart of uPlot; `onDrag({left, right, hasShift})` in pixels of the chart when it ends. Returns a
 * function that tells, at a click, whether the click is but the end of a drag.
 */
export function listenForDrags(chart, onDrag) {
  const { over } = chart;
  let drag = null;
  let ended = false;

  const place = (event) => {
    const { left, width } = over.getBoundingClientRect();
    return Math.min(width, Math.max(0, event.clientX - left));
  };
  const mark = (left, right) => chart.setSelect({ left, width: right - left, top: 0, height: over.clientHeight }, false);
  const stop = () => {
    drag = null;
    mark(0, 0);
  };

  over.addEventListener("pointerdown", (event) => {
    ended = false;
    if (event.isPrimary && event.button === 0) {
      drag = { start: place(event), hasShift: event.shiftKey, isFar: false };
    }
  });
  over.addEventListener("pointermove", (event) => {
    if (!drag || !event.isPrimary) {
      return;
    }
    const [left, right] = ends(drag.start, place(event));
    drag.isFar ||= right - left >= UNSTEADY;
    if (drag.isFar) {
      over.setPointerCapture(event.pointerId);
      mark(left, right);
      chart.setCursor({ left: place(event), top: event.offsetY });
    }
  });
  over.addEventListener("pointerup", (event) => {
    if (drag?.isFar) {
      const [left, right] = ends(drag.start, place(event));
      const { hasShift } = drag;
      ended = true;
      stop();
      onDrag({ left, right, hasShift });
    }
    drag = null;
  });
  over.addEventListener("pointercancel", stop);
  return () => ended;
}

function ends(one, other) {
  return [Math.min(one, other), Math.max(one, other)];
}
