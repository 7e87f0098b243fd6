package io.keepsake.core.vault;

import java.util.Locale;

/** What is recorded in the audit trail. Readers take words that are not among these, too. */
public enum AuditAction {
  /** A vault was created. */
  INIT,
  /** A vault was not opened, because the key was wrong. */
  OPEN,
  /** A source was backed up. */
  BACKUP,
  /** Files were restored. */
  RESTORE,
  /** Names of files in a snapshot were read. */
  LIST,
  /** What is stored was checked. */
  VERIFY,
  /** Copies were written from one provider to another, or it was looked what is to be written. */
  REPAIR,
  /** Copies that were found to be bad or missing while others were read were rewritten. */
  READ_REPAIR,
  /** Index objects were written anew from packs. */
  REINDEX,
  /** Snapshots were given up, or what of them providers still had was deleted. */
  FORGET,
  /** What no snapshot needs was deleted. */
  PRUNE,
  /** Snapshots were given up, and nothing was to be left of what only they had. */
  ERASE,
  /** The session of somebody who was taken for dead was ended. */
  FENCE,
  /** A snapshot was held: nothing may remove it. */
  HOLD,
  /** The holds on a snapshot were ended. */
  RELEASE,
  /** Objects were locked longer against deletion. */
  LOCK_EXTEND,
  /** Something more opens the vault: a passphrase, a key file, a recovery code. */
  KEY_ADD,
  /** Something opens the vault no more. */
  KEY_REMOVE,
  /** New data are encrypted under new keys. */
  KEY_ROTATE,
  /** It was tried whether the vault can be restored without some providers. */
  DRILL,
  /** A provider was added to the configuration. */
  PROVIDER_ADD,
  /** A provider was taken out of the configuration. */
  PROVIDER_REMOVE,
  /** A provider was put in the place of another one. */
  PROVIDER_REPLACE;

  /** The word in the record. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
