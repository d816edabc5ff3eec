package dev.mpmlint.server.scoreboard;

import java.nio.ByteBuffer;

/// What one worker says of itself: httpd's worker_score. Written by the thread that works in the slot, besides by the
/// control process when the child has ended; read by all. No method that writes allocates.
///
/// Under ExtendedStatus Off only the status and the times need be written.
public final class WorkerSlot {
  /// Bytes of a slot: whole cache lines.
  static final int SIZE = 512;

  static final int STATUS = 0;
  static final int GENERATION = 4;
  private static final int PID = 8;
  private static final int CONN_COUNT = 12;
  private static final int TID = 16;
  private static final int ACCESS_COUNT = 24;
  private static final int BYTES_SERVED = 32;
  private static final int MY_ACCESS_COUNT = 40;
  private static final int MY_BYTES = 48;
  private static final int CONN_BYTES = 56;
  private static final int START_TIME = 64;
  private static final int STOP_TIME = 72;
  private static final int LAST_USED = 80;
  private static final int DURATION = 88;
  private static final int USER_TIME = 96;
  private static final int SYSTEM_TIME = 104;
  private static final int CHILD_USER_TIME = 112;
  private static final int CHILD_SYSTEM_TIME = 120;
  private static final int CLIENT = 128;
  private static final int CLIENT_SIZE = 64;
  private static final int REQUEST = 192;
  private static final int REQUEST_SIZE = 64;
  private static final int VHOST = 256;
  private static final int VHOST_SIZE = 32;
  private static final int PROTOCOL = 304;
  private static final int PROTOCOL_SIZE = 16;

  private final ByteBuffer memory;
  private final int at;

