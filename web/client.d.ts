// The WASM program as the linker emits it: what main_web.cpp exports, and the hooks that it expects.
declare module 'banzhen-client' {
  export interface ClientHooks {
    effects(json: string): void;
    draft(text: string): void;
    tree(json: string, contentHeight: number, bottomHeight: number): void;
    line(size: number, semibold: number): ArrayLike<number>;
    advance(codePoint: number, size: number, semibold: number): number;
    draw(codePoint: number, icon: number, size: number, semibold: number): ArrayLike<number>;
    pixels(): ArrayLike<number>;
  }
  export interface Client {
    _bz_open(): number;
    _bz_event(json: number): void;
    _bz_texts(json: number, table: number, bytes: number): void; // the event `texts`, with its table
    _bz_frame(width: number, height: number, density: number, scroll: number, inset: number, keyboard: number, flow: number): void;
    _bz_forget_picture(): void; // the canvas may have lost it
    _bz_rehearse(): number; // 0 when nothing is left to make ready
    _bz_forget_widths(): void;
    _bz_gallery_names?(): number; // the gallery's build only
    _bz_gallery_show?(index: number): void;
    _malloc(bytes: number): number;
    _free(address: number): void;
    stringToUTF8(text: string, into: number, bytes: number): void;
    UTF8ToString(address: number): string;
    lengthBytesUTF8(text: string): number;
  }
  export default function create(options: {
    host: ClientHooks;
    canvas: HTMLCanvasElement;
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
  }): Promise<Client>;
}
