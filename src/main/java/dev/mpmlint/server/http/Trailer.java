package dev.mpmlint.server.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The fields after the last chunk: checked as those of a head are, then dropped (MergeTrailers Off). Reused; owned by
/// its decoder.
final class Trailer {
  static final String TOO_MANY = "The number of request header fields exceeds this server's limit.";

  /// What came of the bytes.
  enum Outcome { NEED_MORE, COMPLETE, FAULT }

  private static final int FIRST_SIZE = 128;

  private byte[] line = new byte[0];
  private int filled;
  private int field;
  private int fields;
  private String said = "";

  void begin() {
    filled = 0;
    field = 0;
    fields = 0;
    said = "";
    if (line.length > 8192) {
      line = new byte[0];
    }
  }

  /// What the answer's page says of it; may be empty.
  String notes() {
    return said;
  }

  /// What the error log gets after a fault.
  String said() {
    return "AH02656: Error while reading HTTP trailer: 400" + (said.isEmpty() ? "" : ": " + said);
  }

  Outcome read(ByteBuffer in, Limits limits) {
    int most = limits.requestFieldSize() + 2;
    while (in.hasRemaining()) {
      byte b = in.get();
      boolean crlf = b == '\n' && filled > 0 && line[filled - 1] == '\r';
      if (filled + 1 > most + 1 || filled + 1 == most + 1 && !crlf) {
        said = Fault.TOO_LARGE;
        return Outcome.FAULT;
      }
      if (b == '\n') {
        if (!crlf && !limits.unsafe()) {
          return Outcome.FAULT;
        }
        Outcome outcome = line(crlf ? filled - 1 : filled, limits);
        filled = 0;
        if (outcome != Outcome.NEED_MORE) {
          return outcome;
        }
      } else if (b == 0) {
        return Outcome.FAULT;
      } else {
        if (filled == line.length) {
          line = Arrays.copyOf(line, Math.max(FIRST_SIZE, filled * 2));
        }
        line[filled++] = b;
      }
    }
    return Outcome.NEED_MORE;
  }

  private Outcome line(int lineEnd, Limits limits) {
    int end = lineEnd;
    while (end > 1 && blank(line[end - 1])) {
      end--;
    }
    if (end == 0) {
      return Outcome.COMPLETE;
    }
    if (blank(line[0])) {
      int from = 0;
      while (from + 1 < end && blank(line[from + 1])) {
        from++;
      }
      boolean fits = field > 0 && end > 1 && field + (end - from) + 1 < limits.requestFieldSize();
      boolean sound = limits.unsafe() || Ascii.span(Ascii.CONTENT, line, 0, end) == end;
      field += end - from;
      return fits && sound ? Outcome.NEED_MORE : Outcome.FAULT;
    }
    if (limits.requestFields() > 0 && ++fields > limits.requestFields()) {
      said = TOO_MANY;
      return Outcome.FAULT;
    }
    field = end;
    int colon = 0;
    if (!limits.unsafe()) {
      colon = Ascii.span(Ascii.TOKEN, line, 0, end);
    } else {
      while (colon < end && line[colon] != ':' && !Ascii.is(Ascii.SPACE, line[colon])) {
        colon++;
      }
    }
    boolean named = colon > 0 && colon < end && line[colon] == ':';
    boolean sound = limits.unsafe() || named && Ascii.span(Ascii.CONTENT, line, colon + 1, end) == end;
    return named && sound ? Outcome.NEED_MORE : Outcome.FAULT;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
