package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Connection;
import dev.mpmlint.server.connection.PlainWire;
import dev.mpmlint.server.connection.Service;
import dev.mpmlint.server.connection.Wire;
import dev.mpmlint.server.connection.Workbench;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.http.Fault;
import dev.mpmlint.server.log.AccessLogs;
import dev.mpmlint.server.log.ErrorLog;
import dev.mpmlint.server.log.InheritedFiles;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.LogConfigurationException;
import dev.mpmlint.server.log.Served;
import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// All that a child's threads share. Usable by all of them.
final class ChildServer implements Service {
  private static final int INTERNAL_ERROR = 500;

  private final ServerSettings settings;
  private final ErrorLog log;
  private final AccessLogs access;
  private final Site site;
  private final @Nullable TlsHosts tls;
  private final Scoreboard board;
  private final int slot;
  private final int generation;
  // Written by a signal's thread or the main one, read by all.
  private volatile boolean ending;

  private ChildServer(
      ServerSettings settings,
      ErrorLog log,
      AccessLogs access,
      Site site,
      @Nullable TlsHosts tls,
      Scoreboard board,
      Arguments arguments) {
    this.tls = tls;
    this.settings = settings;
    this.log = log;
    this.access = access;
    this.site = site;
    this.board = board;
    slot = arguments.slot();
    generation = arguments.generation();
  }

  static ChildServer of(Handed handed, InheritedFiles files, Scoreboard board, Arguments arguments)
      throws IOException, LogConfigurationException {
    ServerSettings settings = handed.settings();
    ErrorLog log = ErrorLog.of(settings, files);
    AccessLogs access = AccessLogs.of(settings, files);
    Site site = Site.of(settings, log, new Handlers(settings, board, log, arguments));
    TlsHosts tls = handed.tls() ? TlsHosts.read(handed.rest(), site.hosts()) : null;
    return new ChildServer(settings, log, access, site, tls, board, arguments);
  }

  ServerSettings settings() {
    return settings;
  }

  ErrorLog log() {
    return log;
  }

  ProcessSlot process() {
    return board.process(slot);
  }

  /// The slot of a worker that begins to work in it.
  WorkerSlot worker(int thread) {
    WorkerSlot worker = board.worker(slot, thread);
    worker.newWorker();
    worker.generation(generation);
    worker.pid((int) ProcessHandle.current().pid());
    return worker;
  }

  Workbench bench(WorkerSlot worker) {
    boolean marks = settings.pool().kind() == Pool.Kind.EVENT || settings.pool().kind().singleThreaded();
    return new Workbench(this, worker, board.extended(), marks);
  }

  /// Null when the client is gone already.
  @Nullable Connection connection(SocketChannel accepted) {
    try {
      InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
      InetSocketAddress local = (InetSocketAddress) accepted.getLocalAddress();
      Host host = site.hostFor(local);
      TlsHosts secured = tls;
      boolean secure = secured != null && secured.secures(host);
      Wire wire = secured != null && secure ? secured.wire(accepted, host) : new PlainWire(accepted);
      return new Connection(wire, new Peer(remote, local, secure), host);
    } catch (IOException e) {
      new PlainWire(accepted).close();
      return null;
    }
  }

  /// From now on connections are not kept.
  void end() {
    ending = true;
  }

  @Override
  public boolean ending() {
    return ending;
  }

  @Override
  public String product() {
    return site.serverHeader();
  }

  @Override
  public void serve(Exchange exchange) {
    try {
      site.serve(exchange);
    } catch (RuntimeException | StackOverflowError e) {
      broken(exchange, e);
      site.refuse(exchange, INTERNAL_ERROR, "");
    }
  }

  @Override
  public void broken(Exchange exchange, Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    log.log(Level.CRIT, "core", "mpmlint: a fault of this program, please report it: " + fault + at, exchange);
  }

  @Override
  public void refuse(Exchange exchange, Fault fault) {
    for (Fault.Line line : fault.log()) {
      log.log(line.level(), "core", line.text(), exchange);
    }
    site.refuse(exchange, fault.status(), fault.notes());
  }

  @Override
  public @Nullable Fault faultOf(IOException e, Peer peer) {
    return tls == null ? null : TlsHosts.faultOf(e, peer, log);
  }

  @Override
  public void done(Exchange exchange, Served served) {
    access.log(exchange, served);
  }
}
