package dev.mpmlint.server.child;

import dev.mpmlint.server.log.InheritedFiles;
import dev.mpmlint.server.log.LogConfigurationException;
import dev.mpmlint.server.log.LogTargets;
import dev.mpmlint.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a child process begins. Started by the control process only.
public final class ChildMain {
  /// The child cannot work at all, nor would another (APEXIT_CHILDFATAL).
  private static final int FATAL = 15;

  private static final String REHEARSE = "--rehearse";

  private ChildMain() {}

  public static void main(String[] args) {
    Runtime.getRuntime().halt(run(args));
  }

  private static int run(String... args) {
    try {
      if (args.length == 2 && args[0].equals(REHEARSE)) {
        return ChildRehearsal.run(Path.of(args[1]));
      }
      Arguments arguments = Arguments.of(args);
      List<ServerSocketChannel> listeners = new ArrayList<>();
      for (int i = 0; i < arguments.listeners(); i++) {
        listeners.add(Inherited.listener(arguments.listener(i)));
      }
      Handed handed = Handed.read(Inherited.file(arguments.settings()));
      InheritedFiles files = InheritedFiles.from(arguments.firstLog(), LogTargets.of(handed.settings()));
      return live(handed, files, arguments, listeners);
    } catch (IOException | LogConfigurationException | RuntimeException e) {
      System.err.println("mpmlint: a child cannot start: " + e);
      return FATAL;
    }
  }

  private static int live(
      Handed handed, InheritedFiles files, Arguments arguments, List<ServerSocketChannel> listeners)
      throws IOException, LogConfigurationException {
    Scoreboard board = Scoreboard.open(arguments.scoreboard());
    ChildServer server = ChildServer.of(handed, files, board, arguments);
    Acceptor acceptor = new Acceptor(listeners, arguments.acceptLock());
    server.process().generation(arguments.generation());
    return switch (server.settings().pool().kind()) {
      case PREFORK -> new PreforkChild(server, acceptor).run();
      case ITK ->
          ItkPrivileges.settle(server.settings(), server.log()) ? new PreforkChild(server, acceptor).run() : FATAL;
      case WORKER -> new WorkerChild(server, acceptor).run();
      case WINNT -> new WinntChild(server, acceptor).run();
      case EVENT -> new EventChild(server, acceptor).run();
    };
  }

  /// A child that inherits nothing but its listener.
  static int live(Handed handed, Path board, Path lock, ServerSocketChannel listener) throws IOException {
    try {
      return live(handed, InheritedFiles.none(), new Arguments(0, 0, board, lock, 1, 0), List.of(listener));
    } catch (LogConfigurationException e) {
      throw new IOException(e);
    }
  }
}
