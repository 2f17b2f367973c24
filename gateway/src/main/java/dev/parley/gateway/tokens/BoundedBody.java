package dev.parley.gateway.tokens;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * The body of an answer, if it is not too large.
 *
 * <p><em>Threading:</em> the event loop of the answer.
 */
final class BoundedBody {
  private static final int MOST_BYTES = 256 * 1024;

  private final HttpClientResponse response;
  private final Buffer read = Buffer.buffer();
  private final Promise<byte[]> all = Promise.promise();

  BoundedBody(HttpClientResponse response) {
    this.response = response;
  }

  Future<byte[]> read() {
    response.exceptionHandler(all::tryFail);
    response.endHandler(end -> all.tryComplete(read.getBytes()));
    response.handler(this::add);
    return all.future();
  }

  private void add(Buffer chunk) {
    if (read.length() + chunk.length() > MOST_BYTES) {
      all.tryFail("more than 256 KiB");
      response.request().reset();
    } else {
      read.appendBuffer(chunk);
    }
  }
}
