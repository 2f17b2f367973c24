/**
 * Something done with what pictures are sent by.
 *
 * @param sounds sound is sent beside them
 */
export type Shot = (sender: RTCRtpSender, sounds: boolean) => Promise<void>;

/**
 * Makes the encoder begin again with a whole picture (WebRTC 5.2: a layer that becomes active).
 * Where that is refused, the other side's own request has to do.
 */
export const keyFrame: Shot = async (sender) => {
  const held = sender.getParameters().encodings[0]?.active === false;
  if (!held && !sender.track) return;
  if (!held) await activate(sender, false);
  await activate(sender, true);
};

/**
 * No picture is sent until a key frame is made; sound tells the other side when the path is back.
 *
 * What was sent before is forgotten. Chromium 156 keeps it for up to 3 s, and sends it once more,
 * unasked, as soon as it learns that it was lost. Whoever gets it so takes the sender's clock for
 * slower than it is, and shows what follows late, in a young call not for 3 s. But a track of another
 * sort, as text differs from motion (mst-content-hint 4), makes it begin its stream anew.
 */
export const hold: Shot = async (sender, sounds) => {
  const { track } = sender;
  if (!track || !sounds) return;
  await activate(sender, false);
  const other = track.clone();
  other.contentHint = track.contentHint === "detail" ? "motion" : "detail";
  await sender.replaceTrack(other);
  // An app may have given it another one meanwhile.
  if (sender.track === other) await sender.replaceTrack(track);
  other.stop();
};

async function activate(sender: RTCRtpSender, active: boolean): Promise<void> {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) encoding.active = active;
  await sender.setParameters(parameters);
}
