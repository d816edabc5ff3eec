package dev.mpmlint.server.child;

import dev.mpmlint.server.log.InheritedFiles;
import dev.mpmlint.server.log.LogConfigurationException;
import dev.mpmlint.server.log.LogTargets;
import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Where a child process begins. Started by the control process only.
public final class ChildMain {
  /// The child cannot work at all, nor would another (APEXIT_CHILDFATAL).
  private static final int FATAL = 15;

  private ChildMain() {}

  public static void main(String[] args) {
    Runtime.getRuntime().halt(run(args));
  }

  private static int run(String... args) {
    try {
      Arguments arguments = Arguments.of(args);
      ServerSettings settings = settings(arguments.settings());
      Scoreboard board = Scoreboard.open(arguments.scoreboard());
      ProcessSlot own = board.process(arguments.slot());
      InheritedFiles files = InheritedFiles.from(arguments.firstLog(), LogTargets.of(settings));
      ChildServer server = ChildServer.of(settings, files, board, arguments);
      Acceptor acceptor = acceptor(arguments);
      own.generation(arguments.generation());
      return switch (settings.pool().kind()) {
        case PREFORK -> new PreforkChild(server, acceptor).run();
        case ITK -> new PreforkChild(server, acceptor).run();
        case WORKER, WINNT -> new WorkerChild(server, acceptor).run();
        case EVENT -> new EventChild(server, acceptor).run();
      };
    } catch (IOException | LogConfigurationException | RuntimeException e) {
      System.err.println("mpmlint: a child cannot start: " + e);
      return FATAL;
    }
  }

  private static ServerSettings settings(int descriptor) throws IOException {
    FileChannel file = Inherited.file(descriptor);
    // Read at explicit positions: the descriptor's own position is shared with the other children.
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, bytes.position()) < 0) {
        throw new IOException("the settings are shorter than they were");
      }
    }
    return SettingsFile.read(new DataInputStream(new ByteArrayInputStream(bytes.array())));
  }

  private static Acceptor acceptor(Arguments arguments) throws IOException {
    List<ServerSocketChannel> listeners = new ArrayList<>();
    for (int i = 0; i < arguments.listeners(); i++) {
      listeners.add(Inherited.listener(arguments.listener(i)));
    }
    return new Acceptor(listeners, arguments.acceptLock());
  }
}
