/** The page that plays the server; `server` drives it. */
import { serverPage } from "../../test/browser/page/server.js";

window.server = serverPage;
