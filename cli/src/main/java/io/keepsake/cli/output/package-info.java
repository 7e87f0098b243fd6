/**
 * What people and programs read: text without control characters, JSON documents, the progress
 * line. In flow results and events; out flow characters.
 */
@NullMarked
package io.keepsake.cli.output;

import org.jspecify.annotations.NullMarked;
