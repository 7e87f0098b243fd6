/**
 * What may be in a vault file, declared once. In flow declarations by the sections that read the
 * file; out flow the keys they know, checks that they read nothing else, and a JSON Schema.
 */
@NullMarked
package io.keepsake.cli.config.shape;

import org.jspecify.annotations.NullMarked;
