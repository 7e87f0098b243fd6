// What each part of the page looks like.

import { history, icon, sparkline } from "./charts.js";
import { ago, h, name, row } from "./dom.js";
import { count, duration, latency, moment, percent, plain, size } from "./words.js";

const STATUS = {
  healthy: ["good", "Healthy"],
  degraded: ["warn", "Degraded"],
  unhealthy: ["bad", "Unhealthy"],
  offline: ["off", "Offline"],
};
const SEVERITY = { critical: ["bad", "Critical"], warning: ["warn", "Warning"], resolved: ["good", "Resolved"] };
const VERDICT = { full: ["good", "Full"], degraded: ["warn", "Degraded"], failed: ["bad", "Too few"] };
const OUTCOME = {
  succeeded: ["good", "Succeeded"],
  degraded: ["warn", "Degraded"],
  failed: ["bad", "Failed"],
  missed: ["off", "Missed"],
};
export const LEVELS = {
  safe: ["good", "Safe"],
  empty: ["none", "No backup"],
  attention: ["warn", "Look"],
  danger: ["bad", "At risk"],
};

const SILENCES = [["1 hour", 1], ["8 hours", 8], ["1 day", 24], ["1 week", 168]];

function badge([kind, word]) {
  return h("span", { class: `badge ${kind}` }, icon(kind), word);
}

function fact(term, ...value) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, ...value));
}

export function figures(status, now) {
  const { summary, snapshots } = status;
  return [
    fact("Newest snapshot", snapshots.newest === undefined ? "none" : ago(snapshots.newest, now)),
    fact("Providers healthy", `${summary.healthyProviders} of ${summary.totalProviders}`),
    fact("Health score", String(summary.overallHealthScore)),
    fact("Mean response", summary.averageResponseTimeSeconds === undefined ? "none" : latency(summary.averageResponseTimeSeconds)),
    fact("Owed", status.owedBytes > 0 ? size(status.owedBytes) : status.owedObjects > 0 ? count(status.owedObjects, "object", "objects") : "nothing"),
    fact("Active alerts", count(summary.activeAlerts)),
  ];
}

export function provider(p, now) {
  const time = p.responseTime;
  return h(
    "li",
    { class: `provider ${p.status}` },
    h("div", { class: "row" }, h("h3", {}, name(p.id)), badge(STATUS[p.status])),
    h("p", { class: "place" }, p.region === undefined ? "no region" : name(p.region), ` · ${p.role}`, name(p.location, { class: "location" })),
    h("div", { class: "chart" }, sparkline(p.samples), h("p", { class: "reading" }, time === undefined ? "no answer" : h("strong", {}, latency(time.p50Seconds)), time === undefined ? "" : ` p95 ${latency(time.p95Seconds)}`)),
    h("div", { class: "past" }, history(p.history), p.history.length === 0 ? "" : h("p", { class: "span" }, h("span", {}, ago(p.history[0].from, now)), h("span", {}, "now"))),
    h(
      "dl",
      { class: "facts" },
      fact("Available", percent(p.availabilityPercentage)),
      fact("Errors", percent(p.errorRate * 100)),
      fact("Score", String(p.performanceScore)),
      fact("Used", p.usedBytes === undefined ? "not told" : size(p.usedBytes)),
      p.availableBytes === undefined ? "" : fact("Free", size(p.availableBytes)),
      p.lastProbe === undefined ? fact("Probed", "never") : fact("Probed", ago(p.lastProbe, now)),
    ),
    p.lastError === undefined ? "" : h("p", { class: "error" }, h("span", { class: "label" }, "Last error "), name(p.lastError)),
  );
}

export function job(j, now) {
  const [done, total] = j.bytesTotal === undefined ? [j.filesDone, j.filesTotal] : [j.bytesDone, j.bytesTotal];
  const known = total !== undefined && total > 0;
  const share = known ? Math.min(1, done / total) : 0;
  return h(
    "li",
    { class: "job" },
    h("div", { class: "row" }, h("h3", {}, name(j.name)), h("span", { class: "phase" }, plain(j.phase)), h("span", { class: "share" }, known ? `${Math.floor(share * 100)} %` : "")),
    known ? h("progress", { max: total, value: Math.min(done, total), "aria-label": `Progress of ${plain(j.name)}` }) : h("div", { class: "unknown-length" }),
    h("p", { class: "amounts" }, amounts(j), " · since ", ago(j.since, now), left(j, share, now)),
  );
}

function amounts(j) {
  const of = (done, total, words) => (total === undefined ? words(done) : `${words(done)} of ${words(total)}`);
  const files = of(j.filesDone, j.filesTotal, (n) => count(n));
  return `${of(j.bytesDone, j.bytesTotal, size)} · ${files} files`;
}

