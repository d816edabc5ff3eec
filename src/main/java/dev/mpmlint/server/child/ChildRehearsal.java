package dev.mpmlint.server.child;

import dev.mpmlint.os.Identity;
import dev.mpmlint.os.Users;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import dev.mpmlint.server.settings.SettingsFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sun.nio.ch.SelChImpl;

/// Lives a child's life once, in a folder of its own and with itself as the client: the training run of the children's AOT
/// cache when mpmlint is packaged. Nothing else calls it.
final class ChildRehearsal {
  private static final int CONNECTIONS = 3;
  private static final int REQUESTS = 20;
  private static final List<String> PATHS = List.of("/index.html", "/", "/index.html", "/missing", "/server-status?auto");
  private static final int PATIENCE_MILLIS = 2_000;
  // The child closes their descriptors; nobody may close them once more.
  private static final List<ServerSocketChannel> SOCKETS = new ArrayList<>();
  private static final List<String> MODULES =
      List.of(
          "alias_module", "authz_core_module", "authz_host_module", "autoindex_module", "dir_module", "mime_module",
          "reqtimeout_module", "setenvif_module", "status_module");
  private static final Origin NOWHERE = new Origin("rehearsal", 1);

  private ChildRehearsal() {}

  /// @return 0 when all went well
  static int run(Path folder) throws IOException {
    Files.writeString(folder.resolve("index.html"), "<h1>It works</h1>\n");
    int result = 0;
    // What only mpm-itk's children do; they are not rehearsed as such, who would become somebody else.
    Identity.prepare();
    Users.groups("root", Users.user("root").orElse(0));
    for (Pool.Kind kind : List.of(Pool.Kind.PREFORK, Pool.Kind.WORKER, Pool.Kind.EVENT)) {
      result |= live(kind, folder);
    }
    return result;
  }

  private static int live(Pool.Kind kind, Path folder) throws IOException {
    int threads = kind.singleThreaded() ? 1 : 2;
    Pool pool = new Pool(kind, 1, threads, threads, 1, threads, 1, 1, 1, CONNECTIONS, 2, 0, 5, 0);
    ServerSettings settings =
        new ServerSettings(pool, folder.toString(), MODULES, List.of(), items(folder), false);
    Path file = folder.resolve("settings");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      SettingsFile.write(settings, out);
      out.writeBoolean(false);
    }
    Path board = folder.resolve("scoreboard");
    Path lock = folder.resolve("accept.lock");
    Files.deleteIfExists(lock);
    Files.createFile(lock);
    try (Scoreboard made = Scoreboard.create(board, 1, threads, kind.shown())) {
      made.extended(true);
      ServerSocketChannel socket = ServerSocketChannel.open();
      SOCKETS.add(socket);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
      ServerSocketChannel listener = Inherited.listener(((SelChImpl) socket).getFDVal());
      Thread client = new Thread(() -> visit(port, listener), "client");
      client.setDaemon(true);
      client.start();
      return ChildMain.live(handed(file), board, lock, listener);
    }
  }

  /// Read as a child does.
  private static Handed handed(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return Handed.read(channel);
    }
  }

  /// What most configurations have: those of the distributions do.
  private static List<Item> items(Path folder) {
    List<Item> items = new ArrayList<>();
    String root = folder.toString();
    items.add(setting("ServerName", "localhost"));
    items.add(setting("ErrorLog", folder.resolve("error.log").toString()));
    items.add(setting("LogLevel", "warn"));
    items.add(setting("LogFormat", "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"", "vhost_combined"));
    items.add(setting("LogFormat", "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"", "combined"));
    items.add(setting("CustomLog", folder.resolve("other.log").toString(), "vhost_combined"));
    items.add(setting("TypesConfig", types(folder)));
    items.add(setting("AddType", "text/html", ".shtml"));
    items.add(setting("AddEncoding", "x-compress", ".Z"));
    items.add(setting("AddLanguage", "de", ".de"));
    items.add(setting("AddCharset", "us-ascii", ".ascii"));
    items.add(setting("AddHandler", "type-map", "var"));
    items.add(setting("DirectoryIndex", "index.html", "index.php"));
    items.add(setting("IndexOptions", "FancyIndexing"));
    items.add(setting("IndexIgnore", ".??*", "*~"));
    items.add(setting("Alias", "/icons/", root));
    items.add(setting("BrowserMatch", "Mozilla/2", "nokeepalive"));
    items.add(setting("RequestReadTimeout", "header=20-40,minrate=500"));
    items.add(section("Directory", "/", setting("Options", "FollowSymLinks"), setting("Require", "all", "denied")));
    items.add(section("Directory", root, setting("Options", "Indexes", "FollowSymLinks"), setting("Require", "all", "granted")));
    items.add(section("FilesMatch", "^\\.ht", setting("Require", "all", "denied")));
    items.add(section("FilesMatch", ".+\\.ph(ar|p|tml)$", setting("SetHandler", "application/x-httpd-php")));
    items.add(section("Location", "/server-status", setting("SetHandler", "server-status"), setting("Require", "local")));
    items.add(
        section(
            "VirtualHost",
            "*",
            setting("ServerAdmin", "webmaster@localhost"),
            setting("DocumentRoot", root),
            setting("CustomLog", folder.resolve("access.log").toString(), "combined")));
    return items;
  }

  private static String types(Path folder) {
    Path file = folder.resolve("mime.types");
    try {
      Files.writeString(file, "# types\ntext/html\t\t\thtml htm\ntext/plain\t\ttxt\nimage/png png\n");
    } catch (IOException _) {
      // The rehearsal is the poorer for it, and goes on.
    }
    return file.toString();
  }

  private static Item section(String name, String argument, Item... inside) {
    return new Section(name, List.of(argument), argument, NOWHERE, List.of(inside));
  }

  private static Item setting(String name, String... arguments) {
    return new Setting(name, List.of(arguments), String.join(" ", arguments), NOWHERE);
  }

  /// One connection after the other, as long as there is somebody to visit: worker's child serves one more than it has to.
  private static void visit(int port, ServerSocketChannel listener) {
    while (listener.isOpen()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        for (int r = 0; r < REQUESTS; r++) {
          String path = PATHS.get(r % PATHS.size());
          String last = r == REQUESTS - 1 ? "Connection: close\r\n" : "";
          String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: rehearsal\r\n" + last + "\r\n";
          socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
          socket.getInputStream().readNBytes(1);
          socket.getInputStream().skip(socket.getInputStream().available());
        }
        socket.getInputStream().readAllBytes();
      } catch (IOException _) {
        // The next connection may be served.
      }
    }
  }
}
