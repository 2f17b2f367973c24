package dev.parley.room.store;

import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.runtime.Epoch;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rooms, their op logs, and where to find what is due. To each room every method is one atomic
 * step; of several rooms each may be seen at a moment of its own. A future fails if the store does
 * not answer; then it is unknown whether a save was carried out, or will be yet. The caller loads
 * again and repeats the command, not the save: the record tells that it was carried out.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public interface RoomStore {

  /** The room, with the store's life and its time. */
  Future<Loaded> load(RoomName room);

  /**
   * Puts {@code change.next()} in the place of {@code change.before()}, and the ops at the end of
   * its log; where there is no next, the room and its log are removed. Nothing happens unless the
   * room stands exactly where the step began: at the same incarnation and revision, or absent.
   *
   * @param change one that is not none
   * @return whether it was carried out; if not, somebody else was faster
   */
  Future<Boolean> save(RoomChange change);

  /**
   * The ops after that revision; empty if there is no such room, its incarnation or revision is
   * another, or the log does not reach back so far.
   */
  Future<Optional<RoomChanges>> since(RoomName room, Hex64 incarnation, long rev);

  /** Where these rooms stand, without those that do not exist. */
  Future<Heads> heads(Collection<RoomName> rooms);

  /** Rooms with a deadline that has passed, at most so many, the longest overdue first. */
  Future<List<RoomName>> due(int limit);

  /** Every node at which a member of any room is up. */
  Future<Set<NodeId>> nodes();

  /** Rooms in which a member is up at that node, at most so many. */
  Future<List<RoomName>> roomsOf(NodeId node, int limit);

  /**
   * One room at one moment.
   *
   * @param room null where there is none
   * @param now ms since 1970 by the store's clock
   */
  record Loaded(@Nullable Room room, Epoch epoch, long now) {}

  /** Where rooms stand; the epoch is that of a life which is not older than any of the heads. */
  record Heads(Hex64 epoch, Map<RoomName, Head> heads) {
    public Heads {
      heads = Map.copyOf(heads);
    }
  }
}
