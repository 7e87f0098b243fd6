package io.keepsake.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultFileTest {

  @TempDir Path directory;

  private VaultFile read(String yaml) throws IOException, UsageException {
    return VaultFile.read(Files.writeString(directory.resolve("keepsake.yaml"), yaml));
  }

  private String problems(String yaml) {
    String message = assertThrows(UsageException.class, () -> read(yaml)).getMessage();
    return message.replace(directory.resolve("keepsake.yaml").toString(), "FILE");
  }

  @Test
  void readsAWholeFile() throws Exception {
    VaultFile file =
        read(
            """
            vault:
              copies: 3
              minimum: 2
              regions: 2
            providers:
              - { id: aws, url: "s3://weddings/keepsake", region: eu-west-1, storageClass: IA }
              - id: nas
                url: sftp://ada@nas:2222/volume1/keepsake
                role: active
                preference: 5
              - { id: here, url: ./disk1/, region: home, role: standby, cost: 0.023 }
              - { id: old, url: ./disk2/, role: read-only, preference: -1 }
            """);
    assertEquals(
        List.of(
            new ProviderTraits("aws", Role.ACTIVE, Optional.of("eu-west-1"), 0, 0),
            new ProviderTraits("nas", Role.ACTIVE, Optional.empty(), 0, 5),
            new ProviderTraits("here", Role.STANDBY, Optional.of("home"), 0.023, 0),
            new ProviderTraits("old", Role.READ_ONLY, Optional.empty(), 0, -1)),
        file.settings().traits());
    assertEquals(new CopyPolicy(3, 2, 2), file.settings().policy());
    assertEquals(
        List.of(
            new StoreSettings(
                "aws",
                URI.create("s3://weddings/keepsake"),
                Map.of("storageClass", "IA", "region", "eu-west-1")),
            new StoreSettings("nas", URI.create("sftp://ada@nas:2222/volume1/keepsake"), Map.of()),
            new StoreSettings("here", StoreUrl.ofDirectory(directory.resolve("disk1")), Map.of()),
            new StoreSettings("old", StoreUrl.ofDirectory(directory.resolve("disk2")), Map.of())),
        file.settings().stores());
    assertEquals(List.of(), file.warnings());
  }

  @Test
  void theVaultSectionMayBeMissing() throws Exception {
    assertEquals(1, read("providers: [{id: a, url: /x}]").settings().minimumCopies());
    assertEquals(
        2,
        read("providers: [{id: a, url: /x}, {id: b, url: /y}, {id: c, url: /z}]")
            .settings()
            .minimumCopies());
  }

  @Test
  void allProblemsAtOnceInTheOrderOfTheirLines() {
    assertEquals(
        """
        12 problems in FILE:
          line 2, vault.copis: found the unknown key 'copis'; did you mean 'copies'?
          line 3, vault.minimum: found 'two'; a whole number of 1 or more is expected
          line 5, providers[1].id: found 'a b'; 1 to 64 letters, digits, '-', '_' or '.' are expected, a letter or digit first
          line 6, providers[2].url: found no 'url'; the store's URL or directory is expected
          line 7, providers[3].url: found 's3://me:***@host/x'; it holds a password; leave it out of the URL, where logs and process lists would show it
          line 8, providers[4].role: found 'spare'; 'active', which is what leaving it out means, 'standby' or 'read-only' is expected
          line 8, providers[4].cost: found '-1'; a number of 0 or more, such as 1 or 0.023, is expected
          line 8, providers[4].preference: found 'high'; a whole number of at most nine digits is expected
          line 9, providers[5].region: found a list; a single value is expected
          line 9, providers[5].url: found no 'url'; the store's URL or directory is expected
          line 9, providers[5].ulr: found the unknown key 'ulr'; did you mean 'url'?
          line 10, colour: found the unknown key 'colour'; known here: vault, providers, retention, monitoring, alerts, schedules, dashboard\
        """,
        problems(
            """
            vault:
              copis: 3
              minimum: two
            providers:
              - { id: "a b", url: /x }
              - { id: b }
              - { id: c, url: "s3://me:hunter2@host/x" }
              - { id: d, url: /y, role: spare, cost: -1, preference: high }
              - { id: e, ulr: /z, region: [a] }
            colour: 5
            """));
  }

  @Test
  void oneProblemIsOneSentence() {
    assertEquals(
        "FILE, line 1, providers[1].id: found no 'id'; a short name of your choice is expected.",
        problems("providers: [{url: /x}]"));
  }

  private static final String THREE =
      """
      providers:
        - { id: a, url: /x, region: here }
        - { id: b, url: /y, role: standby }
        - { id: c, url: /z, role: read-only, region: there }
      """;

  @Test
  void copiesAreThoseOnActiveProvidersUnlessTheFileSaysOtherwise() throws Exception {
    assertEquals(new CopyPolicy(1, 1, 0), read(THREE).settings().policy());
    assertEquals(new CopyPolicy(2, 2, 0), read("vault: {copies: 2}\n" + THREE).settings().policy());
    assertEquals(
        new CopyPolicy(1, 1, 1), read("vault: {regions: 1}\n" + THREE).settings().policy());
    String more = "providers: [{id: a, url: /x}, {id: b, url: /y}, {id: c, url: /z}]";
    assertEquals(new CopyPolicy(1, 1, 0), read("vault: {copies: 1}\n" + more).settings().policy());
    assertEquals(new CopyPolicy(3, 2, 0), read("vault:\n  {}\n" + more).settings().policy());
  }

  @Test
  void readsAreHedgedOnlyIfTheFileSaysSo() throws Exception {
    assertEquals(Patience.STANDARD, read("vault: {copies: 1}\n" + THREE).settings().patience());
    assertEquals(
        Optional.of(Duration.ofSeconds(5)),
        read("vault: {hedge-reads: 5s}\n" + THREE).settings().patience().hedgeReads());
    assertEquals(
        "FILE, line 1, vault.hedge-reads: found 'yes'; a time such as 30s, 15m, 12h or 7d is"
            + " expected, of 1s or more.",
        problems("vault: {hedge-reads: yes}\n" + THREE));
  }

  @Test
  void whatIsWantedCanBeReached() {
    assertEquals(
        "FILE, line 1, vault.copies: found '3'; at most the number of providers that are active or"
            + " standby, 2, can be reached.",
        problems("vault: {copies: 3}\n" + THREE));
    assertEquals(
        "FILE, line 1, vault.minimum: found '2'; at most the number of active providers, 1, can be"
            + " reached.",
        problems("vault: {minimum: 2}\n" + THREE));
    assertEquals(
        """
        3 problems in FILE:
          line 1, vault.minimum: found '3'; at most the number of copies, 2, can be reached
          line 1, vault.regions: found '3'; at most the number of copies, 2, can be reached
          line 1, vault.regions: found '3'; providers that are active or standby name 1 different regions; give more of them a 'region', or write a smaller number\
        """,
        problems("vault: {copies: 2, minimum: 3, regions: 3}\n" + THREE));
  }

  @Test
  void somebodyIsWrittenToFromTheStart() {
    assertEquals(
        "FILE, line 2, providers: found no active provider; at least one without a 'role', or with"
            + " 'role: active', is expected, to be written to from the start.",
        problems("vault: {copies: 7}\nproviders: [{id: a, url: /x, role: standby}]"));
  }

  @Test
  void duplicatesAreFound() {
    String text =
        problems("providers:\n- {id: a, url: /x}\n- {id: a, url: file:///x}\n- {id: b, id: c}");
    assertTrue(text.contains("line 3, providers[2].id: found 'a' for the second time"), text);
    assertTrue(text.contains("providers[2].url: found 'file:///x' for the second time"), text);
    assertTrue(text.contains("line 4, providers[3].id: found the key twice"), text);
  }

  @Test
  void whatIsNoVaultFile() {
    assertTrue(problems("").contains("found nothing; 'providers:'"));
    assertTrue(problems("providers").contains("found 'providers'; 'key: value' pairs"));
    assertTrue(problems("providers: []").contains("found a list; a list of providers, each with"));
    assertTrue(problems("providers: {a: b}").contains("found a mapping of 1; a list of providers"));
    assertTrue(problems("vault: 3\nproviders: [{id: a, url: /x}]").contains("vault: found '3'"));
    assertTrue(problems("providers: [a]").contains("providers[1]: found 'a'; 'key: value' pairs"));
    assertTrue(problems("a: b\n c: [").contains("line 2: found no valid YAML"));
    assertTrue(problems("--- {}\n--- {}").contains("found no valid YAML"));
    assertTrue(problems("providers: [{id: a, url: [x]}]").contains("a single value is expected"));
    assertTrue(problems("providers: [{id: a, url: file://host/x}]").contains("names no host"));
    assertTrue(problems("providers: [{id: a, url: 's3://a b'}]").contains("it is not a URL"));
  }

  @Test
  void secretsInPlainTextAreRefusedUnlessTheyAreAllowed() throws Exception {
    String providers = "providers: [{id: a, url: s3://b, secretKey: hunter2}]";
    String refused =
        String.valueOf(assertThrows(UsageException.class, () -> read(providers)).getMessage());
    assertTrue(refused.contains("line 1, providers[1].secretKey: found what looks like a secret"));
    assertFalse(refused.contains("hunter2"));
    Path yaml = directory.resolve("allowed.yaml");
    Files.writeString(yaml, "vault: { allow-plain-secrets: true }\n" + providers);
    Files.setPosixFilePermissions(yaml, PosixFilePermissions.fromString("rw-------"));
    List<String> warnings = VaultFile.read(yaml).warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().startsWith("providers[1].secretKey looks like a secret"));
    assertFalse(warnings.getFirst().contains("hunter2"));
    Files.setPosixFilePermissions(yaml, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(2, VaultFile.read(yaml).warnings().size(), "others may read it");
    VaultFile better =
        read("providers: [{id: a, url: s3://b, secret-key-file: /k, sas-token-env: SAS}]");
    assertEquals(List.of(), better.warnings(), "these say where the secret is");
    Path secret = Files.writeString(directory.resolve("secret"), "hunter2");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    String named = "providers: [{id: a, url: s3://b, secret-key-file: %s}]".formatted(secret);
    assertEquals(1, read(named).warnings().size());
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertEquals(List.of(), read(named).warnings());
  }

  @Test
  void aMissingFile() {
    assertThrows(UsageException.class, () -> VaultFile.read(directory.resolve("none.yaml")));
    assertThrows(UsageException.class, () -> VaultFile.read(directory));
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    VaultSettings settings =
        Places.settings(
            List.of("a \"b\"/ü", "sftp://nas/volume1", "s3://weddings/keep%20sake"), directory);
    Path file = directory.resolve("written.yaml");
    VaultFileText.write(file, settings);
    assertEquals(settings, VaultFile.read(file).settings());
  }

  @Test
  void whatIsWrittenOfRolesAndOptionsIsReadBack() throws Exception {
    VaultSettings settings =
        read("""
        vault: { copies: 2, minimum: 1, regions: 2 }
        providers:
          - { id: a, url: "s3://b/c", region: eu-west-1, tier: "cold #1", cost: 0.0000001 }
          - { id: b, url: ./d, region: "home: \\"1\\"", role: standby, preference: -3 }
          - { id: c, url: ./e, role: read-only, cost: 12, "odd key": x }
        """)
            .settings();
    Path file = directory.resolve("written.yaml");
    VaultFileText.write(file, settings);
    assertEquals(settings, VaultFile.read(file).settings());
  }
}
