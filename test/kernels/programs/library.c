// A library that can be loaded but does not fit: of another interface, without kernels, or with kernels that do nothing.
#ifndef INTERFACE
#define INTERFACE 2
#endif
#ifndef OPENED
#define OPENED 0
#endif

int weft_abi(void) { return INTERFACE; }
int weft_open(int most) { return (void)most, OPENED; }
int weft_level(int set) { return (void)set, 2; }
int weft_size(int set, int which) { return (void)set, which == 0 ? 16 : 96; }
int weft_shares(void) { return 16; }
int weft_threads(int set, int wanted) { return (void)set, wanted; }
void weft_run(int set, int op, const double *args, int parallel) { (void)set, (void)op, (void)args, (void)parallel; }
void weft_close(int set) { (void)set; }
double weft_address(const void *p) { return (double)(__INTPTR_TYPE__)p; }
