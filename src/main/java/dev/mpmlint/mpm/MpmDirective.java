package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.List;
import java.util.Optional;

/// The directives whose value is a number that an MPM keeps.
public enum MpmDirective {
  SERVER_LIMIT("ServerLimit"),
  THREAD_LIMIT("ThreadLimit"),
  THREADS_PER_CHILD("ThreadsPerChild"),
  MAX_REQUEST_WORKERS("MaxRequestWorkers", "MaxClients"),
  START_SERVERS("StartServers"),
  START_THREADS("StartThreads"),
  MIN_SPARE_SERVERS("MinSpareServers"),
  MAX_SPARE_SERVERS("MaxSpareServers"),
  MIN_SPARE_THREADS("MinSpareThreads"),
  MAX_SPARE_THREADS("MaxSpareThreads"),
  MAX_THREADS("MaxThreads"),
  ASYNC_REQUEST_WORKER_FACTOR("AsyncRequestWorkerFactor"),
  MAX_CONNECTIONS_PER_CHILD("MaxConnectionsPerChild", "MaxRequestsPerChild"),
  GRACEFUL_SHUTDOWN_TIMEOUT("GracefulShutdownTimeout"),
  LISTEN_BACKLOG("ListenBacklog"),
  LISTEN_CORES_BUCKETS_RATIO("ListenCoresBucketsRatio"),
  THREAD_STACK_SIZE("ThreadStackSize"),
  MAX_MEM_FREE("MaxMemFree");

  private static final List<MpmDirective> ALL = List.of(values());

  private final String directive;
  // Empty where there is none.
  private final String alias;

  MpmDirective(String directive) {
    this(directive, "");
  }

  MpmDirective(String directive, String alias) {
    this.directive = directive;
    this.alias = alias;
  }

  /// As httpd spells it.
  public String directive() {
    return directive;
  }

  /// The older name that writes the same variable, where there is one.
  public Optional<String> alias() {
    return alias.isEmpty() ? Optional.empty() : Optional.of(alias);
  }

  /// By its name or an alias, any case.
  public static Optional<MpmDirective> find(String name) {
    for (MpmDirective d : ALL) {
      if (d.directive.equalsIgnoreCase(name) || d.alias.equalsIgnoreCase(name)) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }

  public static List<MpmDirective> all() {
    return ALL;
  }

  /// The names that httpd of this version knows it by, the preferred one first. The older names are the only ones up
  /// to 2.3.12 (MaxClients) and 2.3.8 (MaxRequestsPerChild).
  public List<String> names(HttpdVersion version) {
    if (alias.isEmpty()) {
      return List.of(directive);
    }
    boolean renamed = this == MAX_REQUEST_WORKERS ? version.atLeast(2, 3, 13) : version.atLeast(2, 3, 9);
    return renamed ? List.of(directive, alias) : List.of(alias);
  }

  @Override
  public String toString() {
    return directive;
  }
}
