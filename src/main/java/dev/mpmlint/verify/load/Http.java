package dev.mpmlint.verify.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// A client that sends the bytes it is told and adds none. One connection, one thread; bytes are chars of ISO 8859-1.
public final class Http implements AutoCloseable {
  private static final int PATIENCE = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  /// @param port of 127.0.0.1
  public Http(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// What a server answered.
  ///
  /// @param head status line and fields, with the empty line; empty when the connection ended before it
  /// @param body chunks joined
  public record Answer(String head, String body) {
    /// -1 when there is none.
    public int status() {
      return head.startsWith("HTTP/") && head.length() > 12 ? Integer.parseInt(head.substring(9, 12)) : -1;
    }

    /// A field's value; empty when there is none.
    public String field(String name) {
      String key = "\r\n" + name.toLowerCase(Locale.ROOT) + ":";
      int at = head.toLowerCase(Locale.ROOT).indexOf(key);
      return at < 0 ? "" : head.substring(at + key.length(), head.indexOf("\r\n", at + key.length())).strip();
    }
  }

  /// One request on a connection of its own, which the server is asked to close.
  public static Answer get(int port, String target) throws IOException {
    try (Http http = new Http(port)) {
      http.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return http.answer("GET");
    }
  }

  /// The port of this end.
  public int localPort() {
    return socket.getLocalPort();
  }

  public void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Whether something of an answer, or the connection's end, comes in this time. Takes nothing of it.
  public boolean hears(Duration within) throws IOException {
    socket.setSoTimeout((int) within.toMillis());
    in.mark(1);
    try {
      if (in.read() >= 0) {
        in.reset();
      }
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } finally {
      socket.setSoTimeout(PATIENCE);
    }
  }

  /// Everything until the server ends the connection.
  public String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /// One complete answer, by Content-Length, by chunks, or by the connection's end.
  ///
  /// @param method of the request: the answer to HEAD has no body
  public Answer answer(String method) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.append(line);
      if (line.equals("\r\n")) {
        break;
      }
    }
    Answer head = new Answer(lines.toString(), "");
    int status = head.status();
    if (status < 0 || method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
      return head;
    }
    if (head.field("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      return new Answer(head.head, chunks());
    }
    String length = head.field("Content-Length");
    return new Answer(head.head, length.isEmpty() ? rest() : take(Integer.parseInt(length)));
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line().strip().split(";", -1)[0], 16);
      body.append(take(size));
      if (line().equals("\r\n") && size == 0) {
        return body.toString();
      }
    }
  }

  private String take(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  /// With its end; without when the connection ended before.
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        break;
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
