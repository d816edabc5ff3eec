package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestHeads;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Handlers asked without a connection, and what they answered.
final class Asked {
  private static final Origin NOWHERE = new Origin("test", 1);

  private Asked() {}

  /// An answer; `cut` when the body broke off.
  record Answer(int status, @Nullable String reason, Map<String, String> headers, String body, boolean cut) {}

  /// What would stand in the error log: `level module text`.
  static final class Lines implements Log {
    final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public boolean enabled(Level level, String module) {
      return true;
    }

    @Override
    public void log(Level level, String module, String text) {
      all.add(level + " " + module + " " + text);
    }

    @Override
    public void log(Level level, String module, String text, Peer peer) {
      log(level, module, text);
    }

    @Override
    public void log(Level level, String module, String text, Exchange exchange) {
      log(level, module, text);
    }
  }

  static Setting line(String name, String... arguments) {
    return new Setting(name, List.of(arguments), String.join(" ", arguments), NOWHERE);
  }

  static Section section(String name, String argument, Item... items) {
    return new Section(name, List.of(argument), argument, NOWHERE, List.of(items));
  }

  static ServerSettings settings(List<String> modules, Item... items) {
    Pool pool = new Pool(Pool.Kind.WORKER, 16, 64, 25, 16, 400, 3, 75, 250, 0, 2, 0, 511, 0);
    return new ServerSettings(pool, "/", modules, List.of(), List.of(items), false);
  }

  static Host host(long timeout) {
    return new Host(
        0,
        "localhost",
        0,
        NOWHERE,
        true,
        5000,
        100,
        timeout,
        Limits.DEFAULT,
        Host.ReadTimeout.NONE,
        Host.ReadTimeout.NONE);
  }

  static Exchange exchange(String line, String path, String file, String pathInfo, List<String> fields, byte[] body) {
    return exchange(line, path, file, pathInfo, fields, body, 10_000);
  }

  static Exchange exchange(
      String line, String path, String file, String pathInfo, List<String> fields, byte[] body, long timeout) {
    InetAddress here = InetAddress.getLoopbackAddress();
    Peer peer = new Peer(new InetSocketAddress(here, 40_000), new InetSocketAddress(here, 8080), false);
    Exchange exchange = new Exchange(RequestHeads.of(line, fields.toArray(String[]::new)), peer, host(timeout));
    exchange.begin(body.length == 0 ? RequestBody.NONE : new Bytes(ByteBuffer.wrap(body), body.length), 0);
    int question = line.indexOf('?');
    exchange.query = question < 0 ? null : line.substring(question + 1, line.lastIndexOf(' '));
    exchange.path = path;
    exchange.file = file;
    exchange.pathInfo = pathInfo;
    return exchange;
  }

  private record Bytes(ByteBuffer bytes, long length) implements RequestBody {
    @Override
    public int read(ByteBuffer into) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(bytes.remaining(), into.remaining());
      into.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }
  }

  static Answer ask(ContentHandler handler, Exchange exchange) throws IOException {
    handler.handle(exchange);
    Response response = exchange.response();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean cut = false;
    switch (response.body()) {
      case Body.Bytes bytes -> body.writeBytes(bytes(bytes.bytes()));
      case Body.Stream stream -> {
        try {
          stream.producer().produce(sink(body));
        } catch (IOException _) {
          cut = true;
        }
      }
      case Body.FileParts _ -> throw new AssertionError("no gateway sends files");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < response.headers().size(); i++) {
      headers.merge(response.headers().name(i), response.headers().value(i), (a, b) -> a + "|" + b);
    }
    return new Answer(response.status(), response.reason(), headers, body.toString(StandardCharsets.ISO_8859_1), cut);
  }

  private static Body.Sink sink(ByteArrayOutputStream to) {
    return new Body.Sink() {
      @Override
      public void write(ByteBuffer bytes) {
        to.writeBytes(bytes(bytes));
        bytes.position(bytes.limit());
      }

      @Override
      public void flush() {}
    };
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
