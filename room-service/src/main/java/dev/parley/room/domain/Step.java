package dev.parley.room.domain;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a room in the making: the ops so far, each applied at once, and what is remembered.
 *
 * <p><em>Threading:</em> lives within one call of {@link Room}.
 */
final class Step {
  /** Of one instance; it has but one command under way, so a few repetitions can be late. */
  private static final int ANSWERS_PER_INSTANCE = 16;

  /** As many lives of the store as gateways could bring together at one time. */
  private static final int HISTORIES = 8;

  private final Room before;
  private final Context context;
  private final List<RoomOp> ops = new ArrayList<>();
  private final List<Answered> answered;
  private final List<History> histories;

  /** Whether a history that went into this one had a moderator. */
  private boolean moderated;

  private RoomState start;
  private RoomState state;

  Step(Room before, Context context) {
    this.before = before;
    this.context = context;
    this.answered = new ArrayList<>(before.answered());
    this.histories = new ArrayList<>(before.histories());
    this.start = before.state();
    this.state = start;
  }

  /** The room with the ops so far. */
  RoomState state() {
    return state;
  }

  Rules rules() {
    return context.rules();
  }

  boolean settles() {
    return context.settles();
  }

  long now() {
    return context.now();
  }

  long after(Duration time) {
    return now() + time.toMillis();
  }

  Hex64 tag() {
    return context.fresh().get();
  }

  void apply(RoomOp op) {
    state = state.apply(op);
    ops.add(op);
  }

  /** The revision that the next op makes. */
  long nextRev() {
    return state.rev() + 1;
  }

  /** Whether all that was known at that revision of another incarnation is part of this room. */
  boolean contains(RoomState other) {
    return histories.stream()
        .filter(past -> past.incarnation().equals(other.incarnation()))
        .anyMatch(past -> past.rev() >= other.rev());
  }

  /** All that is known of another incarnation has become part of this room. */
  void contain(RoomState other) {
    moderated |= isModerated(other);
    if (contains(other)) {
      return;
    }
    histories.removeIf(past -> past.incarnation().equals(other.incarnation()));
    histories.add(new History(other.incarnation(), other.rev()));
    if (histories.size() > HISTORIES) {
      histories.removeFirst();
    }
  }

  /**
   * Goes on under a new incarnation, as if the room had always been what the ops so far have made
   * of it: whoever has it otherwise takes it whole.
   */
  void restart(long rev) {
    if (before.exists()) {
      contain(before.state());
    }
    start = state.restarted(context.fresh().get(), rev);
    state = start;
    ops.clear();
  }

  boolean hasOps() {
    return !ops.isEmpty();
  }

  /** Why whoever asks stays out; null for those who may come. */
  @Nullable ErrorCode refusal(Claimant who) {
    return who.refusedBy(state, now());
  }

  /** Why the session is not in the room. */
  ErrorCode whyGone(SessionId session) {
    ErrorCode refusal = refusal(Claimant.of(session));
    return refusal == null ? ErrorCode.SESSION_EXPIRED : refusal;
  }

  boolean stands(Tombstone grave) {
    return grave.until() > now();
  }

  /** What was answered to that command, if it is still known. */
  @Nullable Answered answered(InstanceId instance, CommandId id) {
    return answered.stream()
        .filter(past -> past.is(instance, id) && past.until() > now())
        .findFirst()
        .orElse(null);
  }

  /** A command whose effect is undone counts as one that was never carried out. */
  void forget(InstanceId instance, CommandId id) {
    answered.removeIf(past -> past.is(instance, id));
  }

  /** Remembers a command, in the same step as its ops. */
  void remember(InstanceId instance, CommandId id) {
    remember(instance, id, null);
  }

  /** Remembers what a repetition of the command is told; null: that it was carried out. */
  void remember(InstanceId instance, CommandId id, @Nullable ErrorCode refusal) {
    forget(instance, id);
    List<Answered> own =
        answered.stream().filter(past -> past.instance().equals(instance)).toList();
    if (own.size() >= ANSWERS_PER_INSTANCE) {
      answered.remove(own.getFirst());
    }
    answered.add(new Answered(instance, id, after(rules().answers()), refusal));
  }

  /** The step is done: what it comes to. */
  RoomChange finish(Reply reply) {
    if (ops.isEmpty() && start.equals(before.state())) {
      return nothing(reply);
    }
    ensureModerator();
    Room next = next();
    return next == null && !before.exists()
        ? nothing(reply)
        : new RoomChange(before, next, changes(), reply.answer(context.epoch(), shown(next)));
  }

  private RoomChange nothing(Reply reply) {
    RoomState as = before.state();
    RoomChanges none = new RoomChanges(as.incarnation(), as.rev(), as.rev(), List.of());
    return new RoomChange(before, before, none, reply.answer(context.epoch(), shown(before)));
  }

  /** The room ends without an op: nobody is there to be told. */
  RoomChange end() {
    return new RoomChange(before, null, changes(), Reply.SEEN.answer(context.epoch(), null));
  }

  private static @Nullable RoomState shown(@Nullable Room room) {
    return room != null && room.exists() ? room.state() : null;
  }

  private RoomChanges changes() {
    return new RoomChanges(start.incarnation(), start.rev(), state.rev(), ops);
  }

  /**
   * When nobody is left who moderates, the longest present member does, one that is up before
   * others; never a guest or an observer. Where nobody has, as their tokens do not say so, nobody
   * does.
   */
  private void ensureModerator() {
    if ((moderated || isModerated(before.state())) && !isModerated(state)) {
      List.copyOf(state.members().values()).stream()
          .filter(entry -> entry.member().role() == Role.MEMBER)
          .min(Comparator.comparing(entry -> !entry.isUp()))
          .ifPresent(heir ->
              apply(
                  new RoomOp.Update(
                      heir.member().withRole(Role.MODERATOR, tag()),
                      heir.seat().changedAt(nextRev()))));
    }
  }

  private static boolean isModerated(RoomState room) {
    return room.members().values().stream().anyMatch(entry -> entry.member().role().moderates());
  }

  private @Nullable Room next() {
    RoomState swept = withoutOldTombstones();
    List<Answered> recent = answered.stream().filter(past -> past.until() > now()).toList();
    if (!swept.members().isEmpty()) {
      return new Room(swept, recent, histories, null);
    }
    return isWorthKeeping(swept)
        ? new Room(swept, recent, histories, after(rules().empty()))
        : null;
  }

  private boolean isWorthKeeping(RoomState room) {
    return !room.tombstones().isEmpty()
        || !room.bans().isEmpty()
        || !room.lobby().isEmpty()
        || !room.keys().isEmpty()
        || !room.policy().equals(rules().policy(room.policy().tag()));
  }

  private RoomState withoutOldTombstones() {
    Map<SessionId, Tombstone> graves = new LinkedHashMap<>(state.tombstones());
    graves.values().removeIf(grave -> !stands(grave));
    return state.withTombstones(graves);
  }
}
