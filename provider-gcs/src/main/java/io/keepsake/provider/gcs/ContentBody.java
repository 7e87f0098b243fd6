package io.keepsake.provider.gcs;

import com.google.api.client.http.AbstractInputStreamContent;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;

/** A content as the library wants to see it; it can be sent again with a fresh token. */
final class ContentBody extends AbstractInputStreamContent {

  static final String TYPE = "application/octet-stream";

  private final ObjectContent content;

  ContentBody(ObjectContent content) {
    super(TYPE);
    this.content = content;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new ContentStream(content);
  }

  @Override
  public long getLength() {
    return content.length();
  }

  @Override
  public boolean retrySupported() {
    return true;
  }
}