function left(j, share, now) {
  const seconds = (now - Date.parse(j.since)) / 1000;
  // Before that, an estimate would be a guess.
  return share > 0.03 && share < 1 && seconds > 5 ? ` · about ${duration((seconds * (1 - share)) / share)} left` : "";
}

export function alert(a, now, onHandle) {
  const problem = h("p", { class: "problem", role: "status" });
  const facts = Object.entries(a.facts);
  return h(
    "li",
    { class: `alert ${a.severity}` },
    h("div", { class: "row" }, badge(SEVERITY[a.severity]), h("p", { class: "summary" }, name(a.summary))),
    h("p", { class: "meta" }, name(a.subject), " · ", a.ended === undefined ? ["since ", ago(a.since, now)] : ["over ", ago(a.ended, now)], facts.map(([key, value]) => [" · ", name(`${key} ${value}`)])),
    h("div", { class: "handling" }, handling(a, now, (what, form, button) => onHandle(a.identity, what, form, button, problem)), problem),
  );
}

function handling(a, now, act) {
  const acknowledged = a.acknowledged === undefined ? "" : h("p", {}, "Acknowledged ", ago(a.acknowledged, now));
  const silenced = a.silencedUntil === undefined ? "" : h("p", {}, `Silenced until ${moment(a.silencedUntil)}`);
  if (a.ended !== undefined) {
    return [acknowledged, silenced];
  }
  if (a.silencedUntil !== undefined) {
    choosing.delete(a.identity);
  }
  const button = (word, what, form = {}, label = word) => {
    const made = h("button", { "data-focus": `${what}${form.hours ?? ""}`, "aria-label": `${label}: ${plain(a.summary)}` }, word);
    made.addEventListener("click", () => act(what, form, made));
    return made;
  };
  return [
    acknowledged,
    silenced,
    a.acknowledged === undefined && a.silencedUntil === undefined ? button("Acknowledge", "ack") : "",
    a.silencedUntil === undefined ? silence(a, button) : button("End silence", "unsilence"),
  ];
}

// Whose choice of a time is open; the element is made anew whenever its alert changes.
const choosing = new Set();

function silence(a, button) {
  const choice = h("p", { class: "choice", role: "group", "aria-label": "Silence for" }, SILENCES.map(([word, hours]) => button(word, "silence", { hours }, `Silence for ${word}`)));
  const opener = h("button", { "data-focus": "choose", "aria-label": `Silence: ${plain(a.summary)}` }, "Silence");
  const show = () => {
    choice.hidden = !choosing.has(a.identity);
    opener.setAttribute("aria-expanded", String(!choice.hidden));
  };
  opener.addEventListener("click", () => {
    if (!choosing.delete(a.identity)) {
      choosing.add(a.identity);
    }
    show();
  });
  show();
  return [opener, choice];
}

export function snapshot(s) {
  return row([
    ["When", h("span", { class: "when" }, moment(s.time)), h("code", {}, plain(s.id.slice(0, 8)))],
    ["Host", name(s.host)],
    ["What", h("span", {}, s.paths.map((path, i) => [i === 0 ? "" : ", ", name(path)])), labels(s.labels)],
    ["Copies", `${s.copies.length} of ${s.copiesWanted}`, h("span", { class: "names" }, s.copies.map((copy, i) => [i === 0 ? "" : ", ", name(copy)]))],
    ["Kept", badge(VERDICT[s.verdict]), s.regionsWanted > s.regions ? h("span", { class: "names" }, `${s.regions} of ${count(s.regionsWanted, "region", "regions")}`) : ""],
  ]);
}

function labels(all) {
  const entries = Object.entries(all);
  return entries.length === 0 ? "" : h("span", { class: "labels" }, entries.map(([key, value]) => name(value === "" ? key : `${key}: ${value}`, { class: "label" })));
}

export function debt(d, now) {
  return row([
    ["Provider", name(d.provider)],
    ["Size", size(d.bytes)],
    ["Objects", count(d.objects)],
    ["Since", d.since === undefined ? "unknown" : ago(d.since, now)],
  ]);
}

export function schedule(s, now) {
  const last = s.last;
  return row([
    ["Name", name(s.name), h("span", { class: "names" }, name(s.task))],
    ["Plan", name(s.plan)],
    ["Next", s.next === undefined ? "not planned" : ago(s.next, now)],
    ["Last", last === undefined ? "never ran" : badge(OUTCOME[last.outcome]), last === undefined ? "" : h("span", { class: "names" }, ago(last.time, now), last.outcome === "missed" ? "" : `, took ${duration(last.seconds)}`), last === undefined || last.message === "" ? "" : name(last.message, { class: "names" })],
  ]);
}
