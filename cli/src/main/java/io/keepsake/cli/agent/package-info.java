/**
 * The agent: a vault, a plan and a key flow in; backups, repairs, alerts, metrics and a dashboard
 * flow out until it is closed.
 */
@NullMarked
package io.keepsake.cli.agent;

import org.jspecify.annotations.NullMarked;
