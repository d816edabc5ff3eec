package dev.mpmlint.advise;

/// A number and where it comes from.
public record Known(double value, Source source) {
  /// Where a number comes from, the one that is believed most first.
  public enum Source {
    /// An option of the command line.
    OPTION("given"),
    /// An answer to a question of the REPL.
    ANSWER("answered"),
    LOG("from the access log"),
    STATUS("from server-status"),
    CGROUP("limit of the cgroup"),
    SYSTEM("of this machine"),
    POOL("from the php-fpm pool"),
    CONFIGURATION("from the configuration"),
    ASSUMED("assumed");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /// As it stands behind the number: "given", "of this machine".
    public String words() {
      return words;
    }
  }

  public boolean assumed() {
    return source == Source.ASSUMED;
  }
}
