package dev.mpmlint.verify.model;

import java.util.List;
import java.util.Optional;

/// What can be tried with a running server.
public enum Experiment {
  START("start", "it starts, or refuses as predicted"),
  PROCESSES("processes", "processes and threads right after the start"),
  CEILING("ceiling", "more slow requests than may be served at once"),
  GROWTH("growth", "how fast the pool grows under a burst"),
  MEMORY("memory", "memory of all children at the ceiling"),
  KEEPALIVE("keepalive", "as many idle keep-alive connections as there are workers, then one new request"),
  SLOW("slow", "clients that send a byte now and then"),
  SPARES("spares", "idle workers after the load has gone"),
  RECYCLING("recycling", "children end after MaxConnectionsPerChild"),
  ISOLATION("isolation", "a child is killed"),
  GRACEFUL("graceful", "graceful restart and graceful stop under load"),
  HTTP2("http2", "HTTP/2 where it was asked for"),
  THREADSAFETY("threadsafety", "a module that is not thread-safe"),
  IDENTITY("identity", "which user serves which virtual host");

  private static final List<Experiment> ALL = List.of(values());

  private final String word;
  private final String summary;

  Experiment(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  public static List<Experiment> all() {
    return ALL;
  }

  /// As `--only` takes it.
  public String word() {
    return word;
  }

  /// A few words.
  public String summary() {
    return summary;
  }

  public static Optional<Experiment> find(String word) {
    return ALL.stream().filter(e -> e.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
