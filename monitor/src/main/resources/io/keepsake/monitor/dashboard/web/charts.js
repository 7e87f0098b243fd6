// Small drawings. Each has its content in words too, and none tells anything by colour alone.

import { svg } from "./dom.js";
import { latency, moment } from "./words.js";

const WIDTH = 240;
const HEIGHT = 40;
const SHAPES = {
  good: ["M10 1.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "m6 10.3 2.8 2.800L14 7.6"],
  warn: ["M10 2 19 18H1z", "M10 8v4.500M10 14.800v.4"],
  bad: ["M6.3 1.500h7.400l4.8 4.800v7.400l-4.8 4.800H6.300l-4.8-4.800V6.300z", "m6.8 6.8 6.4 6.400m0-6.4-6.4 6.4"],
  off: ["M10 1.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M5.5 14.500l9-9"],
  none: ["M10 1.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M6 10h8"],
};

// How a thing is, as a shape; kinds differ in outline, not in colour alone.
export function icon(kind) {
  const [outline, sign] = SHAPES[kind] ?? SHAPES.none;
  return svg(
    "svg",
    { class: `icon ${kind}`, viewBox: "0 0 20 20", "aria-hidden": "true" },
    svg("path", { class: "outline", d: outline }),
    svg("path", { class: "sign", d: sign }),
  );
}

// A line of response times; a gap and a stroke below it where there was no answer.
export function sparkline(samples) {
  const answered = samples.filter((sample) => sample.seconds !== undefined);
  const longest = Math.max(...answered.map((sample) => sample.seconds), 0);
  const x = (i) => (samples.length < 2 ? WIDTH / 2 : 3 + (i * (WIDTH - 6)) / (samples.length - 1));
  const y = (seconds) => HEIGHT - 4 - (longest === 0 ? 0 : (seconds / longest) * (HEIGHT - 8));
  const lines = [];
  const strokes = [];
  let points = [];
  samples.forEach((sample, i) => {
    if (sample.seconds === undefined) {
      strokes.push(svg("path", { class: "stroke", d: `M${x(i).toFixed(1)} ${HEIGHT}v-9` }));
      points = flush(points, lines);
    } else {
      points.push([x(i), y(sample.seconds)]);
    }
  });
  flush(points, lines);
  return svg(
    "svg",
    { class: "sparkline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": spoken(samples, answered, longest) },
    lines,
    strokes,
  );
}

function spoken(samples, answered, longest) {
  if (samples.length === 0) {
    return "No response times yet";
  }
  const missed = samples.length - answered.length;
  const times = answered.length === 0 ? "" : `, the longest ${latency(longest)}, the last ${latency(answered.at(-1).seconds)}`;
  return `The last ${samples.length} response times${times}; ${missed === 0 ? "all were answered" : `${missed} without an answer`}`;
}

function flush(points, lines) {
  if (points.length > 0) {
    const path = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
    const [first, last] = [points[0][0], points.at(-1)[0]];
    lines.push(svg("path", { class: "area", d: `M${first.toFixed(1)} ${HEIGHT}L${path}L${last.toFixed(1)} ${HEIGHT}z` }));
    lines.push(svg("path", { class: "line", d: points.length === 1 ? `M${path}h.1` : `M${path}` }));
  }
  return [];
}

const HEIGHTS = { healthy: 24, degraded: 17, unhealthy: 11, offline: 5 };

// How a provider has fared: the worse, the lower the bar.
export function history(buckets) {
  const step = WIDTH / Math.max(buckets.length, 1);
  const bars = buckets.map((bucket, i) => {
    const tall = HEIGHTS[bucket.worst] ?? 2;
    return svg(
      "rect",
      { class: `bar ${bucket.worst ?? "unknown"}`, x: (i * step + step * 0.12).toFixed(2), y: 24 - tall, width: (step * 0.76).toFixed(2), height: tall },
      svg("title", {}, `${moment(bucket.from)}: ${bucket.worst ?? "not measured"}`),
    );
  });
  return svg(
    "svg",
    { class: "history", viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", role: "img", "aria-label": told(buckets) },
    bars,
  );
}

function told(buckets) {
  if (buckets.length === 0) {
    return "No history yet";
  }
  const parts = [...Object.keys(HEIGHTS), undefined]
    .map((status) => [status ?? "not measured", buckets.filter((b) => b.worst === status).length])
    .filter(([, number]) => number > 0)
    .map(([status, number]) => `${status} in ${number}`);
  return `Since ${moment(buckets[0].from)}, of ${buckets.length} parts of that time: ${parts.join(", ")}`;
}
