package dev.mpmlint.mpm;

/// What the control process remembers from one turn to the next; httpd's `retained` data and the locals of its main loop.
///
/// @param spawnRate children to spawn at the next shortage: 1 to 32
/// @param holdOff turns for which the rate may not grow: 10 after a graceful restart
/// @param used the slots that were used so far, counted from 0: the answer to AP_MPMQ_MAX_DAEMON_USED
/// @param reachedSaid whether `server reached MaxRequestWorkers` was said, once in a server's life
/// @param nearSaid whether `server is within MinSpareThreads of MaxRequestWorkers` was said
/// @param sickSeen whether a child ended for want of resources since a healthy one was seen
/// @param healthySeen whether any child of this configuration ever had all its threads at work
/// @param owed children still to be started after a graceful restart
/// @param successiveKills children that died by a signal without a quiet second between
public record MaintenanceState(
    int spawnRate,
    int holdOff,
    int used,
    boolean reachedSaid,
    boolean nearSaid,
    boolean sickSeen,
    boolean healthySeen,
    int owed,
    int successiveKills) {
  /// Before the first child is started.
  public static final MaintenanceState FIRST = new MaintenanceState(1, 0, 0, false, false, false, false, 0, 0);

  /// After a restart in which the children that serve may finish: as many as at start are owed, and the spawn rate may not
  /// grow for ten turns of shortage.
  public MaintenanceState afterGracefulRestart(PoolNumbers numbers) {
    return new MaintenanceState(spawnRate, 10, used, reachedSaid, nearSaid, sickSeen, false, numbers.startServers(), 0);
  }

  /// After a restart that ended all children; they are started anew by [Maintenance#start].
  public MaintenanceState afterRestart() {
    return new MaintenanceState(spawnRate, holdOff, 0, reachedSaid, nearSaid, sickSeen, false, 0, 0);
  }
}
