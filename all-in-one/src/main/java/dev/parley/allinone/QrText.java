package dev.parley.allinone;

import io.nayuki.qrcodegen.QrCode;

/** A QR code (ISO/IEC 18004) for a terminal: two rows a line, by half blocks. */
final class QrText {
  /** The quiet zone that readers need around the code. */
  private static final int MARGIN = 4;

  private static final String ON_WHITE = "\u001b[30;47m";
  private static final String RESET = "\u001b[0m";

  private QrText() {}

  static String of(String link) {
    QrCode code = QrCode.encodeText(link, QrCode.Ecc.LOW);
    StringBuilder text = new StringBuilder();
    for (int y = -MARGIN; y < code.size + MARGIN; y += 2) {
      text.append(ON_WHITE);
      for (int x = -MARGIN; x < code.size + MARGIN; x++) {
        text.append(block(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      text.append(RESET).append('\n');
    }
    return text.toString();
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
