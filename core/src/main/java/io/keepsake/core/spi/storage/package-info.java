/**
 * What a storage provider implements: a flat namespace of immutable objects.
 *
 * <p>In flows a {@link io.keepsake.core.spi.storage.StoreSettings}; out comes an {@link
 * io.keepsake.core.spi.storage.ObjectStore}. Nothing here knows about vaults, packs or keys.
 */
@NullMarked
package io.keepsake.core.spi.storage;

import org.jspecify.annotations.NullMarked;
