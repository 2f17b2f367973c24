/** Empty. Node has no MediaStream unless it is given one; there, data alone works without. */
export function newStream(): MediaStream {
  return globalThis.MediaStream ? new MediaStream() : (undefined as unknown as MediaStream);
}
