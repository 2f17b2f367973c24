package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a session that is in no room, but there for those who watch its user.
 *
 * @param token says who it is, where the server asks for tokens
 * @param user who it is, where it does not
 * @param status what others see of the user; absent: as it is
 */
@JsonTypeName("attend")
public record Attend(
    CommandId id,
    InstanceId instance,
    long generation,
    @Nullable String token,
    @Nullable UserId user,
    @Nullable Values status)
    implements ClientFrame.Command {
  public Attend {
    Check.present("id", id);
    Check.present("instance", instance);
    Check.count("generation", generation);
    ClientFrame.checkToken(token);
    if (status != null) {
      status.within("status", Limits.STATUS);
    }
  }
}
