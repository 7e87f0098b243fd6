package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the answer to {@code PROPFIND}, one resource at a time. The server is not trusted: no
 * document type, no entities but XML's own, no text without end.
 */
final class Multistatus {

  private static final String DAV = "DAV:";
  private static final int MOST_TEXT = 32 << 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/\\S+\\s+(\\d{3})\\b.*");
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader xml;

  private Multistatus(XMLStreamReader xml) {
    this.xml = xml;
  }

  /** Takes the resources. */
  @FunctionalInterface
  interface Resources {
    /** Takes one. */
    void resource(Resource resource) throws RemoteException;
  }

  /** What is done with an element's child; leaves the reader at the child's end. */
  @FunctionalInterface
  private interface Child {
    void read(String name) throws XMLStreamException, RemoteException;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }

  /**
   * Reads all of an answer.
   *
   * @throws RemoteException with reason {@code CORRUPT} if it is no such document, or not a whole
   *     one; what has been handed over by then is not all there is
   */
  static void read(InputStream in, Resources resources) throws RemoteException {
    try {
      new Multistatus(reader(in)).document(resources);
    } catch (XMLStreamException e) {
      for (Throwable cause = e; cause != null; cause = deeper(cause)) {
        if (cause instanceof RemoteException failure) {
          throw failure;
        }
      }
      throw corrupt(e);
    }
  }

  private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    try {
      return FACTORY.createXMLStreamReader(in);
    } catch (RuntimeException e) {
      throw givenUp(e);
    }
  }

  private int next() throws XMLStreamException {
    try {
      return xml.next();
    } catch (RuntimeException e) {
      throw givenUp(e);
    }
  }

  /** The JDK's parser throws at some documents what it does not promise to. */
  private static XMLStreamException givenUp(RuntimeException cause) {
    return new XMLStreamException("it cannot be parsed: " + cause.getMessage(), cause);
  }

  /** The parser keeps what the stream has thrown in a place of its own. */
  private static Throwable deeper(Throwable cause) {
    return cause instanceof XMLStreamException e && e.getNestedException() != null
        ? e.getNestedException()
        : cause.getCause();
  }

  private void document(Resources resources) throws XMLStreamException, RemoteException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      requireNoDoctype();
    }
    if (!name().equals("multistatus")) {
      throw new XMLStreamException("it begins with " + xml.getLocalName());
    }
    children(
        name -> {
          if (name.equals("response")) {
            resources.resource(response());
          } else {
            skip();
          }
        });
    while (xml.hasNext()) {
      next(); // to the end of the stream, so that its connection can be used again
    }
  }

  private void requireNoDoctype() throws XMLStreamException {
    if (xml.getEventType() == XMLStreamConstants.DTD) {
      throw new XMLStreamException("it has a document type");
    }
  }

  private Resource response() throws XMLStreamException, RemoteException {
    Map<String, String> found = new HashMap<>();
    children(
        name -> {
          switch (name) {
            case "href", "status" -> found.putIfAbsent(name, text());
            case "propstat" -> propstat(found);
            default -> skip();
          }
        });
    Optional<String> href = Optional.ofNullable(found.get("href"));
    if (href.isEmpty()) {
      throw new XMLStreamException("a response has no href");
    }
    OptionalInt failure = OptionalInt.empty();
    if (found.containsKey("status") && !isOk(found.get("status"))) {
      failure = OptionalInt.of(status(found.get("status")));
    }
    return new Resource(
        href.get(),
        failure,
        Optional.ofNullable(found.get("resourcetype")).map(FileType::valueOf),
        Optional.ofNullable(found.get("getcontentlength")),
        Optional.ofNullable(found.get("getlastmodified")),
        Optional.ofNullable(found.get("quota-available-bytes")));
  }

  /** Properties that the server has not, or does not tell, are in a propstat of their own. */
  private void propstat(Map<String, String> found) throws XMLStreamException, RemoteException {
    Map<String, String> properties = new HashMap<>();
    children(
        name -> {
          switch (name) {
            case "prop" -> children(property -> property(property, properties));
            case "status" -> properties.put("status", text());
            default -> skip();
          }
        });
    String status = properties.remove("status");
    if (status == null) {
      throw new XMLStreamException("a propstat has no status");
    }
    if (isOk(status)) {
      found.putAll(properties);
    }
  }

  private void property(String name, Map<String, String> properties)
      throws XMLStreamException, RemoteException {
    switch (name) {
      case "resourcetype" -> {
        FileType[] type = {FileType.FILE};
        children(
            kind -> {
              type[0] = kind.equals("collection") ? FileType.DIRECTORY : type[0];
              skip();
            });
        properties.put(name, type[0].name());
      }
      case "getcontentlength", "getlastmodified", "quota-available-bytes" ->
          properties.put(name, text());
      default -> skip();
    }
  }

  private static boolean isOk(String line) throws XMLStreamException {
    return status(line) / 100 == 2;
  }

  private static int status(String line) throws XMLStreamException {
    Matcher matcher = STATUS.matcher(line);
    if (!matcher.matches()) {
      throw new XMLStreamException("a status is not one of HTTP");
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Reads the children of the element that the reader has just entered, up to its end. */
  private void children(Child child) throws XMLStreamException, RemoteException {
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        child.read(name());
      }
    }
  }

  private void skip() throws XMLStreamException, RemoteException {
    int depth = 1;
    while (depth > 0) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {} // text of what does not matter
      }
    }
  }

  private String text() throws XMLStreamException, RemoteException {
    StringBuilder text = new StringBuilder();
    while (next() != XMLStreamConstants.END_ELEMENT) {
      switch (xml.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> skip();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(xml.getText());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XMLStreamException("it refers to an entity");
        default -> {} // a comment
      }
      if (text.length() > MOST_TEXT) {
        throw new XMLStreamException("a text has no end");
      }
    }
    return text.toString().strip();
  }

  /** The name of an element of WebDAV's own, or nothing. */
  private String name() {
    return DAV.equals(xml.getNamespaceURI()) ? xml.getLocalName() : "";
  }

  /** The parser's own words run over several lines. */
  private static RemoteException corrupt(XMLStreamException cause) {
    String words = String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    return new RemoteException(
        Reason.CORRUPT,
        "its list of properties is not what WebDAV has (%s)".formatted(words.strip()),
        cause);
  }
}
