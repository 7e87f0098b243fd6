// Puts the page together.

import { icon } from "./charts.js";
import { byId, h, reconcile, tick, write } from "./dom.js";
import { Feed, handle, moreSnapshots, session } from "./feed.js";
import { LEVELS, alert, debt, figures, job, provider, schedule, snapshot } from "./sections.js";
import { clock, count, duration, plain } from "./words.js";

const STALE_SECONDS = 30;
const feed = new Feed(show, showConnection);
const shown = { jobs: new Map(), rows: [], total: 0, first: true };

function list(id, items, keyOf, build, nothing) {
  const container = byId(id);
  const rows = byId(`${id}-rows`);
  reconcile(rows ?? container, items, keyOf, build);
  container.hidden = items.length === 0;
  const empty = byId(`${id}-empty`);
  write(empty, items.length === 0 ? nothing : "");
  empty.hidden = items.length > 0;
}

function show(sections) {
  const now = feed.now();
  const views = {
    status: (status) => showStatus(status, now),
    providers: (all) => list("providers", all, (p) => p.id, (p) => provider(p, now), "No provider is set up."),
    snapshots: showSnapshots,
    debts: (all) => list("debts", all, (d) => d.provider, (d) => debt(d, now), "Nothing is owed: every provider has all it should have."),
    alerts: (all) => list("alerts", all, (a) => a.identity, (a) => alert(a, now, onHandle), "No alerts."),
    jobs: (all) => showJobs(all, now),
    schedules: (all) => list("schedules", all, (s) => s.name, (s) => schedule(s, now), "Nothing is scheduled."),
  };
  for (const [section, value] of Object.entries(sections)) {
    views[section]?.(value);
  }
  shown.first = false;
  tick(now);
}

function showStatus(status, now) {
  const { level, sentence, details } = status.headline;
  const [kind, word] = LEVELS[level];
  byId("headline").dataset.level = level;
  byId("headline-mark").replaceChildren(icon(kind));
  write(byId("sentence"), plain(sentence));
  write(byId("details"), plain(details.join(" ")));
  byId("figures").replaceChildren(...figures(status, now));
  byId("vault").replaceChildren("Vault ", h("code", { title: status.vault }, plain(status.vault.slice(0, 12))));
  write(byId("program"), `Keepsake ${plain(status.program)}.`);
  document.title = `${word} · Keepsake`;
}

function showJobs(jobs, now) {
  const before = shown.jobs;
  shown.jobs = new Map(jobs.map((j) => [j.id, plain(j.name)]));
  if (!shown.first) {
    const begun = [...shown.jobs].filter(([id]) => !before.has(id)).map(([, name]) => `${name} has begun.`);
    const ended = [...before].filter(([id]) => !shown.jobs.has(id)).map(([, name]) => `${name} has ended.`);
    if (begun.length + ended.length > 0) {
      write(byId("news"), [...ended, ...begun].join(" "));
    }
  }
  list("jobs", jobs, (j) => j.id, (j) => job(j, now), "Nothing is running.");
}

function showSnapshots(snapshots) {
  shown.rows = snapshots.rows;
  shown.total = snapshots.total;
  showRows();
}

function showRows() {
  list("snapshots", shown.rows, (s) => s.id, snapshot, "None yet.");
  write(byId("snapshots-count"), shown.total > 0 ? count(shown.total) : "");
  byId("snapshots-more").hidden = shown.rows.length >= shown.total;
}

async function onMore() {
  try {
    const more = await moreSnapshots(shown.rows.length);
    const known = new Set(shown.rows.map((s) => s.id));
    shown.rows = [...shown.rows, ...more.rows.filter((s) => !known.has(s.id))];
    shown.total = more.total;
    showRows();
  } catch (error) {
    write(byId("news"), "No more snapshots could be read. Try again.");
  }
}

async function onHandle(identity, what, form, button, problem) {
  button.disabled = true;
  const sentence = await handle(identity, what, form);
  button.disabled = false;
  write(problem, sentence === undefined ? "" : plain(sentence));
}

function showConnection() {
  const age = feed.ageSeconds();
  const quiet = age !== undefined && age > STALE_SECONDS;
  const fine = feed.connected && !quiet;
  byId("connection").dataset.state = fine ? "live" : "lost";
  write(byId("connection-text"), fine ? "Live" : feed.connected ? "Not up to date" : "Not connected");
  const since = age === undefined ? "" : ` What you see is from ${clock(feed.time)}.`;
  const sentence = feed.connected ? "The agent tells nothing new." : "The connection to the agent is lost.";
  byId("lost").hidden = fine;
  write(byId("lost-sentence"), fine ? "" : sentence + since);
  write(byId("lost-age"), fine || age === undefined ? "" : `That is ${duration(age)} ago.`);
  document.body.classList.toggle("stale", !fine);
}

byId("snapshots-more").addEventListener("click", onMore);
setInterval(() => {
  showConnection();
  tick(feed.now());
}, 1000);
session().then((s) => (byId("sign-out").hidden = !s.signedIn), () => undefined);
feed.run();
