package dev.mpmlint.advise;

/// One line of an access log. The reader fills the same object anew for each line: a visitor takes what it needs.
public final class LoggedRequest {
  /// What a number is that the line does not have.
  public static final long NONE = -1;

  long startMicros;
  long durationMicros;
  long status;
  long bytes;
  long keepAliveRequest;

  final LogTime time = new LogTime();

  LoggedRequest() {
    clear();
  }

  void clear() {
    startMicros = NONE;
    durationMicros = NONE;
    status = NONE;
    bytes = NONE;
    keepAliveRequest = NONE;
    time.clear();
  }

  /// When httpd had the request line, in microseconds since 1970; with formats that show whole seconds, the second.
  public long startMicros() {
    return startMicros;
  }

  /// From there to the end of the answer (`%D`, `%T`); [#NONE] where it is not logged.
  public long durationMicros() {
    return durationMicros;
  }

  public long status() {
    return status;
  }

  /// Bytes sent (`%b`, `%B`, `%O`).
  public long bytes() {
    return bytes;
  }

  /// `%k`: how many requests came before it on its connection; [#NONE] where it is not logged.
  public long keepAliveRequest() {
    return keepAliveRequest;
  }
}
