/**
 * Tries the places where a vault is or may be kept, without a vault and without a key.
 *
 * <p>In flow {@link io.keepsake.core.spi.storage.StoreSettings}; out come a {@link
 * io.keepsake.core.probe.StoreState} (is it there, what can it do), a {@link
 * io.keepsake.core.probe.CheckReport} (what works and what does not, in words) and a {@link
 * io.keepsake.core.probe.BenchReport} (how fast). What is written goes under a scratch prefix, next
 * to whatever the place holds, and is removed again.
 */
@NullMarked
package io.keepsake.core.probe;

import org.jspecify.annotations.NullMarked;
