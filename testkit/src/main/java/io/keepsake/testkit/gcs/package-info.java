/**
 * A server that speaks the JSON API of Google Cloud Storage, for tests without Google.
 *
 * <p>In flow HTTP requests of any client library, out comes what the service would answer: buckets
 * and objects with generations, conditions, multipart and resumable uploads, ranges, paged
 * listings, batches, checksums, holds and retention, and tokens for service accounts. Everything is
 * kept in memory. {@link io.keepsake.testkit.gcs.GcsServer} is the way in; it can be told to fail.
 */
@NullMarked
package io.keepsake.testkit.gcs;

import org.jspecify.annotations.NullMarked;
