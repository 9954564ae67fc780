#include <stddef.h>
#include <stdint.h>

// The entry of the fuzzing engine that comes with the compiler, which has no header of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));
