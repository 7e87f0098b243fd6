/**
 * Stores in buckets of Google Cloud Storage.
 *
 * <p>In flow objects, out come objects of the same names below the store's prefix in its bucket,
 * through Google's client library for the JSON API. Small objects go up in one request, large ones
 * in a resumable upload; a CRC32C goes with each and the service's answer is compared with it.
 */
@NullMarked
package io.keepsake.provider.gcs;

import org.jspecify.annotations.NullMarked;
