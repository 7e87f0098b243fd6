// Figures and times for people, the same in every locale; and names from elsewhere made harmless to read.

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const NUMBER = new Intl.NumberFormat("en-US");

// Controls, and signs that turn the direction of what follows: shown by their numbers instead.
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

export function plain(text) {
  return String(text).replace(
    INVISIBLE,
    (sign) => "\\u" + sign.codePointAt(0).toString(16).padStart(4, "0"),
  );
}

export function count(number, one, many) {
  return one === undefined ? NUMBER.format(number) : `${NUMBER.format(number)} ${number === 1 ? one : many}`;
}

export function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

export function percent(value) {
  if (value === 0 || value === 100) {
    return `${value} %`;
  }
  // Rounded towards the middle: 99.996 is not all, 0.004 is not nothing.
  const rounded = Math.min(Math.max(value, 0.1), 99.9);
  return `${rounded < 10 || rounded > 99 ? rounded.toFixed(1) : Math.round(rounded)} %`;
}

export function latency(seconds) {
  if (seconds < 0.0995) {
    return `${(seconds * 1000).toFixed(seconds < 0.00995 ? 1 : 0)} ms`;
  }
  return seconds < 0.9995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
}

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) {
    return `${s} s`;
  }
  if (s < 90 * 60) {
    return `${Math.round(s / 60)} min`;
  }
  if (s < 36 * 3600) {
    return `${Math.round(s / 3600)} h`;
  }
  return count(Math.round(s / 86400), "day", "days");
}

// From now on or back, as a person would say it.
export function relative(time, now) {
  const seconds = (now - Date.parse(time)) / 1000;
  if (Math.abs(seconds) < 5) {
    return "just now";
  }
  return seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
}

export function moment(time) {
  return MOMENT.format(Date.parse(time));
}

export function clock(millis) {
  return CLOCK.format(millis);
}
