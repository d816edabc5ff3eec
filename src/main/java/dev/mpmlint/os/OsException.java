package dev.mpmlint.os;

import java.io.IOException;

/// A call of the operating system that failed.
public final class OsException extends IOException {
  private static final long serialVersionUID = 1L;

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EACCES = 13;
  public static final int EADDRINUSE = 98;

  private final int errno;

  /// @param text strerror's words: `Address already in use`
  OsException(int errno, String text) {
    super(text);
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  /// As httpd puts it in front of its messages: `(98)Address already in use`.
  public String asHttpd() {
    return "(" + errno + ")" + getMessage();
  }
}
