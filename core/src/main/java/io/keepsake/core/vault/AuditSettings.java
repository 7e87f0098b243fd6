package io.keepsake.core.vault;

import java.nio.file.Path;

/**
 * That operations are recorded, where, and who acts.
 *
 * @param directory a directory of this machine; the journal of each vault is in one of its own
 *     below it
 * @param user name of the account
 * @param host name of the machine
 */
public record AuditSettings(Path directory, String user, String host) {}
