package dev.mpmlint.server.scoreboard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Words of shared memory: each read acquires, each write releases, none waits. Indexes are multiples of the word's size,
/// so that a word is never seen half written, whichever process dies while writing it.
final class Words {
  private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Words() {}

  static int getInt(ByteBuffer memory, int at) {
    return (int) INT.getAcquire(memory, at);
  }

  static void setInt(ByteBuffer memory, int at, int value) {
    INT.setRelease(memory, at, value);
  }

  static int addInt(ByteBuffer memory, int at, int by) {
    return (int) INT.getAndAdd(memory, at, by);
  }

  static boolean casInt(ByteBuffer memory, int at, int expected, int value) {
    return INT.compareAndSet(memory, at, expected, value);
  }

  static long getLong(ByteBuffer memory, int at) {
    return (long) LONG.getAcquire(memory, at);
  }

  static void setLong(ByteBuffer memory, int at, long value) {
    LONG.setRelease(memory, at, value);
  }

  /// Writes the characters as ISO-8859-1, cut to leave one byte for the end, which is a zero.
  static void setText(ByteBuffer memory, int at, int size, String text) {
    int length = Math.min(text.length(), size - 1);
    for (int i = 0; i < length; i++) {
      memory.put(at + i, (byte) text.charAt(i));
    }
    memory.put(at + length, (byte) 0);
  }

  /// As above, from bytes.
  static void setText(ByteBuffer memory, int at, int size, byte[] text, int from, int count) {
    int length = Math.min(count, size - 1);
    memory.put(at, text, from, length);
    memory.put(at + length, (byte) 0);
  }

  /// Reads to the zero. A text that is being written may come out as a mixture of old and new.
  static String getText(ByteBuffer memory, int at, int size) {
    var text = new StringBuilder(size);
    for (int i = 0; i < size; i++) {
      byte b = memory.get(at + i);
      if (b == 0) {
        break;
      }
      text.append((char) (b & 0xff));
    }
    return text.toString();
  }
}
