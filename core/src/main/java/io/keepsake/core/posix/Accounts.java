package io.keepsake.core.posix;

import io.keepsake.core.spi.source.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of users and groups, asked once each: first the files in /etc, then, for accounts of a
 * directory service, the C library.
 */
public final class Accounts {

  private static final Map<Long, Owner> OWNERS = new ConcurrentHashMap<>();

  private Accounts() {}

  /** The owner with those numbers; names that are unknown are empty. */
  public static Owner owner(long uid, long gid) {
    return OWNERS.computeIfAbsent(
        uid << 32 | gid, key -> new Owner(uid, gid, user(uid), group(gid)));
  }

  /** The effective user of this process. */
  public static long effectiveUser() {
    return SystemCall.call(CallNumbers.GETEUID, 0, 0, 0, 0, 0);
  }

  /** Effective user and group of this process. */
  public static Owner effectiveOwner() {
    long gid = SystemCall.call(CallNumbers.GETEGID, 0, 0, 0, 0, 0);
    return owner(effectiveUser(), gid);
  }

  private static String user(long uid) {
    String name = Local.USERS.get(uid);
    return name != null ? name : AccountLookup.userName((int) uid);
  }

  private static String group(long gid) {
    String name = Local.GROUPS.get(gid);
    return name != null ? name : AccountLookup.groupName((int) gid);
  }

  /** The accounts in /etc, read when first needed. */
  private static final class Local {
    static final Map<Long, String> USERS = read("/etc/passwd");
    static final Map<Long, String> GROUPS = read("/etc/group");

    private static Map<Long, String> read(String file) {
      Map<Long, String> names = new HashMap<>();
      try {
        String text = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
          String[] fields = line.split(":", 4);
          if (fields.length == 4 && fields[2].matches("\\d{1,10}")) {
            names.putIfAbsent(Long.parseLong(fields[2]), fields[0]);
          }
        }
      } catch (IOException e) {
        // Without the file every name is asked from the C library.
        return names;
      }
      return names;
    }
  }
}
