package dev.mpmlint.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads a request's head from a text, for tests of what serves it.
///
/// @param fault what httpd answers when the head is faulty; 0 when it is not
public record HeadText(RequestHead head, int fault) {
  /// @param text the request line and fields, each with its line end
  public static HeadText of(String text) {
    return of(text, Limits.DEFAULT);
  }

  static HeadText of(String text, Limits limits) {
    RequestParser parser = new RequestParser(limits);
    RequestParser.Outcome outcome =
        parser.parse(ByteBuffer.wrap((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    return switch (outcome) {
      case COMPLETE -> new HeadText(parser.head(), 0);
      case FAULT -> new HeadText(parser.head(), parser.fault().status());
      case NEED_MORE -> throw new IllegalArgumentException("no whole head: " + text);
    };
  }
}
