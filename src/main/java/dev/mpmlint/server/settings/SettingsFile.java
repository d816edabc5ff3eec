package dev.mpmlint.server.settings;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// [ServerSettings] as bytes, for a child to read at its start: every string once, then the lines by number.
/// Stateless.
public final class SettingsFile {
  private static final int MAGIC = 0x4d504d01;
  private static final int SETTING = 0;
  private static final int SECTION = 1;

  private SettingsFile() {}

  public static void write(ServerSettings settings, DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    Strings strings = new Strings();
    strings.collect(settings);
    strings.write(out);
    pool(settings.pool(), out);
    out.writeInt(strings.of(settings.serverRoot()));
    list(settings.modules(), strings, out);
    list(settings.defines(), strings, out);
    items(settings.items(), strings, out);
    out.writeBoolean(settings.probes());
    out.flush();
  }

  private static void pool(Pool p, DataOutputStream out) throws IOException {
    out.writeByte(p.kind().ordinal());
    int[] numbers = {
      p.serverLimit(), p.threadLimit(), p.threadsPerChild(), p.processes(), p.maxRequestWorkers(), p.startServers(),
      p.minSpare(), p.maxSpare(), p.maxConnectionsPerChild(), p.asyncFactor(), p.gracefulShutdownTimeout(),
      p.listenBacklog()
    };
    for (int number : numbers) {
      out.writeInt(number);
    }
    out.writeLong(p.threadStackSize());
  }

  private static void list(List<String> list, Strings strings, DataOutputStream out) throws IOException {
    out.writeInt(list.size());
    for (String s : list) {
      out.writeInt(strings.of(s));
    }
  }

  private static void items(List<Item> items, Strings strings, DataOutputStream out) throws IOException {
    out.writeInt(items.size());
    for (Item i : items) {
      out.writeByte(i instanceof Section ? SECTION : SETTING);
      out.writeInt(strings.of(i.name()));
      list(i.arguments(), strings, out);
      out.writeInt(strings.of(i.tail()));
      out.writeInt(strings.of(i.at().file()));
      out.writeInt(i.at().line());
      if (i instanceof Section s) {
        items(s.items(), strings, out);
      }
    }
  }

  /// @throws IOException when it is not such a file, or of another version
  public static ServerSettings read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("the control process and this child are of different versions");
    }
    String[] strings = new String[in.readInt()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
    }
    Pool pool = readPool(in);
    String root = strings[in.readInt()];
    List<String> modules = readList(in, strings);
    List<String> defines = readList(in, strings);
    List<Item> items = readItems(in, strings);
    return new ServerSettings(pool, root, modules, defines, items, in.readBoolean());
  }

  private static Pool readPool(DataInputStream in) throws IOException {
    Pool.Kind kind = Pool.Kind.values()[in.readByte()];
    int[] n = new int[12];
    for (int i = 0; i < n.length; i++) {
      n[i] = in.readInt();
    }
    return new Pool(
        kind, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], in.readLong());
  }

  private static List<String> readList(DataInputStream in, String[] strings) throws IOException {
    int size = in.readInt();
    List<String> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(strings[in.readInt()]);
    }
    return list;
  }

  private static List<Item> readItems(DataInputStream in, String[] strings) throws IOException {
    int size = in.readInt();
    List<Item> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int kind = in.readByte();
      String name = strings[in.readInt()];
      List<String> arguments = readList(in, strings);
      String tail = strings[in.readInt()];
      Origin at = new Origin(strings[in.readInt()], in.readInt());
      items.add(
          kind == SECTION
              ? new Section(name, arguments, tail, at, readItems(in, strings))
              : new Setting(name, arguments, tail, at));
    }
    return items;
  }

  /// The strings of one file, each once. One byte for each char, as the reader has them.
  private static final class Strings {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> all = new ArrayList<>();

    void collect(ServerSettings settings) {
      of(settings.serverRoot());
      settings.modules().forEach(this::of);
      settings.defines().forEach(this::of);
      collect(settings.items());
    }

    private void collect(List<Item> items) {
      for (Item i : items) {
        of(i.name());
        i.arguments().forEach(this::of);
        of(i.tail());
        of(i.at().file());
        if (i instanceof Section s) {
          collect(s.items());
        }
      }
    }

    int of(String s) {
      return numbers.computeIfAbsent(
          s,
          added -> {
            all.add(added);
            return all.size() - 1;
          });
    }

    void write(DataOutputStream out) throws IOException {
      out.writeInt(all.size());
      for (String s : all) {
        byte[] bytes = s.getBytes(StandardCharsets.ISO_8859_1);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }
}
