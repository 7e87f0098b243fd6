package io.keepsake.cli.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.keepsake.cli.output.JsonText;
import io.keepsake.cli.shell.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema and what it says of YAML.
 *
 * @param schema the schema
 * @param validator the same, ready
 */
record SchemaCheck(JsonNode schema, Schema validator) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The repository that the tests are of. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static SchemaCheck committed() {
    try {
      return of(Files.readString(ROOT.resolve("docs/keepsake.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SchemaCheck of(Map<String, Object> schema) {
    return of(JsonText.of(schema));
  }

  private static SchemaCheck of(String text) {
    JsonNode schema = JSON.readTree(text);
    return new SchemaCheck(
        schema, SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema));
  }

  /** What the schema says is wrong. */
  List<Error> problems(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return validator.validate(JSON.<JsonNode>valueToTree(read));
  }

  /** Whether the program reads it. */
  static boolean reads(String yaml) {
    try {
      VaultFile.of(Path.of("/nowhere/keepsake.yaml"), yaml);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }
}
