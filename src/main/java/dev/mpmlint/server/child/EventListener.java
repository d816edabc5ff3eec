package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Connection;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.settings.Pool;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// event's listener: accepts, and keeps the connections that wait for their client. Everything belongs to its thread but
/// what [#park], [#closed] and [#end] touch, which any thread calls. After event.c's `listener_thread`.
final class EventListener {
  private static final long LINGER = 30_000;
  private static final long LINGER_WHEN_ENDING = 2_000;
  private static final long LOOK = 1_000;

  private final EventChild child;
  private final ChildServer server;
  private final Pool pool;
  private final Workers<Parked> workers;
  private final Selector selector;
  private final List<SelectionKey> listeners = new ArrayList<>();
  private final Queue<Parked> arrivals = new ConcurrentLinkedQueue<>();
  // Open connections, wherever they are.
  private final AtomicInteger open = new AtomicInteger();
  // Written by the main thread, read here.
  private volatile boolean ending;

  private final Map<Long, TimeoutQueue> keepAlive = new HashMap<>();
  private final Map<Long, TimeoutQueue> writing = new HashMap<>();
  private final TimeoutQueue lingering = new TimeoutQueue(LINGER);
  private final TimeoutQueue lingeringShort = new TimeoutQueue(LINGER_WHEN_ENDING);
  private boolean accepting = true;
  private boolean listening = true;
  private boolean workersWereBusy;
  private int accepted;

  EventListener(EventChild child, Acceptor acceptor, Workers<Parked> workers) throws IOException {
    this.child = child;
    this.server = child.server;
    this.pool = server.settings().pool();
    this.workers = workers;
    selector = Selector.open();
    for (ServerSocketChannel l : acceptor.handOver()) {
      l.configureBlocking(false);
      listeners.add(l.register(selector, SelectionKey.OP_ACCEPT));
    }
  }

  /// A worker hands a connection back.
  void park(Parked parked) {
    arrivals.add(parked);
    selector.wakeup();
  }

  /// A worker closed a connection.
  void closed() {
    open.decrementAndGet();
    if (ending) {
      selector.wakeup();
    }
  }

  /// Accepts no more, and ends when the last connection does.
  void end() {
    ending = true;
    selector.wakeup();
  }

  void run() {
    try {
      while (turn()) {
        publish();
      }
    } catch (IOException | RuntimeException e) {
      server.log().log(Level.ERROR, "mpm_event", "the listener cannot go on: " + e);
      child.sick = true;
    } finally {
      stopListening();
      child.listenerEnded = true;
    }
  }

