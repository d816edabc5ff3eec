package dev.mpmlint.server.gateway;

import java.nio.ByteBuffer;
import java.util.Map;

/// FastCGI's records as httpd's mod_proxy_fcgi sends them: version 1, request 1, no padding (FastCGI specification 1.0,
/// section 3.3).
final class FcgiRequest {
  static final int HEADER = 8;
  static final int BEGIN = 1;
  static final int END = 3;
  static final int PARAMS = 4;
  static final int STDIN = 5;
  static final int STDOUT = 6;
  static final int STDERR = 7;
  static final int ID = 1;
  private static final int LARGEST = 65_535;
  private static final int RESPONDER = 1;
  private static final int LONG = 0x80;

  private FcgiRequest() {}

  /// A record's first eight bytes.
  static void header(ByteBuffer to, int type, int length) {
    to.put((byte) 1).put((byte) type).putShort((short) ID).putShort((short) length).putShort((short) 0);
  }

  /// FCGI_BEGIN_REQUEST and FCGI_PARAMS with their empty end.
  ///
  /// @param keep whether the connection will be used again (FCGI_KEEP_CONN)
  static ByteBuffer opening(Map<String, String> variables, boolean keep) {
    int size = 0;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      size += 8 + Octets.length(variable.getKey()) + Octets.length(variable.getValue());
    }
    ByteBuffer pairs = ByteBuffer.allocate(size);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      byte[] name = Octets.of(variable.getKey());
      byte[] value = Octets.of(variable.getValue());
      length(pairs, name.length);
      length(pairs, value.length);
      pairs.put(name).put(value);
    }
    pairs.flip();
    int records = pairs.remaining() / LARGEST + 1;
    ByteBuffer all = ByteBuffer.allocate(HEADER * (records + 3) + pairs.remaining());
    header(all, BEGIN, HEADER);
    all.putShort((short) RESPONDER).put((byte) (keep ? 1 : 0)).put(new byte[5]);
    while (pairs.hasRemaining()) {
      int length = Math.min(LARGEST, pairs.remaining());
      header(all, PARAMS, length);
      all.put(all.position(), pairs, pairs.position(), length).position(all.position() + length);
      pairs.position(pairs.position() + length);
    }
    header(all, PARAMS, 0);
    return all.flip();
  }

  private static void length(ByteBuffer to, int length) {
    if (length < LONG) {
      to.put((byte) length);
    } else {
      to.putInt(length | LONG << 24);
    }
  }
}
