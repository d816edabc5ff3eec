package dev.mpmlint.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads what a client sends after our end was said, for nobody. Stateless.
final class Drain {
  /// A buffer of so many bytes does.
  static final int ENOUGH = 8 * 1024;

  /// After so many reads others have their turn, however much the client sends.
  private static final int READS = 32;

  private Drain() {}

  /// Whether the client's end has come; false when there may be more to read.
  static boolean ended(Wire wire, ByteBuffer waste) {
    try {
      int n = 1;
      for (int i = 0; i < READS && n > 0; i++) {
        n = wire.read(waste.clear());
      }
      return n < 0;
    } catch (IOException _) {
      return true;
    }
  }
}
