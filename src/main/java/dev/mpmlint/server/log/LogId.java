package dev.mpmlint.server.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// How the error log names connections and requests: eleven letters from time, process and thread, as add_log_id of
/// httpd's server/log.c makes them.
final class LogId {
  private LogId() {}

  static String next(long tid) {
    long id = ErrorEvent.now();
    id ^= Ids.pid() << 40 ^ Ids.pid() >> 24 ^ tid << 32;
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(id).array();
    return new String(Base64.getEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
  }
}
