package io.keepsake.core.keys;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the fields of a version 1 header one after the other. As their order is fixed, an unknown,
 * missing or repeated field is simply not the one expected.
 */
final class HeaderFields {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;

  /** Whether the name of the next field was read already. */
  private boolean pending;

  private HeaderFields(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads all of it.
   *
   * @throws FormatException if another field was expected
   * @throws tools.jackson.core.JacksonException if it is not JSON, or a number is too great
   * @throws IllegalArgumentException if a value is out of bounds
   * @throws java.time.DateTimeException if a time is none
   */
  static VaultHeader read(byte[] bytes) throws FormatException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      return new HeaderFields(json).header();
    }
  }

  private VaultHeader header() throws FormatException {
    expect(JsonToken.START_OBJECT);
    number("format");
    VaultId vault = new VaultId(text("vault"));
    int revision = number("revision");
    Instant created = Instant.parse(text("created"));
    String suite = text("suite");
    VaultIdentity identity = new VaultIdentity(vault, suite, chunking());
    List<KeySlot> slots = slots();
    text("checksum");
    expect(JsonToken.END_OBJECT);
    return new VaultHeader(identity, revision, created, slots);
  }

  private ChunkingParameters chunking() throws FormatException {
    object("chunking");
    ChunkingParameters chunking =
        new ChunkingParameters(number("minimum"), number("average"), number("maximum"));
    expect(JsonToken.END_OBJECT);
    return chunking;
  }

  private List<KeySlot> slots() throws FormatException {
    name("slots");
    expect(JsonToken.START_ARRAY);
    List<KeySlot> slots = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      slots.add(slot());
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new FormatException("a key slot was expected");
    }
    return slots;
  }

  private KeySlot slot() throws FormatException {
    String id = text("id");
    String type = text("type");
    Instant created = Instant.parse(text("created"));
    String label = optionalText("label");
    KeySlot slot;
    if (type.equals(SlotType.PASSPHRASE.label())) {
      slot = new KeySlot.Passphrase(id, created, label, kdf(), text("wrapped"));
    } else if (type.equals(SlotType.KEY_FILE.label())) {
      slot = new KeySlot.KeyFile(id, created, label, text("wrapped"));
    } else if (type.equals(SlotType.RECOVERY_CODE.label())) {
      slot = new KeySlot.RecoveryCode(id, created, label, text("wrapped"));
    } else {
      throw new FormatException("a key slot has a type that is not known");
    }
    expect(JsonToken.END_OBJECT);
    return slot;
  }

  private PassphraseParameters kdf() throws FormatException {
    object("kdf");
    PassphraseParameters kdf =
        new PassphraseParameters(
            text("algorithm"),
            number("memoryKibibytes"),
            number("iterations"),
            number("lanes"),
            Base64.getDecoder().decode(text("salt")));
    expect(JsonToken.END_OBJECT);
    return kdf;
  }

  private String text(String name) throws FormatException {
    name(name);
    expect(JsonToken.VALUE_STRING);
    return json.getString();
  }

  /** The value of a field that may be left out; empty then. */
  private String optionalText(String name) throws FormatException {
    if (json.nextToken() == JsonToken.PROPERTY_NAME && json.currentName().equals(name)) {
      expect(JsonToken.VALUE_STRING);
      return json.getString();
    }
    pending = true;
    return "";
  }

  private int number(String name) throws FormatException {
    name(name);
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }

  private void object(String name) throws FormatException {
    name(name);
    expect(JsonToken.START_OBJECT);
  }

  private void name(String name) throws FormatException {
    JsonToken token = pending ? json.currentToken() : json.nextToken();
    pending = false;
    if (token != JsonToken.PROPERTY_NAME || !json.currentName().equals(name)) {
      throw new FormatException("the field '" + name + "' was expected");
    }
  }

  private void expect(JsonToken token) throws FormatException {
    if (json.nextToken() != token) {
      throw new FormatException("a value is of the wrong type, or missing");
    }
  }
}
