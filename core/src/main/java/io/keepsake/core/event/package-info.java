/**
 * What a running operation tells its caller: sealed records, for progress lines, logs and alerts.
 */
@NullMarked
package io.keepsake.core.event;

import org.jspecify.annotations.NullMarked;
