package dev.mpmlint.server.scoreboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The memory shared by the control process and all children: a file mapped by each. One slot for each possible child and
/// one for each possible worker of it; a slot has one writer, so nothing is locked and a killed child corrupts nothing.
///
/// The file is sparse: slots that were never used take no space. It belongs on a file system in memory; when that is
/// full, a first write to a slot ends in an InternalError. Usable by all threads.
///
/// Layout: one page of global words, then a row of processes, then for each process a row of workers. Workers are mapped
/// in pieces of at most 1 GiB, when first asked for.
public final class Scoreboard implements AutoCloseable {
  /// The hard limits of httpd: prefork's ServerLimit and event's ThreadLimit.
  static final int MOST_SERVERS = 200_000;

  static final int MOST_THREADS = 100_000;

  private static final long MAGIC = 0x6d70_6d6c_696e_7453L;
  private static final int VERSION = 1;
  private static final long PIECE = 1L << 30;

  private static final int AT_MAGIC = 0;
  private static final int AT_VERSION = 8;
  private static final int AT_SERVER_LIMIT = 12;
  private static final int AT_THREAD_LIMIT = 16;
  private static final int AT_MPM = 32;
  private static final int MPM_SIZE = 32;
  private static final int AT_GENERATION = 64;
  private static final int AT_CONFIG_GENERATION = 68;
  private static final int AT_RESTART_TIME = 72;
  private static final int AT_START_TIME = 80;
  private static final int AT_EXTENDED = 88;
  private static final int AT_THREADS_PER_CHILD = 92;
  private static final int AT_PROCESSES = 96;
  private static final int AT_SLOTS_USED = 100;
  private static final int AT_THREADS_USED = 104;
  private static final int AT_TIMES = 160;
  private static final int AT_GO = 128;
  private static final int HEAD = 4096;

  private final FileChannel file;
  private final int serverLimit;
  private final int threadLimit;
  private final String mpm;
  private final int perPiece;
  private final ByteBuffer head;
  private final AtomicReferenceArray<ByteBuffer> pieces;

  private Scoreboard(FileChannel file, ByteBuffer head, int serverLimit, int threadLimit, String mpm) {
    this.file = file;
    this.head = head;
    this.serverLimit = serverLimit;
    this.threadLimit = threadLimit;
    this.mpm = mpm;
    perPiece = (int) (PIECE / row(threadLimit));
    pieces = new AtomicReferenceArray<>((serverLimit + perPiece - 1) / perPiece);
  }

  /// Makes the file anew, all words zero but the geometry. Only the control process does so.
  ///
  /// @param serverLimit possible children, 1 to 200000
  /// @param threadLimit possible workers of each, 1 to 100000; 1 for prefork
  /// @param mpm its name as the server shows it, at most 31 characters
  public static Scoreboard create(Path file, int serverLimit, int threadLimit, String mpm) throws IOException {
    checkGeometry(file, serverLimit, threadLimit);
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE);
    try {
      channel.write(ByteBuffer.allocate(1), workersAt(serverLimit) + serverLimit * row(threadLimit) - 1);
      ByteBuffer head = map(channel, 0, workersAt(serverLimit));
      Words.setInt(head, AT_VERSION, VERSION);
      Words.setInt(head, AT_SERVER_LIMIT, serverLimit);
      Words.setInt(head, AT_THREAD_LIMIT, threadLimit);
      Words.setText(head, AT_MPM, MPM_SIZE, mpm);
      Words.setLong(head, AT_MAGIC, MAGIC);
      return new Scoreboard(channel, head, serverLimit, threadLimit, mpm);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Maps a file that the control process made.
  ///
  /// @throws IOException when it is no scoreboard of this version or shorter than it says
  public static Scoreboard open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.size() < HEAD) {
        throw new IOException(file + " is no scoreboard: too short");
      }
      ByteBuffer first = map(channel, 0, HEAD);
      if (Words.getLong(first, AT_MAGIC) != MAGIC || Words.getInt(first, AT_VERSION) != VERSION) {
        throw new IOException(file + " is no scoreboard of this version");
      }
      int servers = Words.getInt(first, AT_SERVER_LIMIT);
      int threads = Words.getInt(first, AT_THREAD_LIMIT);
      checkGeometry(file, servers, threads);
      if (channel.size() < workersAt(servers) + servers * row(threads)) {
        throw new IOException(file + " is shorter than a scoreboard of " + servers + " x " + threads);
      }
      ByteBuffer head = map(channel, 0, workersAt(servers));
      return new Scoreboard(channel, head, servers, threads, Words.getText(head, AT_MPM, MPM_SIZE));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// ServerLimit: slots for children.
  public int serverLimit() {
    return serverLimit;
  }

  /// ThreadLimit: slots for workers of one child.
  public int threadLimit() {
    return threadLimit;
  }

  public String mpm() {
    return mpm;
  }

  /// The generation of children that should run: 0 at start, one more with each restart (httpd's
  /// `running_generation`).
  public int generation() {
    return Words.getInt(head, AT_GENERATION);
  }

  public void generation(int to) {
    Words.setInt(head, AT_GENERATION, to);
  }

  /// How often the configuration was read to run (httpd's `ap_config_generation`).
  public int configGeneration() {
    return Words.getInt(head, AT_CONFIG_GENERATION);
  }

  public void configGeneration(int to) {
    Words.setInt(head, AT_CONFIG_GENERATION, to);
  }

  /// When the server was started or last restarted, in microseconds since 1970.
  public long restartTimeMicros() {
    return Words.getLong(head, AT_RESTART_TIME);
  }

  public void restartTimeMicros(long to) {
    Words.setLong(head, AT_RESTART_TIME, to);
  }

