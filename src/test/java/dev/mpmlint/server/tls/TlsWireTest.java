package dev.mpmlint.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mpmlint.support.RequiresProgram;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsWireTest {
  private static final int LARGE = 3_000_000;

  @TempDir static Path scratch;
  private static TinyServer server;

  @BeforeAll
  static void start() throws Exception {
    Path file = Files.write(scratch.resolve("file"), TinyServer.pattern(LARGE));
    List<String> both = List.of("TLSv1.2", "TLSv1.3");
    TlsMaterial material =
        new TlsMaterial(
            List.of(
                host(1, "default.test", both), host(2, "two.test", both), host(3, "old.test", List.of("TLSv1.2"))));
    SniHosts names = name -> List.of("", "default.test", "two.test", "old.test", "plain.test").indexOf(name);
    server = new TinyServer(TlsContexts.of(material), names, file);
  }

  private static TlsMaterial.Of host(int index, String name, List<String> protocols) {
    return new TlsMaterial.Of(index, name + ":443", List.of(SelfSigned.make(List.of(name))), protocols, List.of(), false);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bodiesOfAllSizesArriveWhole(String protocol) throws Exception {
    for (int size : new int[] {0, 1, 16_383, 16_384, 16_385, 40_000, LARGE}) {
      try (SSLSocket client = connect(new Socket(), protocol, "default.test")) {
        assertThat(body(client, "GET /n/" + size + " HTTP/1.0\r\n\r\n")).isEqualTo(TinyServer.pattern(size));
        assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void filesAndUploads(String protocol) throws Exception {
    try (SSLSocket client = connect(new Socket(), protocol, "default.test")) {
      assertThat(body(client, "GET /file HTTP/1.0\r\n\r\n")).isEqualTo(TinyServer.pattern(LARGE));
    }
    try (SSLSocket client = connect(new Socket(), protocol, "default.test")) {
      byte[] answer = body(client, "PUT /" + LARGE + " HTTP/1.0\r\n\r\n" + "x".repeat(LARGE));
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("" + LARGE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aHandshakeMayComeByteByByte(String protocol) throws Exception {
    try (SSLSocket client = connect(new ByteByByte(), protocol, "two.test")) {
      assertThat(body(client, "GET /n/20000 HTTP/1.0\r\n\r\n")).isEqualTo(TinyServer.pattern(20_000));
      assertThat(subject(client)).isEqualTo("CN=two.test");
    }
  }

  @Test
  void theNameChoosesCertificateAndProtocols() throws Exception {
    try (SSLSocket two = connect(new Socket(), "TLSv1.3", "TWO.test")) {
      assertThat(subject(two)).isEqualTo("CN=two.test");
      body(two, "GET /n/1 HTTP/1.0\r\n\r\n");
      assertThat(server.seen).contains("TLSv1.3 2 two.test");
    }
    // A host without TLS, and none at all: the default one answers.
    for (String name : List.of("plain.test", "unknown.test", "")) {
      try (SSLSocket client = connect(new Socket(), "TLSv1.3", name)) {
        assertThat(subject(client)).isEqualTo("CN=default.test");
      }
    }
    assertThatIOException().isThrownBy(() -> connect(new Socket(), "TLSv1.3", "old.test").close());
  }

  @Test
  void plainHttpIsNoticedAndAnswered() throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 400").contains("You're speaking plain HTTP");
    }
  }

  @Test
  void whatIsNoTlsIsClosed() throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      client.setSoTimeout(60_000);
      client.getOutputStream().write("DELETE / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      byte[] answer = client.getInputStream().readAllBytes();

      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
    }
  }

  @Test
  void aClientHelloIsReadWhateverItsRecords() {
    byte[] hello = hello("split.test");
    for (int first = 1; first < hello.length; first += 7) {
      ByteBuffer records = ByteBuffer.allocate(1000);
      record(records, Arrays.copyOf(hello, first));
      assertThat(ClientHello.of(records.duplicate().flip()).kind()).isEqualTo(ClientHello.Kind.INCOMPLETE);
      record(records, Arrays.copyOfRange(hello, first, hello.length));
      assertThat(ClientHello.of(records.flip())).isEqualTo(new ClientHello(ClientHello.Kind.TLS, "split.test"));
    }
    // Cut or changed anywhere, it is still no reason to fail.
    for (int at = 0; at < hello.length; at++) {
      byte[] broken = hello.clone();
      broken[at] ^= (byte) 0xff;
      ByteBuffer records = ByteBuffer.allocate(1000);
      record(records, broken);
      assertThat(ClientHello.of(records.flip()).kind()).isNotEqualTo(ClientHello.Kind.PLAIN_HTTP);
    }
  }

  @Test
  @RequiresProgram("curl")
  void curlIsServed() throws Exception {
    for (String version : List.of("1.2", "1.3")) {
      Process curl =
          new ProcessBuilder(
                  "curl", "-sk", "--tlsv" + version, "--tls-max", version, "--resolve", "two.test:" + server.port() + ":127.0.0.1",
                  "https://two.test:" + server.port() + "/n/100000")
              .start();
      assertThat(curl.getInputStream().readAllBytes()).isEqualTo(TinyServer.pattern(100_000));
      assertThat(curl.waitFor()).isZero();
    }
  }

  @Test
  @RequiresProgram("openssl")
  void opensslAgreesAboutCertificateAndProtocol() throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl", "s_client", "-connect", "127.0.0.1:" + server.port(), "-servername", "two.test", "-ign_eof")
            .redirectErrorStream(true)
            .start();
    try (OutputStream to = openssl.getOutputStream()) {
      to.write("GET /n/0 HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

    assertThat(said).containsPattern("subject=CN ?= ?two.test").contains("TLSv1.3").contains("HTTP/1.0 200 OK");
    assertThat(said).as("close_notify came").doesNotContain("unexpected eof").contains("closed");
  }

  private static byte[] body(SSLSocket client, String request) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    byte[] all = client.getInputStream().readAllBytes();
    int header = "HTTP/1.0 200 OK\r\n\r\n".length();
    assertThat(all.length).isGreaterThanOrEqualTo(header);
    return Arrays.copyOfRange(all, header, all.length);
  }

  private static SSLSocket connect(Socket below, String protocol, String name) throws IOException {
    below.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    below.setSoTimeout(60_000);
    // A new one each time: it would resume the session of another name.
    SSLContext trusting = trusting();
    SSLSocket client = (SSLSocket) trusting.getSocketFactory().createSocket(below, null, server.port(), true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    if (!name.isEmpty()) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    client.setSSLParameters(parameters);
    client.startHandshake();
    return client;
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String subject(SSLSocket client) throws IOException {
    return ((X509Certificate) client.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
  }

  /// A ClientHello with one extension: the name.
  private static byte[] hello(String name) {
    byte[] text = name.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer inside = ByteBuffer.allocate(500);
    inside.putShort((short) 0x303).put(new byte[32]).put((byte) 0);
    inside.putShort((short) 2).putShort((short) 0x1301).put((byte) 1).put((byte) 0);
    inside.putShort((short) (text.length + 9)).putShort((short) 0).putShort((short) (text.length + 5));
    inside.putShort((short) (text.length + 3)).put((byte) 0).putShort((short) text.length).put(text).flip();
    ByteBuffer message = ByteBuffer.allocate(inside.remaining() + 4).putInt(1 << 24 | inside.remaining()).put(inside);
    return message.array();
  }

  private static void record(ByteBuffer into, byte[] part) {
    into.put((byte) 22).putShort((short) 0x301).putShort((short) part.length).put(part);
  }

  /// Sends each byte for itself.
  private static final class ByteByByte extends Socket {
    @Override
    public OutputStream getOutputStream() throws IOException {
      setTcpNoDelay(true);
      return new FilterOutputStream(super.getOutputStream());
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
