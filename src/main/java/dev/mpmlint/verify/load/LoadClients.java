package dev.mpmlint.verify.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Clients that ask for `/index.html` one request after the other until they are closed, each a thread. What goes wrong
/// is kept, nothing is thrown.
public final class LoadClients implements AutoCloseable {
  private static final int PATIENCE = 60_000;

  /// Between a client's connections.
  private static final Duration PAUSE = Duration.ofMillis(1);

  private static final String KEPT = "GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String CLOSED = "GET /index.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final int port;
  private final boolean keep;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private final ConcurrentLinkedQueue<Loss> losses = new ConcurrentLinkedQueue<>();
  private volatile boolean ending;

  /// A request without an answer of status 200.
  ///
  /// @param localPort of the client's end
  /// @param first whether it was the connection's first request
  public record Loss(int localPort, boolean first, String why) {}

  /// A connection and how many answers it has given.
  private static final class Line implements AutoCloseable {
    final Socket socket = new Socket();
    int answers;

    Line(int port) throws IOException {
      socket.setSoTimeout(PATIENCE);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /// The server ended the connection before the first byte of an answer.
  private static final class Unanswered extends IOException {
    private static final long serialVersionUID = 1;

    Unanswered(String message) {
      super(message);
    }
  }

  private LoadClients(int port, boolean keep) {
    this.port = port;
    this.keep = keep;
  }

  /// @param port of 127.0.0.1
  /// @param keep whether connections are kept; otherwise each request has one of its own
  public static LoadClients start(int port, int count, boolean keep) {
    LoadClients clients = new LoadClients(port, keep);
    for (int i = 0; i < count; i++) {
      clients.threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(clients::run));
    }
    return clients;
  }

  /// Answers of status 200.
  public int served() {
    return served.get();
  }

  /// Requests that were sent again, once and on a new connection, because the server had ended the kept one before any
  /// byte of the answer: what RFC 9112, 9.3.1 allows clients to do.
  public int retried() {
    return retried.get();
  }

  public List<Loss> losses() {
    return List.copyOf(losses);
  }

  private void run() {
    @Nullable Line line = null;
    while (!ending) {
      line = turn(line);
    }
    quietly(line);
  }

  /// One request; the connection for the next one.
  private @Nullable Line turn(@Nullable Line kept) {
    @Nullable Line line = kept;
    boolean again = false;
    while (true) {
      try {
        line = line == null ? new Line(port) : line;
        boolean more = ask(line);
        served.incrementAndGet();
        if (more) {
          return line;
        }
        // The whole answer is there. An end without the kernel's minute of TIME_WAIT: thousands of those make looking at
        // the connections of this machine slow.
        line.socket.setSoLinger(true, 0);
        quietly(line);
        LockSupport.parkNanos(PAUSE.toNanos());
        return null;
      } catch (Unanswered e) {
        boolean mayRetry = line != null && line.answers > 0 && !again;
        if (!mayRetry) {
          lose(line, e);
          return null;
        }
        retried.incrementAndGet();
        again = true;
        quietly(line);
        line = null;
      } catch (IOException e) {
        lose(line, e);
        return null;
      }
    }
  }

  private void lose(@Nullable Line line, IOException e) {
    losses.add(
        new Loss(line == null ? 0 : line.socket.getLocalPort(), line == null || line.answers == 0, e.toString()));
    quietly(line);
  }

  private static void quietly(@Nullable Line line) {
    try {
      if (line != null) {
        line.close();
      }
    } catch (IOException _) {
      // It is not used again.
    }
  }

  /// Whether the connection is kept.
  private boolean ask(Line line) throws IOException {
    InputStream in = line.socket.getInputStream();
    int first;
    try {
      line.socket.getOutputStream().write((keep ? KEPT : CLOSED).getBytes(StandardCharsets.US_ASCII));
      first = in.read();
    } catch (SocketException e) {
      throw new Unanswered(String.valueOf(e.getMessage()));
    }
    if (first < 0) {
      throw new Unanswered("end of connection");
    }
    StringBuilder head = new StringBuilder().append((char) first);
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the head ended after " + head);
      }
      head.append((char) b);
    }
    String text = head.toString();
    if (!text.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(text.lines().findFirst().orElse(""));
    }
    int at = text.indexOf("Content-Length: ") + "Content-Length: ".length();
    int length = Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
    if (in.readNBytes(length).length < length) {
      throw new IOException("the body ended early");
    }
    line.answers++;
    return keep && !text.contains("Connection: close");
  }

  /// Lets each client finish its request.
  @Override
  public void close() {
    end();
  }

  /// Lets each client finish its request, and returns when all have.
  public void end() {
    ending = true;
    try {
      for (Thread thread : threads) {
        thread.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
