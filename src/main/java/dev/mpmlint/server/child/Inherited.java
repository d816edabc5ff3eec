package dev.mpmlint.server.child;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import sun.nio.ch.IOUtil;

/// The open descriptors that the control process handed on, as Java's objects. Java itself takes over only number 0 as a
/// channel (System.inheritedChannel), and a server may have many listeners.
final class Inherited {
  private Inherited() {}

  /// A socket that listens already.
  static ServerSocketChannel listener(int descriptor) throws IOException {
    try {
      Constructor<?> constructor =
          Class.forName("sun.nio.ch.ServerSocketChannelImpl")
              .getDeclaredConstructor(
                  SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class);
      constructor.setAccessible(true);
      return (ServerSocketChannel)
          constructor.newInstance(
              SelectorProvider.provider(), StandardProtocolFamily.INET6, IOUtil.newFD(descriptor), true);
    } catch (InvocationTargetException e) {
      throw new IOException("descriptor " + descriptor + " is no listening socket", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException("this Java opens no inherited sockets: run it with the options of mpmlint's launcher", e);
    }
  }

  /// A file, to be read at explicit positions: the other children have the same one.
  static FileChannel file(int descriptor) {
    return new FileInputStream(IOUtil.newFD(descriptor)).getChannel();
  }
}
