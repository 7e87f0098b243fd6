/**
 * Notices by e-mail, over SMTP with Jakarta Mail. In flow notifications, out flow messages in plain
 * text and HTML, in one thread for each alert's identity.
 */
@NullMarked
package io.keepsake.alerts.email;

import org.jspecify.annotations.NullMarked;
