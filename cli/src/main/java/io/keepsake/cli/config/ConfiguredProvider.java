package io.keepsake.cli.config;

import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.spi.storage.StoreSettings;

/**
 * What a vault file says of one provider.
 *
 * @param store how to reach it
 * @param traits what it is there for, under the same id
 */
record ConfiguredProvider(StoreSettings store, ProviderTraits traits) {}
