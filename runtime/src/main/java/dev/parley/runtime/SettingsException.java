package dev.parley.runtime;

import java.util.List;

/** The configuration cannot be used; the message holds one sentence a line for each fault. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Several sentences. */
  public SettingsException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