  /// When the server was started, in microseconds since 1970.
  public long startTimeMicros() {
    return Words.getLong(head, AT_START_TIME);
  }

  public void startTimeMicros(long to) {
    Words.setLong(head, AT_START_TIME, to);
  }

  /// ExtendedStatus: whether workers write more than their status.
  public boolean extended() {
    return Words.getInt(head, AT_EXTENDED) != 0;
  }

  public void extended(boolean to) {
    Words.setInt(head, AT_EXTENDED, to ? 1 : 0);
  }

  /// The effective ThreadsPerChild of this generation; 1 for prefork.
  public int threadsPerChild() {
    return Words.getInt(head, AT_THREADS_PER_CHILD);
  }

  public void threadsPerChild(int to) {
    Words.setInt(head, AT_THREADS_PER_CHILD, to);
    Words.setInt(head, AT_THREADS_USED, Math.max(to, threadsUsed()));
  }

  /// Most children of this generation that serve at once (the answer to AP_MPMQ_MAX_DAEMONS).
  public int processes() {
    return Words.getInt(head, AT_PROCESSES);
  }

  public void processes(int to) {
    Words.setInt(head, AT_PROCESSES, to);
  }

  /// The slots from this one on never had a child: there is no need to look at them, which would cost memory.
  public int slotsUsed() {
    return Words.getInt(head, AT_SLOTS_USED);
  }

  /// The worker slots of a child from this one on were never used.
  public int threadsUsed() {
    return Words.getInt(head, AT_THREADS_USED);
  }

  /// Processor time of the control process and of the children that it waited for, in ticks of 10 ms: user, system, user
  /// and system of children.
  public long processorTime(int index) {
    return Words.getLong(head, AT_TIMES + checked(index, 4) * Long.BYTES);
  }

  public void processorTimes(long user, long system, long childUser, long childSystem) {
    Words.setLong(head, AT_TIMES, user);
    Words.setLong(head, AT_TIMES + Long.BYTES, system);
    Words.setLong(head, AT_TIMES + 2 * Long.BYTES, childUser);
    Words.setLong(head, AT_TIMES + 3 * Long.BYTES, childSystem);
  }

  /// Asks some `n` more children to end: prefork's pipe of death.
  public void askToGo(int n) {
    Words.addInt(head, AT_GO, n);
  }

  /// Takes one such request; true when the child that calls must end. Each request reaches one child.
  public boolean takeGo() {
    while (true) {
      int left = Words.getInt(head, AT_GO);
      if (left <= 0) {
        return false;
      }
      if (Words.casInt(head, AT_GO, left, left - 1)) {
        return true;
      }
    }
  }

  /// How many requests to end nobody has taken.
  public int goLeft() {
    return Words.getInt(head, AT_GO);
  }

  /// Withdraws all requests to end: a restart opens a new pipe of death.
  public void resetGo() {
    Words.setInt(head, AT_GO, 0);
  }

  /// @param slot 0 to ServerLimit, exclusive
  public ProcessSlot process(int slot) {
    return new ProcessSlot(this, slot);
  }

  /// @param process 0 to ServerLimit, exclusive
  /// @param thread 0 to ThreadLimit, exclusive
  public WorkerSlot worker(int process, int thread) {
    return new WorkerSlot(piece(process), workerAt(process, thread));
  }

  /// Closes the file; what is mapped stays so until it is collected.
  @Override
  public void close() throws IOException {
    file.close();
  }

  ByteBuffer head() {
    return head;
  }

  void used(int slot) {
    if (slot >= slotsUsed()) {
      Words.setInt(head, AT_SLOTS_USED, slot + 1);
    }
  }

  int processAt(int slot) {
    return HEAD + checked(slot, serverLimit) * ProcessSlot.SIZE;
  }

  /// The mapped piece in which the workers of a process are.
  ByteBuffer piece(int process) {
    int index = checked(process, serverLimit) / perPiece;
    ByteBuffer known = pieces.get(index);
    return known != null ? known : mapPiece(index);
  }

  int workerAt(int process, int thread) {
    return (process % perPiece * threadLimit + checked(thread, threadLimit)) * WorkerSlot.SIZE;
  }

  private synchronized ByteBuffer mapPiece(int index) {
    ByteBuffer known = pieces.get(index);
    if (known != null) {
      return known;
    }
    int first = index * perPiece;
    int count = Math.min(perPiece, serverLimit - first);
    try {
      ByteBuffer made = map(file, workersAt(serverLimit) + first * row(threadLimit), count * row(threadLimit));
      pieces.set(index, made);
      return made;
    } catch (IOException e) {
      throw new IllegalStateException("cannot map the scoreboard: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer map(FileChannel file, long from, long size) throws IOException {
    return file.map(FileChannel.MapMode.READ_WRITE, from, size);
  }

  private static long row(int threadLimit) {
    return (long) threadLimit * WorkerSlot.SIZE;
  }

  /// Where the first worker is: after the processes, at the next page.
  private static long workersAt(int serverLimit) {
    long end = HEAD + (long) serverLimit * ProcessSlot.SIZE;
    return (end + HEAD - 1) / HEAD * HEAD;
  }

  private static int checked(int index, int limit) {
    if (index < 0 || index >= limit) {
      throw new IndexOutOfBoundsException("slot " + index + " of " + limit);
    }
    return index;
  }

  private static void checkGeometry(Path file, int servers, int threads) throws IOException {
    if (servers < 1 || servers > MOST_SERVERS || threads < 1 || threads > MOST_THREADS) {
      throw new IOException("no scoreboard of " + servers + " x " + threads + " slots is possible: " + file);
    }
  }
}
