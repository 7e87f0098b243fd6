/**
 * Notices in Slack channels, through incoming webhooks. In flow notifications, out flow messages of
 * blocks (Block Kit) within Slack's limits.
 */
@NullMarked
package io.keepsake.alerts.slack;

import org.jspecify.annotations.NullMarked;
