package dev.mpmlint.mpm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The MPMs that people meet.
public enum Mpm {
  PREFORK("prefork", "mpm_prefork_module", "prefork.c"),
  WORKER("worker", "mpm_worker_module", "worker.c"),
  EVENT("event", "mpm_event_module", "event.c"),
  WINNT("winnt", "mpm_winnt_module", "mpm_winnt.c"),
  NETWARE("netware", "mpm_netware_module", "mpm_netware.c"),
  MPMT_OS2("mpmt_os2", "mpm_mpmt_os2_module", "mpmt_os2.c"),
  BEOS("beos", "mpm_beos_module", "beos.c"),
  PERCHILD("perchild", "mpm_perchild_module", "perchild.c"),
  LEADER("leader", "mpm_leader_module", "leader.c"),
  THREADPOOL("threadpool", "mpm_threadpool_module", "threadpool.c"),
  PERUSER("peruser", "mpm_peruser_module", "peruser.c"),
  SIMPLE("simple", "mpm_simple_module", "simple_api.c"),
  MOTORZ("motorz", "mpm_motorz_module", "motorz.c");

  private static final List<Mpm> ALL = List.of(values());

  private final String shortName;
  private final String identifier;
  private final String source;

  Mpm(String shortName, String identifier, String source) {
    this.shortName = shortName;
    this.identifier = identifier;
    this.source = source;
  }

  public static List<Mpm> all() {
    return ALL;
  }

  /// `event`: as people say it and as `mpmlint` takes it.
  public String shortName() {
    return shortName;
  }

  /// `mpm_event_module`.
  public String identifier() {
    return identifier;
  }

  /// `event.c`: what `<IfModule>` compares besides the identifier.
  public String source() {
    return source;
  }

  /// By short name (any case), identifier or source name.
  public static Optional<Mpm> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Mpm m : ALL) {
      if (m.shortName.equals(lower) || m.identifier.equals(name) || m.source.equals(name)) {
        return Optional.of(m);
      }
    }
    return Optional.empty();
  }

  /// The one that `<IfModule name>` means: identifier or source name, compared as httpd does, case included.
  public static Optional<Mpm> ofModule(String identifierOrSource) {
    for (Mpm m : ALL) {
      if (m.identifier.equals(identifierOrSource) || m.source.equals(identifierOrSource)) {
        return Optional.of(m);
      }
    }
    return Optional.empty();
  }

  /// What else is known of it. The table is read when it is asked for the first time.
  public MpmFacts facts() {
    return Catalogue.of(this);
  }

  @Override
  public String toString() {
    return shortName;
  }
}
