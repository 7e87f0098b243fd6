package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.Purpose;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which calls are meant.
 *
 * @param operations any of these
 * @param purpose only this one; empty for all
 * @param name what the name contains; see {@link Call#name}
 */
public record Calls(Set<Operation> operations, Optional<Purpose> purpose, Pattern name) {

  private static final Pattern ANY = Pattern.compile("");

  /** Copies the set. */
  public Calls {
    operations = Set.copyOf(operations);
  }

  /** All calls. */
  public static Calls all() {
    return new Calls(EnumSet.allOf(Operation.class), Optional.empty(), ANY);
  }

  /** All calls of these operations. */
  public static Calls to(Operation first, Operation... more) {
    return new Calls(EnumSet.of(first, more), Optional.empty(), ANY);
  }

  /** Of these, the ones made for a purpose. */
  public Calls purpose(Purpose only) {
    return new Calls(operations, Optional.of(only), name);
  }

  /** Of these, the ones in whose name the regular expression finds something. */
  public Calls named(String regex) {
    return new Calls(operations, purpose, Pattern.compile(regex));
  }

  /** Whether a call is one of these. */
  public boolean include(Call call) {
    return operations.contains(call.operation())
        && (purpose.isEmpty() || purpose.get() == call.purpose())
        && name.matcher(call.name()).find();
  }
}
