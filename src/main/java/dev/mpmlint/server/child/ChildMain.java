package dev.mpmlint.server.child;

import dev.mpmlint.server.log.InheritedFiles;
import dev.mpmlint.server.log.LogConfigurationException;
import dev.mpmlint.server.log.LogTargets;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
      ServerSettings settings = settings(Inherited.file(arguments.settings()));
      InheritedFiles files = InheritedFiles.from(arguments.firstLog(), LogTargets.of(settings));
      return live(settings, files, arguments, listeners);
    } catch (IOException | LogConfigurationException | RuntimeException e) {
      System.err.println("mpmlint: a child cannot start: " + e);
      return FATAL;
    }
  }

  private static int live(
      ServerSettings settings, InheritedFiles files, Arguments arguments, List<ServerSocketChannel> listeners)
      throws IOException, LogConfigurationException {
    Scoreboard board = Scoreboard.open(arguments.scoreboard());
    ChildServer server = ChildServer.of(settings, files, board, arguments);
    Acceptor acceptor = new Acceptor(listeners, arguments.acceptLock());
    server.process().generation(arguments.generation());
    return switch (settings.pool().kind()) {
      case PREFORK -> new PreforkChild(server, acceptor).run();
      case ITK -> new PreforkChild(server, acceptor).run();
      case WORKER, WINNT -> new WorkerChild(server, acceptor).run();
      case EVENT -> new EventChild(server, acceptor).run();
    };
  }

  /// A child that inherits nothing but its listener.
  static int live(ServerSettings settings, Path board, Path lock, ServerSocketChannel listener) throws IOException {
    try {
      return live(settings, InheritedFiles.none(), new Arguments(0, 0, board, lock, 1, 0), List.of(listener));
    } catch (LogConfigurationException e) {
      throw new IOException(e);
    }
  }

  /// Read at explicit positions: the descriptor's own position is shared with the other children.
  static ServerSettings settings(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, bytes.position()) < 0) {
        throw new IOException("the settings are shorter than they were");
      }
    }
    return SettingsFile.read(new DataInputStream(new ByteArrayInputStream(bytes.array())));
  }
}
