import { loadSettings, saveSettings, type Theme } from "../settings.js";

const dark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** Puts the stored choice on the page; `auto` follows the system. */
export function applyTheme(theme: Theme = loadSettings().theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Whether the page is dark now. */
export function isDark(): boolean {
  const { theme } = loadSettings();
  return theme === "auto" ? dark() : theme === "dark";
}

/** The other of dark and light. Back at what the system says, the choice follows the system again. */
export function toggleTheme(): void {
  const wanted = isDark() ? "light" : "dark";
  const system = dark() ? "dark" : "light";
  applyTheme(saveSettings({ theme: wanted === system ? "auto" : wanted }).theme);
}
