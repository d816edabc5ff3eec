package dev.mpmlint.server.http;

import dev.mpmlint.server.log.Level;
import java.util.List;

/// Why a request cannot be served, and what httpd does then: answers with a status and closes, or just closes. It
/// answers in HTTP/1.1, whatever was asked; only its Connection field depends on the request's version.
///
/// @param status what is answered: 400, 408, 414, 417 or 501; 0 when the connection is closed without a word
/// @param quiet whether the answer's Connection field is that of a connection that may be kept ([Persistence]), though
///     httpd ends it all the same; else the answer says `close`. The body is read before such an answer, and is answered
///     itself when it is broken
/// @param notes what the answer's page says of it, in HTML; may be empty
/// @param log what the error log gets, in order; all of module `core`
public record Fault(int status, boolean quiet, String notes, List<Line> log) {
  /// The client ended, or was too slow, before it asked for anything: nothing is answered and nothing logged.
  public static final Fault SILENT = new Fault(0, false, "", List.of());

  /// One line of the error log.
  ///
  /// @param text with httpd's AH number in front where it has one
  public record Line(Level level, String text) {}

  public Fault {
    log = List.copyOf(log);
  }

  /// Whether httpd answers before it closes.
  public boolean answered() {
    return status != 0;
  }

  static Fault closing(int status, Line... log) {
    return new Fault(status, false, "", List.of(log));
  }

  /// The same with notes on the page.
  Fault noting(String text) {
    return new Fault(status, quiet, text, log);
  }

  static Fault debug(int status, String text) {
    return closing(status, new Line(Level.DEBUG, text));
  }

  /// A fault of the header: httpd says what, then that the header cannot be read.
  static Fault header(boolean info, String text) {
    return closing(400, new Line(info ? Level.INFO : Level.DEBUG, text), UNREADABLE_HEADER);
  }

  /// What the page says of a header that is too large.
  static final String TOO_LARGE = "Size of a request header field exceeds server limit.";

  static final Line UNREADABLE_HEADER = new Line(Level.DEBUG, "AH00567: request failed: error reading the headers");

  /// At most 80 characters, as httpd cuts what it quotes.
  static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80);
  }
}
