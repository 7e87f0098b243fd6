package io.keepsake.cli.expiry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where certificates are shown. */
final class TlsEndpointTest {

  private static String of(String url, String... options) {
    Map<String, String> map = options.length == 0 ? Map.of() : Map.of(options[0], options[1]);
    return TlsEndpoint.of(new StoreSettings("nas", URI.create(url), map))
        .map(endpoint -> endpoint + " " + endpoint.beginning())
        .orElse("nowhere");
  }

  @Test
  void isWhereTheSettingsSay() {
    assertEquals("nas.lan:443 AT_ONCE", of("webdavs://eva@nas.lan/dav"));
    assertEquals("nas.lan:8443 AT_ONCE", of("webdavs://nas.lan:8443/dav"));
    assertEquals("[::1]:443 AT_ONCE", of("webdavs://[::1]/dav"));
    assertEquals("nas.lan:21 AFTER_AUTH_TLS", of("ftps://eva@nas.lan/k"));
    assertEquals("nas.lan:2121 AFTER_AUTH_TLS", of("ftps://nas.lan:2121/k", "tls", "explicit"));
    assertEquals("nas.lan:990 AT_ONCE", of("ftps://nas.lan/k", "tls", "implicit"));
    assertEquals("s3.lan:9000 AT_ONCE", of("s3://b/k", "endpoint", "https://s3.lan:9000"));
    assertEquals("blobs.lan:443 AT_ONCE", of("azblob://a/c", "endpoint", "HTTPS://blobs.lan/a"));
  }

  @Test
  void isNowhereWithoutTlsOrAPlaceOfItsOwn() {
    assertEquals("nowhere", of("s3://b/k"));
    assertEquals("nowhere", of("s3://b/k", "endpoint", "http://127.0.0.1:9000"));
    assertEquals("nowhere", of("s3://b/k", "endpoint", "no URL"));
    assertEquals("nowhere", of("webdav://nas.lan/dav"));
    assertEquals("nowhere", of("ftp://nas.lan/k"));
    assertEquals("nowhere", of("file:///srv/k"));
  }
}
