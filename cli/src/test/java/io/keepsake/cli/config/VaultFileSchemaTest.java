package io.keepsake.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.options.OptionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema of vault files says what the reader does. */
final class VaultFileSchemaTest {

  private static final SchemaCheck COMMITTED = SchemaCheck.committed();
  private static final SchemaCheck WITHOUT_PLUGINS =
      SchemaCheck.of(VaultFileSchema.of(new TreeMap<>(), new TreeMap<>()));

  /** The distribution's tests compare all of it, plugins' options as well. */
  @Test
  void theCommittedOneIsWhatTheReaderGoesBy() {
    JsonNode committed = COMMITTED.schema().deepCopy();
    for (String list : new String[] {"/providers/items", "/alerts/properties/sinks/items"}) {
      ObjectNode items = (ObjectNode) committed.at("/properties" + list);
      assertTrue(items.has("allOf"), list);
      items.remove("allOf");
    }
    assertEquals(
        WITHOUT_PLUGINS.schema().toPrettyString(),
        committed.toPrettyString(),
        "./keepsake config schema > docs/keepsake.schema.json");
  }

  static List<YamlExample> examples() throws Exception {
    return YamlExample.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void allExamplesAreRight(YamlExample example) throws Exception {
    assertEquals(List.of(), COMMITTED.problems(example.wholeFile()), example.wholeFile());
    assertTrue(SchemaCheck.reads(example.wholeFile()), example.wholeFile());
  }

  @Test
  void thereAreExamples() throws Exception {
    List<YamlExample> examples = examples();
    assertTrue(examples.size() >= 12, () -> "only " + examples);
  }

  static List<String> wrongFiles() {
    String providers = "providers: [{id: a, url: ./a}]\n";
    return List.of(
        "vault: {copies: 1}",
        "providers: []",
        "providers: {id: a, url: ./a}",
        "providers: [{id: a}]",
        "providers: [{url: ./a}]",
        "providers: [{id: '-a', url: ./a}]",
        "providers: [{id: a, url: ./a, role: spare}]",
        "providers: [{id: a, url: ./a, cost: cheap}]",
        "providers: [{id: a, url: ./a, cost: -1}]",
        "providers: [{id: a, url: ./a, preference: 1.5}]",
        "providers: [{id: a, url: ./a, tags: [b]}]",
        providers + "provider: 1",
        providers + "vault: {copis: 2}",
        providers + "vault: {copies: 0}",
        providers + "vault: {copies: two}",
        providers + "vault: {hedge-reads: 5 seconds}",
        providers + "monitoring: {profile: testing}",
        providers + "monitoring: {slow-response: 5}",
        providers + "monitoring: {offline-after: 0}",
        providers + "alerts: {limits: {slow.warming: 5s}}",
        providers + "alerts: {sinks: [{id: a, type: slack, min-severity: all}]}",
        providers + "alerts: {sinks: [{id: a}]}",
        providers + "alerts: {reminders: {warning: daily}}",
        providers + "schedules: [{name: a, at: daily at 02:30}]",
        providers + "schedules: [{name: a, at: hourly, backup: [b], verify: data}]",
        providers + "schedules: [{name: a, at: hourly, verify: data, exclude: b}]",
        providers + "schedules: [{name: a, at: hourly, verify: deeply}]",
        providers + "schedules: [{name: a, at: hourly, backup: b, before: {run: c, limits: 1m}}]",
        providers + "schedules: [{name: a, backup: b}]",
        providers + "schedules: {name: a, at: hourly, backup: b}",
        providers + "schedules: [{name: a, at: hourly, drill: each, sample: 256MB}]",
        providers + "retention: {keep-last: none}",
        providers + "retention: {keep-dayly: 3}",
        providers + "retention: [{keep-within: 3 days}]",
        providers + "retention: {group-by: colour}",
        providers + "dashboard: {listen: here}",
        providers + "dashboard: off");
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void wrongKeysAndTypesAreWrongForBoth(String yaml) {
    assertFalse(COMMITTED.problems(yaml).isEmpty(), yaml);
    assertFalse(SchemaCheck.reads(yaml), yaml);
  }

  @Test
  void optionsAreThoseOfThePlugin() {
    String s3 = "providers: [{id: a, url: 'S3://bucket/a', region: eu-west-1, %s: b}]";
    assertEquals(List.of(), COMMITTED.problems(s3.formatted("storage-class")));
    assertEquals(List.of(), COMMITTED.problems(s3.formatted("secret-access-key-env")));
    assertEquals(List.of(), COMMITTED.problems(s3.formatted("access-key-id-secret")));
    assertFalse(COMMITTED.problems(s3.formatted("storage-clas")).isEmpty());
    assertFalse(COMMITTED.problems(s3.formatted("storage-clas-secret")).isEmpty());
    assertFalse(COMMITTED.problems("providers: [{id: a, url: ./a, endpoint: b}]").isEmpty());
    String other = "providers: [{id: a, url: 'shoebox:/a', lid: closed}]";
    assertEquals(List.of(), COMMITTED.problems(other), "a plugin that it knows nothing of");
    String sink = "providers: [{id: a, url: ./a}]\nalerts: {sinks: [{id: a, type: %s}]}";
    assertFalse(COMMITTED.problems(sink.formatted("slack, link-file: a")).isEmpty());
    assertEquals(List.of(), COMMITTED.problems(sink.formatted("pigeon, loft: a")));
  }

  /** As the reader takes them, and as the guide to stored secrets writes them. */
  @Test
  void anyOptionMayBeAStoredSecret() {
    SortedMap<String, OptionNames> names = new TreeMap<>();
    names.put("shed", OptionNames.of("lid", "region").andSecrets("password"));
    SchemaCheck check = SchemaCheck.of(VaultFileSchema.of(names, new TreeMap<>()));
    for (String option : List.of("lid", "region", "password")) {
      String yaml = "providers: [{id: a, url: 'shed:/a', %s-secret: b}]".formatted(option);
      assertEquals(List.of(), check.problems(yaml), yaml);
      assertTrue(SchemaCheck.reads(yaml), yaml);
    }
    String other = "providers: [{id: a, url: 'shed:/a', lid-file: b}]";
    assertFalse(check.problems(other).isEmpty());
  }

  @Test
  void noOptionThatAPluginDeclaresAsPlainIsTakenForASecret() {
    int plain = 0;
    for (String list : new String[] {"/providers/items", "/alerts/properties/sinks/items"}) {
      for (JsonNode rule : COMMITTED.schema().at("/properties" + list + "/allOf")) {
        for (Map.Entry<String, JsonNode> each : rule.at("/then/properties").properties()) {
          if (!each.getValue().has("doNotSuggest")) {
            assertFalse(PlainSecrets.isHeldBy(each.getKey()), each.getKey());
            plain++;
          }
        }
      }
    }
    assertTrue(plain > 100, "options that were looked at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application-key",
        "private-key",
        "routing_key",
        "masterKey",
        "encryption-key",
        "storage-key",
        "db.pwd",
        "shared-access-signature",
        "session-key"
      })
  void whatIsHiddenInMessagesIsNoPlainOption(String option) {
    assertTrue(PlainSecrets.isHeldBy(option), option);
  }

  /** Each key that is declared, with each of these values in its place. */
  private static final List<String> VALUES =
      List.of(
          "1",
          "'1'",
          "-1",
          "0",
          "1.5",
          "true",
          "'false'",
          "word",
          "5s",
          "7d",
          "1y6m",
          "unlimited",
          "data",
          "each",
          "policy",
          "skip",
          "off",
          "a=b",
          "85%",
          "256MiB",
          "standby",
          "host",
          "critical",
          "Europe/Berlin",
          "hourly",
          "127.0.0.1:80",
          "[a]",
          "[1, b]",
          "[[a]]",
          "[{a: b}]",
          "{a: b}",
          "{a: [b]}",
          "{run: a}");

  @Test
  void whatTheSchemaRefusesIsNotRead() {
    List<String> refusedByOne = new ArrayList<>();
    int refused = 0;
    for (Map.Entry<String, String> place : SchemaPlaces.of(WITHOUT_PLUGINS.schema()).entrySet()) {
      for (String value : VALUES) {
        String yaml = place.getValue().replace("VALUE", value);
        if (!WITHOUT_PLUGINS.problems(yaml).isEmpty()) {
          refused++;
          if (SchemaCheck.reads(yaml)) {
            refusedByOne.add(yaml);
          }
        }
      }
    }
    assertEquals(List.of(), refusedByOne);
    assertTrue(refused > 1000, () -> "too few to mean anything");
  }

  @Test
  void whatIsDeclaredIsRead() {
    Map<String, String> places = SchemaPlaces.of(WITHOUT_PLUGINS.schema());
    assertTrue(places.size() > 90, () -> "keys that were found: " + places.keySet());
    places.forEach(
        (path, yaml) -> {
          String nested = yaml.replace("VALUE", "[[[a]]]");
          assertFalse(SchemaCheck.reads(nested), () -> path + " is never looked at");
          assertFalse(WITHOUT_PLUGINS.problems(nested).isEmpty(), path);
        });
  }
}
