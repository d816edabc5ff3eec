package dev.mpmlint.verify.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Ports for servers that are about to start. They lie below those that the kernel gives to clients, so that none is taken
/// between being found free and being listened at; and no port is given twice by one process. Used by several threads.
public final class Ports {
  private static final int FIRST = 10_000;
  private static final int BEHIND = 32_000;
  private static final int TRIES = 10_000;

  private static final Random RANDOM = new Random();
  // Guarded by the class.
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  /// Of five digits each, so that none is part of another.
  ///
  /// @throws IOException when nearly all are in use
  public static synchronized List<Integer> free(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int tries = 0; ports.size() < count; tries++) {
      if (tries > TRIES) {
        throw new IOException("there are no free ports between " + FIRST + " and " + BEHIND + " on 127.0.0.1");
      }
      int port = RANDOM.nextInt(FIRST, BEHIND);
      if (!GIVEN.contains(port) && isFree(port)) {
        GIVEN.add(port);
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
