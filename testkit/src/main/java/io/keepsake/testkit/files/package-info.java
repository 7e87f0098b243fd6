/**
 * Directory trees for end-to-end tests: difficult ones to back up, and a comparison of what came
 * back that shares no code with what it tests. Both run programs of the project's tools directory
 * with Python 3.
 */
@NullMarked
package io.keepsake.testkit.files;

import org.jspecify.annotations.NullMarked;
