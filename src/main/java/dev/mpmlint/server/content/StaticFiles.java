package dev.mpmlint.server.content;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Headers;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.http.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Sends files: whole, in part, or not at all when the client has them. Stateless.
public final class StaticFiles {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private StaticFiles() {}

  /// Fills the response of a GET or HEAD.
  ///
  /// @return 0, or a status that wants a page: 416. 304 and 412 are answers without body.
  /// @throws IOException when the file cannot be opened
  public static int send(Exchange exchange, Entity entity, Ranges.Limits limits) throws IOException {
    RequestHead head = exchange.head();
    Response response = exchange.response();
    Headers headers = response.headers();
    headers.set("Last-Modified", entity.lastModified());
    if (entity.etag() != null) {
      headers.set("ETag", entity.etag());
    }
    if (limits.most() != 0) {
      headers.set("Accept-Ranges", "bytes");
    } else {
      headers.set("Accept-Ranges", "none");
    }
    if (response.status() == 200) {
      int status = Preconditions.check(head, entity.etag(), Math.floorDiv(entity.modified(), 1_000_000L));
      if (status != 0) {
        if (status != 304 && entity.contentType() != null) {
          headers.set("Content-Type", entity.contentType());
        }
        response.status(status);
        return 0;
      }
    }
    if (entity.contentEncoding() != null) {
      headers.set("Content-Encoding", entity.contentEncoding());
    }
    if (entity.contentLanguage() != null) {
      headers.set("Content-Language", entity.contentLanguage());
    }
    Ranges ranges = response.status() == 200 ? Ranges.of(head, entity, limits) : null;
    if (ranges == Ranges.NOT_SATISFIABLE) {
      return 416;
    }
    if (entity.contentType() != null && (ranges == null || ranges.count() == 1)) {
      headers.set("Content-Type", entity.contentType());
    }
    response.body(head.isHead() ? unsent(exchange, entity, ranges) : body(exchange, entity, ranges));
    return 0;
  }

  private static Body body(Exchange exchange, Entity entity, @Nullable Ranges ranges) throws IOException {
    ByteBuffer kept = entity.bytes();
    if (kept != null && ranges == null) {
      return new Body.Bytes(kept);
    }
    if (kept != null && ranges != null && ranges.count() == 1) {
      single(exchange, entity, ranges);
      return new Body.Bytes(kept.slice((int) ranges.parts().getFirst().from(), (int) ranges.parts().getFirst().length()));
    }
    FileChannel channel = FileChannel.open(entity.path(), StandardOpenOption.READ);
    if (ranges == null) {
      return new Body.FileParts(channel, true, List.of(new Body.Part(NOTHING, 0, entity.size())), NOTHING);
    }
    return parts(exchange, entity, ranges, channel);
  }

  /// The answer to HEAD: it has a length only.
  private static Body unsent(Exchange exchange, Entity entity, @Nullable Ranges ranges) throws IOException {
    if (ranges == null) {
      return new Body.Stream(entity.size(), _ -> {});
    }
    try (FileChannel channel = FileChannel.open(entity.path(), StandardOpenOption.READ)) {
      return new Body.Stream(parts(exchange, entity, ranges, channel).length(), _ -> {});
    }
  }

  private static void single(Exchange exchange, Entity entity, Ranges ranges) {
    exchange.response().status(206);
    exchange
        .response()
        .headers()
        .set("Content-Range", "bytes " + ranges.parts().getFirst().from() + '-' + ranges.parts().getFirst().to() + '/' + entity.size());
  }

  private static Body parts(Exchange exchange, Entity entity, Ranges ranges, FileChannel channel) {
    List<Body.Part> parts = new ArrayList<>(ranges.count());
    if (ranges.count() == 1) {
      single(exchange, entity, ranges);
      Ranges.Range only = ranges.parts().getFirst();
      parts.add(new Body.Part(NOTHING, only.from(), only.length()));
      return new Body.FileParts(channel, true, parts, NOTHING);
    }
    String boundary = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    exchange.response().status(206);
    exchange.response().headers().set("Content-Type", "multipart/byteranges; boundary=" + boundary);
    String type = entity.contentType() == null ? "" : "Content-type: " + entity.contentType() + "\r\n";
    for (Ranges.Range one : ranges.parts()) {
      String prefix =
          "\r\n--" + boundary + "\r\n" + type + "Content-range: bytes " + one.from() + '-' + one.to() + '/' + entity.size() + "\r\n\r\n";
      parts.add(new Body.Part(latin(prefix), one.from(), one.length()));
    }
    return new Body.FileParts(channel, true, parts, latin("\r\n--" + boundary + "--\r\n"));
  }

  private static ByteBuffer latin(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
