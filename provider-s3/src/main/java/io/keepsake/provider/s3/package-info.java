/**
 * Stores in buckets of Amazon S3 and of services that speak its protocol.
 *
 * <p>In flow objects, out come objects of a bucket under the same names behind the URL's prefix. A
 * call runs on a virtual thread of its own, so that an interrupt, a deadline or closing the store
 * ends it: that thread's socket is closed under it. Nothing is tried again here. What services
 * differ in (conditional puts, checksums) is probed with a scratch object before the first put.
 *
 * <p>The HTTP client is the SDK's on Apache HttpClient 5. Unlike the one on {@code
 * HttpURLConnection} it keeps as many idle connections as it may open, can close one from another
 * thread, tells a failure while a body is still being sent, and sends nothing twice by itself.
 */
@NullMarked
package io.keepsake.provider.s3;

import org.jspecify.annotations.NullMarked;
