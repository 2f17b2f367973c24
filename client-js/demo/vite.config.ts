import { defineConfig } from "vite";

const GATEWAY = "http://localhost:8080";

// One page for `/` and `/r/{room}`, so every path is absolute; every asset is a file of its own,
// because the server's content security policy allows no data: URL and no inline script.
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  build: {
    outDir: "../dist/demo",
    emptyOutDir: true,
    // The first browsers with light-dark(), which the two themes are made of.
    target: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npx vite demo` beside a running server: the app from source, the sockets from the server.
  server: { proxy: { "/signal": { target: GATEWAY, ws: true } } },
});
