package io.keepsake.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlacesTest {

  private static final Path BASE = Path.of("/work space");

  private static List<String> ids(String... places) throws UsageException {
    return Places.settings(List.of(places), BASE).stores().stream().map(StoreSettings::id).toList();
  }

  private static URI url(String place) throws UsageException {
    return StoreUrl.of(place, BASE);
  }

  @Test
  void idsAreWhatTellsThePlacesApart() throws Exception {
    assertEquals(List.of("disk1", "disk2"), ids("/mnt/disk1/keepsake", "/mnt/disk2/keepsake"));
    assertEquals(List.of("a", "b"), ids("a", "b"));
    assertEquals(List.of("disk", "nas.example"), ids("/disk", "sftp://nas.example/disk"));
    assertEquals(List.of("nas", "nas-2"), ids("sftp://nas/a", "sftp://nas/b"));
    assertEquals(List.of("store1"), ids("/💍"));
    assertEquals(List.of("store1"), ids("/"));
    assertEquals(List.of("smithwedding"), ids("/Smith Wedding"));
  }

  @Test
  void directoriesBecomeFileUrls() throws Exception {
    assertEquals(URI.create("file:///mnt/disk1"), url("/mnt/disk1/"));
    assertEquals(URI.create("file:///work%20space/disk1"), url("./disk1"));
    assertEquals(URI.create("file:///work%20space/disk1"), url("file:disk1"));
    assertEquals(URI.create("file:///x"), url("file:///x/"));
    assertEquals(URI.create("file:///x"), url("file://localhost/x"));
    assertEquals(URI.create("file:///"), url("/"));
    assertEquals(URI.create("file:///work%20space/%C3%BC"), url("ü"));
    assertEquals(Path.of("/work space/ü"), Path.of(url("ü")));
    assertEquals(Path.of(System.getProperty("user.home"), "disk"), Path.of(url("~/disk")));
  }

  @Test
  void otherUrlsStay() throws Exception {
    assertEquals(URI.create("s3://weddings/keepsake"), url("s3://weddings/keepsake"));
    assertEquals(URI.create("sftp://ada@nas/x"), url("sftp://ada@nas/x"));
  }

  @Test
  void passwordsAreMasked() {
    assertEquals("sftp://ada:***@nas/x", StoreUrl.masked("sftp://ada:p@ss@nas/x"));
    assertEquals("sftp://ada@nas/x:y", StoreUrl.masked("sftp://ada@nas/x:y"));
    assertEquals("/a:b", StoreUrl.masked("/a:b"));
  }
}
