/** The client of the API: every path, parameter and answer has the types of the document. */

import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";

export type Park = Client<paths>;

/** `origin` is where people reach the park, such as https://chat.park.example. `token` is asked before each request. */
export function park(origin: string, token: () => string | undefined = () => undefined): Park {
  const client = createClient<paths>({ baseUrl: `${origin.replace(/\/+$/, "")}/api/v1` });
  client.use({
    onRequest({ request }) {
      const shown = token();
      if (shown !== undefined) request.headers.set("Authorization", `Bearer ${shown}`);
      return request;
    },
  });
  return client;
}
