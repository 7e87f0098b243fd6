/**
 * Makes a store of a directory on another machine.
 *
 * <p>In flow objects and a {@link io.keepsake.provider.local.remote.RemoteFiles} that speaks the
 * protocol; out come files. An object is written under a temporary name in {@code .keepsake-tmp},
 * made durable where the server can, and put in its place by one step, so nobody sees half of it.
 */
@NullMarked
package io.keepsake.provider.local.remote;

import org.jspecify.annotations.NullMarked;
