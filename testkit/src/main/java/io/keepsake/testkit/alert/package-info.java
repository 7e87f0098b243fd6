/**
 * What alert sinks are tried with: {@link io.keepsake.testkit.alert.AlertSinkContract} and, for
 * those over HTTP, {@link io.keepsake.testkit.alert.HttpSinkContract}, receivers, and the rules
 * that Slack and Teams have for messages.
 */
@NullMarked
package io.keepsake.testkit.alert;

import org.jspecify.annotations.NullMarked;
