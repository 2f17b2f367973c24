package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.Following;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who follows which room is what was said lately. */
class FollowersTest {
  private static final NodeId GW_1 = new NodeId("gw-1");
  private static final NodeId GW_2 = new NodeId("gw-2");
  private static final RoomName NORTH = new RoomName("north");
  private static final RoomName SOUTH = new RoomName("south");

  private final Followers followers = new Followers();

  private static long at(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private void say(NodeId node, boolean all, int seconds, RoomName... rooms) {
    followers.hear(new Following(node, all, List.of(rooms)), at(seconds));
  }

  @Test
  void roomIsAddedToThoseThatAreFollowed() {
    say(GW_1, false, 0, NORTH);
    say(GW_1, false, 1, SOUTH);
    say(GW_2, false, 1, SOUTH);
    assertEquals(Set.of(GW_1), followers.of(NORTH, at(2)));
    assertEquals(Set.of(GW_1, GW_2), followers.of(SOUTH, at(2)));
  }

  @Test
  void roomThatIsMissingAmongAllIsFollowedNoMore() {
    say(GW_1, true, 0, NORTH, SOUTH);
    say(GW_1, true, 1, SOUTH);
    assertEquals(Set.of(), followers.of(NORTH, at(1)));
    say(GW_1, true, 2);
    assertEquals(Set.of(), followers.of(SOUTH, at(2)));
  }

  @Test
  void gatewayThatSaysNothingIsForgotten() {
    say(GW_1, true, 0, NORTH);
    assertEquals(Set.of(GW_1), followers.of(NORTH, at(15)));
    assertEquals(Set.of(), followers.of(NORTH, at(16)));
  }
}
