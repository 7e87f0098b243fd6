/**
 * Notices to web services: cards in Microsoft Teams, JSON to anything that takes it, and signs of
 * life to watchers that notice when these stop coming. In flow notifications and heartbeats, out
 * flow HTTP requests.
 */
@NullMarked
package io.keepsake.alerts.webhook;

import org.jspecify.annotations.NullMarked;
