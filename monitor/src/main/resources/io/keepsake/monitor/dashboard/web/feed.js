// Keeps asking the agent what has changed, and knows how old that is.

const WAIT_SECONDS = 10;
const PAUSES = [1, 2, 5, 10];

export class Feed {
  #revision = 0;
  #skew = 0; // the agent's clock less this one, in milliseconds
  #failures = 0;

  constructor(onNews, onState) {
    this.onNews = onNews;
    this.onState = onState;
    this.time = undefined; // of the agent's last word
    this.connected = false;
  }

  // Now, by the agent's clock.
  now() {
    return Date.now() + this.#skew;
  }

  ageSeconds() {
    return this.time === undefined ? undefined : Math.max(0, (this.now() - this.time) / 1000);
  }

  async run() {
    for (;;) {
      try {
        this.#take(await this.#ask());
        this.#failures = 0;
        this.connected = true;
        this.onState();
      } catch (error) {
        this.connected = false;
        this.onState();
        const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)];
        await new Promise((resolve) => setTimeout(resolve, pause * 1000));
      }
    }
  }

  async #ask() {
    const wait = this.connected ? WAIT_SECONDS : 0;
    const response = await fetch(`/api/v1/events?after=${this.connected ? this.#revision : 0}&wait=${wait}`, {
      signal: AbortSignal.timeout((wait + 8) * 1000),
      cache: "no-store",
    });
    if (response.status === 401) {
      location.assign("/login");
    }
    if (!response.ok) {
      throw new Error(`Status ${response.status}`);
    }
    return response.json();
  }

  #take(news) {
    this.#skew = Date.parse(news.serverTime) - Date.now();
    this.#revision = news.revision;
    this.time = Date.parse(news.time);
    this.onNews(news.sections);
  }
}

export async function moreSnapshots(offset) {
  const response = await fetch(`/api/v1/snapshots?offset=${offset}&limit=200`, { cache: "no-store" });
  if (!response.ok) {
    throw new Error(`Status ${response.status}`);
  }
  return (await response.json()).snapshots;
}

export async function session() {
  const response = await fetch("/api/v1/session", { cache: "no-store" });
  if (!response.ok) {
    throw new Error(`Status ${response.status}`);
  }
  return response.json();
}

// What a person does about an alert: ack, silence or unsilence. Answers with a sentence if it could not be done.
export async function handle(identity, what, form = {}) {
  try {
    const { csrf } = await session();
    const response = await fetch(`/api/v1/alerts/${encodeURIComponent(identity)}/${what}`, {
      method: "POST",
      headers: { "X-Keepsake-Csrf": csrf },
      body: new URLSearchParams(form),
    });
    return response.ok ? undefined : (await response.json()).error.message;
  } catch (error) {
    return "The agent could not be reached. Try again.";
  }
}
