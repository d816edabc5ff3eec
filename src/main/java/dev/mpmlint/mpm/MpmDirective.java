package dev.mpmlint.mpm;

import java.util.Arrays;
import java.util.Locale;
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
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            d -> d.directive.toLowerCase(Locale.ROOT).equals(lower) || d.alias.toLowerCase(Locale.ROOT).equals(lower))
        .findFirst();
  }

  @Override
  public String toString() {
    return directive;
  }
}
