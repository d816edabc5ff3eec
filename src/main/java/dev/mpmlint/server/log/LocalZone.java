package dev.mpmlint.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// The machine's time zone, read from its zone file (TZif, RFC 9636): a child that asked java.util.TimeZone would load
/// the JDK's own database of all zones. That one is asked only for years that the file describes by a rule. Immutable.
final class LocalZone {
  private static final int HEADER = 44;
  private static final Path ZONES = Path.of("/usr/share/zoneinfo");

  /// The zone that TZ or /etc/localtime names.
  static final LocalZone OF_THIS_MACHINE = of(System.getenv("TZ"));

  private final long[] changes;
  private final byte[] types;
  private final int[] offsets;
  private final boolean[] summer;
  private final String[] names;
  private final boolean rule;

  private LocalZone(long[] changes, byte[] types, int[] offsets, boolean[] summer, String[] names, boolean rule) {
    this.changes = changes;
    this.types = types;
    this.offsets = offsets;
    this.summer = summer;
    this.names = names;
    this.rule = rule;
  }

  private static LocalZone utc(boolean rule) {
    return new LocalZone(
        new long[0], new byte[0], new int[] {0}, new boolean[] {false}, new String[] {"UTC"}, rule);
  }

  /// @param variable the environment's TZ
  static LocalZone of(@Nullable String variable) {
    Path file = Path.of("/etc/localtime");
    if (variable != null) {
      String name = variable.startsWith(":") ? variable.substring(1) : variable;
      if (name.isEmpty()) {
        return utc(false);
      }
      file = ZONES.resolve(name);
    }
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException | RuntimeException _) {
      // Without /etc/localtime it is UTC; TZ can also hold a rule such as CET-1CEST.
      return utc(variable != null);
    }
  }

  /// @throws RuntimeException when it is no zone file of version 2 or later
  static LocalZone read(ByteBuffer file) {
    if (file.getInt(0) != 0x545a6966 || file.get(4) < '2') {
      throw new IllegalArgumentException("no zone file of version 2");
    }
    int first = HEADER + 5 * count(file, 0, 3) + 6 * count(file, 0, 4) + count(file, 0, 5);
    int at = first + 8 * count(file, 0, 2) + count(file, 0, 1) + count(file, 0, 0);
    int times = count(file, at, 3);
    int kinds = count(file, at, 4);
    int characters = count(file, at, 5);
    int rest = 12 * count(file, at, 2) + count(file, at, 1) + count(file, at, 0);
    file.position(at + HEADER);
    long[] changes = new long[times];
    file.asLongBuffer().get(changes);
    file.position(file.position() + 8 * times);
    byte[] types = new byte[times];
    file.get(types);
    int[] offsets = new int[kinds];
    boolean[] summer = new boolean[kinds];
    String[] names = new String[kinds];
    int texts = file.position() + 6 * kinds;
    for (int i = 0; i < kinds; i++) {
      offsets[i] = file.getInt();
      summer[i] = file.get() != 0;
      names[i] = text(file, texts + (file.get() & 0xff), (byte) 0);
    }
    String footer = text(file, texts + characters + rest + 1, (byte) '\n');
    return new LocalZone(changes, types, offsets, summer, names, footer.indexOf(',') >= 0);
  }

  private static int count(ByteBuffer file, int header, int which) {
    return file.getInt(header + 20 + 4 * which);
  }

  private static String text(ByteBuffer file, int from, byte end) {
    int to = from;
    while (file.get(to) != end) {
      to++;
    }
    byte[] text = new byte[to - from];
    file.get(from, text);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /// Sets offset, summer time and the zone's short name.
  ///
  /// @param second since 1970
  void describe(long second, WallTime into) {
    int last = changes.length - 1;
    if (rule && (last < 0 || second >= changes[last])) {
      TimeZone zone = TimeZone.getDefault();
      into.offset = zone.getOffset(second * 1000) / 1000;
      into.summer = into.offset != zone.getRawOffset() / 1000;
      into.zone = zone.getDisplayName(into.summer, TimeZone.SHORT);
      return;
    }
    int low = 0;
    int high = changes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes[middle] <= second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int type = low == 0 ? 0 : types[low - 1] & 0xff;
    into.offset = offsets[type];
    into.summer = summer[type];
    into.zone = names[type];
  }
}
