/**
 * Stores in directories of WebDAV servers: RFC 4918 over the JDK's HTTP client.
 *
 * <p>In flow a URL and options; out comes a store, whose operations on files become one request
 * each, or a few. Nothing is asked twice, except a request that the server wants a login for. See
 * docs/adr/0009.
 */
@NullMarked
package io.keepsake.provider.local.webdav;

import org.jspecify.annotations.NullMarked;
