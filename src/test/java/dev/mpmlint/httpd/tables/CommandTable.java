package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.OverrideBit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The command tables in a file of httpd or of a module, a shared object for x86-64 (ELF, 64 bits): what
/// `struct command_struct` of http_config.h says of each directive, which `-L` shows in part. Nothing of it is run.
final class CommandTable {
  /// `"AP24"`, by which a `struct module_struct` is known.
  private static final long MAGIC = 0x41503234L;
  private static final int MAGIC_AT = 40;
  private static final int NAME_AT = 16;
  private static final int COMMANDS_AT = 88;
  private static final int COMMAND_SIZE = 40;
  /// More directives than any module has.
  private static final int MOST = 2000;

  /// The bits of `req_override`, http_config.h, from the lowest.
  private static final List<String> BITS =
      List.of(
          "OR_LIMIT", "OR_OPTIONS", "OR_FILEINFO", "OR_AUTHCFG", "OR_INDEXES", "", "ACCESS_CONF", "RSRC_CONF", "", "", "",
          "PROXY_CONF");
  private static final int OR_ALL = 31;
  private static final int EXEC_ON_READ = 256;

  /// `enum cmd_how`, http_config.h.
  private static final List<ArgForm> FORMS =
      List.of(
          ArgForm.RAW_ARGS, ArgForm.TAKE1, ArgForm.TAKE2, ArgForm.ITERATE, ArgForm.ITERATE2, ArgForm.FLAG, ArgForm.NO_ARGS,
          ArgForm.TAKE12, ArgForm.TAKE3, ArgForm.TAKE23, ArgForm.TAKE123, ArgForm.TAKE13, ArgForm.TAKE_ARGV);

  /// A directive as a module registers it.
  ///
  /// @param help the first line of its help text
  record Command(String name, List<OverrideBit> bits, ArgForm form, boolean execOnRead, String help) {}

  /// A module of the file.
  ///
  /// @param identifier the symbol that LoadModule names
  /// @param source its own name, without a folder before it
  record Module(String identifier, String source, List<Command> commands) {}

  private record Segment(long address, long offset, long size) {}

  private final ByteBuffer bytes;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<Long, Long> relocated = new HashMap<>();
  private final Map<String, Long> symbols = new TreeMap<>();

  private CommandTable(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// The modules that a file defines, sorted by identifier.
  static List<Module> of(Path file) throws IOException {
    CommandTable table = new CommandTable(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    table.readSegments();
    table.readSections();
    List<Module> modules = new ArrayList<>();
    table.symbols.forEach((name, address) -> {
      if (table.isModule(address)) {
        String source = table.text(table.pointer(address + NAME_AT));
        modules.add(new Module(name, source.substring(source.lastIndexOf('/') + 1), table.commands(address)));
      }
    });
    return modules;
  }

  private void readSegments() {
    int start = (int) bytes.getLong(32);
    int size = bytes.getShort(54);
    int count = bytes.getShort(56);
    for (int i = 0; i < count; i++) {
      int at = start + i * size;
      if (bytes.getInt(at) == 1) {
        segments.add(new Segment(bytes.getLong(at + 16), bytes.getLong(at + 8), bytes.getLong(at + 32)));
      }
    }
  }

  private void readSections() {
    int start = (int) bytes.getLong(40);
    int size = bytes.getShort(58);
    int count = bytes.getShort(60);
    for (int i = 0; i < count; i++) {
      int at = start + i * size;
      int from = (int) bytes.getLong(at + 24);
      int length = (int) bytes.getLong(at + 32);
      switch (bytes.getInt(at + 4)) {
        case 4 -> readRelocations(from, length, (int) bytes.getLong(start + bytes.getInt(at + 40) * size + 24));
        case 11 -> readSymbols(from, length, (int) bytes.getLong(start + bytes.getInt(at + 40) * size + 24));
        default -> {}
      }
    }
  }

  /// Pointers into the file itself, without a symbol (R_X86_64_RELATIVE) and by one of its own (R_X86_64_64).
  private void readRelocations(int from, int length, int symbolsAt) {
    for (int at = from; at < from + length; at += 24) {
      int type = bytes.getInt(at + 8);
      long symbol = type == 1 ? bytes.getLong(symbolsAt + bytes.getInt(at + 12) * 24 + 8) : 0;
      if (type == 8 || type == 1 && symbol != 0) {
        relocated.put(bytes.getLong(at), symbol + bytes.getLong(at + 16));
      }
    }
  }

  private void readSymbols(int from, int length, int names) {
    for (int at = from; at < from + length; at += 24) {
      boolean object = (bytes.get(at + 4) & 15) == 1;
      if (object && bytes.getShort(at + 6) != 0) {
        symbols.put(zeroEnded(names + bytes.getInt(at)), bytes.getLong(at + 8));
      }
    }
  }

  private boolean isModule(long address) {
    int at = offset(address);
    return at >= 0 && at + COMMANDS_AT + 8 <= bytes.capacity() && bytes.getLong(at + MAGIC_AT) == MAGIC;
  }

  private List<Command> commands(long module) {
    List<Command> commands = new ArrayList<>();
    long at = pointer(module + COMMANDS_AT);
    for (int i = 0; at != 0 && i < MOST && pointer(at) != 0; i++, at += COMMAND_SIZE) {
      int here = offset(at);
      int override = bytes.getInt(here + 24);
      String help = text(pointer(at + 32));
      commands.add(
          new Command(
              text(pointer(at)), bits(override), FORMS.get(bytes.getInt(here + 28)), (override & EXEC_ON_READ) != 0,
              help.lines().findFirst().orElse("")));
    }
    return commands;
  }

  private static List<OverrideBit> bits(int override) {
    List<OverrideBit> bits = new ArrayList<>();
    int rest = override & ~EXEC_ON_READ;
    if ((rest & OR_ALL) == OR_ALL) {
      bits.add(OverrideBit.OR_ALL);
      rest &= ~OR_ALL;
    }
    for (int i = 0; i < BITS.size(); i++) {
      if ((rest & 1 << i) != 0 && !BITS.get(i).isEmpty()) {
        bits.add(OverrideBit.valueOf(BITS.get(i)));
      }
    }
    bits.sort(null);
    return bits;
  }

  private long pointer(long address) {
    return relocated.getOrDefault(address, 0L);
  }

  private int offset(long address) {
    for (Segment segment : segments) {
      if (address >= segment.address && address < segment.address + segment.size) {
        return (int) (address - segment.address + segment.offset);
      }
    }
    return -1;
  }

  private String text(long address) {
    int at = address == 0 ? -1 : offset(address);
    return at < 0 ? "" : zeroEnded(at);
  }

  private String zeroEnded(int from) {
    int end = from;
    while (bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - from];
    bytes.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
