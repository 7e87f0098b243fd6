package io.keepsake.monitor.health;

/** How a provider fares, from good to bad. */
public enum HealthStatus {
  /** It answers, in time and without errors worth a word. */
  HEALTHY,
  /** It is used, but it is slow or fails now and then. */
  DEGRADED,
  /** It fails so often that it cannot be relied on. */
  UNHEALTHY,
  /** It has not answered for some time. */
  OFFLINE
}
