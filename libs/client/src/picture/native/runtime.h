// Shared by the two picture modules. There is no allocator: the caller lays out the memory above
// __heap_base once, before it takes any view, so memory never grows under a view.
#pragma once
#include <stdint.h>
#include <wasm_simd128.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t i32;

#define EXPORT(name) __attribute__((export_name(#name)))
