/**
 * For whoever watches the stores of a vault over time: out flows a {@link
 * io.keepsake.core.watch.StoreCall} for each call to a store, in flows a {@link
 * io.keepsake.core.watch.KnownHealth} for each store when an operation begins.
 */
@NullMarked
package io.keepsake.core.watch;

import org.jspecify.annotations.NullMarked;
