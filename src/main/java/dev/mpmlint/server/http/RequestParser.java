package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mpmlint.server.log.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads request heads as httpd 2.4 does (server/protocol.c), without I/O: bytes in, a head or a fault out. A head that
/// is byte for byte the one before, as clients on kept connections send them, is not read again. Owned by the thread
/// that works on the connection.
///
/// Its memory is bounded by the limits, as httpd's is; where they allow more, by [#MOST] bytes a head, which httpd does
/// not do.
public final class RequestParser {
  /// The largest head, in bytes.
  public static final int MOST = 4 << 20;

  // Empty lines that may stand before a request line (DEFAULT_LIMIT_BLANK_LINES).
  private static final int BLANK_LINES = 10;
  private static final String UNREAD = "Failed to read request header line ";
  private static final int FIRST_SIZE = 1024;
  private static final int KEPT_SIZE = 64 << 10;
  // How much is taken at once, so that little of a body that follows is copied in vain.
  private static final int STEP = 4096;

  /// What came of the bytes.
  public enum Outcome {
    /// All were taken, and more are needed.
    NEED_MORE,
    /// The head is complete; what follows it was left in the buffer.
    COMPLETE,
    /// The request cannot be served: see [#fault()].
    FAULT
  }

  /// How far a request has come.
  public enum Stage {
    /// No byte of it is there.
    NOTHING,
    REQUEST_LINE,
    HEADER,
    /// Complete or faulty.
    DONE
  }

  private final RequestHead head = new RequestHead();
  private final RequestLine requestLine = new RequestLine();
  private final FieldLines fieldLines = new FieldLines();
  private final boolean secure;
  private Limits limits;
  private Stage stage = Stage.NOTHING;
  private Outcome outcome = Outcome.NEED_MORE;
  private @Nullable Fault fault;

  private byte[] bytes = new byte[FIRST_SIZE];
  private ByteBuffer previous = ByteBuffer.wrap(bytes);
  private int filled;
  private int scanned;
  private int lineStart;
  private boolean zero;
  private int blanks;
  // The length of a head in bytes that need not be read again; 0 when there is none.
  private int repeatable;

  public RequestParser(Limits limits) {
    this(limits, false);
  }

  /// @param secure whether the connection is TLS
  public RequestParser(Limits limits, boolean secure) {
    this.limits = limits;
    this.secure = secure;
  }

  /// Of the next request, or of the header that follows the request line.
  public void limits(Limits to) {
    if (!to.equals(limits)) {
      limits = to;
      forget();
    }
  }

  /// Valid when complete, until [#reset()]; after a fault it holds what was understood.
  public RequestHead head() {
    return head;
  }

  public Stage stage() {
    return stage;
  }

  /// @throws IllegalStateException when there is none
  public Fault fault() {
    if (fault == null) {
      throw new IllegalStateException("no fault");
    }
    return fault;
  }

  /// What httpd does when the client ends here: within the header it answers 400, before it nothing.
  public Fault atEnd() {
    if (stage != Stage.HEADER) {
      return Fault.SILENT;
    }
    String begun = new String(bytes, lineStart, filled - lineStart, ISO_8859_1);
    return Fault.header(
        false,
        begun.isEmpty()
            ? "(20014)Internal error (specific information not available): " + UNREAD + "(null)"
            : "(70014)End of file found: " + UNREAD + begun);
  }

  /// What httpd does when the time for the head is over: within the header it answers 408, before it nothing.
  public Fault timeout() {
    return stage == Stage.HEADER ? Fault.closing(408, Fault.UNREADABLE_HEADER) : Fault.SILENT;
  }

  /// Makes ready for the next request of the connection.
  public void reset() {
    if (outcome != Outcome.COMPLETE) {
      forget();
    }
    stage = Stage.NOTHING;
    outcome = Outcome.NEED_MORE;
    fault = null;
  }

  private void forget() {
    repeatable = 0;
  }

  /// Takes bytes until the head is complete or faulty.
  public Outcome parse(ByteBuffer in) {
    if (stage == Stage.DONE || !in.hasRemaining()) {
      return outcome;
    }
    if (stage == Stage.NOTHING) {
      if (repeatable > 0 && repeated(in)) {
        stage = Stage.DONE;
        outcome = Outcome.COMPLETE;
        return outcome;
      }
      begin();
    }
    while (outcome == Outcome.NEED_MORE && in.hasRemaining()) {
      int count = Math.min(in.remaining(), STEP);
      int from = filled;
      if (!room(from + count)) {
        fail(Fault.header(true, "AH00561: Request header exceeds LimitRequestFieldSize").noting(Fault.TOO_LARGE));
        break;
      }
      in.get(in.position(), bytes, from, count);
      filled = from + count;
      scan();
      in.position(in.position() + (outcome == Outcome.NEED_MORE ? count : Math.max(0, Math.min(lineStart, filled) - from)));
    }
    return outcome;
  }

