package io.keepsake.core.spi.source;

import java.util.Arrays;
import java.util.Objects;

/** A named attribute of a file, such as {@code user.comment} or {@code system.posix_acl_access}. */
public final class ExtendedAttribute {

  private final RawName name;
  private final byte[] value;

  /** An attribute with a copy of the value. */
  public ExtendedAttribute(RawName name, byte[] value) {
    this.name = name;
    this.value = value.clone();
  }

  /** Its name, with its namespace. */
  public RawName name() {
    return name;
  }

  /** A copy of its value. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtendedAttribute attribute
        && name.equals(attribute.name)
        && Arrays.equals(value, attribute.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return name + "[" + value.length + " bytes]";
  }
}
