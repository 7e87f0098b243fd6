/**
 * How Google's client library reaches the network here: through the JDK's HTTP client.
 *
 * <p>In flow the library's requests, out come its responses. Unlike the library's own transport,
 * this one ends a request whose thread is interrupted, whose transport is shut down, or on which no
 * byte moves for a while, in either direction. It tries nothing again and follows no redirect.
 */
@NullMarked
package io.keepsake.provider.gcs.http;

import org.jspecify.annotations.NullMarked;
