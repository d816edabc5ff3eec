package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.RequestBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One request to a FastCGI server: sends the request's body while it reads the answer, so that neither side waits for
/// the other for ever. Owned by the thread that works on the request.
final class FcgiConversation implements ScriptOutput {
  private static final int PIECE = 8192;
  private static final int MOST_BOGUS = 1000;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final long timeout;
  private final RequestBody body;
  private final Report report;
  private ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocate(PIECE).flip();
  private final ByteBuffer piece = ByteBuffer.allocate(FcgiRequest.HEADER * 2 + PIECE);
  private boolean opened;
  private boolean bodySent;
  private int type;
  private int content;
  private int padding;
  private int bogus;
  private boolean ended;
  private boolean closed;

  /// Told what goes to the error log.
  @FunctionalInterface
  interface Report {
    void error(String text);
  }

  /// @param channel connected and not blocking; closed with this unless it is kept
  /// @param timeout in milliseconds, for each wait
  FcgiConversation(SocketChannel channel, ByteBuffer opening, RequestBody body, long timeout, Report report)
      throws IOException {
    this.channel = channel;
    this.out = opening;
    this.body = body;
    this.timeout = Math.max(1, timeout);
    this.report = report;
    this.selector = Selector.open();
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!ended) {
      if (content > 0) {
        if (!in.hasRemaining()) {
          fill("(reading response body)");
        } else if (type == FcgiRequest.STDOUT) {
          return take(into);
        } else {
          other();
        }
      } else if (padding > 0) {
        if (!in.hasRemaining()) {
          fill("");
        } else {
          padding -= skip(padding);
        }
      } else if (type == FcgiRequest.END) {
        ended = true;
      } else if (in.remaining() >= FcgiRequest.HEADER) {
        header();
      } else {
        fill("");
      }
    }
    return -1;
  }

  @Override
  public boolean idle() {
    return !ended && !in.hasRemaining();
  }

  private int take(ByteBuffer into) {
    int count = Math.min(Math.min(content, in.remaining()), into.remaining());
    into.put(into.position(), in, in.position(), count).position(into.position() + count);
    in.position(in.position() + count);
    content -= count;
    return count;
  }

  private int skip(int most) {
    int count = Math.min(most, in.remaining());
    in.position(in.position() + count);
    return count;
  }

  /// Content that is not the script's output: FCGI_STDERR goes to the error log.
  private void other() {
    int count = Math.min(content, in.remaining());
    if (type == FcgiRequest.STDERR) {
      report.error("AH01071: Got error '" + StandardCharsets.ISO_8859_1.decode(in.slice(in.position(), count)) + "'");
    }
    content -= skip(content);
  }

  private void header() throws GatewayException {
    int version = in.get();
    type = in.get();
    int id = in.getShort() & 0xffff;
    content = in.getShort() & 0xffff;
    padding = in.get() & 0xff;
    in.get();
    if (version != 1) {
      report.error("AH01068: Got bogus version " + version);
      throw new GatewayException(503, Errors.INVALID);
    }
    if (id != FcgiRequest.ID) {
      report.error("AH01069: Got bogus rid " + id + ", expected " + FcgiRequest.ID);
      throw new GatewayException(503, Errors.INVALID);
    }
    if (type != FcgiRequest.STDOUT && type != FcgiRequest.STDERR && type != FcgiRequest.END) {
      report.error("AH01072: Got bogus record " + type);
      if (++bogus > MOST_BOGUS) {
        throw new GatewayException(503, Errors.INVALID);
      }
    }
  }

  /// Waits until something has come, and sends what can be sent meanwhile.
  private void fill(String where) throws IOException {
    in.compact();
    try {
      while (true) {
        int count = receive();
        if (count > 0) {
          return;
        }
        if (count < 0) {
          cutOff(where);
          return;
        }
        boolean sending = out.hasRemaining() || !bodySent;
        key.interestOps(sending ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        if (selector.select(timeout) == 0) {
          throw new GatewayException(504, Errors.TIMED_OUT + "|(polling)");
        }
        boolean writable = key.isWritable();
        selector.selectedKeys().clear();
        if (writable) {
          send();
        }
      }
    } finally {
      in.flip();
    }
  }

  private int receive() throws GatewayException {
    try {
      return channel.read(in);
    } catch (IOException e) {
      throw new GatewayException(503, Errors.of(e));
    }
  }

  private void cutOff(String where) throws GatewayException {
    if (type == FcgiRequest.END) {
      // All that counts has come.
      content = 0;
      padding = 0;
      return;
    }
    if (content == 0 && padding == 0) {
      report.error("AH01067: Failed to read FastCGI header");
    } else if (content == 0) {
      report.error("AH02537: Error occurred reading padding");
    }
    throw new GatewayException(503, Errors.END_OF_FILE + "|" + where);
  }

  private void send() throws IOException {
    if (!out.hasRemaining() && !bodySent) {
      opened = true;
      nextPiece();
    }
    try {
      channel.write(out);
    } catch (IOException e) {
      if (!opened) {
        throw new GatewayException(503, Errors.of(e));
      }
      // It takes no more; perhaps it has answered already.
      out = ByteBuffer.allocate(0);
      bodySent = true;
    }
  }

  private void nextPiece() throws IOException {
    piece.clear().position(FcgiRequest.HEADER).limit(FcgiRequest.HEADER + PIECE);
    int count = body.read(piece);
    piece.clear();
    if (count > 0) {
      FcgiRequest.header(piece, FcgiRequest.STDIN, count);
      piece.position(FcgiRequest.HEADER + count);
    } else if (count < 0) {
      FcgiRequest.header(piece, FcgiRequest.STDIN, 0);
      bodySent = true;
    }
    out = piece.flip();
  }

  /// Whether the connection can take another request: the answer has come to its end, and all has been sent.
  boolean complete() {
    return ended && bodySent && !out.hasRemaining() && !in.hasRemaining();
  }

  /// Lets the connection live on.
  void release() {
    closed = true;
    closeSelector();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      FcgiWorker.close(channel);
      closeSelector();
    }
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException _) {
      // Its descriptors are gone all the same.
    }
  }
}
