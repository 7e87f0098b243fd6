package io.keepsake.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything but what is to change stays as it is, to the byte. */
final class VaultFileEditTest {

  private static final String BLOCK =
      """
      # Our vault.
      vault:
        copies: 2   # both disks
        minimum: 1

      providers:
        # in the study
        - id: a    # old
          url: /x

        # at Ada's
        - id: b
          url: /y  # a NAS
      # the end
      """;

  @TempDir private Path directory;

  private static StoreSettings store(String id, String url) {
    return new StoreSettings(id, URI.create(url), Map.of());
  }

  private VaultFileEdit edit(String yaml) throws IOException, UsageException {
    return VaultFileEdit.of(Files.writeString(directory.resolve("keepsake.yaml"), yaml));
  }

  private String written(VaultFileEdit edit) throws IOException, UsageException {
    edit.write();
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("keepsake.yaml")), files.toList());
    }
    return Files.readString(directory.resolve("keepsake.yaml"));
  }

  private String added(String yaml) throws IOException, UsageException {
    VaultFileEdit edit = edit(yaml);
    edit.add(store("c", "file:///z"), ProviderTraits.active("c"));
    return written(edit);
  }

  private String removed(String yaml, String id) throws IOException, UsageException {
    VaultFileEdit edit = edit(yaml);
    edit.remove(id);
    return written(edit);
  }

  @Test
  void oneMoreInABlock() throws Exception {
    assertEquals(
        BLOCK.replace("# the end\n", "  - id: \"c\"\n    url: \"file:///z\"\n# the end\n"),
        added(BLOCK));
    assertEquals(
        "providers:\n- id: a\n  url: /x\n- id: \"c\"\n  url: \"file:///z\"\n",
        added("providers:\n- id: a\n  url: /x"));
    assertEquals(
        "providers:\r\n  - id: a\r\n    url: /x\r\n  - id: \"c\"\r\n    url: \"file:///z\"\r\n",
        added("providers:\r\n  - id: a\r\n    url: /x\r\n"));
  }

  @Test
  void oneMoreInBraces() throws Exception {
    assertEquals(
        "providers:\n  - { id: a, url: /x } # old\n  - { id: \"c\", url: \"file:///z\" }\n",
        added("providers:\n  - { id: a, url: /x } # old\n"));
    assertEquals(
        "providers: [{id: a, url: /x}, { id: \"c\", url: \"file:///z\" } ] # all\nvault: {}\n",
        added("providers: [{id: a, url: /x} ] # all\nvault: {}\n"));
    assertEquals(
        "{providers: [{id: a, url: /\u00fc\ud83d\ude00}, { id: \"c\", url: \"file:///z\" }]}",
        added("{providers: [{id: a, url: /\u00fc\ud83d\ude00}]}"));
  }

  @Test
  void allThatIsKnownOfItIsWritten() throws Exception {
    VaultFileEdit edit = edit(BLOCK);
    StoreSettings aws =
        new StoreSettings(
            "aws",
            URI.create("s3://b/c"),
            Map.of("region", "eu-west-1", "endpoint", "https://h \"x\""));
    ProviderTraits traits =
        new ProviderTraits("aws", Role.STANDBY, Optional.of("eu-west-1"), 0.09, -2);
    edit.add(aws, traits);
    assertEquals(aws, edit.now().settings().stores().getLast());
    assertEquals(traits, edit.now().settings().traits().getLast());
  }

  @Test
  void oneLessInABlock() throws Exception {
    assertEquals(
        BLOCK.replace("  - id: a    # old\n    url: /x\n", "").replace("copies: 2", "copies: 1"),
        removedWithCopies(BLOCK, "a"));
    assertEquals(
        BLOCK.replace("  - id: b\n    url: /y  # a NAS\n", "").replace("copies: 2", "copies: 1"),
        removedWithCopies(BLOCK, "b"));
    assertEquals(
        "providers:\n- id: b\n  url: /y",
        removed("providers:\n-\n  id: a\n  url: /x\n- id: b\n  url: /y", "a"));
  }

  private String removedWithCopies(String yaml, String id) throws IOException, UsageException {
    VaultFileEdit edit = edit(yaml);
    edit.copies(1);
    edit.remove(id);
    return written(edit);
  }

  @Test
  void oneLessInBraces() throws Exception {
    String three = "providers: [{id: a, url: /x}, {id: b, url: /y},\n  {id: c, url: /z}]\n";
    assertEquals("providers: [{id: b, url: /y},\n  {id: c, url: /z}]\n", removed(three, "a"));
    assertEquals("providers: [{id: a, url: /x},\n  {id: c, url: /z}]\n", removed(three, "b"));
    assertEquals("providers: [{id: a, url: /x}, {id: b, url: /y}]\n", removed(three, "c"));
    assertEquals(
        "providers:\n  - {id: b, url: /y}\n",
        removed("providers:\n  - {id: a,\n     url: /x}\n  - {id: b, url: /y}\n", "a"));
  }

  @Test
  void numbersAreSetWhereverTheyAre() throws Exception {
    String two = "providers: [{id: a, url: /x}, {id: b, url: /y}]\n";
    assertEquals("vault:\n  copies: 1\n" + two, withCopies(two));
    assertEquals("# us\nvault:\n  copies: 1\n" + two, withCopies("# us\n" + two));
    assertEquals("vault: {copies: 1}\n" + two, withCopies("vault: {}\n" + two));
    assertEquals(
        "vault: { copies: 1, minimum: 1 }\n" + two, withCopies("vault: { minimum: 1 }\n" + two));
    assertEquals(
        "vault:\n   copies: 1\n   minimum: 1 # x\n" + two,
        withCopies("vault:\n   minimum: 1 # x\n" + two));
    assertEquals(
        "vault: {copies: 1 , minimum: 1}\n" + two,
        withCopies("vault: {copies: \"2\" , minimum: 1}\n" + two));
  }

  private String withCopies(String yaml) throws IOException, UsageException {
    VaultFileEdit edit = edit(yaml);
    edit.copies(1);
    assertEquals(1, edit.now().settings().policy().copies());
    return written(edit);
  }

  @Test
  void whatWouldBeWrongThenIsRefused() throws Exception {
    VaultFileEdit edit = edit(BLOCK);
    UsageException e = assertThrows(UsageException.class, () -> edit.remove("a"));
    assertTrue(
        e.getMessage().contains("vault.copies: found '2'; at most the number"), e.getMessage());
    assertThrows(
        UsageException.class, () -> edit.add(store("a", "file:///z"), ProviderTraits.active("a")));
    assertEquals(BLOCK, written(edit));
  }

  @Test
  void whatCannotBeChangedIsLeftAlone() throws Exception {
    String anchors = "x: &a {id: a, url: /x}\nproviders: [*a]\n";
    assertThrows(UsageException.class, () -> edit(anchors));
    String flow = "{providers: [{id: a, url: /x}, {id: b, url: /y}]}";
    VaultFileEdit edit = edit(flow);
    UsageException e = assertThrows(UsageException.class, () -> edit.copies(1));
    assertTrue(e.getMessage().contains("Edit it by hand"), e.getMessage());
    assertEquals(flow, written(edit));
    Files.write(
        directory.resolve("keepsake.yaml"),
        "providers: [{id: \u00fc}]".getBytes(StandardCharsets.ISO_8859_1));
    assertThrows(UsageException.class, () -> VaultFileEdit.of(directory.resolve("keepsake.yaml")));
  }

  @Test
  void aFileThatSomebodyElseChangedIsLeftAlone() throws Exception {
    VaultFileEdit edit = edit(BLOCK);
    edit.add(store("c", "file:///z"), ProviderTraits.active("c"));
    Files.writeString(directory.resolve("keepsake.yaml"), BLOCK + "# mine\n");
    UsageException e = assertThrows(UsageException.class, edit::write);
    assertTrue(e.getMessage().contains("changed meanwhile"), e.getMessage());
    assertEquals(BLOCK + "# mine\n", Files.readString(directory.resolve("keepsake.yaml")));
  }

  @Test
  void permissionsAndLinksStay() throws Exception {
    Path real = directory.resolve("real.yaml");
    Files.writeString(real, BLOCK);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(directory.resolve("keepsake.yaml"), real);
    VaultFileEdit edit = VaultFileEdit.of(link);
    edit.add(store("c", "file:///z"), ProviderTraits.active("c"));
    edit.write();
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(real).contains("file:///z"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
  }

  @Test
  void newIdsDifferFromThoseThatAreThere() throws Exception {
    VaultFileEdit edit = edit("providers: [{id: vault, url: /x}, {id: vault-2, url: /y}]");
    assertEquals("vault-3", edit.newId(URI.create("file:///z/vault")));
    assertEquals("nas", edit.newId(URI.create("sftp://nas/vault")));
  }
}