  WorkerSlot(ByteBuffer memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  public WorkerStatus status() {
    return WorkerStatus.of(Words.getInt(memory, at + STATUS));
  }

  /// One release store: what the worker wrote before is seen by who sees the status.
  public void status(WorkerStatus to) {
    Words.setInt(memory, at + STATUS, to.value());
  }

  /// The generation of the child that the worker belongs to.
  public int generation() {
    return Words.getInt(memory, at + GENERATION);
  }

  public void generation(int to) {
    Words.setInt(memory, at + GENERATION, to);
  }

  /// The process that last worked in this slot; it stays when that has ended.
  public int pid() {
    return Words.getInt(memory, at + PID);
  }

  public void pid(int to) {
    Words.setInt(memory, at + PID, to);
  }

  /// The kernel's thread id, 0 when not known.
  public long tid() {
    return get(TID);
  }

  public void tid(long to) {
    set(TID, to);
  }

  /// Requests served by all workers that were in this slot since the server started.
  public long accessCount() {
    return get(ACCESS_COUNT);
  }

  /// Bytes sent by them.
  public long bytesServed() {
    return get(BYTES_SERVED);
  }

  /// Requests served by the worker that is here now.
  public long myAccessCount() {
    return get(MY_ACCESS_COUNT);
  }

  public long myBytes() {
    return get(MY_BYTES);
  }

  /// Requests of the connection that is served now.
  public int connCount() {
    return Words.getInt(memory, at + CONN_COUNT);
  }

  public long connBytes() {
    return get(CONN_BYTES);
  }

  /// Counts one request served and its bytes (httpd's ap_increment_counts).
  public void count(long bytes) {
    set(ACCESS_COUNT, get(ACCESS_COUNT) + 1);
    set(BYTES_SERVED, get(BYTES_SERVED) + bytes);
    set(MY_ACCESS_COUNT, get(MY_ACCESS_COUNT) + 1);
    set(MY_BYTES, get(MY_BYTES) + bytes);
    Words.setInt(memory, at + CONN_COUNT, connCount() + 1);
    set(CONN_BYTES, get(CONN_BYTES) + bytes);
  }

  /// Sets all counts, for scoreboards made by hand.
  public void counts(long accesses, long bytes, long myAccesses, long ofMyBytes, int ofConnection, long connectionBytes) {
    set(ACCESS_COUNT, accesses);
    set(BYTES_SERVED, bytes);
    set(MY_ACCESS_COUNT, myAccesses);
    set(MY_BYTES, ofMyBytes);
    Words.setInt(memory, at + CONN_COUNT, ofConnection);
    set(CONN_BYTES, connectionBytes);
  }

  /// Begins the counts of a connection.
  public void newConnection() {
    Words.setInt(memory, at + CONN_COUNT, 0);
    set(CONN_BYTES, 0);
  }

  /// Begins the counts of a worker that is new in the slot; what was served in the slot before is kept.
  public void newWorker() {
    newConnection();
    set(MY_ACCESS_COUNT, 0);
    set(MY_BYTES, 0);
    set(DURATION, 0);
  }

  /// When the last request began, in microseconds since 1970.
  public long startTime() {
    return get(START_TIME);
  }

  public void startTime(long micros) {
    set(START_TIME, micros);
  }

  /// When the last request was answered, in microseconds since 1970.
  public long stopTime() {
    return get(STOP_TIME);
  }

  public void stopTime(long micros) {
    set(STOP_TIME, micros);
  }

  /// When the worker last became idle or changed what it does, in microseconds since 1970.
  public long lastUsed() {
    return get(LAST_USED);
  }

  public void lastUsed(long micros) {
    set(LAST_USED, micros);
  }

  /// Time spent on all requests of this worker, in microseconds.
  public long duration() {
    return get(DURATION);
  }

  public void duration(long micros) {
    set(DURATION, micros);
  }

  /// Processor time in user mode, in ticks of 10 ms, as times(2) counts.
  public long userTime() {
    return get(USER_TIME);
  }

  /// In system mode.
  public long systemTime() {
    return get(SYSTEM_TIME);
  }

  /// Of children that were waited for, in user mode.
  public long childUserTime() {
    return get(CHILD_USER_TIME);
  }

  /// Of children that were waited for, in system mode.
  public long childSystemTime() {
    return get(CHILD_SYSTEM_TIME);
  }

  public void processorTimes(long user, long system, long childUser, long childSystem) {
    set(USER_TIME, user);
    set(SYSTEM_TIME, system);
    set(CHILD_USER_TIME, childUser);
    set(CHILD_SYSTEM_TIME, childSystem);
  }

  /// The address of the client last served.
  public String client() {
    return Words.getText(memory, at + CLIENT, CLIENT_SIZE);
  }

  public void client(String to) {
    Words.setText(memory, at + CLIENT, CLIENT_SIZE, to);
  }

  /// Its request line.
  public String request() {
    return Words.getText(memory, at + REQUEST, REQUEST_SIZE);
  }

  /// Cut to 63 characters.
  public void request(String to) {
    Words.setText(memory, at + REQUEST, REQUEST_SIZE, to);
  }

  /// Cut to 63 bytes.
  public void request(byte[] line, int from, int count) {
    Words.setText(memory, at + REQUEST, REQUEST_SIZE, line, from, count);
  }

  /// Name and port of the virtual host; 31 characters are kept, as by httpd.
  public String vhost() {
    return Words.getText(memory, at + VHOST, VHOST_SIZE);
  }

  public void vhost(String to) {
    Words.setText(memory, at + VHOST, VHOST_SIZE, to);
  }

  /// The protocol spoken: `http/1.1`.
  public String protocol() {
    return Words.getText(memory, at + PROTOCOL, PROTOCOL_SIZE);
  }

  public void protocol(String to) {
    Words.setText(memory, at + PROTOCOL, PROTOCOL_SIZE, to);
  }

  private long get(int field) {
    return Words.getLong(memory, at + field);
  }

  private void set(int field, long value) {
    Words.setLong(memory, at + field, value);
  }
}
