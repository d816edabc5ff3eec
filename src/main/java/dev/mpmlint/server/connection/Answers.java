package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Headers;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.http.HeadWriter;
import dev.mpmlint.server.http.Persistence;
import dev.mpmlint.server.http.RequestHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns a worker's response into bytes: the head with the fields that the connection adds, in httpd's order, then the
/// body. Owned by the worker's thread.
final class Answers {
  private static final HeadWriter.Name CONTENT_TYPE = new HeadWriter.Name("Content-Type");

  private final HeadWriter writer = new HeadWriter();
  private @Nullable Host settingsOf;
  private Persistence.Settings settings = new Persistence.Settings(true, 1, 0);

  /// Whether an answer to this request has a body.
  static boolean hasBody(Exchange x) {
    int status = x.response().status();
    return !x.head().isHead() && status != 204 && status != 304 && status >= 200;
  }

  /// Decides whether the connection is kept.
  ///
  /// @param before answers sent on this connection so far
  Persistence decide(Exchange x, int before, boolean mustClose, boolean waitsForContinue) {
    Response r = x.response();
    return Persistence.decide(
        x.head(), r.status(), r.body().length() >= 0, settings(x.host()), before, mustClose || r.closes(), waitsForContinue);
  }

  private Persistence.Settings settings(Host host) {
    if (settingsOf != host) {
      settingsOf = host;
      settings = new Persistence.Settings(host.keepAlive(), host.keepAliveTimeout(), host.maxKeepAliveRequests());
    }
    return settings;
  }

  /// Writes the head; nothing for HTTP/0.9, which has none.
  ///
  /// @return the bytes: in `out` when they fit, else in memory of their own
  ByteBuffer head(Exchange x, Persistence p, String product, ByteBuffer out) {
    out.clear();
    if (x.head().version() < RequestHead.HTTP_1_0) {
      return out.flip();
    }
    Response r = x.response();
    Headers headers = r.headers();
    String reason = r.reason();
    writer.begin(r.status(), reason);
    writer.date(System.currentTimeMillis());
    if (!product.isEmpty()) {
      writer.field(HeadWriter.SERVER, product);
    }
    String type = null;
    for (int i = 0; i < headers.size(); i++) {
      if (type == null && headers.name(i).equalsIgnoreCase("Content-Type")) {
        type = headers.value(i);
      } else {
        writer.field(headers.name(i), headers.value(i));
      }
    }
    int status = r.status();
    if (p.chunked()) {
      writer.field(HeadWriter.TRANSFER_ENCODING, "chunked");
    } else if (r.body().length() >= 0 && status != 204 && status != 304 && status >= 200 && headers.get("Content-Length") == null) {
      writer.field(HeadWriter.CONTENT_LENGTH, r.body().length());
    }
    if (!p.keepAlive().isEmpty()) {
      writer.field(HeadWriter.KEEP_ALIVE, p.keepAlive());
    }
    if (!p.connection().isEmpty()) {
      writer.field(HeadWriter.CONNECTION, p.connection());
    }
    if (type != null) {
      writer.field(CONTENT_TYPE, type);
    }
    writer.end();
    ByteBuffer bytes = writer.remaining() <= out.remaining() ? out : ByteBuffer.allocate(writer.remaining());
    writer.writeTo(bytes);
    return bytes.flip();
  }

  /// Adds head and body to what is to be sent; of a small body a copy, so that both go in one write.
  static void add(ByteBuffer head, Body body, boolean withBody, Output to) {
    switch (body) {
      case Body.Bytes(ByteBuffer bytes) when withBody && bytes.hasRemaining() -> {
        int room = head.capacity() - head.limit();
        int count = bytes.remaining();
        if (count <= room && head.isDirect()) {
          int end = head.limit();
          head.limit(end + count);
          head.put(end, bytes, bytes.position(), count);
          to.add(head);
        } else {
          to.add(head);
          to.add(bytes.duplicate());
        }
      }
      case Body.FileParts parts -> {
        to.add(head);
        to.add(parts);
        if (!withBody) {
          to.dropFile();
        }
      }
      case Body.Bytes _ -> to.add(head);
      case Body.Stream(_, Body.Producer producer) -> {
        to.add(head);
        producer.abandon();
      }
    }
  }
}
