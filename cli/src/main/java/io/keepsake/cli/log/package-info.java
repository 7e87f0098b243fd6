/**
 * How logs are written, where {@code conf/logging.properties} asks for it. In flow records of the
 * agent and of libraries; out flow lines without secrets.
 */
@NullMarked
package io.keepsake.cli.log;

import org.jspecify.annotations.NullMarked;
