/* flip.c: what happens on the desktop while it is measured.
 *
 *   cc -O2 -o flip flip.c -lX11
 *
 *   flip full         a full-screen window that turns dark or light at each key or button press
 *   flip patch        the same, but only 240x240 pixels at the centre turn (as large as a menu)
 *   flip page         turns between two pages of dense text (every pixel may change); the patch carries the colour
 *   flip img a b      the same with two pictures of the screen's size from files of raw BGRX pixels
 *   flip motion [hz]  a page of dense text scrolls by 8 pixels a frame (60 Hz), with the bar code
 *   flip stamp  [hz]  only the bar code, in a small window on top (for a scrolling terminal below it)
 *
 * full, patch, page and img write a line for each turn:  F <state> <wall clock us at the key> <wall clock us when drawn>
 * motion and stamp write a line each second:        M <frames drawn in it>
 * Each writes READY when it is on the screen.
 *
 * Bar code: 20 cells of 24x24 pixels from (0,0): light, dark (for reference), 16 bits (most significant first) of
 * the wall clock in ms modulo 65536, even parity, its inverse.
 */
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CELL 24
#define CELLS 20
#define PATCH 240
#define SCROLL 8
#define LINE 14

static Display *display;
static Window root, window;
static int width, height, depth;
static GC gc;
static unsigned long dark, light;

static long long now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static unsigned long colour(int r, int g, int b) {
  XColor c = {.red = r * 257, .green = g * 257, .blue = b * 257, .flags = DoRed | DoGreen | DoBlue};
  XAllocColor(display, DefaultColormap(display, DefaultScreen(display)), &c);
  return c.pixel;
}

static unsigned next_random(unsigned *seed) {
  *seed = *seed * 1103515245u + 12345u;
  return (*seed >> 16) & 0x7fff;
}

/* Opens a window that no window manager touches and waits until it is shown. */
static void open_window(int w, int h) {
  XSetWindowAttributes a = {0};
  a.background_pixel = dark;
  a.override_redirect = True;
  a.event_mask = KeyPressMask | ButtonPressMask | ExposureMask | FocusChangeMask;
  window = XCreateWindow(display, root, 0, 0, w, h, 0, CopyFromParent, InputOutput, CopyFromParent,
                         CWBackPixel | CWOverrideRedirect | CWEventMask, &a);
  XStoreName(display, window, "flip");
  XMapRaised(display, window);
  XEvent e;
  do XNextEvent(display, &e);
  while (e.type != Expose);
}

/* A page of words, the same for the same seed. */
static Pixmap text_page(unsigned long background, unsigned long ink, unsigned seed) {
  Pixmap page = XCreatePixmap(display, window, width, height, depth);
  XSetForeground(display, gc, background);
  XFillRectangle(display, page, gc, 0, 0, width, height);
  XSetForeground(display, gc, ink);
  XFontStruct *font = XLoadQueryFont(display, "fixed");
  if (font) XSetFont(display, gc, font->fid);
  for (int y = LINE; y < height; y += LINE) {
    char line[400];
    int columns = width / 6 < 399 ? width / 6 : 399, i = 0;
    while (i < columns) {
      int letters = 2 + next_random(&seed) % 9;
      while (letters-- > 0 && i < columns) line[i++] = 'a' + next_random(&seed) % 26;
      if (i < columns) line[i++] = ' ';
    }
    XDrawString(display, page, gc, 8, y, line, columns - next_random(&seed) % (columns / 3));
  }
  return page;
}

/* A picture of raw BGRX pixels, as large as the screen. */
static Pixmap picture(const char *path) {
  size_t size = (size_t)width * height * 4;
  char *pixels = malloc(size);
  FILE *file = fopen(path, "rb");
  if (!file || fread(pixels, 1, size, file) != size) {
    fprintf(stderr, "%s is no picture of %dx%d\n", path, width, height);
    exit(1);
  }
  fclose(file);
  Pixmap page = XCreatePixmap(display, window, width, height, depth);
  Visual *visual = DefaultVisual(display, DefaultScreen(display));
  XImage *image = XCreateImage(display, visual, depth, ZPixmap, 0, pixels, width, height, 32, 0);
  image->byte_order = LSBFirst;
  XPutImage(display, page, gc, image, 0, 0, 0, 0, width, height);
  XDestroyImage(image);
  return page;
}

static void draw_bar_code(Drawable target) {
  unsigned value = (unsigned)((now_us() / 1000) & 0xffff);
  int cells[CELLS] = {1, 0}, parity = 0;
  for (int i = 0; i < 16; i++) parity ^= cells[2 + i] = (value >> (15 - i)) & 1;
  cells[18] = parity;
  cells[19] = !parity;
  for (int i = 0; i < CELLS; i++) {
    XSetForeground(display, gc, cells[i] ? light : dark);
    XFillRectangle(display, target, gc, i * CELL, 0, CELL, CELL);
  }
}

