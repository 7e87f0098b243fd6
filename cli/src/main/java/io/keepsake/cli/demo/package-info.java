/**
 * What {@code keepsake demo} needs: a sample folder, and a comparison of two trees. In flow a
 * directory; out flow files, and what differs.
 */
@NullMarked
package io.keepsake.cli.demo;

import org.jspecify.annotations.NullMarked;
