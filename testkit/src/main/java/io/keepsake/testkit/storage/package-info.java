/**
 * For authors of storage providers: the contract as tests, a store in memory, and a store that
 * fails on request. In flows an {@link io.keepsake.core.spi.storage.ObjectStore} to try, out come
 * passed and failed cases of {@link io.keepsake.testkit.storage.ObjectStoreContract}.
 */
@NullMarked
package io.keepsake.testkit.storage;

import org.jspecify.annotations.NullMarked;
