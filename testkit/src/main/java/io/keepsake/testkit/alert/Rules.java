package io.keepsake.testkit.alert;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What the rules of several services are written with. */
final class Rules {

  private Rules() {}

  /** An object has its type, all of some members, and none but these and some more. */
  static void shape(
      Map<String, Object> object, String type, Collection<String> must, Collection<String> may) {
    assertTrue(type.equals(object.get("type")), "No " + type + ": " + object);
    assertTrue(object.keySet().containsAll(must), must + " are missing in " + object);
    for (String name : object.keySet()) {
      boolean known = name.equals("type") || must.contains(name) || may.contains(name);
      assertTrue(known, "A %s has no member %s: %s".formatted(type, name, object));
    }
  }

  /** A member is a string that is not empty and at most so long. */
  static String text(Map<String, Object> object, String name, int most) {
    if (!(object.get(name) instanceof String text)) {
      throw new AssertionError("%s is no string in %s".formatted(name, object));
    }
    assertTrue(!text.isEmpty(), name + " is empty in " + object);
    assertTrue(text.length() <= most, "%s has %d characters".formatted(name, text.length()));
    return text;
  }

  /** A member, if it is there, is one of some values. */
  static void oneOf(Map<String, Object> object, String name, Set<?> values) {
    if (object.containsKey(name)) {
      assertTrue(values.contains(object.get(name)), "%s in %s".formatted(name, object));
    }
  }

  /** A list has at least one and at most so many elements. */
  static void size(Collection<?> list, int most) {
    assertTrue(!list.isEmpty() && list.size() <= most, "It has " + list.size() + " elements");
  }
}
