/**
 * What alert sinks share. In flow notifications and addresses, out flow words that are fit to be
 * shown and {@link io.keepsake.core.spi.alert.Delivery deliveries} that tell no secret.
 */
@NullMarked
package io.keepsake.alerts.outlet;

import org.jspecify.annotations.NullMarked;
