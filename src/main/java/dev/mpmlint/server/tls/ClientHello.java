package dev.mpmlint.server.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The first bytes of a connection: how TLS's ClientHello begins (RFC 8446, section 4.1.2), as far as it takes to choose
/// the virtual host (RFC 6066, section 3). What is no sound ClientHello is left to the JDK to refuse.
///
/// @param kind what it is
/// @param name the server's name that the client asks for, in lower case; null when it asks for none
record ClientHello(Kind kind, @Nullable String name) {
  /// The longest that is looked at.
  static final int MAX = 16_384;

  private static final ClientHello INCOMPLETE = new ClientHello(Kind.INCOMPLETE, null);
  private static final ClientHello PLAIN_HTTP = new ClientHello(Kind.PLAIN_HTTP, null);
  private static final ClientHello WITHOUT_NAME = new ClientHello(Kind.TLS, null);

  private static final int HANDSHAKE = 22;
  private static final int RECORD_HEADER = 5;

  enum Kind {
    /// More bytes are needed to tell.
    INCOMPLETE,
    /// GET, HEAD, POST or PUT: what OpenSSL takes for HTTP (ssl3_get_record).
    PLAIN_HTTP,
    /// TLS, or nothing known.
    TLS
  }

  /// @param bytes from position to limit, not changed
  static ClientHello of(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    if (in.remaining() < RECORD_HEADER) {
      return in.hasRemaining() && in.get(in.position()) == 0 ? WITHOUT_NAME : INCOMPLETE;
    }
    if (in.get(in.position()) != HANDSHAKE) {
      String begin = StandardCharsets.ISO_8859_1.decode(in.slice(in.position(), RECORD_HEADER)).toString();
      boolean http =
          begin.startsWith("GET ") || begin.startsWith("HEAD ") || begin.startsWith("POST ") || begin.startsWith("PUT ");
      return http ? PLAIN_HTTP : WITHOUT_NAME;
    }
    byte[] message = new byte[Math.min(in.remaining(), MAX)];
    int got = 0;
    while (in.remaining() >= RECORD_HEADER && in.get(in.position()) == HANDSHAKE) {
      int length = in.getShort(in.position() + 3) & 0xffff;
      in.position(in.position() + RECORD_HEADER);
      int part = Math.min(Math.min(length, in.remaining()), MAX - got);
      in.get(message, got, part);
      got += part;
      if (part < length) {
        break;
      }
    }
    return inside(ByteBuffer.wrap(message, 0, got));
  }

  private static ClientHello inside(ByteBuffer in) {
    if (in.remaining() < 4) {
      return INCOMPLETE;
    }
    int header = in.getInt();
    int length = header & 0xff_ffff;
    if (header >>> 24 != 1 || length > MAX - 4) {
      return WITHOUT_NAME;
    }
    if (in.remaining() < length) {
      return INCOMPLETE;
    }
    in.limit(in.position() + length);
    try {
      skip(in, 2 + 32);
      skip(in, in.get() & 0xff);
      skip(in, in.getShort() & 0xffff);
      skip(in, in.get() & 0xff);
      if (in.hasRemaining()) {
        in.getShort();
      }
      return new ClientHello(Kind.TLS, serverName(in));
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException _) {
      return WITHOUT_NAME;
    }
  }

  private static @Nullable String serverName(ByteBuffer extensions) {
    while (extensions.remaining() >= 4) {
      int type = extensions.getShort();
      int length = extensions.getShort() & 0xffff;
      if (type == 0) {
        extensions.getShort();
        if (extensions.get() != 0) {
          return null;
        }
        byte[] name = new byte[Math.min(extensions.getShort() & 0xffff, extensions.remaining())];
        extensions.get(name);
        return new String(name, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      }
      skip(extensions, length);
    }
    return null;
  }

  private static void skip(ByteBuffer in, int count) {
    in.position(in.position() + count);
  }
}
