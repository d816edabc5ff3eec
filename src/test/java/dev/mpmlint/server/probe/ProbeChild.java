package dev.mpmlint.server.probe;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestHead;
import dev.mpmlint.server.settings.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A process that answers probes, each named by an argument, to standard output.
final class ProbeChild {
  private ProbeChild() {}

  public static void main(String[] args) throws IOException {
    for (String probe : args) {
      System.out.print(answer(probe));
      System.out.flush();
    }
  }

  /// @param probe what is behind the prefix, with its query
  /// @return the status, a space, and the body
  static String answer(String probe) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    Host host =
        new Host(
            0, "localhost", 80, new Origin("x", 1), true, 5000, 100, 60_000, Limits.DEFAULT,
            Host.ReadTimeout.NONE, Host.ReadTimeout.NONE);
    Exchange exchange = new Exchange(new RequestHead(), new Peer(here, here, false), host);
    int mark = probe.indexOf('?');
    exchange.path = ProbeHandler.PREFIX + (mark < 0 ? probe : probe.substring(0, mark));
    exchange.query = mark < 0 ? null : probe.substring(mark + 1);
    new ProbeHandler(3, 7).handle(exchange);
    var out = new ByteArrayOutputStream();
    switch (exchange.response().body()) {
      case Body.Bytes bytes -> put(out, bytes.bytes().duplicate());
      case Body.Stream stream ->
          stream.producer()
              .produce(
                  new Body.Sink() {
                    @Override
                    public void write(ByteBuffer bytes) {
                      put(out, bytes);
                    }

                    @Override
                    public void flush() {
                      // All is in memory.
                    }
                  });
      case Body.FileParts _ -> throw new IOException("probes send no files");
    }
    return exchange.response().status() + " " + out.toString(StandardCharsets.UTF_8);
  }

  private static void put(ByteArrayOutputStream out, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    out.write(copy, 0, copy.length);
  }
}
