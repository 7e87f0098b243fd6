/**
 * What every {@link io.keepsake.core.spi.crypto.CryptoProvider} must keep to, as tests to inherit.
 *
 * <p>In flows a provider; out flow passed or failed tests. A provider's own test module extends
 * {@link io.keepsake.testkit.crypto.CryptoSuiteContract} (JUnit Jupiter) and {@link
 * io.keepsake.testkit.crypto.CryptoSuiteProperties} (jqwik).
 */
@NullMarked
package io.keepsake.testkit.crypto;

import org.jspecify.annotations.NullMarked;
