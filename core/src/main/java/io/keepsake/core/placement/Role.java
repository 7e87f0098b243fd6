package io.keepsake.core.placement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a provider is there for. Every one of them may be read. */
public enum Role {
  /** Every backup is written to it. */
  ACTIVE,
  /** A backup is written to it when too few others can be. */
  STANDBY,
  /** Nothing is written to it; what it holds may be read. */
  READ_ONLY;

  /** The word for it in a vault file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether backups may be written to it. */
  public boolean writable() {
    return this != READ_ONLY;
  }

  /** The role that a word stands for; empty if it stands for none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** All words, in the order of the roles. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }
}
