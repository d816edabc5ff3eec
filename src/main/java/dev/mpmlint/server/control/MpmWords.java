package dev.mpmlint.server.control;

import dev.mpmlint.server.settings.Pool;

/// What each MPM says when it starts, restarts and stops. Stateless; texts and numbers from httpd's prefork.c, worker.c,
/// event.c and mpm_winnt.c.
final class MpmWords {
  /// mod_http2's advice under prefork.
  static final String HTTP2_INACTIVE =
      "AH10034: The mpm module (prefork.c) is not supported by mod_http2. The mpm determines how things are processed in"
          + " your server. HTTP/2 has more demands in this regard and the currently selected mpm will just not do. This is"
          + " an advisory warning. Your server will continue to work, but the HTTP/2 protocol will be inactive.";

  private MpmWords() {}

  private static String ah(Pool.Kind kind, int prefork, int worker, int event, int winnt) {
    int number =
        switch (kind) {
          case PREFORK, ITK -> prefork;
          case WORKER -> worker;
          case EVENT -> event;
          case WINNT -> winnt;
        };
    String digits = Integer.toString(number);
    return "AH" + "0".repeat(5 - digits.length()) + digits + ": ";
  }

  static String resuming(Pool.Kind kind, String product) {
    return ah(kind, 163, 292, 489, 455) + product + " configured -- resuming normal operations";
  }

  static String built(Pool.Kind kind, String when) {
    return ah(kind, 164, 293, 490, 456) + "Server built: " + when;
  }

  static String sigterm(Pool.Kind kind) {
    return ah(kind, 169, 295, 491, 422)
        + (kind == Pool.Kind.WINNT
            ? "Parent: Received shutdown signal -- Shutting down the server."
            : "caught SIGTERM, shutting down");
  }

  static String sigwinch(Pool.Kind kind) {
    return ah(kind, 170, 296, 492, 422) + "caught SIGWINCH, shutting down gracefully";
  }

  static String sighup(Pool.Kind kind) {
    return ah(kind, 173, 298, 494, 424)
        + (kind == Pool.Kind.WINNT
            ? "Parent: Received restart signal -- Restarting the server."
            : "SIGHUP received.  Attempting to restart");
  }

  static String sigusr1(Pool.Kind kind) {
    return ah(kind, 171, 297, 493, 424)
        + switch (kind) {
          case PREFORK, ITK -> "Graceful restart requested, doing restart";
          case WORKER, EVENT -> "SIGUSR1 received.  Doing graceful restart";
          case WINNT -> "Parent: Received restart signal -- Restarting the server.";
        };
  }

  /// What prefork and worker say of the lock around accept: with one address they need none.
  ///
  /// @return empty for an MPM that has no such lock
  static String acceptMutex(Pool.Kind kind, int listeners) {
    return kind == Pool.Kind.EVENT || kind == Pool.Kind.WINNT
        ? ""
        : ah(kind, 165, 294, 0, 0) + "Accept mutex: " + (listeners > 1 ? "fcntl" : "none") + " (default: pthread)";
  }

  static String cannotFork(Pool.Kind kind) {
    return ah(kind, 159, 283, 481, 427) + "fork: Unable to fork new process";
  }
}