/* Draws for ever, a frame each 1/hz seconds. */
static void move(int hz, int stamp) {
  int w = stamp ? CELLS * CELL : width, h = stamp ? CELL : height;
  open_window(w, h);
  Pixmap page = stamp ? 0 : text_page(colour(250, 250, 250), colour(20, 20, 60), 7);
  Pixmap back = XCreatePixmap(display, window, w, h, depth);
  long long next = now_us(), second = next;
  int frames = 0, offset = 0;
  puts("READY");
  for (;;) {
    if (page) {
      offset = (offset + SCROLL) % height;
      XCopyArea(display, page, back, gc, 0, offset, w, h - offset, 0, 0);
      XCopyArea(display, page, back, gc, 0, 0, w, offset, 0, h - offset);
    }
    draw_bar_code(back);
    XCopyArea(display, back, window, gc, 0, 0, w, h, 0, 0);
    if (stamp && frames % 10 == 0) XRaiseWindow(display, window);
    XSync(display, False);
    XEvent e;
    while (XPending(display)) XNextEvent(display, &e);
    frames++;
    long long now = now_us();
    if (now - second >= 1000000) {
      printf("M %d\n", frames);
      frames = 0;
      second = now;
    }
    next += 1000000 / hz;
    if (next < now) next = now;
    struct timespec rest = {(next - now) / 1000000, (next - now) % 1000000 * 1000};
    nanosleep(&rest, NULL);
  }
}

static void draw_state(int state, const Pixmap *pages, int patch, int whole) {
  int x = (width - PATCH) / 2, y = (height - PATCH) / 2;
  if (!pages[0]) {
    XSetWindowBackground(display, window, state ? light : dark);
    XClearWindow(display, window);
  } else if (patch && !whole)
    XCopyArea(display, pages[state], window, gc, x, y, PATCH, PATCH, x, y);
  else
    XCopyArea(display, pages[state], window, gc, 0, 0, width, height, 0, 0);
  XSync(display, False);
}

/* Turns at each press, for ever. */
static void turn(int page, int patch, char **files) {
  Pixmap pages[2] = {0, 0};
  open_window(width, height);
  for (int s = 0; s < 2 && (page || patch || files); s++) {
    int other = page && s;
    pages[s] = files ? picture(files[s]) : text_page(other ? colour(250, 250, 250) : colour(245, 245, 235), colour(20, 20, other ? 60 : 20),
                         other ? 99 : 7);
    XSetForeground(display, gc, s ? light : dark);
    XFillRectangle(display, pages[s], gc, (width - PATCH) / 2, (height - PATCH) / 2, PATCH, PATCH);
  }
  XSetInputFocus(display, window, RevertToParent, CurrentTime);
  int state = 0;
  draw_state(state, pages, patch, 1);
  puts("READY");
  for (;;) {
    XEvent e;
    XNextEvent(display, &e);
    long long at = now_us();
    if (e.type == FocusOut) { /* stay in front and keep the keyboard */
      Window focus;
      int revert;
      XGetInputFocus(display, &focus, &revert);
      if (focus == window) continue;
      XRaiseWindow(display, window);
      XSetInputFocus(display, window, RevertToParent, CurrentTime);
      XSync(display, False);
    } else if (e.type == Expose) {
      draw_state(state, pages, patch, 1);
    } else if (e.type == KeyPress || e.type == ButtonPress) {
      state = !state;
      draw_state(state, pages, patch, 0);
      printf("F %d %lld %lld\n", state, at, now_us());
    }
  }
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "";
  int hz = argc > 2 ? atoi(argv[2]) : 60;
  int moving = !strcmp(mode, "motion"), stamp = !strcmp(mode, "stamp");
  int page = !strcmp(mode, "page"), patch = !strcmp(mode, "patch");
  int img = !strcmp(mode, "img") && argc == 4;
  if (!(img || ((moving || stamp || page || patch || !strcmp(mode, "full")) && hz > 0))) {
    fprintf(stderr, "usage: flip full|patch|page|img <a> <b>|motion [hz]|stamp [hz]\n");
    return 2;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  display = XOpenDisplay(NULL);
  if (!display) {
    fprintf(stderr, "no display\n");
    return 1;
  }
  int screen = DefaultScreen(display);
  root = RootWindow(display, screen);
  width = DisplayWidth(display, screen);
  height = DisplayHeight(display, screen);
  depth = DefaultDepth(display, screen);
  dark = colour(24, 24, 24);
  light = colour(232, 232, 232);
  gc = XCreateGC(display, root, 0, NULL);
  XSetGraphicsExposures(display, gc, False);
  if (moving || stamp) move(hz, stamp);
  turn(page, patch, img ? argv + 2 : NULL);
}
