package dev.mpmlint.server.child;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accepts connections at all listeners, one at a time. With one listener children wait in accept(2), and the kernel wakes
/// one of them; with several, one child at a time waits at all, as httpd's accept mutex does. [#accept] is called by one
/// thread; [#close] may be called by any.
final class Acceptor {
  private final List<ServerSocketChannel> listeners;
  private final @Nullable Selector selector;
  private final @Nullable FileChannel lock;

  /// @param mutex the file to lock; null when there is only one listener
  Acceptor(List<ServerSocketChannel> listeners, Path mutex) throws IOException {
    this.listeners = List.copyOf(listeners);
    if (listeners.size() == 1) {
      selector = null;
      lock = null;
      return;
    }
    selector = Selector.open();
    lock = FileChannel.open(mutex, StandardOpenOption.WRITE);
    for (ServerSocketChannel l : listeners) {
      l.configureBlocking(false);
      l.register(selector, SelectionKey.OP_ACCEPT);
    }
  }

  /// The sockets, for one who waits at them in another way: what waited here is given up, since a socket is closed only
  /// when no selector has it.
  List<ServerSocketChannel> handOver() throws IOException {
    if (selector != null) {
      selector.close();
    }
    if (lock != null) {
      lock.close();
    }
    return listeners;
  }

  /// The next connection, non-blocking; null when [#close] was called.
  ///
  /// @throws IOException when the system is short of something: the child had better end
  @Nullable SocketChannel accept() throws IOException {
    try {
      SocketChannel accepted = selector == null ? listeners.getFirst().accept() : acceptAtSeveral(selector);
      if (accepted != null) {
        accepted.configureBlocking(false);
      }
      return accepted;
    } catch (AsynchronousCloseException e) {
      return null;
    } catch (ClosedChannelException e) {
      return null;
    }
  }

  private @Nullable SocketChannel acceptAtSeveral(Selector at) throws IOException {
    FileChannel mutex = lock;
    try (FileLock _ = mutex == null ? null : mutex.lock()) {
      while (at.isOpen()) {
        at.select();
        if (!at.isOpen()) {
          return null;
        }
        Iterator<SelectionKey> ready = at.selectedKeys().iterator();
        while (ready.hasNext()) {
          SelectionKey key = ready.next();
          ready.remove();
          SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
          if (accepted != null) {
            return accepted;
          }
        }
      }
      return null;
    } catch (java.nio.channels.ClosedSelectorException e) {
      return null;
    }
  }

  /// Ends a wait in [#accept] and refuses further ones. The sockets go on listening: they belong to the control process.
  void close() {
    try {
      if (selector != null) {
        selector.close();
      }
      for (ServerSocketChannel l : listeners) {
        l.close();
      }
      if (lock != null) {
        lock.close();
      }
    } catch (IOException _) {
      // They are closed all the same.
    }
  }
}
