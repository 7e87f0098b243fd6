/**
 * A real S3 server for tests, in a JVM of its own.
 *
 * <p>In flows the directory with the server's jars, which the Maven module {@code
 * keepsake-testkit-s3proxy} fetches; out comes an endpoint on 127.0.0.1.
 */
@NullMarked
package io.keepsake.testkit.s3;

import org.jspecify.annotations.NullMarked;
