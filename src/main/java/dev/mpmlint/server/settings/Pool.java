package dev.mpmlint.server.settings;

/// The effective numbers of the MPM that runs, as the running server uses them.
///
/// @param serverLimit most child processes that the scoreboard has slots for
/// @param threadLimit worker slots for each of them in the scoreboard; 1 under prefork
/// @param threadsPerChild worker threads of each child; 1 under prefork
/// @param processes most children that serve at once (MaxRequestWorkers under prefork)
/// @param maxRequestWorkers what the parent compares with; can be above processes × threadsPerChild
/// @param startServers children started at first
/// @param minSpare MinSpareServers or MinSpareThreads
/// @param maxSpare MaxSpareServers or MaxSpareThreads, raised as httpd does
/// @param maxConnectionsPerChild 0 means no limit; can be negative
/// @param asyncFactor AsyncRequestWorkerFactor's whole part; event only
/// @param gracefulShutdownTimeout in seconds, 0 means to wait for ever
/// @param listenBacklog for listen(2)
/// @param threadStackSize in bytes, 0 means the system's own
public record Pool(
    Kind kind,
    int serverLimit,
    int threadLimit,
    int threadsPerChild,
    int processes,
    int maxRequestWorkers,
    int startServers,
    int minSpare,
    int maxSpare,
    int maxConnectionsPerChild,
    int asyncFactor,
    int gracefulShutdownTimeout,
    int listenBacklog,
    long threadStackSize) {

  /// What the server really runs.
  public enum Kind {
    PREFORK("prefork"),
    WORKER("worker"),
    EVENT("event"),
    /// mpm-itk: prefork whose children take the virtual host's user.
    ITK("prefork"),
    WINNT("WinNT");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /// The MPM's name as `httpd -V` and mod_status show it.
    public String shown() {
      return shown;
    }

    /// Whether a child has one worker and no threads.
    public boolean singleThreaded() {
      return this == PREFORK || this == ITK;
    }

    /// `mpm_event`: the module that its messages are logged under.
    public String module() {
      return switch (this) {
        case PREFORK, ITK -> "mpm_prefork";
        case WORKER -> "mpm_worker";
        case EVENT -> "mpm_event";
        case WINNT -> "mpm_winnt";
      };
    }
  }
}
