/** The part of the `x11` package (4.2.2, ships no types) that this project uses. */
declare module 'x11' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  type Callback<T> = (error: Error | null | undefined, value: T) => boolean | undefined;

  export interface XEvent {
    name?: string;
    type: number;
    /** Keycode or button of input events. */
    keycode?: number;
    buttons?: number;
    detail?: number;
    /** XInput: the device that tells, and the physical one behind it. */
    deviceId?: number;
    sourceId?: number;
    /** The window that was asked about; the window itself but for ConfigureNotify. */
    wid?: number;
    /** The window itself (ConfigureNotify). */
    wid1?: number;
    window?: number;
    atom?: number;
    selection?: number;
    rootx?: number;
    rooty?: number;
    width?: number;
    height?: number;
    area?: { x: number; y: number; w: number; h: number };
  }

  export interface XScreen {
    root: number;
    root_depth: number;
    pixel_width: number;
    pixel_height: number;
  }

  export interface XDisplay {
    client: XClient;
    screen: XScreen[];
    min_keycode: number;
    max_keycode: number;
    resource_base: number;
    resource_mask: number;
    image_byte_order: number;
    format: Record<number, { bits_per_pixel: number; scanline_pad: number } | undefined>;
  }

  export interface XClient extends EventEmitter {
    display: XDisplay;
    stream: Socket;
    atoms: Record<string, number>;
    require<Name extends keyof XExtensions>(name: Name, callback: Callback<XExtensions[Name]>): void;
    AllocID(): number;
    close(callback: (error?: Error) => void): void;
    terminate(): void;
    sync(): Promise<void>;
    flush(written: () => void): void;

    InternAtom(onlyIfExists: boolean, name: string, callback: Callback<number>): void;
    ChangeProperty(
      mode: number,
      wid: number,
      name: number,
      type: number,
      format: 8 | 16 | 32,
      data: Buffer | string | number[],
    ): void;
    GetProperty(
      del: number,
      wid: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      callback: Callback<{ type: number; format: number; data: Buffer }>,
    ): void;
    CreateWindow(
      wid: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      windowClass: number,
      visual: number,
      values: Record<string, number | boolean>,
    ): void;
    ChangeWindowAttributes(wid: number, values: Record<string, number>, callback?: Callback<void>): void;
    MapWindow(wid: number): void;
    UnmapWindow(wid: number): void;
    RaiseWindow(wid: number): void;
    MoveResizeWindow(wid: number, x: number, y: number, width: number, height: number): void;
    GetWindowAttributes(wid: number, callback: Callback<{ mapState: number }>): void;
    GetGeometry(
      wid: number,
      callback: Callback<{ xPos: number; yPos: number; width: number; height: number }>,
    ): void;
    QueryTree(wid: number, callback: Callback<{ root: number; parent: number; children: number[] }>): void;
    TranslateCoordinates(
      from: number,
      to: number,
      x: number,
      y: number,
      callback: Callback<{ child: number; destX: number; destY: number }>,
    ): void;
    QueryPointer(
      wid: number,
      callback: Callback<{ rootX: number; rootY: number; child: number; keyMask: number }>,
    ): void;
    GetInputFocus(callback: Callback<{ focus: number; revertTo: number }>): void;
    SetInputFocus(wid: number, revertTo: number): void;
    /** Keycodes for Shift, Lock, Control, Mod1 to Mod5; 0 = none. */
    GetModifierMapping(callback: Callback<number[][]>): void;
    SendEvent(destination: number, propagate: boolean, eventMask: number, event: Buffer): void;
    GrabServer(): void;
    UngrabServer(): void;
    SetSelectionOwner(owner: number, selection: number, time?: number): void;
    GetSelectionOwner(selection: number, callback: Callback<number>): void;
    QueryKeymap(callback: Callback<Buffer>): void;
    GetKeyboardMapping(first: number, count: number, callback: Callback<number[][]>): void;
    ChangeKeyboardMapping(first: number, symbolsPerCode: number, symbols: number[]): void;
    GetImage(
      format: number,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      callback: Callback<{ data: Buffer }>,
    ): void;
    GrabKeyboard(
      wid: number,
      ownerEvents: boolean,
      time: number,
      pointerMode: number,
      keyboardMode: number,
      callback: Callback<number>,
    ): void;
    UngrabKeyboard(time: number): void;
  }

  export interface ShmSegment {
    buffer: Buffer;
    getImage(
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      format: number,
      offset: number,
      callback: Callback<{ size: number }>,
    ): void;
    detach(callback: () => void): void;
  }

  export interface CursorImage {
    x: number;
    y: number;
    width: number;
    height: number;
    xhot: number;
    yhot: number;
    cursorSerial: number;
    /** ARGB32 with premultiplied alpha, in the connection's byte order. */
    cursorImage: Buffer;
  }

  export interface XExtensions {
    shm: {
      usable(callback: Callback<boolean>): void;
      createSegment(size: number, callback: Callback<ShmSegment>): void;
    };
    damage: {
      ReportLevel: { BoundingBox: number };
      Create(damage: number, drawable: number, level: number): void;
      Destroy(damage: number): void;
      Subtract(damage: number, repair: number, parts: number): void;
    };
    xtest: {
      KeyPress: number;
      KeyRelease: number;
      ButtonPress: number;
      ButtonRelease: number;
      MotionNotify: number;
      FakeInput(type: number, detail: number, time: number, window: number, x: number, y: number): void;
      GrabControl(impervious: boolean): void;
    };
    fixes: {
      CursorNotifyMask: { DisplayCursor: number };
      SelectCursorInput(window: number, mask: number): void;
      GetCursorImage(callback: Callback<CursorImage>): void;
    };
    shape: {
      Kind: { Input: number };
      Op: { Set: number };
      Rectangles(op: number, kind: number, wid: number, x: number, y: number, list: number[][]): void;
    };
    res: {
      ClientIdMask: { LocalClientPID: number };
      QueryClientIds(
        specs: { client: number; mask: number }[],
        callback: Callback<{ client: number; mask: number; value: number[] }[]>,
      ): void;
    };
    xkb: {
      UseCoreKbd: number;
      ModMask: { Shift: number; Lock: number; Control: number; Mod1: number };
      EventType: { NewKeyboardNotify: number; MapNotify: number };
      SelectEvents(
        device: number,
        affected: number,
        clear: number,
        selectAll: number,
        affectedParts: number,
        parts: number,
      ): void;
      GetState(device: number, callback: Callback<{ mods: number; lockedMods: number; group: number }>): void;
      LatchLockState(
        device: number,
        affectLocks: number,
        locks: number,
        lockGroup: boolean,
        group: number,
        affectLatches: number,
        latches: number,
        latchGroup: boolean,
        groupLatch: number,
      ): void;
    };
    xinput: {
      AllDevices: number;
      EventMask: Record<'RawKeyPress' | 'RawKeyRelease' | 'RawButtonPress' | 'RawMotion', number>;
      xi2: { majorVersion: number; minorVersion: number } | null;
      XISelectEvents(window: number, masks: { deviceId: number; mask: number }): void;
    };
    'screen-saver': {
      State: { Off: number; On: number; Cycle: number; Disabled: number };
      QueryInfo(drawable: number, callback: Callback<{ state: number; idle: number }>): void;
    };
  }

  export const eventMask: Record<
    | 'KeyPress'
    | 'KeyRelease'
    | 'ButtonPress'
    | 'ButtonRelease'
    | 'PointerMotion'
    | 'Exposure'
    | 'StructureNotify'
    | 'SubstructureNotify'
    | 'SubstructureRedirect'
    | 'FocusChange'
    | 'PropertyChange',
    number
  >;

  export const createClient: (
    options: { display?: string; shm?: unknown; bufferRequests?: boolean },
    callback: (error: Error | undefined, display: XDisplay) => void,
  ) => XClient;
}
