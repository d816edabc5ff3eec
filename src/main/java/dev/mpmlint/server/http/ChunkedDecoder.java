package dev.mpmlint.server.http;

import dev.mpmlint.server.log.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Takes the chunks off a request body as httpd's ap_http_filter does (http_filters.c). Owned by one thread; reused.
public final class ChunkedDecoder {
  // White space that may stand behind a chunk's size.
  private static final int MOST_SPACE = 10;

  /// What came of the bytes.
  public enum Outcome {
    /// All were taken, and more are needed.
    NEED_MORE,
    /// The output is full.
    FULL,
    /// The body is complete; what follows it was left in the buffer.
    COMPLETE,
    /// The body is broken: see [#fault()].
    FAULT
  }

  private enum State { START, SIZE, EXTENSION, SPACE, LINE_FEED, DATA, END, END_LINE_FEED, TRAILER, DONE, BROKEN }

  private final Trailer trailer = new Trailer();
  private Limits limits;
  private State state = State.START;
  private @Nullable Fault fault;
  private long remaining;
  private long total;
  private int bits;
  private int used;
  private int spaces;

  public ChunkedDecoder(Limits limits) {
    this.limits = limits;
  }

  /// Makes ready for another body.
  public void reset(Limits of) {
    limits = of;
    state = State.START;
    fault = null;
    total = 0;
    used = 0;
  }

  /// Bytes of the body given out so far.
  public long total() {
    return total;
  }

  /// @throws IllegalStateException when there is none
  public Fault fault() {
    if (fault == null) {
      throw new IllegalStateException("no fault");
    }
    return fault;
  }

  /// Takes chunks from `in` and puts their content into `out`.
  public Outcome decode(ByteBuffer in, ByteBuffer out) {
    while (state != State.DONE && state != State.BROKEN) {
      if (!in.hasRemaining()) {
        return Outcome.NEED_MORE;
      }
      if (state == State.DATA) {
        if (!out.hasRemaining()) {
          return Outcome.FULL;
        }
        copy(in, out);
      } else if (state == State.TRAILER) {
        Trailer.Outcome ended = trailer.read(in, limits);
        if (ended == Trailer.Outcome.COMPLETE) {
          state = State.DONE;
        } else if (ended == Trailer.Outcome.FAULT) {
          broken(400, trailer.said());
          fault = fault().noting(trailer.notes());
        }
      } else {
        step(in.get());
      }
    }
    return state == State.DONE ? Outcome.COMPLETE : Outcome.FAULT;
  }

  private void copy(ByteBuffer in, ByteBuffer out) {
    int count = (int) Math.min(remaining, Math.min(in.remaining(), out.remaining()));
    out.put(out.position(), in, in.position(), count);
    out.position(out.position() + count);
    in.position(in.position() + count);
    remaining -= count;
    total += count;
    if (remaining == 0) {
      state = State.END;
      used = 0;
    }
  }

  private void step(byte b) {
    boolean strict = !limits.unsafe();
    if (state == State.END || state == State.END_LINE_FEED) {
      if (b == '\n' && (state == State.END_LINE_FEED || !strict)) {
        state = State.START;
      } else if (b == '\r' && state == State.END) {
        state = State.END_LINE_FEED;
      } else {
        malformed();
      }
      return;
    }
    if (state == State.START) {
      if (!Ascii.is(Ascii.HEX, b)) {
        malformed();
        return;
      }
      state = State.SIZE;
      remaining = 0;
      bits = Long.SIZE;
      used = 0;
      spaces = 0;
    }
    if (++used > limits.requestFieldSize()) {
      overflow();
      return;
    }
    sizeLine(b, strict);
  }

  private void sizeLine(byte b, boolean strict) {
    if (b == '\n') {
      if (strict && state != State.LINE_FEED) {
        malformed();
      } else if (remaining > 0) {
        state = State.DATA;
      } else {
        state = State.TRAILER;
        trailer.begin();
      }
    } else if (state == State.LINE_FEED) {
      malformed();
    } else if (b == '\r') {
      state = State.LINE_FEED;
    } else if (b == ';') {
      state = State.EXTENSION;
    } else if (state == State.EXTENSION) {
      if (!Ascii.is(Ascii.CONTENT, b)) {
        malformed();
      }
    } else if (b == ' ' || b == '\t') {
      state = State.SPACE;
      if (++spaces > MOST_SPACE) {
        malformed();
      }
    } else if (state == State.SPACE) {
      malformed();
    } else {
      digit(b);
    }
  }

  private void digit(byte b) {
    if (remaining == 0 && b == '0') {
      return;
    }
    bits -= 4;
    if (bits < 0) {
      overflow();
      return;
    }
    if (!Ascii.is(Ascii.HEX, b)) {
      malformed();
      return;
    }
    remaining = remaining << 4 | Character.digit(b, 16);
    if (remaining < 0) {
      overflow();
    }
  }

  private void malformed() {
    broken(400, "(22)Invalid argument: AH01590: Error reading/parsing chunk  ");
  }

  private void overflow() {
    broken(413, "(28)No space left on device: AH01590: Error reading/parsing chunk (overflow) ");
  }

  private void broken(int status, String text) {
    state = State.BROKEN;
    fault = Fault.closing(status, new Fault.Line(Level.INFO, text));
  }
}
