package dev.mpmlint.server.child;

import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// What the control process handed to its children in one file.
///
/// @param tls whether `rest` goes on with what TLS needs
record Handed(ServerSettings settings, boolean tls, DataInputStream rest) {
  /// Read at explicit positions: the descriptor's own position is shared with the other children.
  static Handed read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, bytes.position()) < 0) {
        throw new IOException("the settings are shorter than they were");
      }
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.array()));
    return new Handed(SettingsFile.read(in), in.readBoolean(), in);
  }
}
