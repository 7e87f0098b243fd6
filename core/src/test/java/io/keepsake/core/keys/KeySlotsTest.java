package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.format.VaultId;
import io.keepsake.core.keys.KeyException.Kind;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySlotsTest {

  private static final CryptoSuite SUITE = SampleHeaders.SUITE;
  private static final String TEXT = new String(SampleHeaders.sample().toBytes(), UTF_8);

  private static Kind refusal(VaultHeader header, SlotType type, Secret secret) {
    return assertThrows(KeyException.class, () -> KeySlots.unlock(SUITE, header, type, secret))
        .kind();
  }

  @Test
  void eachSlotOpensToTheSameRootKey() throws Exception {
    VaultHeader header = VaultHeader.parse(SampleHeaders.sample().toBytes());
    try (Secret root = SampleHeaders.root();
        Secret passphrase = SampleHeaders.passphrase();
        Secret keyFile = SampleHeaders.keyFile();
        OpenedSlot one = KeySlots.unlock(SUITE, header, SlotType.PASSPHRASE, passphrase);
        OpenedSlot other = KeySlots.unlock(SUITE, header, SlotType.KEY_FILE, keyFile)) {
      assertEquals(root, one.root());
      assertEquals(root, other.root());
    }
  }

  @Test
  void aSecondPassphraseOpensToo() throws Exception {
    try (Secret second = Secret.copyOf("another one".getBytes(UTF_8));
        Secret root = SampleHeaders.root()) {
      KeySlot slot =
          KeySlots.forPassphrase(
              SUITE, SampleHeaders.IDENTITY, second, root, SlotNote.at(SampleHeaders.NOW));
      VaultHeader header = SampleHeaders.sample().withSlot(slot);
      try (OpenedSlot opened = KeySlots.unlock(SUITE, header, SlotType.PASSPHRASE, second)) {
        assertEquals(root, opened.root());
      }
      VaultHeader revoked = header.withoutSlot(slot.id());
      assertEquals(Kind.WRONG_KEY, refusal(revoked, SlotType.PASSPHRASE, second));
    }
  }

  @Test
  void aWrongSecretOrOneOfAnotherTypeIsTheWrongKey() {
    VaultHeader header = SampleHeaders.sample();
    try (Secret wrong = Secret.copyOf("Correct horse battery staple".getBytes(UTF_8));
        Secret passphrase = SampleHeaders.passphrase();
        Secret wrongFile = Secret.copyOf(new byte[40]);
        Secret keyFile = SampleHeaders.keyFile()) {
      assertEquals(Kind.WRONG_KEY, refusal(header, SlotType.PASSPHRASE, wrong));
      assertEquals(Kind.WRONG_KEY, refusal(header, SlotType.PASSPHRASE, keyFile));
      assertEquals(Kind.WRONG_KEY, refusal(header, SlotType.KEY_FILE, wrongFile));
      VaultHeader only = header.withoutSlot(header.slots().get(1).id());
      assertEquals(Kind.WRONG_KEY, refusal(only, SlotType.KEY_FILE, keyFile));
      assertEquals(SlotType.PASSPHRASE, only.slots().getFirst().type());
      assertFalse(passphrase.equals(wrong));
    }
  }

  /** Somebody with access to a store can compute checksums, but not the wrapping. */
  @Test
  void slotsDoNotOpenInAHeaderThatSomebodyChanged() throws Exception {
    try (Secret passphrase = SampleHeaders.passphrase()) {
      for (List<String> change :
          List.of(
              List.of("\"vault\": \"00", "\"vault\": \"01"),
              List.of("\"minimum\": 524288", "\"minimum\": 262144"),
              List.of("\"maximum\": 4194304", "\"maximum\": 8388608"),
              List.of("jdk-test-v1", "jdk-test-v2"),
              List.of("\"iterations\": 1", "\"iterations\": 2"),
              List.of("\"id\": \"", "\"id\": \"f"))) {
        String changed = TEXT.replace(change.getFirst(), change.getLast());
        changed = changed.replaceAll("\"id\": \"(f.{31}).\"", "\"id\": \"$1\"");
        VaultHeader header = VaultHeader.parse(SampleHeaders.rechecksummed(changed));
        assertEquals(
            Kind.WRONG_KEY, refusal(header, SlotType.PASSPHRASE, passphrase), change::toString);
      }
    }
  }

  @Test
  void theKeysOfAVaultDiffer() throws Exception {
    try (Secret root = SampleHeaders.root();
        VaultKeys keys = VaultKeys.derive(SUITE, SampleHeaders.IDENTITY.vault(), root)) {
      Set<String> values = new HashSet<>();
      for (Secret key : List.of(root, keys.dataId(), keys.treeId(), keys.chunker(), keys.epoch())) {
        values.add(Arrays.toString(key.copyBytes()));
      }
      assertEquals(5, values.size());
    }
  }

  @Test
  void anEpochKeyComesBackAndEveryFlippedByteIsDamage() throws Exception {
    try (Secret root = SampleHeaders.root();
        VaultKeys keys = VaultKeys.derive(SUITE, SampleHeaders.IDENTITY.vault(), root);
        EpochKey key = EpochKey.generate(keys, 3)) {
      byte[] object = key.wrap(keys);
      assertEquals(72, object.length);
      try (EpochKey back = EpochKey.unwrap(keys, object)) {
        assertEquals(3, back.number());
        assertArrayEquals(key.dataKey().copyBytes(), back.dataKey().copyBytes());
      }
      for (int i = 0; i < object.length; i++) {
        byte[] flipped = object.clone();
        flipped[i] ^= 1;
        assertDamaged(keys, flipped);
        assertDamaged(keys, Arrays.copyOf(object, i));
      }
      assertDamaged(keys, Arrays.copyOf(object, object.length + 1));
    }
  }

  @Test
  void anEpochKeyOfAnotherVaultIsRefused() throws Exception {
    try (Secret root = SampleHeaders.root();
        VaultKeys keys = VaultKeys.derive(SUITE, SampleHeaders.IDENTITY.vault(), root);
        VaultKeys other = VaultKeys.derive(SUITE, new VaultId("f".repeat(32)), root);
        EpochKey key = EpochKey.generate(keys, 1)) {
      assertDamaged(other, key.wrap(keys));
    }
  }

  private static void assertDamaged(VaultKeys keys, byte[] object) {
    assertEquals(
        Kind.DAMAGED, assertThrows(KeyException.class, () -> EpochKey.unwrap(keys, object)).kind());
  }
}