  private boolean repeated(ByteBuffer in) {
    if (in.remaining() < repeatable) {
      return false;
    }
    int start = in.position();
    int end = in.limit();
    in.limit(start + repeatable);
    boolean same = in.mismatch(previous) < 0;
    in.limit(end);
    if (same) {
      in.position(start + repeatable);
    }
    return same;
  }

  private void begin() {
    forget();
    head.clear();
    if (bytes.length > KEPT_SIZE) {
      bytes = new byte[FIRST_SIZE];
      previous = ByteBuffer.wrap(bytes);
    }
    stage = Stage.REQUEST_LINE;
    filled = 0;
    scanned = 0;
    lineStart = 0;
    zero = false;
    blanks = BLANK_LINES;
    fieldLines.begin();
  }

  private boolean room(int size) {
    if (size > bytes.length) {
      if (size > MOST) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, Math.min(MOST, Math.max(size, bytes.length * 2)));
      previous = ByteBuffer.wrap(bytes);
      head.moved(bytes);
    }
    return true;
  }

  private void scan() {
    while (outcome == Outcome.NEED_MORE) {
      int most = (stage == Stage.HEADER ? limits.requestFieldSize() : limits.requestLine()) + 2;
      int at = scanned;
      boolean nul = zero;
      byte[] in = bytes;
      int end = filled;
      while (at < end && in[at] != '\n') {
        nul |= in[at] == 0;
        at++;
      }
      zero = nul;
      scanned = at;
      int length = at - lineStart + 1;
      boolean crlf = length > 1 && at < end && in[at - 1] == '\r';
      if (length > most + 1 || length == most + 1 && at < end && !crlf) {
        tooLong(most);
        return;
      }
      if (at == end) {
        return;
      }
      int start = lineStart;
      scanned = at + 1;
      lineStart = at + 1;
      zero = false;
      line(start, crlf ? at - 1 : at, nul || !crlf && !limits.unsafe());
    }
  }

  private void tooLong(int most) {
    int end = Math.min(filled, lineStart + most - 1);
    String text = new String(bytes, lineStart, Math.max(0, end - lineStart), ISO_8859_1);
    lineStart = filled;
    if (stage == Stage.HEADER) {
      int colon = text.indexOf(':');
      String name = colon >= 0 && colon <= 80 ? text.substring(0, colon) : Fault.cut(text);
      fail(
          Fault.closing(
              400,
              new Fault.Line(Level.DEBUG, "(28)No space left on device: " + UNREAD + text),
              new Fault.Line(Level.INFO, "AH00561: Request header exceeds LimitRequestFieldSize: " + name),
                  Fault.UNREADABLE_HEADER)
              .noting(Fault.TOO_LARGE));
    } else {
      head.requestLine = text;
      head.version = RequestHead.HTTP_1_0;
      String said = "AH00565: request failed: client's request-line exceeds LimitRequestLine (longer than ";
      fail(Fault.closing(414, new Fault.Line(Level.INFO, said + limits.requestLine() + ")")));
    }
  }

  /// One line without its end.
  ///
  /// @param broken whether it holds a NUL, or ends in a bare LF where that is not allowed
  private void line(int start, int end, boolean broken) {
    if (stage == Stage.HEADER) {
      if (broken) {
        String text = new String(bytes, start, end - start, ISO_8859_1);
        int nul = text.indexOf(0);
        text = nul >= 0 ? text.substring(0, nul) : text + "\n";
        fail(Fault.header(false, "(22)Invalid argument: " + UNREAD + text));
      } else {
        Fault bad = fieldLines.line(bytes, start, end, head, limits);
        if (bad != null) {
          fail(bad);
        } else if (fieldLines.complete()) {
          complete();
        }
      }
    } else if (broken) {
      String text = new String(bytes, start, end - start, ISO_8859_1);
      head.requestLine = text.indexOf(0) >= 0 ? text.substring(0, text.indexOf(0)) : text;
      head.version = RequestHead.HTTP_1_0;
      fail(Fault.debug(400, "AH00566: request failed: malformed request line"));
    } else if (start < end || --blanks < 0) {
      Fault bad = requestLine.parse(bytes, start, end, head, limits);
      if (bad != null) {
        fail(bad);
      } else if (head.version == RequestHead.HTTP_0_9) {
        complete();
      } else {
        stage = Stage.HEADER;
      }
    }
  }

  private void complete() {
    Fault bad = HeadRules.check(head, limits, secure);
    if (bad != null) {
      fail(bad);
      return;
    }
    stage = Stage.DONE;
    outcome = Outcome.COMPLETE;
    if (!fieldLines.folded()) {
      repeatable = lineStart;
      previous.limit(previous.capacity());
      previous.limit(lineStart);
    }
  }

  private void fail(Fault what) {
    fault = what;
    stage = Stage.DONE;
    outcome = Outcome.FAULT;
  }
}
