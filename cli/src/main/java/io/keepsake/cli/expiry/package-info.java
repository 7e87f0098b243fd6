/**
 * When what lets providers be used stops being valid: in flow their settings, out flow facts for
 * alerts. Certificates are looked at where they are shown; nothing is sent there.
 */
@NullMarked
package io.keepsake.cli.expiry;

import org.jspecify.annotations.NullMarked;
