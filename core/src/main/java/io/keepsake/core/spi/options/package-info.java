/**
 * How plugins read the options that users write: in flow texts by name, out flow values, secrets
 * and sentences that say what would be right. What the options are is each plugin's matter.
 */
@NullMarked
package io.keepsake.core.spi.options;

import org.jspecify.annotations.NullMarked;
