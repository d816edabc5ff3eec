package dev.mpmlint.server.gateway;

import java.io.IOException;
import java.net.SocketTimeoutException;

/// What the system says, in the form of httpd's log: `(111)Connection refused: `.
final class Errors {
  static final String TIMED_OUT = "(70007)The timeout specified has expired: ";
  static final String END_OF_FILE = "(70014)End of file found: ";
  static final String INVALID = "(22)Invalid argument: ";

  private static final Object[][] NUMBERS = {
    {"No such file or directory", 2},
    {"Permission denied", 13},
    {"Exec format error", 8},
    {"Not a directory", 20},
    {"Too many open files", 24},
    {"Broken pipe", 32},
    {"Network is unreachable", 101},
    {"Connection reset", 104},
    {"Connection timed out", 110},
    {"Connection refused", 111},
    {"No route to host", 113},
    {"Resource temporarily unavailable", 11},
  };

  private Errors() {}

  /// The number and text of a failed call; the JDK's own words where it gives no text of the system.
  static String of(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return TIMED_OUT;
    }
    String message = String.valueOf(failure.getMessage());
    for (Object[] known : NUMBERS) {
      if (message.contains((String) known[0])) {
        return "(" + known[1] + ")" + known[0] + ": ";
      }
    }
    return message + ": ";
  }
}