  /// One round; false when the child may end.
  private boolean turn() throws IOException {
    if (!ending && (child.spent || spent())) {
      child.spent = true;
      stopListening();
    }
    if (ending && listening) {
      stopListening();
    }
    long now = millis();
    for (Parked p = arrivals.poll(); p != null; p = arrivals.poll()) {
      take(p, now);
    }
    if (ending || workersWereBusy) {
      workersWereBusy = false;
      closeKeptAlive();
    }
    if (ending && open.get() == 0) {
      return false;
    }
    mayAcceptAgain();
    selector.select(Math.clamp(nextDeadline() - now, 1, LOOK));
    now = millis();
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      SelectionKey key = ready.next();
      ready.remove();
      if (!key.isValid()) {
        continue;
      }
      if (key.attachment() instanceof Parked p) {
        ready(p, now);
      } else {
        accept((ServerSocketChannel) key.channel());
      }
    }
    expire(now);
    return true;
  }

  /// Whether MaxConnectionsPerChild was reached.
  private boolean spent() {
    int most = pool.maxConnectionsPerChild();
    return most != 0 && accepted >= most;
  }

  /// Takes one connection. The sockets that listen are closed in the next round: the selector must not change its keys
  /// while [#turn] goes through them.
  private void accept(ServerSocketChannel from) throws IOException {
    if (child.spent || spent()) {
      return;
    }
    int idle = workers.idle();
    if (idle == 0 || !room(idle)) {
      workersWereBusy |= idle == 0;
      suspend(idle);
      return;
    }
    SocketChannel channel;
    try {
      channel = from.accept();
      if (channel == null) {
        return;
      }
      channel.configureBlocking(false);
    } catch (ClosedChannelException e) {
      return;
    } catch (IOException e) {
      server.log().log(Level.ERROR, "core", "AH02179: apr_socket_accept: " + e.getMessage());
      child.sick = true;
      child.spent = true;
      return;
    }
    Connection connection = server.connection(channel);
    if (connection != null) {
      accepted++;
      open.incrementAndGet();
      workers.give(new Parked(connection));
    }
  }

  /// event's limit, which AsyncRequestWorkerFactor sets: connections that linger do not count.
  private boolean room(int idle) {
    int lasting = open.get() - lingering.size() - lingeringShort.size();
    return lasting < pool.threadsPerChild() + idle * pool.asyncFactor();
  }

  private void suspend(int idle) {
    if (!accepting || !listening) {
      return;
    }
    accepting = false;
    listeners.forEach(key -> key.interestOps(0));
    server.process().notAccepting(true);
    server
        .log()
        .log(
            Level.DEBUG,
            "mpm_event",
            idle == 0
                ? "All workers busy, not accepting new conns in this process"
                : "Too many open connections (" + open.get() + "), not accepting new conns in this process");
    workers.tellWhenFreed(selector::wakeup);
  }

  private void mayAcceptAgain() {
    if (accepting || !listening) {
      return;
    }
    int idle = workers.idle();
    if (idle > 0 && room(idle - 1)) {
      accepting = true;
      listeners.forEach(key -> key.interestOps(SelectionKey.OP_ACCEPT));
      server.process().notAccepting(false);
      if (server.log().enabled(Level.DEBUG, "mpm_event")) {
        int lingers = lingering.size() + lingeringShort.size();
        server
            .log()
            .log(
                Level.DEBUG,
                "mpm_event",
                "AH00457: Accepting new connections again: " + open.get() + " active conns (" + lingers
                    + " lingering/0 clogged/0 suspended), " + idle + " idle workers");
      }
    } else if (idle == 0) {
      workers.tellWhenFreed(selector::wakeup);
    }
  }

  private void stopListening() {
    if (listening) {
      listening = false;
      for (SelectionKey key : listeners) {
        key.cancel();
      }
      try {
        selector.selectNow();
        for (SelectionKey key : listeners) {
          key.channel().close();
        }
      } catch (IOException _) {
        // They are closed all the same.
      }
    }
  }

  /// Parks a connection that a worker handed back.
  private void take(Parked p, long now) throws IOException {
    Connection c = p.connection;
    int interest = SelectionKey.OP_READ;
    switch (p.waitsFor) {
      case KEEP_ALIVE -> queue(keepAlive, c.keepAliveTimeout()).add(p, now);
      case WRITE -> {
        interest = c.wire().interest();
        queue(writing, c.timeout()).add(p, now);
      }
      case LINGER, CLOSE -> (ending ? lingeringShort : lingering).add(p, now);
    }
    SelectionKey key = p.key;
    if (key == null) {
      p.key = c.wire().channel().register(selector, interest, p);
    } else {
      key.interestOps(interest);
    }
  }

  private static TimeoutQueue queue(Map<Long, TimeoutQueue> queues, long timeout) {
    return queues.computeIfAbsent(timeout, TimeoutQueue::new);
  }

  private void ready(Parked p, long now) {
    if (p.queue == null) {
      return;
    }
    switch (p.waitsFor) {
      case KEEP_ALIVE -> {
        release(p);
        if (workers.idle() > 0) {
          workers.give(p);
        } else {
          workersWereBusy = true;
          linger(p, now);
        }
      }
      case WRITE -> {
        release(p);
        workers.give(p);
      }
      case LINGER, CLOSE -> {
        if (p.connection.drained()) {
          close(p);
        }
      }
    }
  }

  /// Takes it out of its queue; its worker or the next state decides what it waits for.
  private void release(Parked p) {
    TimeoutQueue queue = p.queue;
    if (queue != null) {
      queue.remove(p);
    }
    SelectionKey key = p.key;
    if (key != null && key.isValid()) {
      key.interestOps(0);
    }
  }

  private void linger(Parked p, long now) {
    if (!p.connection.beginLinger() || p.connection.drained()) {
      close(p);
      return;
    }
    p.waitsFor = Connection.Next.LINGER;
    (ending ? lingeringShort : lingering).add(p, now);
    SelectionKey key = p.key;
    if (key != null && key.isValid()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void close(Parked p) {
    release(p);
    p.connection.close();
    open.decrementAndGet();
  }

  private void closeKeptAlive() {
    long now = millis();
    for (TimeoutQueue queue : keepAlive.values()) {
      for (Parked p = queue.first(); p != null; p = queue.first()) {
        release(p);
        linger(p, now);
      }
    }
  }

  private void expire(long now) {
    for (TimeoutQueue queue : keepAlive.values()) {
      for (Parked p = queue.first(); p != null && p.deadline <= now; p = queue.first()) {
        release(p);
        linger(p, now);
      }
    }
    for (TimeoutQueue queue : writing.values()) {
      for (Parked p = queue.first(); p != null && p.deadline <= now; p = queue.first()) {
        release(p);
        linger(p, now);
      }
    }
    closeLingering(lingering, ending ? now + LINGER - LINGER_WHEN_ENDING : now);
    closeLingering(lingeringShort, now);
  }

  private void closeLingering(TimeoutQueue queue, long until) {
    for (Parked p = queue.first(); p != null && p.deadline <= until; p = queue.first()) {
      close(p);
    }
  }

  private long nextDeadline() {
    long next = Long.MAX_VALUE;
    for (TimeoutQueue queue : keepAlive.values()) {
      next = earlier(next, queue);
    }
    for (TimeoutQueue queue : writing.values()) {
      next = earlier(next, queue);
    }
    return earlier(earlier(next, lingering), lingeringShort);
  }

  private static long earlier(long next, TimeoutQueue queue) {
    Parked first = queue.first();
    return first == null ? next : Math.min(next, first.deadline);
  }

  private void publish() {
    ProcessSlot process = server.process();
    process.connections(open.get());
    process.keepAlive(size(keepAlive));
    process.writeCompletion(size(writing));
    process.lingering(lingering.size() + lingeringShort.size());
  }

  private static int size(Map<Long, TimeoutQueue> queues) {
    int sum = 0;
    for (TimeoutQueue queue : queues.values()) {
      sum += queue.size();
    }
    return sum;
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }
}
