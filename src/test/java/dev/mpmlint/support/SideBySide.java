package dev.mpmlint.support;

import dev.mpmlint.verify.engine.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The bundled server and a real httpd with one configuration, each on ports and with a folder of its own.
///
/// The configuration may say `@SITE@` for the folder that both serve, `@SIDE@` for the side's own folder (which is also
/// ServerRoot and holds the PidFile) and `@PORT0@`, `@PORT1@` … for ports of 127.0.0.1, in the order of
/// their Listen lines. Children run as www-data when the
/// caller is root. Tests that use it carry `@RequiresProgram("apache2")`.
public final class SideBySide implements AutoCloseable {
  private static final String MODULES = "/usr/lib/apache2/modules/mod_";
  private static final int PATIENCE = 60_000;

  private final BundledServer bundled;
  private final RunningHttpd httpd;
  private final Side ours;
  private final Side real;

  /// One of the two.
  ///
  /// @param folder logs go here
  public record Side(Path folder, List<Integer> ports) {
    public Side {
      ports = List.copyOf(ports);
    }

    public int port(int number) {
      return ports.get(number);
    }

    /// Everything that comes back on a connection of its own, one char per byte. A reset counts as the end.
    ///
    /// @param ends whether the client says its end after sending; otherwise the server has to
    /// @throws java.net.SocketTimeoutException when the server does not end the connection within a minute
    public String ask(int number, String bytes, boolean ends) throws IOException {
      StringBuilder said = new StringBuilder();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(number)), PATIENCE);
        socket.setSoTimeout(PATIENCE);
        byte[] buffer = new byte[65_536];
        try {
          socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
          if (ends) {
            socket.shutdownOutput();
          }
          InputStream in = socket.getInputStream();
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
          }
        } catch (SocketException _) {
          // What it said before that counts.
        }
      }
      return said.toString();
    }

    /// A text of this side with what differs from side to side made equal: ports and folder.
    public String normal(String text) {
      String normal = text.replace(folder.toString(), "SIDE");
      for (int i = 0; i < ports.size(); i++) {
        normal = normal.replace(Integer.toString(ports.get(i)), "PORT" + i);
      }
      return normal;
    }
  }

  /// A configuration's text.
  public interface Text {
    String of(Side side) throws IOException;
  }

  private SideBySide(BundledServer bundled, RunningHttpd httpd, Side ours, Side real) {
    this.bundled = bundled;
    this.httpd = httpd;
    this.ours = ours;
    this.real = real;
  }

  /// Starts both.
  ///
  /// @param scratch a folder; all may enter it afterwards
  /// @param modules of httpd, such as `mpm_prefork`; what the program has built in is not named
  public static SideBySide start(Path scratch, List<String> modules, String configuration, int ports)
      throws IOException, InterruptedException {
    return start(scratch, ports, side -> filled(scratch, side, modules, configuration));
  }

  /// Starts both with a text that is made for each.
  public static SideBySide start(Path scratch, int ports, Text text) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    age(scratch.resolve("site"));
    List<Integer> free = Ports.free(2 * ports);
    Side real = new Side(Files.createDirectory(scratch.resolve("real")), free.subList(0, ports));
    Side ours = new Side(Files.createDirectory(scratch.resolve("ours")), free.subList(ports, 2 * ports));
    Path realFile = Files.writeString(real.folder.resolve("httpd.conf"), text.of(real));
    Path ourFile = Files.writeString(ours.folder.resolve("httpd.conf"), text.of(ours));
    RunningHttpd httpd = RealHttpd.installed().start(realFile);
    try {
      return new SideBySide(BundledServer.start(ourFile, ours.ports.getLast()), httpd, ours, real);
    } catch (IOException | InterruptedException | IllegalStateException e) {
      httpd.close();
      throw e;
    }
  }

  /// Makes all files an hour old: the entity tag of a new one is weak for a second.
  private static void age(Path site) throws IOException {
    if (!Files.exists(site)) {
      return;
    }
    FileTime then = FileTime.from(Instant.now().minusSeconds(3600));
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private static String filled(Path scratch, Side side, List<String> modules, String configuration) {
    StringBuilder text = new StringBuilder();
    for (String module : modules) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append(module).append(".so\n");
    }
    text.append("ServerRoot @SIDE@\nDefaultRuntimeDir @SIDE@\nPidFile pid\nErrorLog @SIDE@/error.log\n");
    text.append("User www-data\nGroup www-data\n").append(configuration);
    String filled = text.toString().replace("@SITE@", scratch.resolve("site").toString());
    filled = filled.replace("@SIDE@", side.folder.toString());
    for (int i = 0; i < side.ports.size(); i++) {
      filled = filled.replace("@PORT" + i + "@", Integer.toString(side.port(i)));
    }
    return filled;
  }

  public Side ours() {
    return ours;
  }

  public Side real() {
    return real;
  }

  /// The bundled server's control process.
  public long pid() {
    return bundled.pid();
  }

  /// What the bundled server wrote to standard output and standard error.
  public String said() throws IOException {
    return bundled.said();
  }

  /// The real httpd's main error log.
  public List<String> httpdLog() {
    return httpd.log();
  }

  @Override
  public void close() {
    bundled.close();
    httpd.close();
  }
}
