/// <reference types="@dcloudio/types" />

declare module "*.vue" {
  import type { DefineComponent } from "vue";
  const component: DefineComponent<object, object, unknown>;
  export default component;
}

interface ImportMeta {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What of WeChat's own API uni-app does not wrap: requests that arrive in pieces. */
declare const wx: {
  request(options: {
    url: string;
    header: Record<string, string>;
    enableChunked: true;
    timeout: number;
    success: (response: { statusCode: number }) => void;
    fail: (problem: unknown) => void;
  }): {
    abort(): void;
    onHeadersReceived(heard: () => void): void;
    onChunkReceived(heard: (chunk: { data: ArrayBuffer }) => void): void;
  };
};
