/** Empty. Node has no MediaStream unless it is given one; there, data alone works without. */
export function newStream(): MediaStream {
  return globalThis.MediaStream ? new MediaStream() : (undefined as unknown as MediaStream);
}

/** Makes it hold exactly these. New tracks come first: a stream without tracks ends its player. */
export function fillStream(
  stream: MediaStream | undefined,
  tracks: readonly MediaStreamTrack[],
): void {
  for (const track of tracks) stream?.addTrack(track);
  for (const old of stream?.getTracks() ?? []) {
    if (!tracks.includes(old)) stream?.removeTrack(old);
  }
}
