package io.keepsake.core.spi.source;

/**
 * Who owns an entry. Numbers are what is restored by default; names are kept beside them for
 * restores on another machine.
 *
 * @param uid user number, unsigned 32 bits
 * @param gid group number, unsigned 32 bits
 * @param user user name, empty if unknown
 * @param group group name, empty if unknown
 */
public record Owner(long uid, long gid, String user, String group) {

  /** For sources without owners. */
  public static final Owner NONE = new Owner(0, 0, "", "");
}
